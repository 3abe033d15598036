//! The type checker: from a syntax tree to typed terms. Names become slots, functions operations, constants are folded, and every type is checked. A
//! condition narrows what is reached only where it holds: a name that it requires is present there (narrowing by control flow). A part with a mistake is of
//! any type, so that one mistake is reported once.
//!
//! Knows names by their scope, and the functions by what they declare. Must never know values, or which functions there are.

mod arithmetic;
mod call;
mod compared_text;
mod comparison;
mod constraint;
pub(super) mod expression_facts;
mod logic;
mod name;

use super::{
    function::{self, Function},
    syntax::{
        report::ExpressionReport,
        token::{Operator, Token, TokenKind},
        tree::{SyntaxKind, SyntaxTree},
    },
    term::{
        Constant, Term,
        flow::{self, Outcome},
    },
    typing::typed_term::TypedTerm,
};
use crate::{
    scope::{constraint::flow_facts::FlowFacts, names::Names},
    terminology::Library,
    value::{
        slot::{Slot, Slots},
        types::{Type, Typed},
    },
};
use constraint::Reader;
use engine_syntax::{diagnostic::Diagnostic, source::Span};
use expression_facts::MaybeUnknown;

/// Checks the types of one expression, and makes its typed terms on the way.
pub(super) struct TypeChecker<'c, 'r> {
    pub(super) tokens: &'c [Token],
    pub(super) names: &'c dyn Names,
    pub(super) library: &'c Library,
    pub(super) report: &'c mut ExpressionReport<'r>,
    /// The flow facts: what holds where the part being checked is reached.
    pub(super) flow_facts: FlowFacts,
    /// Whether the condition is true where the part being checked is false.
    pub(super) is_negated: bool,
    /// Parts that are unknown where names are missing.
    pub(super) maybe_unknown: Vec<MaybeUnknown>,
    /// Names of which it is asked whether they are there.
    pub(super) asked: Slots,
}

impl<'c, 'r> TypeChecker<'c, 'r> {
    pub(super) fn new(
        tokens: &'c [Token],
        names: &'c dyn Names,
        library: &'c Library,
        report: &'c mut ExpressionReport<'r>,
    ) -> TypeChecker<'c, 'r> {
        TypeChecker {
            tokens,
            names,
            library,
            report,
            flow_facts: FlowFacts::default(),
            is_negated: false,
            maybe_unknown: Vec::new(),
            asked: Slots::default(),
        }
    }
}

impl TypeChecker<'_, '_> {
    /// Reads the constraints of what has been checked.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader { tokens: self.tokens, names: self.names, report: self.report }
    }

    /// Whether a name is there where the part being checked is reached.
    fn is_there(&self, slot: Slot) -> bool {
        let is_derived = || {
            let facts = self.names.value_facts(slot);
            facts.and_then(|facts| Some(facts.derived_from.as_ref()?.iter().all(|from| self.is_there(*from)))).unwrap_or(false)
        };
        self.flow_facts.has(slot) || self.names.is_present(slot) || is_derived()
    }

    /// Notes a part that is unknown where names are missing.
    fn note_maybe_unknown(&mut self, part: &TypedTerm) {
        if part.typed.may_be_missing() && part.typed.kind.is_like(&Type::Boolean) {
            let needed = flow::required_present(&part.term, Outcome::Present);
            let slots: Slots = needed.iter().filter(|slot| !self.is_there(*slot)).collect();
            if !slots.is_empty() {
                self.maybe_unknown.push(MaybeUnknown { span: part.span, slots, is_negated: self.is_negated });
            }
        }
    }

    /// A tree as a typed term, with its place.
    pub(super) fn check(&mut self, tree: &SyntaxTree) -> TypedTerm {
        match &tree.kind {
            SyntaxKind::Literal(token) => self.literal(tree, *token),
            SyntaxKind::Name(token) => self.name(tree, *token),
            SyntaxKind::Call(name, arguments) => self.call(tree, *name, arguments),
            SyntaxKind::All(operands) => self.junction(tree, operands, Operator::And),
            SyntaxKind::Any(operands) => self.junction(tree, operands, Operator::Or),
            SyntaxKind::Not(operand) => self.not(tree, operand),
            SyntaxKind::Negate(operand) => self.negate(tree, operand),
            SyntaxKind::Binary(operator, left, right) => match operator.comparator() {
                Some(comparator) => self.compare(tree, comparator, left, right),
                None => self.compute(tree, *operator, left, right),
            },
        }
    }

    fn span(&self, tree: &SyntaxTree) -> Span {
        self.report.span(tree.range(self.tokens))
    }

    fn literal(&mut self, tree: &SyntaxTree, token: usize) -> TypedTerm {
        let (constant, kind) = match &self.tokens[token].kind {
            TokenKind::Number(value) => (Constant::Number(*value), Type::Number),
            TokenKind::Text(text) => (Constant::Text(text.as_str().into()), Type::Text),
            TokenKind::Boolean(value) => (Constant::Boolean(*value), Type::Boolean),
            _ => (Constant::Absent, Type::Any),
        };
        TypedTerm { term: Term::Constant(constant), typed: Typed::present(kind), span: self.span(tree) }
    }

    /// What stands for a part whose mistake has been reported.
    fn mistaken(&self, tree: &SyntaxTree) -> TypedTerm {
        TypedTerm { term: Term::NOTHING, typed: Typed::present(Type::Any), span: self.span(tree) }
    }

    fn refuse(&mut self, tree: &SyntaxTree, diagnostic: Diagnostic) -> TypedTerm {
        self.report.push(diagnostic);
        self.mistaken(tree)
    }
}

/// The function that a token names, if there is one.
fn function_at(tokens: &[Token], token: usize) -> Option<&'static Function> {
    match &tokens.get(token)?.kind {
        TokenKind::Name(name) => function::find(name),
        _ => None,
    }
}
