//! An action as written, of a suggestion or of the rule itself.

use super::{Block, Json, Spanned};
use crate::source::{Span, Text};
use engine_hooks::card::ActionType;

/// An entry of `actions` or `systemActions`.
#[derive(Clone, Debug)]
pub struct Action {
    /// `for`, `values`, `when`
    pub block: Block,
    /// `type`
    pub kind: Spanned<ActionType>,
    /// `description`
    pub description: Option<Text>,
    /// `resource`
    pub resource: Option<Json>,
    /// `resourceId`
    pub resource_id: Option<Text>,
    /// The whole action.
    pub span: Span,
}
