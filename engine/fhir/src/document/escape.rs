//! Escapes in JSON strings (RFC 8259, section 7). The indexer, which checks them, and the reader, which undoes them, share one decoder.

use super::error::ParseErrorReason;

/// The character that an escape stands for, and how many bytes the escape has. `escape` starts with the backslash.
pub(super) fn decode(escape: &[u8]) -> Result<(char, usize), ParseErrorReason> {
    let character = match escape.get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{C}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return decode_unicode(escape),
        _ => return Err(ParseErrorReason::Escape),
    };
    Ok((character, 2))
}

/// `\uXXXX`, or two of them that together name a character beyond the first 65,536.
fn decode_unicode(escape: &[u8]) -> Result<(char, usize), ParseErrorReason> {
    let first = hexadecimal(escape).ok_or(ParseErrorReason::HexadecimalEscape)?;
    if let Some(character) = char::from_u32(first) {
        return Ok((character, 6));
    }
    let second = escape.get(6..).and_then(hexadecimal).filter(|second| is_low_surrogate(*second));
    match second {
        Some(second) if !is_low_surrogate(first) => {
            let scalar = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            char::from_u32(scalar).map(|character| (character, 12)).ok_or(ParseErrorReason::HalfSurrogatePair)
        }
        _ => Err(ParseErrorReason::HalfSurrogatePair),
    }
}

/// The number of a `\uXXXX` at the start of `escape`.
fn hexadecimal(escape: &[u8]) -> Option<u32> {
    let digits = escape.get(2..6).filter(|_| escape.starts_with(b"\\u"))?;
    digits.iter().try_fold(0, |number, digit| Some(number << 4 | char::from(*digit).to_digit(16)?))
}

fn is_low_surrogate(number: u32) -> bool {
    (0xDC00..0xE000).contains(&number)
}

/// The characters of a string whose raw text is `raw`. The indexer has found its escapes valid.
pub(super) fn undo(raw: &str) -> String {
    let mut characters = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(place) = memchr::memchr(b'\\', rest.as_bytes()) {
        let (before, escape) = rest.split_at(place);
        characters.push_str(before);
        let Ok((character, length)) = decode(escape.as_bytes()) else { break };
        characters.push(character);
        rest = escape.get(length..).unwrap_or_default();
    }
    characters.push_str(rest);
    characters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_short_escape_stands_for_its_character() {
        assert_eq!(undo(r#"\"\\\/\b\f\n\r\t"#), "\"\\/\u{8}\u{C}\n\r\t");
    }
    #[test]
    fn four_digits_name_a_character_and_two_halves_a_rarer_one() {
        assert_eq!(undo(r"a\u00e9\u00E9\ud83d\ude00z"), "aéé😀z");
    }
    #[test]
    fn half_of_a_pair_is_refused() {
        for half in [r"\ud800", r"\udc00", r"\ud800x", r"\ud800\n", r"\ud800\u0041", r"\ud800\ud800", r"\udc00\ud800", r"\udc00\udc00"] {
            assert_eq!(decode(half.as_bytes()), Err(ParseErrorReason::HalfSurrogatePair), "{half}");
        }
    }
    #[test]
    fn what_is_no_escape_is_refused() {
        assert_eq!(decode(br"\x"), Err(ParseErrorReason::Escape));
        assert_eq!(decode(br"\"), Err(ParseErrorReason::Escape));
        for short in [r"\u", r"\u12", r"\u12g4", r"\u+123"] {
            assert_eq!(decode(short.as_bytes()), Err(ParseErrorReason::HexadecimalEscape), "{short}");
        }
    }
}
