//! Writes texts as YAML scalars.

use crate::hook_request::json_text;

/// Words that some YAML readers take for something other than text.
const OTHER: [&str; 9] = ["yes", "no", "true", "false", "null", "on", "off", "y", "n"];

/// A scalar that every YAML reader takes for text: plain where that is safe, else in quotes.
pub(crate) fn text(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphabetic)
        && text.chars().all(|character| character.is_alphanumeric() || " -_.()".contains(character))
        && !text.ends_with([' ', '.'])
        && !OTHER.contains(&text.to_lowercase().as_str());
    if is_plain { text.to_owned() } else { json_text(text) }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_text_stays_a_text() {
        for plain in ["warning", "Fever of 39.1 C", "Überweisung (neu)"] {
            assert_eq!(text(plain), plain);
        }
        for quoted in ["", "No", "12", "a: b", "a # b", "a, b", "- a", "a ", "{{ a }}", "\"a\""] {
            assert!(text(quoted).starts_with('"'), "{quoted}");
        }
    }
}
