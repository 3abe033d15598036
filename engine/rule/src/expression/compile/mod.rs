//! From a tree to typed terms: names become slots, functions operations, and every type is checked. A part with a mistake is of any type, so that one
//! mistake is reported once.

mod align;
mod arithmetic;
mod call;
mod coerce;
mod comparison;
mod logic;
mod name;
mod unify;

pub(crate) use align::{Pairing, align};
pub(crate) use coerce::naturally;
pub(crate) use unify::unify;

use super::{
    Names,
    report::Report,
    term::{Constant, Term},
    token::{Operator, Token, TokenKind},
    tree::{Tree, TreeKind},
};
use crate::{
    codes::Library,
    diagnostic::Diagnostic,
    frame::Slot,
    function::Argument,
    source::Span,
    types::{Presence, Type, Typed},
};
use std::collections::BTreeSet;

/// Compiles the trees of one expression.
pub(super) struct Compiler<'c, 'r> {
    pub(super) tokens: &'c [Token],
    pub(super) names: &'c dyn Names,
    pub(super) library: &'c Library,
    pub(super) report: &'c mut Report<'r>,
    /// Names that are known to be present where the part being compiled is reached.
    pub(super) guarded: BTreeSet<Slot>,
}

impl Compiler<'_, '_> {
    /// A tree as a typed term, with its place.
    pub(super) fn compile(&mut self, tree: &Tree) -> Argument {
        match &tree.kind {
            TreeKind::Literal(token) => self.literal(tree, *token),
            TreeKind::Name(token) => self.name(tree, *token),
            TreeKind::Call(name, arguments) => self.call(tree, *name, arguments),
            TreeKind::All(operands) => self.junction(tree, operands, Operator::And),
            TreeKind::Any(operands) => self.junction(tree, operands, Operator::Or),
            TreeKind::Not(operand) => self.not(tree, operand),
            TreeKind::Negate(operand) => self.negate(tree, operand),
            TreeKind::Binary(operator, left, right) => match operator.comparator() {
                Some(comparator) => self.compare(tree, comparator, left, right),
                None => self.compute(tree, *operator, left, right),
            },
        }
    }

    fn span(&self, tree: &Tree) -> Span {
        self.report.span(tree.range(self.tokens))
    }

    fn literal(&mut self, tree: &Tree, token: usize) -> Argument {
        let (constant, kind) = match &self.tokens[token].kind {
            TokenKind::Number(value) => (Constant::Number(*value), Type::Number),
            TokenKind::Text(text) => (Constant::Text(text.as_str().into()), Type::Text),
            TokenKind::Boolean(value) => (Constant::Boolean(*value), Type::Boolean),
            _ => (Constant::Absent, Type::Any),
        };
        Argument { term: Term::Constant(constant), typed: Typed::present(kind), span: self.span(tree) }
    }

    /// What stands for a part whose mistake has been reported.
    fn mistaken(&self, tree: &Tree) -> Argument {
        Argument { term: Term::NOTHING, typed: Typed::present(Type::Any), span: self.span(tree) }
    }

    fn refuse(&mut self, tree: &Tree, diagnostic: Diagnostic) -> Argument {
        self.report.push(diagnostic);
        self.mistaken(tree)
    }
}

/// Present where all of these are.
fn presence_of<'a>(arguments: impl IntoIterator<Item = &'a Argument>) -> Presence {
    match arguments.into_iter().all(|argument| argument.typed.presence == Presence::Present) {
        true => Presence::Present,
        false => Presence::MayBeMissing,
    }
}
