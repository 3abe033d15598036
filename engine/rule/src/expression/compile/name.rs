//! Names: what they stand for, and what may have been meant where they stand for nothing.

use super::TypeChecker;
use crate::{
    expression::{
        function,
        syntax::{token::TokenKind, tree::SyntaxTree},
        term::Term,
        typing::typed_term::TypedTerm,
    },
    value::types::{Presence, Typed},
};
use engine_spelling::closest;
use engine_syntax::{catalogue, diagnostic::Diagnostic};

impl TypeChecker<'_, '_> {
    pub(super) fn name(&mut self, tree: &SyntaxTree, token: usize) -> TypedTerm {
        let TokenKind::Name(name) = &self.tokens[token].kind else { return self.mistaken(tree) };
        match self.names.resolve(name) {
            Some(found) => {
                let is_there = !found.typed.may_be_missing() || self.is_there(found.slot);
                let presence = if is_there { Presence::Present } else { Presence::WithItsNames };
                TypedTerm { term: Term::Slot(found.slot), typed: Typed { kind: found.typed.kind, presence }, span: self.span(tree) }
            }
            None if !self.names.are_complete() => self.mistaken(tree),
            None => {
                let message =
                    if function::find(name).is_some() { format!("`{name}` is a function") } else { format!("nothing is named `{name}`") };
                let diagnostic = Diagnostic::new(&catalogue::unknown_name::CHECK, self.span(tree), message);
                let diagnostic = self.explain(diagnostic, name);
                self.refuse(tree, diagnostic)
            }
        }
    }

    /// What may have been meant.
    fn explain(&self, diagnostic: Diagnostic, name: &str) -> Diagnostic {
        if let Some(reason) = self.names.why_not(name) {
            return diagnostic.help(reason);
        }
        if let Some(function) = function::find(name) {
            return diagnostic.help(format!("it is called with parentheses: `{}`", function.signature));
        }
        if let Some(help) = of_other_languages(name) {
            return diagnostic.help(help);
        }
        if let Some(function) = function::find(&name.to_ascii_lowercase()).filter(|function| function.parameters.is_empty()) {
            return diagnostic.help(format!("write `{}`", function.usage()));
        }
        let all = self.names.all();
        if let Some(meant) = closest(name, all.iter().map(String::as_str)) {
            return diagnostic.did_you_mean(meant);
        }
        match name.split_once('.') {
            Some((entry, method)) if self.names.lookup(entry).is_some() && function::find(method).is_some() => {
                diagnostic.help(format!("a function comes first: `{method}({entry})`"))
            }
            Some((entry, path)) if self.names.lookup(entry).is_some() => diagnostic.help(format!(
                "what lies within `{entry}` is drawn under `values`, as in `{{ from: {entry}, path: $.{path} }}`, and used by that name"
            )),
            _ => diagnostic
                .help(format!("names are those of `prefetch`, of `values`, of loops, and `context.…`; a text stands in quotes: '{name}'")),
        }
    }
}

/// Words that other languages have for what a function says here.
fn of_other_languages(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "null" | "nil" | "none" | "undefined" | "empty" => "whether a value is there is asked with `missing(x)` and `present(x)`",
        "true" | "yes" => "it is written `true`",
        "false" | "no" => "it is written `false`",
        _ => return None,
    })
}
