//! Paths from a node to a node within it, step by step, and how JSONPath (RFC 9535) writes them.

use super::{Kind, Node};
use std::{borrow::Cow, fmt::Write};

/// A step from a node to one of its members or elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<'d> {
    /// To the member of this name.
    Member(Cow<'d, str>),
    /// To the element at this index.
    Element(usize),
}

impl<'d> Node<'d> {
    /// The steps from here to a node within, each with the node that it leads to; `None` if `inner` doesn't lie within this node.
    pub fn path_to(self, inner: Node<'_>) -> Option<Vec<(Step<'d>, Node<'d>)>> {
        let (mut steps, mut here) = (Vec::new(), self);
        if !here.contains(inner) {
            return None;
        }
        while !here.is_same(inner) {
            let (step, next) = here.step_to(inner)?;
            steps.push((step, next));
            here = next;
        }
        Some(steps)
    }

    fn step_to(self, inner: Node<'_>) -> Option<(Step<'d>, Node<'d>)> {
        match self.kind() {
            Kind::Object => {
                let member = self.members().find(|(_, member)| member.contains(inner));
                member.map(|(name, member)| (Step::Member(name), member))
            }
            _ => {
                let element = self.elements().enumerate().find(|(_, element)| element.contains(inner));
                element.map(|(index, element)| (Step::Element(index), element))
            }
        }
    }
}

/// The steps as JSONPath (RFC 9535) writes them: `$.entry[3].resource`. Names are in their short form, which fits all names of FHIR.
pub fn path<'s, 'd: 's>(steps: impl IntoIterator<Item = &'s Step<'d>>) -> String {
    let mut path = "$".to_owned();
    for step in steps {
        let _ = match step {
            Step::Member(name) => write!(path, ".{name}"),
            Step::Element(index) => write!(path, "[{index}]"),
        };
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;

    #[test]
    fn the_path_to_a_place_is_a_path() {
        let document = Document::parse(r#"{"entry":[{"resource":{}},{"resource":{"a":{"b":[1,2]}}}]}"#).unwrap();
        let inner = document.root().get("entry").unwrap().at(1).unwrap().get("resource").unwrap().get("a").unwrap().get("b").unwrap();
        let steps = document.root().path_to(inner.at(1).unwrap()).unwrap();
        assert_eq!(path(steps.iter().map(|(step, _)| step)), "$.entry[1].resource.a.b[1]");
    }

    #[test]
    fn no_path_leads_out_of_a_node() {
        let document = Document::parse(r#"{"a":{},"b":{}}"#).unwrap();
        let [a, b] = document.root().get_each(["a", "b"]);
        assert!(a.unwrap().path_to(b.unwrap()).is_none());
        assert!(a.unwrap().path_to(a.unwrap()).is_some_and(|steps| steps.is_empty()));
    }
}
