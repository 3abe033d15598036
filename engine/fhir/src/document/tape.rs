//! The words of the tape: the structural index that lets a walk skip from value to value without reading the text between.
//!
//! A value or a member's name has one word: its tag, where it starts in the text, and its extent. An array or object has one more after its
//! contents, which says where it ends. An object's contents are name, value, name, value …
//!
//! | tag | start | extent |
//! |---|---|---|
//! | `Text`, `Escaped` | first byte after the quote | bytes up to the closing quote |
//! | `Number`, `Null`, `True`, `False` | first byte | bytes |
//! | `Array`, `Object` | the opening bracket | words, its own and the end's included |
//! | `End` | first byte after the closing bracket | 0 |

/// The greatest start or extent.
pub(super) const MAX: usize = (1 << 30) - 1;

/// What a word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    Null,
    True,
    False,
    Number,
    /// A string without escapes: its text is its raw bytes.
    Text,
    /// A string with at least one escape.
    Escaped,
    Array,
    Object,
    End,
}

/// One word of the tape: the start in the upper 30 bits, then the extent in 30 and the tag in 4.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct TapeWord(u64);

impl TapeWord {
    /// `start` and `extent` are at most [`MAX`], which the length of a document bounds.
    #[inline]
    pub(super) fn new(tag: Tag, start: usize, extent: usize) -> TapeWord {
        debug_assert!(start <= MAX && extent <= MAX);
        TapeWord((start as u64) << 34 | (extent as u64) << 4 | tag as u64)
    }
    #[inline]
    pub(super) fn tag(self) -> Tag {
        match self.0 & 0xF {
            0 => Tag::Null,
            1 => Tag::True,
            2 => Tag::False,
            3 => Tag::Number,
            4 => Tag::Text,
            5 => Tag::Escaped,
            6 => Tag::Array,
            7 => Tag::Object,
            _ => Tag::End,
        }
    }
    #[inline]
    pub(super) fn start(self) -> usize {
        (self.0 >> 34) as usize
    }
    #[inline]
    pub(super) fn extent(self) -> usize {
        (self.0 >> 4) as usize & MAX
    }
    /// Whether it is a [`Tag::Text`] of this extent: one comparison, made for every name that a look-up passes.
    #[inline]
    pub(super) fn is_text_of(self, extent: usize) -> bool {
        self.0 & ((1 << 34) - 1) == ((extent as u64) << 4) | Tag::Text as u64
    }
    /// How many words the value takes.
    #[inline]
    pub(super) fn words(self) -> u32 {
        match self.tag() {
            Tag::Array | Tag::Object => self.extent() as u32,
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_gives_back_what_it_was_made_of() {
        let tags = [Tag::Null, Tag::True, Tag::False, Tag::Number, Tag::Text, Tag::Escaped, Tag::Array, Tag::Object, Tag::End];
        for tag in tags {
            for (start, extent) in [(0, 0), (1, 2), (MAX, 0), (0, MAX), (MAX, MAX)] {
                let word = TapeWord::new(tag, start, extent);
                assert_eq!((word.tag(), word.start(), word.extent()), (tag, start, extent));
            }
        }
    }
}
