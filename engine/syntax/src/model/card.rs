//! A card as written, and what stands in it but for actions.

use super::{Action, Block, Spanned};
use crate::source::{Span, Text};
use engine_hooks::card::{ActionSelectionBehavior, LinkType, SelectionBehavior};

/// `source`
#[derive(Clone, Debug)]
pub struct Source {
    /// `label`
    pub label: Text,
    /// `url`
    pub url: Option<Text>,
    /// `icon`
    pub icon: Option<Text>,
    /// `topic`
    pub topic: Option<Coding>,
}

/// A Coding as written.
#[derive(Clone, Debug)]
pub struct Coding {
    /// `system`
    pub system: Option<Text>,
    /// `code`
    pub code: Text,
    /// `display`
    pub display: Option<Text>,
}

/// An entry of `cards`.
#[derive(Clone, Debug)]
pub struct Card {
    /// `id`
    pub id: Text,
    /// `for`, `values`, `when`
    pub block: Block,
    /// `summary`
    pub summary: Text,
    /// `indicator`
    pub indicator: Text,
    /// `detail`: paragraphs; a plain string is one.
    pub detail: Vec<Paragraph>,
    /// `source`
    pub source: Option<Source>,
    /// `links`
    pub links: Vec<Link>,
    /// `suggestions`
    pub suggestions: Vec<Suggestion>,
    /// `selectionBehavior`
    pub selection_behavior: Option<Spanned<SelectionBehavior>>,
    /// `overrideReasons`
    pub override_reasons: Vec<Coding>,
    /// The whole card.
    pub span: Span,
}

/// A paragraph of `detail`.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// `for`, `values`, `when`
    pub block: Block,
    /// `text`
    pub text: Text,
}

/// An entry of `links`.
#[derive(Clone, Debug)]
pub struct Link {
    /// `label`
    pub label: Text,
    /// `url`
    pub url: Text,
    /// `type`
    pub kind: Spanned<LinkType>,
    /// `appContext`
    pub app_context: Option<Text>,
    /// `autolaunchable`
    pub autolaunchable: Option<bool>,
}

/// An entry of `suggestions`.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// `for`, `values`, `when`
    pub block: Block,
    /// `label`
    pub label: Text,
    /// `isRecommended`
    pub is_recommended: Option<Spanned<bool>>,
    /// `actionSelectionBehavior`
    pub action_selection_behavior: Option<Spanned<ActionSelectionBehavior>>,
    /// `actions`
    pub actions: Vec<Action>,
    /// The whole suggestion.
    pub span: Span,
}
