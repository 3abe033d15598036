//! The criteria that a resource must meet. One that surely fails any of them is out, whatever the others say.
//!
//! Knows one resource at a time. Must never know where it came from, or which others there are.

use super::{
    codes::{Codes, Wanted},
    within::Window,
};
use crate::{
    extract::{
        extractor::has_something,
        main_elements::{MainElements, TypeMainElements},
        path::Path,
    },
    frame::Frame,
    value::{Cause, Missing, truth::Truth},
};
use engine_fhir::Node;
use engine_syntax::model::Within;

/// The criteria of a find.
#[derive(Debug)]
pub(super) struct Criteria {
    pub(super) codes: Codes,
    pub(super) within: Option<Within>,
    pub(super) having: Option<Path>,
    pub(super) any_status: bool,
}

/// The criteria, ready for one call.
pub(super) struct Started<'c, 'f, 'd> {
    criteria: &'c Criteria,
    wanted: Wanted<'c>,
    window: Option<Window>,
    main_elements: &'c MainElements,
    frame: &'f Frame<'d>,
}

impl Criteria {
    /// Readies the criteria for a call.
    pub(super) fn start<'c, 'f, 'd>(&'c self, main_elements: &'c MainElements, frame: &'f Frame<'d>) -> Started<'c, 'f, 'd> {
        let window = self.within.map(|within| Window::of(within, frame.clock));
        Started { criteria: self, wanted: self.codes.wanted(frame), window, main_elements, frame }
    }

    /// Whether they ask for what lies ahead.
    pub(super) fn looks_ahead(&self) -> bool {
        self.within.is_some_and(|within| within.is_ahead)
    }
}

impl<'d> Started<'_, '_, 'd> {
    /// Decides whether a resource meets the criteria.
    pub(super) fn decide(&self, resource: Node<'d>) -> Truth {
        let known = self.main_elements.find(resource);
        let is_withdrawn = !self.criteria.any_status && known.is_some_and(|known| known.is_withdrawn(resource));
        let lacks = self.criteria.having.as_ref().is_some_and(|path| !gives(path, resource));
        if is_withdrawn || lacks {
            return Truth::False;
        }
        match self.wanted.has(resource, known, self.frame) {
            Truth::False => Truth::False,
            may_be_wanted => may_be_wanted.and(self.lies_within(resource, known).into()),
        }
    }

    fn lies_within(&self, resource: Node<'d>, known: Option<&TypeMainElements>) -> Result<bool, Missing> {
        let Some(window) = &self.window else { return Ok(true) };
        let date = known.map_or(Err(Missing::ABSENT), |known| known.date(resource))?;
        window.contains(date, self.frame.clock).ok_or(Missing::unknown(Cause::Precision))
    }
}

/// Whether a path gives anything.
fn gives(path: &Path, resource: Node<'_>) -> bool {
    let mut gives = false;
    path.visit(resource, &mut |node| gives |= has_something(node));
    gives
}
