//! What every construct shares while a rule is compiled: the names in scope, the value sets and tables, and where findings go.
//!
//! Knows how a construct asks for names, expressions and blocks. Must never know which constructs there are.

use crate::{
    expression::{Expression, MaybeUnknown},
    scope::{Scope, contradiction, names::NameSort},
    terminology::Library,
    value::{slot::Slot, types::Typed},
};
use engine_syntax::{
    catalogue::duplicate_name,
    diagnostic::{Diagnostic, Diagnostics},
    source::Text,
};
use std::ops::Range;

/// What the constructs of one rule share while they are compiled.
#[derive(Debug)]
pub(crate) struct RuleContext<'c> {
    /// The names in scope.
    pub(crate) scope: Scope,
    /// The value sets and tables.
    pub(crate) library: &'c Library,
    /// Where findings go.
    pub(crate) diagnostics: &'c mut Diagnostics,
    /// Negations that are unknown where a name is missing, and how many names had been used up to their condition's end.
    negations: Vec<Negation>,
}

/// A part that a condition needs to be false.
#[derive(Debug)]
struct Negation {
    part: MaybeUnknown,
    names: Vec<String>,
    uses: usize,
}

impl<'c> RuleContext<'c> {
    /// A context without names.
    pub(crate) fn new(library: &'c Library, diagnostics: &'c mut Diagnostics) -> RuleContext<'c> {
        RuleContext { scope: Scope::default(), library, diagnostics, negations: Vec::new() }
    }
}

impl RuleContext<'_> {
    /// Notes negations of a condition that has just been compiled.
    pub(crate) fn note_negations(&mut self, negations: impl Iterator<Item = MaybeUnknown>) {
        let uses = self.scope.uses();
        for part in negations {
            let names = part.slots.iter().filter_map(|slot| self.scope.text_of(slot)).map(str::to_owned).collect();
            self.negations.push(Negation { part, names, uses });
        }
    }

    /// Warns of negations that are not true where a name is missing. A name that is used further down has to be there anyway.
    pub(crate) fn report_negations(&mut self) {
        for Negation { part, names, uses } in std::mem::take(&mut self.negations) {
            if let Some(name) = names.first()
                && !part.slots.iter().any(|slot| self.scope.is_used_since(slot, uses))
            {
                self.report(contradiction::negated_missing(part.span, name));
            }
        }
    }

    /// Compiles what stands in a block of its own: the names that it defines, and what its conditions prove, end with it.
    pub(crate) fn in_block<R>(&mut self, compile: impl FnOnce(&mut Self) -> R) -> R {
        let block = self.scope.enter();
        let compiled = compile(self);
        self.scope.leave(block);
        compiled
    }

    /// Compiles every element, so that every mistake is reported; `None` where one had any.
    pub(crate) fn each<S, C>(&mut self, sources: &[S], compile: impl Fn(&S, &mut Self) -> Option<C>) -> Option<Vec<C>> {
        let compiled: Vec<Option<C>> = sources.iter().map(|source| compile(source, self)).collect();
        compiled.into_iter().collect()
    }

    /// Compiles what may be left out: `Some(None)` where it is, `None` where it has a mistake.
    pub(crate) fn optional<S, C>(&mut self, source: Option<&S>, compile: impl FnOnce(&S, &mut Self) -> Option<C>) -> Option<Option<C>> {
        source.map_or(Some(None), |source| compile(source, self).map(Some))
    }

    /// Compiles a whole scalar as an expression.
    pub(crate) fn expression(&mut self, text: &Text) -> Option<Expression> {
        self.expression_in(text, 0..text.as_str().len())
    }

    /// Compiles a part of a scalar as an expression.
    pub(crate) fn expression_in(&mut self, text: &Text, range: Range<usize>) -> Option<Expression> {
        Expression::compile(text, range, &self.scope, self.library, self.diagnostics)
    }

    /// Defines a name of the file; a clash is reported, and the later definition hides the earlier.
    pub(crate) fn define(&mut self, name: &Text, typed: Typed, sort: NameSort) -> Slot {
        self.refuse_clash(name);
        self.scope.define(name.as_str(), typed, sort, Some(name.span()))
    }

    /// Reports a name that is taken.
    pub(crate) fn refuse_clash(&mut self, name: &Text) {
        let text = name.as_str();
        if !self.scope.has(text) {
            return;
        }
        let diagnostic = Diagnostic::new(&duplicate_name::CHECK, name.span(), format!("the name `{text}` is taken"))
            .help("prefetch entries, values and loop variables share one space of names: choose another");
        let diagnostic = match self.scope.defined_at(text) {
            Some(span) => diagnostic.related(span, "defined here first"),
            None => diagnostic.help(format!("`{text}` is what the engine itself calls the {text} of the call")),
        };
        self.report(diagnostic);
    }

    /// Reports a finding.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}
