//! The topological order of the queries: each after those whose results its tokens read.
//!
//! Knows which entries a template reads. Must never know what a query asks for.

use crate::plan::context::RuleContext;
use engine_hooks::prefetch::{Root, Template};
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{prefetch_cycle, unknown_token},
    diagnostic::Diagnostic,
    model,
};
use std::collections::BTreeMap;

/// The entries' indexes, each after those that it reads. Entries in a cycle, or behind one, are reported and come last.
pub(super) fn of(prefetch: &[model::Prefetch], templates: &[Option<Template>], context: &mut RuleContext<'_>) -> Vec<usize> {
    let by_name: BTreeMap<&str, usize> = prefetch.iter().enumerate().map(|(index, entry)| (entry.name.as_str(), index)).collect();
    let reads = |index: usize| -> Vec<usize> {
        templates[index].iter().flat_map(Template::depends_on).filter_map(|name| by_name.get(name).copied()).collect()
    };
    report_unknown_entries(prefetch, templates, &by_name, context);
    let mut ordered: Vec<usize> = Vec::new();
    loop {
        let ready = (0..prefetch.len()).find(|index| !ordered.contains(index) && reads(*index).iter().all(|read| ordered.contains(read)));
        match ready {
            Some(index) => ordered.push(index),
            None => break,
        }
    }
    let in_cycle: Vec<usize> = (0..prefetch.len()).filter(|index| !ordered.contains(index)).collect();
    if let Some(first) = in_cycle.first() {
        let names: Vec<&str> = in_cycle.iter().map(|index| prefetch[*index].name.as_str()).collect();
        let message = format!("these entries wait for each other: {}", names.join(", "));
        context.report(
            Diagnostic::new(&prefetch_cycle::CHECK, prefetch[*first].query.span(), message)
                .help("a token may read the result of another entry only where that one doesn't need this one"),
        );
    }
    ordered.extend(in_cycle);
    ordered
}

/// A path that starts at an entry that isn't there.
fn report_unknown_entries(
    prefetch: &[model::Prefetch],
    templates: &[Option<Template>],
    by_name: &BTreeMap<&str, usize>,
    context: &mut RuleContext<'_>,
) {
    for (entry, template) in prefetch.iter().zip(templates) {
        let tokens = template.iter().flat_map(Template::tokens);
        for path in tokens.flat_map(|(token, _)| token.paths()) {
            let Root::Entry { name } = &path.root else { continue };
            if by_name.contains_key(name.as_str()) {
                continue;
            }
            let span = entry.query.span_of(path.span.0..path.span.1);
            let mut diagnostic = Diagnostic::new(&unknown_token::CHECK, span, format!("no prefetch entry is named `{name}`"));
            if let Some(meant) = closest(name, by_name.keys().copied()) {
                diagnostic = diagnostic.did_you_mean(format!("%{meant}"));
            }
            context.report(diagnostic);
        }
    }
}
