//! Tokens: each must be one that every hook offers, and a required query needs those that are always there.

use crate::plan::context::RuleContext;
use engine_hooks::{
    catalogue::Hook,
    prefetch::{Template, Token},
};
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{optional_token_in_required_query, unknown_token},
    diagnostic::Diagnostic,
    model,
    source::Text,
};

/// Every context token must be offered by every hook that the rule answers.
pub(super) fn check_offered(text: &Text, template: &Template, hooks: &[Hook], context: &mut RuleContext<'_>) {
    for (token, (start, end)) in template.tokens() {
        let Token::Context { field } = token else { continue };
        for hook in hooks {
            let offered: Vec<&str> = hook.context.iter().filter(|field| field.is_prefetch_token).map(|field| field.name.as_str()).collect();
            if offered.contains(&field.as_str()) {
                continue;
            }
            let message = match hook.field(field) {
                Some(_) => format!("`{}` has `{field}` in its context, but doesn't offer it to prefetch", hook.name),
                None => format!("`{}` has no `{field}` in its context", hook.name),
            };
            let mut diagnostic = Diagnostic::new(&unknown_token::CHECK, text.span_of(start..end), message).help(format!(
                "`{}` offers: {}",
                hook.name,
                offered.join(", ")
            ));
            if let Some(meant) = closest(field, offered.iter().copied()) {
                diagnostic = diagnostic.label(format!("did you mean `context.{meant}`?"));
            }
            context.report(diagnostic);
        }
    }
}

/// A field that a request may leave out leaves a required query unasked.
pub(super) fn check_required(entry: &model::Prefetch, template: &Template, hooks: &[Hook], context: &mut RuleContext<'_>) {
    if !entry.is_required {
        return;
    }
    for (token, (start, end)) in template.tokens() {
        let Token::Context { field } = token else { continue };
        let may_lack = |hook: &&Hook| hook.field(field).is_some_and(|found| found.is_prefetch_token && !found.is_required);
        if let Some(hook) = hooks.iter().find(may_lack) {
            let message = format!("a request of `{}` may come without `{field}`, and then this query can't be asked", hook.name);
            let diagnostic = Diagnostic::new(&optional_token_in_required_query::CHECK, entry.query.span_of(start..end), message);
            context.report(diagnostic.help(format!(
                "write `{}: {{ query: …, required: false }}`, so that the rest of the rule still answers",
                entry.name.as_str()
            )));
        }
    }
}
