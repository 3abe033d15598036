//! What every stage of compiling a rule shares: the names in scope, the rule set's code lists, and where findings go.

use crate::{
    check::catalogue::duplicate_name,
    codes::Library,
    diagnostic::{Diagnostic, Diagnostics},
    expression::{Expression, NameSort},
    frame::Slot,
    names::Scope,
    source::Text,
    types::Typed,
};
use std::ops::Range;

/// Compiles one rule.
#[derive(Debug)]
pub(crate) struct Compiler<'c> {
    /// Names in scope.
    pub(crate) scope: Scope,
    /// Value sets and tables.
    pub(crate) library: &'c Library,
    /// What was found.
    pub(crate) diagnostics: &'c mut Diagnostics,
}

impl Compiler<'_> {
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
