//! Cards and what they hold.

use super::{
    json::read_json,
    members::{Members, text},
    values::block,
};
use crate::{
    model::{Action, Block, Card, Coding, Link, Paragraph, Source, Spanned, Suggestion},
    yaml::Yaml,
};
use engine_hooks::card::{ActionSelectionBehavior, ActionType, LinkType, SelectionBehavior};

/// An entry of `cards`.
pub(super) fn card(yaml: &Yaml) -> Option<Card> {
    let members = Members::of(yaml)?;
    Some(Card {
        id: members.required("id"),
        block: block(members),
        summary: members.required("summary"),
        indicator: members.required("indicator"),
        detail: detail(members),
        source: members.get("source").and_then(source),
        links: members.list("links", link),
        suggestions: members.list("suggestions", suggestion),
        selection_behavior: selection_behavior(members),
        override_reasons: members.list("overrideReasons", coding),
        span: members.span,
    })
}

/// `selectionBehavior`. One that can't be read has been reported, and counts as one all the same, so that none is missed.
fn selection_behavior(members: Members<'_>) -> Option<Spanned<SelectionBehavior>> {
    let written = members.get("selectionBehavior")?;
    let read = members.word("selectionBehavior", SelectionBehavior::parse);
    Some(read.unwrap_or(Spanned { value: SelectionBehavior::Any, span: written.span() }))
}

/// `source`
pub(super) fn source(yaml: &Yaml) -> Option<Source> {
    let members = Members::of(yaml)?;
    Some(Source {
        label: members.required("label"),
        url: members.text("url"),
        icon: members.text("icon"),
        topic: members.get("topic").and_then(coding),
    })
}

/// An entry of `actions` or `systemActions`.
pub(super) fn action(yaml: &Yaml) -> Option<Action> {
    let members = Members::of(yaml)?;
    Some(Action {
        block: block(members),
        kind: members.word("type", ActionType::parse)?,
        description: members.text("description"),
        resource: members.get("resource").filter(|yaml| Members::of(yaml).is_some()).map(read_json),
        resource_id: members.text("resourceId"),
        span: members.span,
    })
}

fn detail(members: Members<'_>) -> Vec<Paragraph> {
    match members.text("detail") {
        Some(text) => vec![Paragraph { block: Block::default(), text }],
        None => members.list("detail", paragraph),
    }
}

fn paragraph(yaml: &Yaml) -> Option<Paragraph> {
    match Members::of(yaml) {
        Some(members) => Some(Paragraph { block: block(members), text: members.text("text")? }),
        None => Some(Paragraph { block: Block::default(), text: text(yaml)? }),
    }
}

fn link(yaml: &Yaml) -> Option<Link> {
    let members = Members::of(yaml)?;
    Some(Link {
        label: members.text("label")?,
        url: members.text("url")?,
        kind: members.word("type", LinkType::parse)?,
        app_context: members.text("appContext"),
        autolaunchable: members.boolean("autolaunchable").map(|boolean| boolean.value),
    })
}

fn suggestion(yaml: &Yaml) -> Option<Suggestion> {
    let members = Members::of(yaml)?;
    Some(Suggestion {
        block: block(members),
        label: members.required("label"),
        is_recommended: members.boolean("isRecommended"),
        action_selection_behavior: members.word("actionSelectionBehavior", ActionSelectionBehavior::parse),
        actions: members.list("actions", action),
        span: members.span,
    })
}

fn coding(yaml: &Yaml) -> Option<Coding> {
    let members = Members::of(yaml)?;
    Some(Coding { system: members.text("system"), code: members.text("code")?, display: members.text("display") })
}
