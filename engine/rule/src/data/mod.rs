//! A call's data, and how values are drawn from it: paths, readings (`as`), finds, references.

use engine_fhir::Node;

/// What one call has to go by: the results of its queries, its context, its body. All in documents that outlive it.
#[derive(Debug)]
pub struct Data<'d> {
    /// The request's body, where there is one.
    pub request: Option<Node<'d>>,
    /// The hook's context.
    pub context: Option<Node<'d>>,
    /// One for each prefetch entry of the plan, in its order.
    pub entries: Vec<Entry<'d>>,
}

/// What became of a prefetch entry.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'d> {
    /// The resource of a read, or the Bundle of a search with all its pages.
    Had(Node<'d>),
    /// Asked for, and there is nothing.
    Empty,
    /// It could not be had.
    NotHad,
}
pub mod extraction { use crate::{model, expression::Names, codes::Library, diagnostic::Diagnostics, types::Typed, frame::Frame, value::Value};
#[derive(Debug)] pub struct Extraction; impl Extraction { pub fn compile(_: &model::Extraction, _: &dyn Names, _: &Library, _: &mut Diagnostics) -> Option<(Extraction, Typed)> { todo!() } pub fn run<'d>(&'d self, _: &Frame<'d>) -> Value<'d> { todo!() } } }
pub mod find { use crate::{model, expression::Names, codes::Library, diagnostic::Diagnostics, types::Typed, frame::Frame, value::Value};
#[derive(Debug)] pub struct Find; impl Find { pub fn compile(_: &model::Find, _: &dyn Names, _: &Library, _: &mut Diagnostics) -> Option<(Find, Typed)> { todo!() } pub fn run<'d>(&'d self, _: &Frame<'d>) -> Value<'d> { todo!() } } }
pub mod context { use crate::{types::Type, value::Value}; use engine_hooks::catalogue::ContextField; pub fn field_type(_: &str, _: &ContextField) -> Type { todo!() } pub fn field_value<'d>(_: Option<engine_fhir::Node<'d>>) -> Value<'d> { todo!() } }
pub fn entry_value<'d, V>(_: Entry<'d>, _: &engine_fhir::query::Query<V>) -> crate::value::Value<'d> { todo!() }
