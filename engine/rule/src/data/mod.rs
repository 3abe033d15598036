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
