//! A condition as written.

use super::Spanned;
use crate::source::{Span, Text};

/// `when`
#[derive(Clone, Debug)]
pub enum Condition {
    /// An expression.
    Expression(Text),
    /// `all`
    All(Spanned<Vec<Condition>>),
    /// `any`
    Any(Spanned<Vec<Condition>>),
    /// `none`
    None(Spanned<Vec<Condition>>),
}

impl Condition {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Condition::Expression(text) => text.span(),
            Condition::All(list) | Condition::Any(list) | Condition::None(list) => list.span,
        }
    }
}
