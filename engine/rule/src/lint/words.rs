//! The words of a text, for checks that ask whether a name stands anywhere in a file.

/// The words of a text, in the characters that names have. A search parameter, as `patient=…`, is not one; what `==` compares is.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    Pieces(text).flat_map(|piece| {
        let is_plain = piece.bytes().all(|byte| byte.is_ascii() && byte != b'=');
        let (word, words) = if is_plain { (Some(piece), None) } else { (None, Some(words_of_mixed(piece))) };
        word.into_iter().chain(words.into_iter().flatten())
    })
}

fn words_of_mixed(piece: &str) -> impl Iterator<Item = &str> {
    let sides = piece.split(|character: char| !character.is_ascii() && !character.is_alphanumeric()).flat_map(|part| part.split("=="));
    sides.filter(|word| !word.is_empty() && !word.contains('='))
}

/// Splits a text at the ASCII characters of which no word is made, byte by byte, since every file is read so.
struct Pieces<'t>(&'t str);

impl<'t> Iterator for Pieces<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let start = self.0.bytes().position(may_be_of_word)?;
        let begun = self.0.get(start..)?;
        let length = begun.bytes().position(|byte| !may_be_of_word(byte)).unwrap_or(begun.len());
        let (piece, rest) = begun.split_at_checked(length)?;
        self.0 = rest;
        Some(piece)
    }
}

fn may_be_of_word(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'=') || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_are_whole_words() {
        assert_eq!(words("codes: hba1c # a1c-date, {{codes.x_y}}").collect::<Vec<_>>(), ["codes", "hba1c", "a1c-date", "codes", "x_y"]);
        assert_eq!(words("Condition?patient={{x}} age==3 &code=a").collect::<Vec<_>>(), ["Condition", "x", "age", "3"]);
        assert_eq!(words("“größe” – x…größe==é").collect::<Vec<_>>(), ["größe", "x", "größe", "é"]);
    }
}
