//! The data of one call. Knows nodes of documents. Must never know where they came from.

use super::reference::Index;
use engine_fhir::Node;
use std::cell::OnceCell;

/// The data of one call: the results of its queries, its context, its body. All lie in documents that outlive it.
#[derive(Debug)]
pub struct Data<'d> {
    /// The request's body, where there is one.
    pub request: Option<Node<'d>>,
    /// The hook's context.
    pub context: Option<Node<'d>>,
    /// One for each prefetch entry of the plan, in its order.
    pub entries: Vec<EntryData<'d>>,
    /// Where its resources are; made when the first reference is followed.
    pub(super) index: OnceCell<Index<'d>>,
}

impl<'d> Data<'d> {
    /// The data of a call with this request and context, and these entries.
    pub fn new(request: Option<Node<'d>>, context: Option<Node<'d>>, entries: Vec<EntryData<'d>>) -> Data<'d> {
        Data { request, context, entries, index: OnceCell::new() }
    }
}

/// What there is of a prefetch entry's data.
#[derive(Clone, Copy, Debug)]
pub enum EntryData<'d> {
    /// The resource of a read, or the Bundle of a search with all its pages.
    Available(Node<'d>),
    /// They were asked for, and there are none.
    Empty,
    /// They could not be asked for, or nobody answered.
    Unavailable,
}
