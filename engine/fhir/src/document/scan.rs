//! Skips what needs no thought, many bytes a step: the inside of strings and white space. Knows bytes and nothing of JSON's structure.
//!
//! A step compares 16 bytes at once in safe code that compilers turn into vector instructions; the last few bytes go one by one.

const STEP: usize = 16;

/// Where, at or after `at`, the first byte stands that a string can't just hold: a quote, a backslash or a control character.
/// The end of the text where there is none.
#[inline]
pub(super) fn to_special(text: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = chunk(text, at) {
        let marks = u128::from_le_bytes(chunk.map(|byte| if is_special(byte) { 0xFF } else { 0 }));
        if marks != 0 {
            return at + marks.trailing_zeros() as usize / 8;
        }
        at += STEP;
    }
    rest(text, at, is_special)
}

/// Where, at or after `at`, the first byte stands that isn't white space; the end of the text where there is none.
#[inline]
pub(super) fn over_space(text: &[u8], at: usize) -> usize {
    match text.get(at) {
        Some(byte) if is_space(*byte) => over_long_space(text, at + 1),
        _ => at,
    }
}

/// Indented JSON has a line break and a run of spaces before most of its values.
#[inline]
fn over_long_space(text: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = chunk(text, at) {
        let marks = u128::from_le_bytes(chunk.map(|byte| if is_space(byte) { 0 } else { 0xFF }));
        if marks != 0 {
            return at + marks.trailing_zeros() as usize / 8;
        }
        at += STEP;
    }
    rest(text, at, |byte| !is_space(byte))
}

#[inline]
fn chunk(text: &[u8], at: usize) -> Option<&[u8; STEP]> {
    text.get(at..)?.first_chunk()
}

#[inline]
fn rest(text: &[u8], mut at: usize, stops: impl Fn(u8) -> bool) -> usize {
    while text.get(at).is_some_and(|byte| !stops(*byte)) {
        at += 1;
    }
    at
}

#[inline]
fn is_special(byte: u8) -> bool {
    byte == b'"' || byte == b'\\' || byte < 0x20
}

#[inline]
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_string_is_skipped_up_to_its_first_special_byte(text in proptest::collection::vec(any::<u8>(), 0..80), at in 0_usize..80) {
            let at = at.min(text.len());
            let expected = (at..text.len()).find(|place| is_special(text[*place])).unwrap_or(text.len());
            prop_assert_eq!(to_special(&text, at), expected);
        }
        #[test]
        fn white_space_is_skipped_to_its_end(text in "[ \n\r\t]{0,60}[a ]{0,30}", at in 0_usize..90) {
            let (text, at) = (text.as_bytes(), at.min(text.len()));
            let expected = (at..text.len()).find(|place| !is_space(text[*place])).unwrap_or(text.len());
            prop_assert_eq!(over_space(text, at), expected);
        }
    }
}
