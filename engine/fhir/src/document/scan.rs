//! Skips the inside of strings and white space, sixteen bytes a step. Knows bytes, and nothing of JSON's structure.
//!
//! This is SWAR (SIMD within a register): a step looks at two words of eight bytes each and marks, in safe arithmetic, the bytes that end the skipping.
//! Most strings of FHIR end within one step. The last few bytes of a text are looked at one by one.

const STEP: usize = 16;
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x80 * ONES;

/// Where, at or after `at`, the first byte stands that a string can't just hold: a quote, a backslash or a control character.
/// If there is no such byte, the end of the text.
#[inline(always)]
pub(crate) fn to_special(text: &[u8], at: usize) -> usize {
    to_mark(text, at, special_marks, is_special)
}

/// Where, at or after `at`, the first byte stands that isn't white space. If there is no such byte, the end of the text.
#[inline(always)]
pub(super) fn over_space(text: &[u8], at: usize) -> usize {
    // Compact JSON has no white space, indented JSON one space after a colon, or a line break and many.
    if !has_space(text, at) {
        at
    } else if !has_space(text, at + 1) {
        at + 1
    } else {
        over_long_space(text, at + 1)
    }
}

#[inline]
fn over_long_space(text: &[u8], mut at: usize) -> usize {
    while has_space(text, at) {
        at = to_mark(text, at + 1, |word| word ^ (b' ' as u64 * ONES), |byte| byte != b' ');
    }
    at
}

/// Where, at or after `at`, the first marked byte stands. `marks` sets bits in the marked bytes of a word, and no bits in the bytes before the first one.
#[inline(always)]
fn to_mark(text: &[u8], mut at: usize, marks: impl Fn(u64) -> u64, is_marked: impl Fn(u8) -> bool) -> usize {
    while let Some(chunk) = text.get(at..).and_then(|rest| rest.first_chunk::<STEP>()) {
        let both = u128::from_le_bytes(*chunk);
        let (first, second) = (marks(both as u64), marks((both >> 64) as u64));
        if first != 0 {
            return at + first_byte(first);
        }
        if second != 0 {
            return at + 8 + first_byte(second);
        }
        at += STEP;
    }
    while text.get(at).is_some_and(|byte| !is_marked(*byte)) {
        at += 1;
    }
    at
}

#[inline(always)]
fn first_byte(marks: u64) -> usize {
    marks.trailing_zeros() as usize / 8
}

/// Leaves the high bit in each special byte. Taking 1 (or 32) from a byte borrows into its high bit if the byte is 0 (or a control
/// character). The borrow may go on into the bytes above and mark them too, but the first mark is exact.
#[inline(always)]
fn special_marks(word: u64) -> u64 {
    let quote = (word ^ (b'"' as u64 * ONES)).wrapping_sub(ONES);
    let backslash = (word ^ (b'\\' as u64 * ONES)).wrapping_sub(ONES);
    let control = word.wrapping_sub(0x20 * ONES);
    (quote | backslash | control) & !word & HIGH_BITS
}

#[inline(always)]
fn is_special(byte: u8) -> bool {
    byte == b'"' || byte == b'\\' || byte < 0x20
}

#[inline(always)]
fn has_space(text: &[u8], at: usize) -> bool {
    text.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_string_is_skipped_up_to_its_first_special_byte(text in prop::collection::vec(any::<u8>(), 0..80), at in 0_usize..80) {
            let at = at.min(text.len());
            let expected = (at..text.len()).find(|place| is_special(text[*place])).unwrap_or(text.len());
            prop_assert_eq!(to_special(&text, at), expected);
        }
        #[test]
        fn a_string_of_plain_bytes_is_skipped_whole(text in "[ !#-\\[\\]-~é\u{7f}]{0,60}[\"\\\\\n\u{1f}]?[ -~]{0,20}") {
            let text = text.as_bytes();
            let expected = (0..text.len()).find(|place| is_special(text[*place])).unwrap_or(text.len());
            prop_assert_eq!(to_special(text, 0), expected);
        }
        #[test]
        fn white_space_is_skipped_to_its_end(text in "([ \n\r\t]| {9,40}){0,6}[a\u{0}0 ]{0,30}", at in 0_usize..90) {
            let (text, at) = (text.as_bytes(), at.min(text.len()));
            let expected = (at..text.len()).find(|place| !has_space(text, *place)).unwrap_or(text.len());
            prop_assert_eq!(over_space(text, at), expected);
        }
    }
}
