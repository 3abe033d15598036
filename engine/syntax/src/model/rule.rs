//! A rule file as written: every member with its place, nothing resolved, nothing typed. `reader` makes it from YAML.

use super::{Action, Card, Condition, Definitions, Source};
use crate::{
    keyword::keywords,
    source::{Span, Text},
};

/// A rule file. What must be there and isn't has been reported; compile only what has no errors.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The whole file.
    pub span: Span,
    /// `id`
    pub id: Text,
    /// `hook`: one or several.
    pub hooks: Vec<Text>,
    /// `hookVersion`
    pub hook_version: Option<Text>,
    /// `version`
    pub version: Text,
    /// `mode`
    pub mode: Mode,
    /// `title`
    pub title: Option<Text>,
    /// `description`
    pub description: Text,
    /// `usageRequirements`
    pub usage_requirements: Option<Text>,
    /// `source`: of every card that names none.
    pub source: Option<Source>,
    /// `review`
    pub review: Option<Review>,
    /// `access`
    pub access: Access,
    /// `include`
    pub includes: Vec<Text>,
    /// What it defines itself.
    pub definitions: Definitions,
    /// `when`
    pub when: Option<Condition>,
    /// `cards`
    pub cards: Vec<Card>,
    /// `systemActions`
    pub system_actions: Vec<Action>,
}

keywords! {
    /// `mode`
    #[derive(Default)]
    Mode {
        #[default]
        Live = "live": "Answers with its cards.",
        Silent = "silent": "Is evaluated and audited, and answers no cards and no system actions.",
        Off = "off": "Is not served.",
    }
}

keywords! {
    /// `access`
    #[derive(Default)]
    Access {
        #[default]
        User = "user": "With the token that comes with the request.",
        Backend = "backend": "With the engine's own token, for hooks that no user triggers.",
    }
}

/// `review`
#[derive(Clone, Debug)]
pub struct Review {
    /// `owner`
    pub owner: Option<Text>,
    /// `last`
    pub last: Option<Text>,
    /// `next`
    pub next: Option<Text>,
}
