//! A FHIR ValueSet resource (R4, 4.9) as a list of codes: its expansion, or a compose that lists them.
//!
//! Only what is surely whole is read: a code that a filter or a cut expansion leaves out would make a patient's 'yes' a 'no'.

use engine_fhir::Node;
use std::{borrow::Cow, fmt};

/// A code that it lists.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Listed<'d> {
    pub(super) system: Cow<'d, str>,
    pub(super) code: Cow<'d, str>,
    pub(super) display: Option<Cow<'d, str>>,
}

/// Why a JSON file can't be read as a list of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// `resourceType` is another.
    NotAValueSet,
    /// Neither `expansion` nor `compose`.
    NoCodes,
    /// The expansion was cut.
    CutExpansion { total: String, listed: usize },
    /// The expansion's own server says that it is not whole.
    UnclosedExpansion,
    /// `compose` brings in codes by something other than a list.
    NotListed { place: String, by: &'static str },
    /// A code without `system` or `code`.
    Incomplete { place: String },
}

pub(super) fn read(root: Node<'_>) -> Result<Vec<Listed<'_>>, Problem> {
    if root.resource_type().as_deref() != Some("ValueSet") {
        return Err(Problem::NotAValueSet);
    }
    match (root.get("expansion"), root.get("compose")) {
        (Some(expansion), _) => read_expansion(expansion),
        (None, Some(compose)) => read_compose(compose),
        (None, None) => Err(Problem::NoCodes),
    }
}

fn read_expansion(expansion: Node<'_>) -> Result<Vec<Listed<'_>>, Problem> {
    let is_unclosed = |extension: Node<'_>| {
        let url = extension.get("url").and_then(Node::as_text).unwrap_or_default();
        ["valueset-unclosed", "valueset-toocostly"].iter().any(|name| url.ends_with(name))
            && extension.get("valueBoolean").and_then(Node::as_boolean) != Some(false)
    };
    if expansion.get("extension").is_some_and(|extensions| extensions.elements().any(is_unclosed)) {
        return Err(Problem::UnclosedExpansion);
    }
    let (mut codes, mut seen) = (Vec::new(), 0);
    collect(expansion, "expansion", &mut codes, &mut seen)?;
    let total = expansion.get("total").and_then(Node::as_number).unwrap_or_default();
    match total.parse::<usize>() {
        Ok(total) if total > seen => Err(Problem::CutExpansion { total: total.to_string(), listed: seen }),
        _ => Ok(codes),
    }
}

/// The concepts under `contains`, nested ones too. Abstract ones only group others.
fn collect<'d>(parent: Node<'d>, place: &str, codes: &mut Vec<Listed<'d>>, seen: &mut usize) -> Result<(), Problem> {
    for (index, concept) in parent.get("contains").into_iter().flat_map(Node::elements).enumerate() {
        let place = format!("{place}.contains[{index}]");
        *seen += 1;
        let is_group = concept.get("abstract").and_then(Node::as_boolean) == Some(true) || concept.get("code").is_none();
        if !is_group {
            codes.push(listed(concept, concept.get("system"), &place)?);
        }
        if is_group && concept.get("contains").is_none() && concept.get("code").is_none() {
            return Err(Problem::Incomplete { place });
        }
        collect(concept, &place, codes, seen)?;
    }
    Ok(())
}

fn read_compose(compose: Node<'_>) -> Result<Vec<Listed<'_>>, Problem> {
    let mut codes = enumerate(compose, "include")?;
    let excluded = enumerate(compose, "exclude")?;
    codes.retain(|code| !excluded.iter().any(|other| other.system == code.system && other.code == code.code));
    Ok(codes)
}

fn enumerate<'d>(compose: Node<'d>, member: &str) -> Result<Vec<Listed<'d>>, Problem> {
    let mut codes = Vec::new();
    for (index, part) in compose.get(member).into_iter().flat_map(Node::elements).enumerate() {
        let place = format!("compose.{member}[{index}]");
        if let Some(by) = ["filter", "valueSet"].into_iter().find(|by| part.get(by).is_some()) {
            return Err(Problem::NotListed { place, by: if by == "filter" { "a filter" } else { "another value set" } });
        }
        let Some(concepts) = part.get("concept") else {
            return Err(Problem::NotListed { place, by: "a whole code system" });
        };
        for (index, concept) in concepts.elements().enumerate() {
            codes.push(listed(concept, part.get("system"), &format!("{place}.concept[{index}]"))?);
        }
    }
    Ok(codes)
}

fn listed<'d>(concept: Node<'d>, system: Option<Node<'d>>, place: &str) -> Result<Listed<'d>, Problem> {
    let text = |node: Option<Node<'d>>| node.and_then(Node::as_text).filter(|text| !text.is_empty());
    match (text(system), text(concept.get("code"))) {
        (Some(system), Some(code)) => Ok(Listed { system, code, display: text(concept.get("display")) }),
        _ => Err(Problem::Incomplete { place: place.to_owned() }),
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::NotAValueSet => formatter.write_str("its `resourceType` is not `ValueSet`"),
            Problem::NoCodes => formatter.write_str("it has neither `expansion` nor `compose`"),
            Problem::CutExpansion { total, listed } => {
                write!(formatter, "its `expansion` was cut: it lists {listed} of {total} codes")
            }
            Problem::UnclosedExpansion => formatter.write_str("its `expansion` is marked as not whole"),
            Problem::NotListed { place, by } => {
                write!(formatter, "it has no `expansion`, and `{place}` brings in codes by {by} instead of a list")
            }
            Problem::Incomplete { place } => write!(formatter, "`{place}` lacks a `system` or a `code`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine_fhir::Document;

    fn codes(body: &str) -> Result<Vec<String>, Problem> {
        let document = Document::parse(format!(r#"{{"resourceType":"ValueSet",{body}}}"#)).unwrap();
        let codes = read(document.root())?;
        Ok(codes.iter().map(|code| format!("{}|{}", code.system, code.code)).collect())
    }

    #[test]
    fn an_expansion_gives_its_codes_nested_ones_too() {
        let body = r#""expansion":{"total":3,"contains":[
            {"system":"s","abstract":true,"code":"group","contains":[{"system":"s","code":"a"}]}, {"system":"s","code":"b","inactive":true}]}"#;
        assert_eq!(codes(body).unwrap(), ["s|a", "s|b"]);
    }

    #[test]
    fn a_cut_expansion_is_refused() {
        assert_eq!(
            codes(r#""expansion":{"total":1000,"contains":[{"system":"s","code":"a"}]}"#),
            Err(Problem::CutExpansion { total: "1000".into(), listed: 1 })
        );
        let unclosed = r#""expansion":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/valueset-unclosed","valueBoolean":true}],"contains":[]}"#;
        assert_eq!(codes(unclosed), Err(Problem::UnclosedExpansion));
    }

    #[test]
    fn a_compose_gives_what_it_lists_but_for_what_it_excludes() {
        let body = r#""compose":{"include":[{"system":"s","concept":[{"code":"a"},{"code":"b"}]},{"system":"t","concept":[{"code":"a"}]}],
            "exclude":[{"system":"s","concept":[{"code":"a"}]}]}"#;
        assert_eq!(codes(body).unwrap(), ["s|b", "t|a"]);
    }

    #[test]
    fn a_compose_that_does_not_list_is_refused_with_the_place() {
        let said = |body| codes(body).map_err(|problem| problem.to_string()).unwrap_err();
        insta::assert_snapshot!(
            [
                said(r#""compose":{"include":[{"system":"s","filter":[{"property":"concept","op":"is-a","value":"1"}]}]}"#),
                said(r#""compose":{"include":[{"system":"s","concept":[{"code":"a"}]},{"valueSet":["http://x"]}]}"#),
                said(r#""compose":{"include":[{"system":"s"}]}"#),
                said(r#""compose":{"include":[{"concept":[{"code":"a"}]}]}"#),
                said(r#""expansion":{"contains":[{"display":"A"}]}"#),
                said(r#""status":"active""#),
            ]
            .join("\n"),
            @r"
        it has no `expansion`, and `compose.include[0]` brings in codes by a filter instead of a list
        it has no `expansion`, and `compose.include[1]` brings in codes by another value set instead of a list
        it has no `expansion`, and `compose.include[0]` brings in codes by a whole code system instead of a list
        `compose.include[0].concept[0]` lacks a `system` or a `code`
        `expansion.contains[0]` lacks a `system` or a `code`
        it has neither `expansion` nor `compose`
        "
        );
        assert_eq!(read(Document::parse("[]").unwrap().root()), Err(Problem::NotAValueSet));
    }
}
