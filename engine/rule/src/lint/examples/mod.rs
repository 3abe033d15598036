//! The examples of the checks are their tests: the wrong one fires its check and no other, the right one none.
//!
//! `Example::Keys` is laid over the rule `example`, key by key; a key whose value is `null` takes the rule's own away.

use crate::{lint::checks, rule_set::RuleSet};
use engine_hooks::catalogue::Catalogue;
use engine_syntax::{
    check::{Check, Example},
    diagnostic::{Diagnostic, Diagnostics},
    fix,
    source::Sources,
};
use jiff::civil::{self, Date};
use std::collections::BTreeSet;

const BASE: &str = include_str!("example.yaml");

/// The day on which examples are looked at.
const TODAY: Date = civil::date(2026, 6, 1);

/// What laying keys over a rule brings about: what was used by lines that are gone, and files for other examples.
const LEFT_BEHIND: [&str; 6] =
    ["no-test-file", "no-test-shows", "no-test-withholds", "unused-prefetch", "unused-value", "unused-value-set"];

/// The files that examples may speak of.
const OTHERS: &[(&str, &str)] = &[
    ("common/circle.yaml", include_str!("circle.yaml")),
    ("common/shared.yaml", include_str!("shared.yaml")),
    ("general/other.yaml", include_str!("other.yaml")),
    ("tables/opioid-mme.yaml", include_str!("opioid-mme.yaml")),
    ("valuesets/diabetes-mellitus.yaml", include_str!("diabetes-mellitus.yaml")),
    ("valuesets/hba1c.yaml", include_str!("hba1c.yaml")),
];

/// An example as a rule set, with the files that it may speak of; an example in words has none.
fn sources(example: &Example) -> Option<Sources> {
    let (path, text) = match example {
        Example::Rule(text) => ("general/example.yaml", (*text).to_owned()),
        Example::Keys(keys) => ("general/example.yaml", lay_over(BASE, keys)),
        Example::ValueSet(text) => ("valuesets/example.yaml", (*text).to_owned()),
        Example::Table(text) => ("tables/example.yaml", (*text).to_owned()),
        Example::Test(text) => ("general/example.test.yaml", (*text).to_owned()),
        Example::Words(_) => return None,
    };
    let mut sources = Sources::default();
    for (path, text) in OTHERS {
        sources.add(*path, *text);
    }
    sources.add(path, text);
    if let Example::Test(_) = example {
        sources.add("general/example.yaml", BASE);
    }
    Some(sources)
}

fn lint(sources: &Sources) -> Diagnostics {
    let all = sources.files().map(|(id, _)| id).collect();
    RuleSet::lint(TODAY, &all, &BTreeSet::new(), sources, &Catalogue::hl7()).diagnostics
}

/// The names of the checks that fire, and what they say.
fn fired(example: &Example, check: &str) -> Option<Vec<(&'static str, String)>> {
    let sources = sources(example)?;
    let diagnostics = lint(&sources);
    let is_of_interest = |found: &&Diagnostic| found.check.name == check || !LEFT_BEHIND.contains(&found.check.name);
    Some(diagnostics.iter().filter(is_of_interest).map(|found| (found.check.name, found.message.clone())).collect())
}

/// `base` with the top-level keys of `keys` in place of its own; entries written below `prefetch:` and `values:` are added to its own.
fn lay_over(base: &str, keys: &str) -> String {
    let (base, keys) = (blocks(base), blocks(keys));
    let own = |block: &str| base.iter().find(|own| key(own) == key(block));
    let is_replaced = |block: &str| keys.iter().any(|other| key(other) == key(block));
    let laid = keys.iter().filter(|block| !block.trim_end().ends_with(": null")).map(|block| match own(block) {
        Some(own) if block.starts_with("values:\n") || block.starts_with("prefetch:\n") => added(own, block),
        _ => block.clone(),
    });
    base.iter().filter(|block| !is_replaced(block)).cloned().chain(laid).collect()
}

/// The entries of `own` and of `more`, those of `more` in place of others of the same name.
fn added(own: &str, more: &str) -> String {
    let entries: Vec<&str> = more.lines().skip(1).collect();
    let is_replaced = |line: &str| entries.iter().any(|entry| key(entry) == key(line));
    own.lines().filter(|line| !is_replaced(line)).chain(entries.iter().copied()).map(|line| format!("{line}\n")).collect()
}

/// A top-level key with the lines that belong to it, each.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    for line in text.lines() {
        match blocks.last_mut() {
            Some(block) if line.starts_with([' ', '-', '#']) || line.is_empty() => *block += &format!("{line}\n"),
            _ => blocks.push(format!("{line}\n")),
        }
    }
    blocks
}

fn key(block: &str) -> &str {
    block.split(':').next().unwrap_or(block)
}

/// What is wrong with a check's examples.
fn complaints(check: &Check) -> Vec<String> {
    let mut complaints = Vec::new();
    if let Some(fired) = fired(&check.wrong, check.name)
        && (fired.is_empty() || fired.iter().any(|(name, _)| *name != check.name))
    {
        complaints.push(format!("{}: its wrong example fires {fired:?}", check.name));
    }
    if let Some(fired) = fired(&check.right, check.name).filter(|fired| !fired.is_empty()) {
        complaints.push(format!("{}: its right example fires {fired:?}", check.name));
    }
    complaints
}

#[test]
fn the_rule_that_examples_are_laid_over_is_right() {
    assert_eq!(fired(&Example::Keys(""), "unused-value"), Some(Vec::new()));
}

#[test]
fn every_wrong_example_fires_its_check_alone_and_every_right_one_none() {
    let complaints: Vec<String> = checks().iter().flat_map(|check| complaints(check)).collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// The example with every certain fix of a check made; `None` where it has none.
fn fixed(check: &Check) -> Option<Sources> {
    let written = sources(&check.wrong)?;
    let found = lint(&written);
    found.iter().find(|finding| finding.check.name == check.name && !finding.fix.is_empty())?;
    let changed = fix::apply(&written, &found);
    let mut fixed = Sources::default();
    for (id, file) in written.files() {
        let text = changed.iter().find(|(changed, _)| *changed == id).map_or(&*file.text, |(_, text)| text.as_str());
        fixed.add(file.path.as_str(), text);
    }
    Some(fixed)
}

#[test]
fn every_certain_fix_of_a_wrong_example_makes_it_right() {
    let fixable: Vec<(&str, Sources)> = checks().iter().filter_map(|check| Some((check.name, fixed(check)?))).collect();
    assert!(fixable.len() >= 8, "{} checks have a fix", fixable.len());
    for (name, fixed) in fixable {
        let left = lint(&fixed);
        let checks: Vec<&str> = left.iter().map(|finding| finding.check.name).filter(|check| !LEFT_BEHIND.contains(check)).collect();
        assert_eq!(checks, [""; 0], "{name}");
    }
}

#[test]
fn every_check_has_a_name_of_its_own_and_is_explained() {
    let mut names: Vec<&str> = checks().iter().map(|check| check.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), checks().len());
    for check in checks() {
        assert!(!check.summary.is_empty() && !check.summary.ends_with('.') && check.explanation.ends_with(['.', '`']), "{}", check.name);
    }
}
