//! String parameters (FHIR R4, 3.1.1.4.8): over string, markdown, HumanName and Address.
//!
//! Letters are compared without case and combining marks, punctuation is left out, and white space is one space. By default a text matches that begins with what is
//! searched for; of a family name each word is one, so that either of two names finds it.

use super::{error::SearchErrorReason, escape, walk::Value};
use crate::document::Node;
use icu_normalizer::{DecomposingNormalizerBorrowed, properties::CanonicalCombiningClassMapBorrowed};
use std::borrow::Cow;

/// A text that is searched for.
pub(super) struct Text {
    /// Folded, but for an exact match.
    wanted: String,
    place: Where,
}

/// Where in a text it stands.
enum Where {
    Start,
    Anywhere,
    /// It is the whole, as it is written.
    Whole,
}

pub(super) const MODIFIERS: &[&str] = &["contains", "exact", "missing"];

const EXPECTED: &str = "a text with at least one letter or digit";

impl Text {
    /// `None` if the modifier isn't one of this kind of parameter.
    pub(super) fn parse(value: &str, modifier: Option<&str>) -> Option<Result<Text, SearchErrorReason>> {
        let place = match modifier {
            None => Where::Start,
            Some("contains") => Where::Anywhere,
            Some("exact") => Where::Whole,
            Some(_) => return None,
        };
        Some(escape::unescape(value).and_then(|value| match place {
            Where::Whole => Ok(Text { wanted: value, place }),
            _ => match fold(&value) {
                // The empty text would stand at the start of every other.
                folded if folded.is_empty() => Err(SearchErrorReason::bad(EXPECTED)),
                wanted => Ok(Text { wanted, place }),
            },
        }))
    }

    /// What `:text` of a token asks for: the text at the start.
    pub(super) fn at_start(value: &str) -> Result<Text, SearchErrorReason> {
        Text::parse(value, None).unwrap_or(Err(SearchErrorReason::bad(EXPECTED)))
    }

    pub(super) fn accepts(&self, value: Value<'_>) -> bool {
        let mut is_found = false;
        each_part(value, &mut |part, is_family| is_found |= self.is_in(part, is_family));
        is_found
    }

    /// Whether a node is a text that it is found in.
    pub(super) fn is_in_node(&self, node: Node<'_>) -> bool {
        node.as_text().is_some_and(|text| self.is_in(&text, false))
    }

    fn is_in(&self, text: &str, is_family: bool) -> bool {
        match self.place {
            Where::Whole => text == self.wanted,
            Where::Anywhere => fold(text).contains(&self.wanted),
            Where::Start => {
                let folded = fold(text);
                folded.starts_with(&self.wanted) || (is_family && words(text).any(|word| fold(word).starts_with(&self.wanted)))
            }
        }
    }
}

/// The words of a name, those within hyphens too.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|character: char| character.is_whitespace() || character == '-')
}

/// The parts of a HumanName that are texts, and of an Address. The first is the one that it is sorted by.
const NAME: [&str; 5] = ["family", "given", "text", "prefix", "suffix"];
const ADDRESS: [&str; 7] = ["country", "state", "city", "district", "postalCode", "line", "text"];

/// Hands each text of a value to `take`, and whether it is a family name.
fn each_part(value: Value<'_>, take: &mut dyn FnMut(&str, bool)) {
    let Value::Element(node, path) = value else { return };
    let mut part = |node: Node<'_>, is_family| {
        if let Some(text) = node.as_text() {
            take(&text, is_family);
        }
    };
    let parts: &[&str] = match path.element_type {
        "HumanName" => &NAME,
        "Address" => &ADDRESS,
        _ => return part(node, path.ends_at("family")),
    };
    for name in parts {
        let Some(member) = node.get(name) else { continue };
        let is_family = *name == "family";
        part(member, is_family);
        member.elements().for_each(|element| part(element, is_family));
    }
}

/// What a value is sorted by: its texts, folded, the most significant first.
pub(super) fn sort_key(value: Value<'_>) -> Option<String> {
    let mut parts = Vec::new();
    each_part(value, &mut |part, _| parts.push(fold(part)));
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Without case, combining marks and punctuation, and with single spaces.
pub(super) fn fold(text: &str) -> String {
    let decomposed = match text.is_ascii() {
        true => Cow::Borrowed(text),
        false => DecomposingNormalizerBorrowed::new_nfd().normalize(text),
    };
    let combining = CanonicalCombiningClassMapBorrowed::new();
    let mut folded = String::with_capacity(text.len());
    for character in decomposed.chars() {
        if character.is_whitespace() {
            if !folded.ends_with(' ') && !folded.is_empty() {
                folded.push(' ');
            }
        } else if !is_punctuation(character) && (character.is_ascii() || combining.get_u8(character) == 0) {
            folded.extend(character.to_lowercase());
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// Whether a character is punctuation of names and texts. Signs that mean something (`+`, `<`, `%`) aren't.
fn is_punctuation(character: char) -> bool {
    match character {
        '!' | '"' | '\'' | '(' | ')' | '*' | ',' | '-' | '.' | '/' | ':' | ';' | '?' | '@' | '[' | ']' | '\\' | '_' | '{' | '}' => true,
        '\u{A1}' | '\u{AB}' | '\u{B7}' | '\u{BB}' | '\u{BF}' => true,
        _ => matches!(character, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_leaves_letters_alone_and_space_single() {
        assert_eq!(fold("  Agustín \t Ordóñez-\u{301}O'Neil "), "agustin ordonezoneil");
        assert_eq!(fold("ÅNGSTRÖM"), "angstrom");
        assert_eq!(fold("A\u{30A}"), fold("Å"));
        assert_eq!(fold("<5 +"), "<5 +");
        assert_eq!(fold("--"), "");
    }
}
