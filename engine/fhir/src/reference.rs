//! FHIR references as text: `Type/id`, absolute URLs, `urn:uuid:…`, `#contained`.
//!
//! Knows their grammar. Must never know which types there are, or where a reference out of its own resource leads.

use crate::document::Node;

/// What a literal reference says (FHIR R4, 2.3.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference<'t> {
    /// `Type/id`, also with `/_history/v`.
    Relative {
        /// `Type`
        resource_type: &'t str,
        /// `id`
        id: &'t str,
    },
    /// `https://server/base/Type/id`, also with `/_history/v`.
    Absolute {
        /// `https://server/base`, without the slash before the type.
        base: &'t str,
        /// `Type`
        resource_type: &'t str,
        /// `id`
        id: &'t str,
    },
    /// `#id`
    Contained {
        /// `id`; empty where it is the resource that contains the reference (`#`).
        id: &'t str,
    },
    /// `urn:uuid:…`, `urn:oid:…`
    Urn(&'t str),
    /// An id and nothing else, as untidy clients send; it says nothing of the type.
    Bare(&'t str),
}

impl<'t> Reference<'t> {
    /// Reads the text of `Reference.reference`; `None` if it has none of these forms.
    pub fn parse(text: &'t str) -> Option<Reference<'t>> {
        if let Some(id) = text.strip_prefix('#') {
            return (id.is_empty() || is_id(id)).then_some(Reference::Contained { id });
        }
        if is_urn(text) {
            return Some(Reference::Urn(text));
        }
        if is_id(text) {
            return Some(Reference::Bare(text));
        }
        let (place, id) = without_version(text)?.rsplit_once('/').filter(|(_, id)| is_id(id))?;
        match place.rsplit_once('/') {
            None => is_type(place).then_some(Reference::Relative { resource_type: place, id }),
            Some((base, resource_type)) => {
                (is_base(base) && is_type(resource_type)).then_some(Reference::Absolute { base, resource_type, id })
            }
        }
    }
}

/// The id in `Type/id` of this type; `None` if the text doesn't begin with the type.
pub fn id_of_type<'t>(text: &'t str, resource_type: &str) -> Option<&'t str> {
    text.strip_prefix(resource_type)?.strip_prefix('/')
}

/// The text without a leading `Type/`: clients send `Patient/123` where the specifications have the id alone.
pub fn without_type<'t>(text: &'t str, resource_type: &str) -> &'t str {
    id_of_type(text, resource_type).unwrap_or(text)
}

/// The resource that `#id` in `resource` leads to: the one of this id among those that `resource` contains.
pub fn contained<'d>(resource: Node<'d>, id: &str) -> Option<Node<'d>> {
    let mut contained = resource.get("contained")?.elements();
    contained.find(|inner| inner.get("id").is_some_and(|own| own.is_text(id)))
}

/// Whether a text fits FHIR's grammar of ids: `[A-Za-z0-9\-\.]{1,64}`.
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
}

/// The text without `/_history/v`; `None` if what follows `_history` isn't a version.
fn without_version(text: &str) -> Option<&str> {
    // The search for one byte is quick, and spares most references the one for a text.
    if !text.contains('_') {
        return Some(text);
    }
    match text.split_once("/_history/") {
        Some((whole, version)) => is_id(version).then_some(whole),
        None => Some(text),
    }
}

/// Whether a text has the form of a type's name: a capital letter, then letters.
fn is_type(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase()) && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether a text is the address of a FHIR server: `http://` or `https://` with a host.
fn is_base(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !rest.contains(|character: char| character.is_whitespace() || matches!(character, '?' | '#'))
    })
}

/// Whether a text is a `urn:` with a name space and something in it.
fn is_urn(text: &str) -> bool {
    let named = text.strip_prefix("urn:").and_then(|rest| rest.split_once(':'));
    named.is_some_and(|(space, name)| !space.is_empty() && !name.is_empty() && !text.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_type_and_an_id_are_relative() {
        assert_eq!(Reference::parse("Patient/123"), Some(Reference::Relative { resource_type: "Patient", id: "123" }));
    }
    #[test]
    fn an_address_before_them_is_their_base() {
        let expected = Reference::Absolute { base: "https://ehr.example.org/fhir/R4", resource_type: "Patient", id: "a-1.b" };
        assert_eq!(Reference::parse("https://ehr.example.org/fhir/R4/Patient/a-1.b"), Some(expected));
        let short = Reference::Absolute { base: "http://localhost:8080", resource_type: "Patient", id: "1" };
        assert_eq!(Reference::parse("http://localhost:8080/Patient/1"), Some(short));
    }
    #[test]
    fn a_version_does_not_change_what_is_meant() {
        assert_eq!(Reference::parse("Patient/123/_history/4"), Reference::parse("Patient/123"));
        assert_eq!(Reference::parse("https://a.org/Patient/1/_history/2"), Reference::parse("https://a.org/Patient/1"));
    }
    #[test]
    fn a_fragment_is_contained() {
        assert_eq!(Reference::parse("#med1"), Some(Reference::Contained { id: "med1" }));
        assert_eq!(Reference::parse("#"), Some(Reference::Contained { id: "" }));
    }
    #[test]
    fn a_urn_is_kept_whole() {
        for text in ["urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7", "urn:oid:1.2.3"] {
            assert_eq!(Reference::parse(text), Some(Reference::Urn(text)));
        }
    }
    #[test]
    fn an_id_alone_is_bare() {
        assert_eq!(Reference::parse("1288992"), Some(Reference::Bare("1288992")));
    }
    #[test]
    fn what_has_another_form_is_no_reference() {
        let texts = [
            "",
            " ",
            "/",
            "Patient/",
            "/123",
            "patient/123",
            "Patient/1 2",
            "Patient/1/2",
            "a/Patient/1",
            "ftp://a.org/Patient/1",
            "https:///Patient/1",
            "https://Patient/1",
            "urn:",
            "urn:uuid:",
            "urn::1",
            "#a b",
            "Patient?identifier=1",
            "Patient/1/_history/",
            "Patient/1/_history",
            "Patient/1#a",
            "https://a.org/Patient?x=Patient/1",
            "Patient/a_b",
        ];
        for text in texts {
            assert_eq!(Reference::parse(text), None, "{text}");
        }
    }
    #[test]
    fn an_id_has_1_to_64_letters_digits_hyphens_or_dots() {
        assert!(is_id("a") && is_id("A-1.b") && is_id(&"x".repeat(64)));
        assert!(!is_id("") && !is_id(&"x".repeat(65)) && !is_id("a_b") && !is_id("a/b") && !is_id("é") && !is_id("a\n"));
    }
    #[test]
    fn a_type_before_an_id_is_left_out() {
        assert_eq!(id_of_type("Patient/1", "Patient"), Some("1"));
        for other in ["1", "Group/1", "Patient", "PatientX/1"] {
            assert_eq!(id_of_type(other, "Patient"), None, "{other}");
            assert_eq!(without_type(other, "Patient"), other);
        }
        assert_eq!(without_type("Patient/1", "Patient"), "1");
    }
    proptest! {
        #[test]
        fn what_is_put_together_is_taken_apart(base in "https?://[a-z.]{1,12}(/[A-Za-z0-9]{1,6}){0,3}", resource_type in "[A-Z][a-zA-Z]{0,20}", id in "[A-Za-z0-9.-]{1,64}") {
            let (resource_type, id) = (resource_type.as_str(), id.as_str());
            let relative = format!("{resource_type}/{id}");
            prop_assert_eq!(Reference::parse(&relative), Some(Reference::Relative { resource_type, id }));
            let absolute = format!("{base}/{relative}/_history/1");
            prop_assert_eq!(Reference::parse(&absolute), Some(Reference::Absolute { base: &base, resource_type, id }));
        }
        #[test]
        fn no_text_is_too_odd_to_judge(text in any::<String>()) {
            let _ = Reference::parse(&text);
        }
    }
}
