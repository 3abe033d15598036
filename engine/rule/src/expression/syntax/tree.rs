//! The syntax tree of an expression (its AST): operators with their operands, each node with the tokens that it covers.
//!
//! Knows shape only. Must never know names or types, nor how the tree came about.

use super::token::{Operator, Token};
use std::ops::Range;

/// A node and the tokens that it covers, its parentheses included.
#[derive(Clone, Debug)]
pub(crate) struct SyntaxTree {
    /// What it is.
    pub(crate) kind: SyntaxKind,
    /// From its first token to one past its last.
    pub(crate) tokens: Range<usize>,
    /// Whether it stands in parentheses of its own.
    pub(crate) is_grouped: bool,
}

/// What a node is. Numbers are indexes of tokens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SyntaxKind {
    /// A number, a text, `true`, `false`.
    Literal(usize),
    /// A name.
    Name(usize),
    /// A function and its arguments.
    Call(usize, Vec<SyntaxTree>),
    /// Operands of `&&`.
    All(Vec<SyntaxTree>),
    /// Operands of `||`.
    Any(Vec<SyntaxTree>),
    /// `!x`
    Not(Box<SyntaxTree>),
    /// `-x`
    Negate(Box<SyntaxTree>),
    /// Two operands of any other operator.
    Binary(Operator, Box<SyntaxTree>, Box<SyntaxTree>),
}

/// Two trees are equal where their kinds are, wherever they stand.
impl PartialEq for SyntaxTree {
    fn eq(&self, other: &SyntaxTree) -> bool {
        self.kind == other.kind
    }
}

impl SyntaxTree {
    /// The nodes right below.
    pub(super) fn children(&self) -> Vec<&SyntaxTree> {
        match &self.kind {
            SyntaxKind::Literal(_) | SyntaxKind::Name(_) => Vec::new(),
            SyntaxKind::Call(_, operands) | SyntaxKind::All(operands) | SyntaxKind::Any(operands) => operands.iter().collect(),
            SyntaxKind::Not(operand) | SyntaxKind::Negate(operand) => vec![operand],
            SyntaxKind::Binary(_, left, right) => vec![left, right],
        }
    }
    /// The place of its tokens in the expression.
    pub(crate) fn range(&self, tokens: &[Token]) -> Range<usize> {
        whole_range(tokens.get(self.tokens.clone()).unwrap_or_default())
    }
}

/// The bytes from the first of these tokens to the last.
pub(super) fn whole_range(tokens: &[Token]) -> Range<usize> {
    tokens.first().map_or(0, |token| token.range.start)..tokens.last().map_or(0, |token| token.range.end)
}
