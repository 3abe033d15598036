//! Values and conditions.

use super::members::{Members, text};
use crate::{
    model::{As, Block, CalendarUnit, Condition, Definition, Extraction, Find, Loop, Pick, Reading, Spanned, ValueForm, Within},
    source::Text,
    yaml::Yaml,
};

/// `values`, in the order written.
pub(super) fn definitions(members: Members<'_>) -> Vec<Definition> {
    members
        .map("values")
        .map(|(name, yaml)| Definition { name: name.clone(), value: value(yaml).unwrap_or(ValueForm::Unreadable), span: yaml.span() })
        .collect()
}

/// `for`, `values` and `when`.
pub(super) fn block(members: Members<'_>) -> Block {
    Block {
        variables: members.map("for").filter_map(|(variable, list)| Some((variable.clone(), text(list)?))).collect(),
        values: definitions(members),
        when: members.when().and_then(condition),
    }
}

/// An expression, or conditions under `all`, `any` or `none`. Those that can't be read are left out.
pub(super) fn condition(yaml: &Yaml) -> Option<Condition> {
    let Some(members) = Members::of(yaml) else { return text(yaml).map(Condition::Expression) };
    let of = |key| members.get(key).map(|list| Spanned { value: members.list(key, condition), span: list.span() });
    of("all").map(Condition::All).or_else(|| of("any").map(Condition::Any)).or_else(|| of("none").map(Condition::None))
}

fn value(yaml: &Yaml) -> Option<ValueForm> {
    let Some(members) = Members::of(yaml) else { return text(yaml).map(ValueForm::Expression) };
    // What a word that can't be read was to make of the value, nobody can tell.
    let is_unreadable = |key, is_read: bool| members.has(key) && !is_read;
    if is_unreadable("as", members.word("as", As::parse).is_some()) || is_unreadable("pick", members.word("pick", Pick::parse).is_some()) {
        return None;
    }
    if members.has("from") {
        return extraction(members).map(ValueForm::Extraction);
    }
    if members.has("find") {
        return find(members).map(ValueForm::Find);
    }
    Some(ValueForm::Loop(Box::new(Loop { block: block(members), yields: members.text("yield")? })))
}

fn extraction(members: Members<'_>) -> Option<Extraction> {
    Some(Extraction {
        from: members.text("from")?,
        path: members.text("path"),
        reading: reading(members),
        pick: members.word("pick", Pick::parse),
    })
}

fn find(members: Members<'_>) -> Option<Find> {
    let find = members.texts("find");
    (!find.is_empty()).then(|| Find {
        find,
        resource_type: members.text("type"),
        codes: members.text("codes"),
        within: members.text("within").and_then(|text| within(&text)),
        having: members.text("having"),
        any_status: members.text("status").is_some_and(|status| status.as_str() == "any"),
        pick: members.word("pick", Pick::parse),
        path: members.text("path"),
        reading: reading(members),
    })
}

fn reading(members: Members<'_>) -> Reading {
    Reading { kind: members.word("as", As::parse), unit: members.text("unit"), molar_mass: members.number("molarMass") }
}

/// `6 months`, `next 2 weeks`.
fn within(text: &Text) -> Option<Spanned<Within>> {
    let words: Vec<&str> = text.as_str().split_whitespace().collect();
    let (is_ahead, count, unit) = match words.as_slice() {
        ["next", count, unit] => (true, count, unit),
        [count, unit] => (false, count, unit),
        _ => return None,
    };
    let unit = match unit.strip_suffix('s').unwrap_or(unit) {
        "hour" => CalendarUnit::Hours,
        "day" => CalendarUnit::Days,
        "week" => CalendarUnit::Weeks,
        "month" => CalendarUnit::Months,
        "year" => CalendarUnit::Years,
        _ => return None,
    };
    Some(Spanned { value: Within { count: count.parse().ok()?, unit, is_ahead }, span: text.span() })
}
