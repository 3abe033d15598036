//! Token parameters (FHIR R4, 3.1.1.4.10): over Coding, CodeableConcept, Identifier, ContactPoint, code, boolean, string, id and uri.
//!
//! Codes are compared with case, as they must be unless their code system says otherwise; an element of type string without. The code system of an element of type
//! `code` is implied by its definition, which the element table doesn't keep, so `system|code` is refused there rather than never found.

use super::{context::SearchContext, error::SearchErrorReason, escape, string::Text, value_set::ValueSets, walk::Value};
use crate::{document::Node, search_parameter::ElementPath};

/// A token that is searched for.
pub(super) enum Token<'a> {
    /// `code`, `system|code`, `|code`, `system|`
    Code { system: System, code: Option<String> },
    /// `:text`
    Text(Text),
    /// `:in`, `:not-in`
    In { value_set: String, value_sets: &'a dyn ValueSets },
    /// `:of-type`
    OfType { system: String, code: String, value: String },
}

/// What the search asks of the system.
pub(super) enum System {
    Any,
    Without,
    Is(String),
}

/// The types whose values have a system.
const WITH_SYSTEM: [&str; 3] = ["Coding", "CodeableConcept", "Identifier"];

const EXPECTED: &str = "`code`, `system|code`, `|code` or `system|`";
const EXPECTED_BOOLEAN: &str = "`true` or `false`";
const EXPECTED_WITHOUT_SYSTEM: &str = "a value without a `|`: what is looked at has no system, or only one that its definition implies";
const EXPECTED_OF_TYPE: &str = "`system|code|value`, the first two of the identifier's type";

/// The modifiers of a parameter whose values are at the end of these paths.
pub(super) fn modifiers(paths: &[ElementPath]) -> Vec<&'static str> {
    let has = |types: &[&str]| paths.iter().any(|path| types.contains(&path.element_type));
    let by_type = [
        ("text", has(&WITH_SYSTEM)),
        ("in", has(&["Coding", "CodeableConcept", "code"])),
        ("not-in", has(&["Coding", "CodeableConcept", "code"])),
        ("of-type", has(&["Identifier"])),
    ];
    let by_type = by_type.into_iter().filter(|(_, is_there)| *is_there).map(|(name, _)| name);
    ["missing", "not"].into_iter().chain(by_type).collect()
}

/// Whether the modifier turns what matches into what doesn't.
pub(super) fn is_negated(modifier: Option<&str>) -> bool {
    matches!(modifier, Some("not" | "not-in"))
}

impl<'a> Token<'a> {
    /// `None` if the modifier isn't one of this kind of parameter.
    pub(super) fn parse(
        value: &str,
        modifier: Option<&str>,
        paths: &[ElementPath],
        context: SearchContext<'a>,
    ) -> Option<Result<Token<'a>, SearchErrorReason>> {
        Some(match modifier {
            None | Some("not") => code(value, paths),
            Some(other) if !modifiers(paths).contains(&other) => return None,
            Some("text") => Text::at_start(value).map(Token::Text),
            Some("in" | "not-in") => escape::unescape(value).and_then(|value_set| match context.value_sets.knows(&value_set) {
                true => Ok(Token::In { value_set, value_sets: context.value_sets }),
                false => Err(SearchErrorReason::UnknownValueSet(value_set)),
            }),
            Some("of-type") => of_type(value),
            Some(_) => return None,
        })
    }

    pub(super) fn accepts(&self, value: Value<'_>) -> bool {
        match value {
            Value::Exists(truth) => self.accepts_pair(None, if truth { "true" } else { "false" }),
            Value::Element(node, path) => self.accepts_element(node, path.element_type),
        }
    }

    /// Whether `:identifier` of a reference accepts an identifier.
    pub(super) fn accepts_identifier(&self, identifier: Node<'_>) -> bool {
        self.accepts_element(identifier, "Identifier")
    }

    fn accepts_element(&self, node: Node<'_>, element_type: &str) -> bool {
        match (self, element_type) {
            (Token::Text(text), _) => has_text(node, element_type, text),
            (Token::OfType { system, code, value }, _) => {
                let kinds = node.get("type").and_then(|kind| kind.get("coding")).into_iter().flat_map(Node::elements);
                let is = |node: Node<'_>, name, text: &str| node.get(name).is_some_and(|member| member.is_text(text));
                is(node, "value", value) && kinds.into_iter().any(|kind| is(kind, "system", system) && is(kind, "code", code))
            }
            (_, "CodeableConcept") => {
                node.get("coding").into_iter().flat_map(Node::elements).any(|coding| self.accepts_members(coding, "code"))
            }
            (_, "Coding") => self.accepts_members(node, "code"),
            (_, "Identifier") => self.accepts_members(node, "value"),
            (_, "ContactPoint") => node.get("value").is_some_and(|value| self.accepts_plain(value)),
            (Token::Code { system: System::Any, code: Some(code) }, "string") => {
                node.as_text().is_some_and(|text| text.to_lowercase() == code.to_lowercase())
            }
            (_, "boolean") => node.as_boolean().is_some_and(|truth| self.accepts_pair(None, if truth { "true" } else { "false" })),
            _ => self.accepts_plain(node),
        }
    }

    /// An element that has a system of its own, or could have.
    fn accepts_members(&self, node: Node<'_>, name: &str) -> bool {
        let [system, code] = node.get_each(["system", name]).map(|member| member.filter(|member| !member.is_null()));
        match self {
            Token::Code { system: wanted, code: wanted_code } => {
                let has_system = match wanted {
                    System::Any => true,
                    System::Without => system.is_none(),
                    System::Is(wanted) => system.is_some_and(|system| system.is_text(wanted)),
                };
                has_system && wanted_code.as_ref().is_none_or(|wanted| code.is_some_and(|code| code.is_text(wanted)))
            }
            _ => code.and_then(Node::as_text).is_some_and(|code| self.accepts_pair(system.and_then(Node::as_text).as_deref(), &code)),
        }
    }

    /// An element that is its code.
    fn accepts_plain(&self, node: Node<'_>) -> bool {
        node.as_text().is_some_and(|text| self.accepts_pair(None, &text))
    }

    /// A code with its system; `None` if the system is implied.
    fn accepts_pair(&self, system: Option<&str>, code: &str) -> bool {
        match self {
            Token::Code { system: System::Any, code: Some(wanted) } => wanted == code,
            Token::In { value_set, value_sets } => value_sets.contains(value_set, system, code),
            _ => false,
        }
    }
}

fn code(value: &str, paths: &[ElementPath]) -> Result<Token<'static>, SearchErrorReason> {
    let all_are = |types: &[&str]| paths.iter().all(|path| types.contains(&path.element_type));
    let (system, code) = match escape::split_at_bars(value)?.as_slice() {
        [code] if all_are(&["boolean"]) && code != "true" && code != "false" => return Err(SearchErrorReason::bad(EXPECTED_BOOLEAN)),
        [code] => (System::Any, Some(code.clone())),
        _ if !paths.iter().any(|path| WITH_SYSTEM.contains(&path.element_type)) => {
            return Err(SearchErrorReason::bad(EXPECTED_WITHOUT_SYSTEM));
        }
        [system, code] if !(system.is_empty() && code.is_empty()) => (
            if system.is_empty() { System::Without } else { System::Is(system.clone()) },
            Some(code.clone()).filter(|code| !code.is_empty()),
        ),
        _ => return Err(SearchErrorReason::bad(EXPECTED)),
    };
    Ok(Token::Code { system, code })
}

fn of_type(value: &str) -> Result<Token<'static>, SearchErrorReason> {
    match escape::split_at_bars(value)?.as_slice() {
        [system, code, value] if ![system, code, value].iter().any(|part| part.is_empty()) => {
            Ok(Token::OfType { system: system.clone(), code: code.clone(), value: value.clone() })
        }
        _ => Err(SearchErrorReason::bad(EXPECTED_OF_TYPE)),
    }
}

/// Whether a text that belongs to a coded value is the one searched for.
fn has_text(node: Node<'_>, element_type: &str, text: &Text) -> bool {
    let is_in = |node: Node<'_>, name| node.get(name).is_some_and(|member| text.is_in_node(member));
    match element_type {
        "CodeableConcept" => {
            is_in(node, "text") || node.get("coding").is_some_and(|all| all.elements().any(|coding| is_in(coding, "display")))
        }
        "Coding" => is_in(node, "display"),
        "Identifier" => node.get("type").is_some_and(|kind| is_in(kind, "text")),
        _ => false,
    }
}

/// What a value is sorted by: its code, or the text of a concept that has no code.
pub(super) fn sort_keys(value: Value<'_>, take: &mut dyn FnMut(String)) {
    let (node, path) = match value {
        Value::Exists(truth) => return take(truth.to_string()),
        Value::Element(node, path) => (node, path),
    };
    let mut text = |node: Option<Node<'_>>| {
        if let Some(text) = node.and_then(Node::as_text) {
            take(text.into_owned());
        }
    };
    match path.element_type {
        "CodeableConcept" => match node.get("coding").filter(|coding| !coding.is_empty()) {
            Some(coding) => coding.elements().for_each(|coding| text(coding.get("code"))),
            None => text(node.get("text")),
        },
        "Coding" => text(node.get("code")),
        "Identifier" | "ContactPoint" => text(node.get("value")),
        "boolean" => take(node.raw().to_owned()),
        _ => text(Some(node)),
    }
}
