//! The expression language: tokens, tree, types, evaluation.

use crate::{
    codes::Library,
    diagnostic::Diagnostics,
    frame::{Frame, Slot},
    source::Text,
    types::Typed,
    value::Value,
};
use std::ops::Range;

/// What a name stands for.
#[derive(Clone, Debug)]
pub struct Name {
    /// Where its value is.
    pub slot: Slot,
    /// Its type.
    pub typed: Typed,
    /// What sort of name.
    pub sort: NameSort,
}

/// What sort of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameSort {
    /// A prefetch entry, by its index in [`crate::data::Data::entries`]. Its slot holds the resource of a read, the list of resources of a search.
    Entry(u32),
    /// `context` itself.
    Context,
    /// `request` itself.
    Request,
    /// A value, a context field, a loop variable or a column of a loop's table row.
    Value,
}

/// The names that an expression may use.
pub trait Names {
    /// The name, dots included (`context.patientId`, `row.factor`).
    fn find(&self, name: &str) -> Option<Name>;
    /// All names, for suggestions.
    fn all(&self) -> Vec<String>;
    /// Says why a name that isn't there isn't (it stands later in the file, it is of another loop); more helpful than a suggestion.
    fn why_not(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }
}

/// A typed expression, ready to run.
#[derive(Debug)]
pub struct Expression {}

impl Expression {
    /// Compiles the byte range `range` of `text`; every mistake goes to `diagnostics`, and then there is no expression.
    pub fn compile(
        text: &Text,
        range: Range<usize>,
        names: &dyn Names,
        library: &Library,
        diagnostics: &mut Diagnostics,
    ) -> Option<Expression> {
        let _ = (text, range, names, library, diagnostics);
        todo!()
    }
    /// Its type, and whether it may be missing.
    pub fn typed(&self) -> &Typed {
        todo!()
    }
    /// Its value.
    pub fn evaluate<'d>(&self, frame: &Frame<'d>) -> Value<'d> {
        let _ = frame;
        todo!()
    }
    /// The names that it uses.
    pub fn slots(&self) -> Vec<Slot> {
        todo!()
    }
    /// The names that must be present where it is true (`present(a1c)`, `a1c > 7`, both sides of `&&`).
    pub fn present_when_true(&self) -> Vec<Slot> {
        todo!()
    }
    /// The names that must be present where it is false (`missing(a1c)`).
    pub fn present_when_false(&self) -> Vec<Slot> {
        todo!()
    }
}
