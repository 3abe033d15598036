//! The expression language, a small compiler: its lexer and parser, its type checker, its functions, and the typed terms that it evaluates.
//!
//! ```text
//! text ──syntax──> syntax tree ──compile──> typed term ──term──> value
//!
//!       compile          checks types, resolves names, narrows by control flow
//!      │       │
//!      │    function     the functions, a file each
//!      │       │
//!   syntax   typing      rules of types, which know no function
//!              │
//!             term       what runs
//! ```
//!
//! Arrows point down only. Knows values, their types and Kleene's three-valued logic. Must never know of YAML, of rules, or of where a name's value comes from.

pub(crate) mod compile;
pub mod function;
mod syntax;
pub(crate) mod term;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod typing;

pub(crate) use compile::expression_facts::MaybeUnknown;

use crate::{
    expression::{
        syntax::{lexer, parser, recognizer},
        term::texts,
    },
    frame::Frame,
    scope::names::Names,
    terminology::{Library, binding::RequiredBinding},
    value::{
        Value,
        slot::Slot,
        truth::Truth,
        types::{Type, Typed},
    },
};
use compile::{TypeChecker, expression_facts::ExpressionFacts};
use engine_syntax::{diagnostic::Diagnostics, source::Text};
use std::{collections::BTreeSet, ops::Range, sync::Arc};
use syntax::{
    report::ExpressionReport,
    token::Token,
    tree::{SyntaxKind, SyntaxTree},
};
use term::Term;
use typing::typed_term::TypedTerm;

/// A typed expression, ready to run.
#[derive(Debug)]
pub struct Expression {
    term: Term,
    typed: Typed,
    /// Taken by whoever compiles.
    facts: Option<Box<ExpressionFacts>>,
    place: ExpressionRange,
}

/// Where an expression stands in its text, and the conditions that it joins by `&&` or `||`.
#[derive(Debug)]
struct ExpressionRange {
    range: Range<usize>,
    joined: Vec<ExpressionRange>,
}

/// An expression, or the conditions that it joins, each an expression of its own.
pub(crate) enum SplitExpression {
    /// Conditions that `&&` joins.
    All(Vec<Expression>),
    /// Conditions that `||` joins.
    Any(Vec<Expression>),
    /// An expression that joins none.
    One(Expression),
}

impl Expression {
    /// Compiles the byte range `range` of `text`; every mistake goes to `diagnostics`, and then there is no expression.
    pub fn compile(
        text: &Text,
        range: Range<usize>,
        names: &dyn Names,
        library: &Library,
        diagnostics: &mut Diagnostics,
    ) -> Option<Expression> {
        let mut report = ExpressionReport::new(text, range.start);
        let written = text.as_str().get(range.clone());
        let compiled = written.and_then(|written| compile_written(written, range.start, names, library, &mut report));
        let has_errors = report.has_errors();
        diagnostics.append(report.finish());
        compiled.filter(|_| !has_errors)
    }
    /// Its type, and whether it may be missing.
    pub fn typed(&self) -> &Typed {
        &self.typed
    }
    /// The bytes of its text that it is.
    pub(crate) fn range(&self) -> Range<usize> {
        self.place.range.clone()
    }
    /// The conditions that it joins, if it does.
    pub(crate) fn split(self) -> SplitExpression {
        let Expression { term, typed, facts, place } = self;
        let part = |(term, place)| Expression { term, typed: typed.clone(), facts: None, place };
        let each = |terms: Vec<Term>, places: Vec<ExpressionRange>| terms.into_iter().zip(places).map(part).collect();
        match term {
            Term::All(terms) if terms.len() == place.joined.len() => SplitExpression::All(each(terms, place.joined)),
            Term::Any(terms) if terms.len() == place.joined.len() => SplitExpression::Any(each(terms, place.joined)),
            term => SplitExpression::One(Expression { term, typed, facts, place }),
        }
    }
    /// The left side, the symbol and the right side, where it is a comparison.
    pub(crate) fn sides<'d>(&self, frame: &Frame<'d>) -> Option<(Value<'d>, &'static str, Value<'d>)> {
        let Term::Comparison(comparison) = &self.term else { return None };
        Some((comparison.left.evaluate(frame), comparison.comparator.symbol(), comparison.right.evaluate(frame)))
    }
    /// Its value.
    pub fn evaluate<'d>(&self, frame: &Frame<'d>) -> Value<'d> {
        self.term.evaluate(frame)
    }
    /// Its truth, where it is a condition.
    pub(crate) fn truth(&self, frame: &Frame<'_>) -> Truth {
        self.term.truth(frame)
    }
    /// The names that it uses, each once.
    pub fn slots(&self) -> Vec<Slot> {
        let mut slots = Vec::new();
        self.term.slots(&mut slots);
        let mut seen = BTreeSet::new();
        slots.retain(|slot| seen.insert(*slot));
        slots
    }
    /// The texts that it may give, where they are known before any call.
    pub fn texts(&self, names: &dyn Names) -> Option<Vec<String>> {
        texts::texts(&self.term, names)
    }
    /// The required binding of what it gives.
    pub(crate) fn required_binding(&self, names: &dyn Names) -> Option<RequiredBinding> {
        texts::required_binding(&self.term, names)
    }
    /// What is known of it before any call, which then isn't kept.
    pub(crate) fn take_facts(&mut self) -> ExpressionFacts {
        self.facts.take().map(|facts| *facts).unwrap_or_default()
    }
}

impl ExpressionRange {
    fn of(tree: &SyntaxTree, tokens: &[Token], offset: usize) -> ExpressionRange {
        let Range { start, end } = tree.range(tokens);
        let joined = match &tree.kind {
            SyntaxKind::All(operands) | SyntaxKind::Any(operands) => {
                operands.iter().map(|operand| ExpressionRange::of(operand, tokens, offset)).collect()
            }
            _ => Vec::new(),
        };
        ExpressionRange { range: start + offset..end + offset, joined }
    }
}

/// `offset` is where it stands in its text.
fn compile_written(
    written: &str,
    offset: usize,
    names: &dyn Names,
    library: &Library,
    report: &mut ExpressionReport<'_>,
) -> Option<Expression> {
    let mut tokens = lexer::tokenize(written, report)?;
    if !recognizer::check(&mut tokens, written.len(), |name| function::find(name).is_some(), report) {
        return None;
    }
    let tree = parser::parse(&tokens, report)?;
    let mut checker = TypeChecker::new(&tokens, names, library, report);
    let TypedTerm { term, typed, .. } = checker.check(&tree);
    let mut value_facts = checker.reader().value_facts(&tree, &term);
    if typed.kind.is_like(&Type::Boolean) {
        value_facts.constraint = Some(Arc::new(checker.reader().constraint(&tree, &term)));
    }
    let facts = Some(Box::new(ExpressionFacts { value: value_facts, maybe_unknown: checker.maybe_unknown, asked: checker.asked }));
    Some(Expression { term, typed, facts, place: ExpressionRange::of(&tree, &tokens, offset) })
}
