//! From a resource to the values of a parameter in it: the steps that its FHIRPath was lowered to.

use crate::{
    document::{Kind, Node},
    record::{Record, ResolvedReference},
    search_parameter::{ElementPath, ElementPaths, Step},
};
use std::borrow::Cow;

/// A resource that is looked at.
#[derive(Clone, Copy)]
pub(super) struct Subject<'d> {
    /// The resource.
    pub(super) node: Node<'d>,
    /// The resource that contains it, else itself: where `#id` is looked up.
    pub(super) root: Node<'d>,
    /// Its index in the record; `None` if it is contained in another resource.
    pub(super) index: Option<usize>,
}

/// A value of a parameter.
#[derive(Clone, Copy)]
pub(super) enum Value<'d> {
    /// An element, and the path that leads to it.
    Element(Node<'d>, &'static ElementPath),
    /// Whether the element that the parameter asks about exists.
    Exists(bool),
}

impl<'d> Value<'d> {
    /// The text of a Reference.
    pub(super) fn literal(self) -> Option<Cow<'d, str>> {
        match self {
            Value::Element(node, path) if path.element_type == "Reference" => node.get("reference")?.as_text(),
            _ => None,
        }
    }
    /// The resource of the record that a Reference leads to.
    pub(super) fn index_in_record(self, record: &Record<'d>) -> Option<usize> {
        match record.locate(&self.literal()?)? {
            ResolvedReference::InRecord(index) => Some(index),
            _ => None,
        }
    }
}

impl<'d> Subject<'d> {
    /// A resource of the record.
    pub(super) fn in_record(record: &Record<'d>, index: usize) -> Option<Subject<'d>> {
        let node = record.resource(index)?.node;
        Some(Subject { node, root: node, index: Some(index) })
    }

    /// Whether a test accepts a value of the parameter. The walk stops at the first value that it accepts.
    pub(super) fn any_value(
        self,
        record: &Record<'d>,
        element_paths: &'static ElementPaths,
        test: &mut dyn FnMut(Value<'d>) -> bool,
    ) -> bool {
        match element_paths {
            ElementPaths::Elements(paths) => {
                paths.iter().any(|path| self.any_element(record, path.steps, self.node, &mut |node| test(Value::Element(node, path))))
            }
            ElementPaths::Existence(paths) => {
                let is_true =
                    |path: &ElementPath| self.any_element(record, path.steps, self.node, &mut |node| node.as_boolean() != Some(false));
                test(Value::Exists(paths.iter().any(is_true)))
            }
            ElementPaths::Unsupported(_) => false,
        }
    }

    /// Whether the resource has any of the elements that the parameter looks at. A null in a list stands for an element that has only extensions, and doesn't
    /// count (FHIR R4, 3.1.1.4.4).
    pub(super) fn has_value(self, record: &Record<'d>, element_paths: &'static ElementPaths) -> bool {
        match element_paths {
            ElementPaths::Elements(paths) | ElementPaths::Existence(paths) => {
                paths.iter().any(|path| self.any_element(record, path.steps, self.node, &mut |_| true))
            }
            ElementPaths::Unsupported(_) => false,
        }
    }

    fn any_element(self, record: &Record<'d>, steps: &[Step], node: Node<'d>, test: &mut dyn FnMut(Node<'d>) -> bool) -> bool {
        if node.kind() == Kind::Array {
            let is_first_alone = matches!(steps.first(), Some(Step::First));
            let mut elements = node.elements().take(if is_first_alone { 1 } else { usize::MAX });
            return elements.any(|element| self.any_element(record, steps, element, test));
        }
        let Some((step, rest)) = steps.split_first() else { return !node.is_null() && test(node) };
        match step {
            Step::Member(name) => node.get(name).is_some_and(|member| self.any_element(record, rest, member, test)),
            Step::First => self.any_element(record, rest, node, test),
            Step::Having(name, text) => {
                node.get(name).is_some_and(|member| member.is_text(text)) && self.any_element(record, rest, node, test)
            }
            Step::PointsAt(name) => self.points_at(record, node, name) && self.any_element(record, rest, node, test),
        }
    }

    /// Whether a reference leads to a resource of this type. One that has nothing but an identifier, and doesn't say its type, may.
    fn points_at(self, record: &Record<'d>, reference: Node<'d>, name: &str) -> bool {
        match record.type_of(reference, self.root) {
            Some(found) => found == name,
            None => reference.get("reference").is_none() && reference.get("identifier").is_some(),
        }
    }
}
