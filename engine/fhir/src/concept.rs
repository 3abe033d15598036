//! A coded value, whatever FHIR type carries it: CodeableConcept, Coding, code, and a Quantity's unit not among them.

use crate::document::Node;
use std::borrow::Cow;

/// A concept with all its codings.
#[derive(Clone, Copy, Debug)]
pub struct Concept<'d> {
    node: Node<'d>,
}

/// One coding of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding<'d> {
    /// `system`; none for a bare `code`.
    pub system: Option<Cow<'d, str>>,
    /// `code`.
    pub code: Option<Cow<'d, str>>,
    /// `display`.
    pub display: Option<Cow<'d, str>>,
}

impl<'d> Concept<'d> {
    /// Of a CodeableConcept, a Coding or a code; `None` for any other JSON.
    pub fn read(node: Node<'d>) -> Option<Concept<'d>> {
        let _ = node;
        todo!()
    }
    /// The node it was read from.
    pub fn node(self) -> Node<'d> {
        self.node
    }
    /// Its codings, in order.
    pub fn codings(self) -> impl Iterator<Item = Coding<'d>> {
        todo!();
        #[allow(unreachable_code)]
        std::iter::empty()
    }
    /// Its text, else the display of its first coding that has one, else that coding's code.
    pub fn print(self) -> Option<Cow<'d, str>> {
        todo!()
    }
}
