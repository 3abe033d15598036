//! The parser: groups tokens by precedence into a syntax tree. The grouping is that of evalexpr's grammar, from the operators that bind loosest:
//!
//! ```text
//! ||   &&   == != < <= > >=   + -   * / %   -x !x   ^
//! ```
//!
//! evalexpr's own tree has no places. So it is given the operators as they stand and, for each operand and function, a placeholder with the token's index
//! (`t12`); its tree is then lowered, and the indexes give back the tokens and with them the places.
//!
//! Knows evalexpr. Must never know names or types.

use super::{
    report::ExpressionReport,
    token::{Operator, Token, TokenKind},
    tree::{SyntaxKind, SyntaxTree, whole_range},
};
use engine_syntax::{catalogue, diagnostic::Diagnostic};
use evalexpr::{Node, Operator as Grammar};
use std::fmt::{self, Write};

/// How deep a tree may be; `a && b && c` is one level.
const MAX_DEPTH: usize = 100;

/// Why evalexpr's tree can't be lowered to a syntax tree.
#[derive(Debug)]
enum LoweringError {
    /// It is deeper than anyone can read.
    TooDeep,
    /// It has a node that the order of tokens rules out.
    UnexpectedNode,
}

impl fmt::Display for LoweringError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            LoweringError::TooDeep => "this expression is too large",
            LoweringError::UnexpectedNode => "this can't be read as an expression",
        })
    }
}

impl std::error::Error for LoweringError {}

/// Groups tokens that the recognizer has accepted. `None` has been reported.
pub(crate) fn parse(tokens: &[Token], report: &mut ExpressionReport<'_>) -> Option<SyntaxTree> {
    // Most templates print one name, which nothing has to group.
    if tokens.len() == 1 {
        return leaf(0, tokens).ok();
    }
    let whole = whole_range(tokens);
    let result = evalexpr::build_operator_tree(&with_placeholders(tokens)).map_err(|_| LoweringError::UnexpectedNode).and_then(|root| {
        match root.children() {
            [child] => lower(child, tokens, 0),
            _ => Err(LoweringError::UnexpectedNode),
        }
    });
    match result {
        Ok(tree) => is_without_chains(&tree, tokens, report).then_some(tree),
        Err(LoweringError::TooDeep) => {
            report.too_large(whole);
            None
        }
        Err(error @ LoweringError::UnexpectedNode) => {
            report.syntax(whole, error.to_string(), "write its parts in parentheses");
            None
        }
    }
}

fn with_placeholders(tokens: &[Token]) -> String {
    let mut text = String::with_capacity(tokens.len() * 5);
    for (index, token) in tokens.iter().enumerate() {
        let symbol = match &token.kind {
            TokenKind::Operator(operator) => operator.symbol(),
            TokenKind::Open => "(",
            TokenKind::Close => ")",
            TokenKind::Comma => ",",
            _ => {
                let _ = write!(text, "t{index} ");
                continue;
            }
        };
        text.push_str(symbol);
        text.push(' ');
    }
    text
}

fn placeholder(identifier: &str) -> Result<usize, LoweringError> {
    identifier.strip_prefix('t').and_then(|index| index.parse().ok()).ok_or(LoweringError::UnexpectedNode)
}

fn lower(node: &Node, tokens: &[Token], depth: usize) -> Result<SyntaxTree, LoweringError> {
    if depth > MAX_DEPTH {
        return Err(LoweringError::TooDeep);
    }
    let deeper = |child: &Node| lower(child, tokens, depth + 1);
    match (node.operator(), node.children()) {
        (Grammar::RootNode, [child]) => Ok(group(deeper(child)?)),
        (Grammar::VariableIdentifierRead { identifier }, []) => leaf(placeholder(identifier)?, tokens),
        (Grammar::FunctionIdentifier { identifier }, [arguments]) => call(placeholder(identifier)?, arguments, tokens, depth),
        (Grammar::Not, [operand]) => Ok(prefix(SyntaxKind::Not, deeper(operand)?)),
        (Grammar::Neg, [operand]) => Ok(prefix(SyntaxKind::Negate, deeper(operand)?)),
        (Grammar::And, [_, _]) => chain(node, tokens, depth, SyntaxKind::All),
        (Grammar::Or, [_, _]) => chain(node, tokens, depth, SyntaxKind::Any),
        (operator, [left, right]) => Ok(binary(binary_operator(operator)?, deeper(left)?, deeper(right)?)),
        _ => Err(LoweringError::UnexpectedNode),
    }
}

fn leaf(index: usize, tokens: &[Token]) -> Result<SyntaxTree, LoweringError> {
    let kind = match tokens.get(index).ok_or(LoweringError::UnexpectedNode)?.kind {
        TokenKind::Name(_) => SyntaxKind::Name(index),
        _ => SyntaxKind::Literal(index),
    };
    Ok(SyntaxTree { kind, tokens: index..index + 1, is_grouped: false })
}

fn group(inner: SyntaxTree) -> SyntaxTree {
    let tokens = inner.tokens.start.saturating_sub(1)..inner.tokens.end + 1;
    SyntaxTree { tokens, is_grouped: true, ..inner }
}

fn prefix(make: fn(Box<SyntaxTree>) -> SyntaxKind, operand: SyntaxTree) -> SyntaxTree {
    let tokens = operand.tokens.start.saturating_sub(1)..operand.tokens.end;
    SyntaxTree { kind: make(Box::new(operand)), tokens, is_grouped: false }
}

fn binary(operator: Operator, left: SyntaxTree, right: SyntaxTree) -> SyntaxTree {
    let tokens = left.tokens.start..right.tokens.end;
    SyntaxTree { kind: SyntaxKind::Binary(operator, Box::new(left), Box::new(right)), tokens, is_grouped: false }
}

/// Flattens `a && b && c`, which evalexpr nests to the left.
fn chain(node: &Node, tokens: &[Token], depth: usize, make: fn(Vec<SyntaxTree>) -> SyntaxKind) -> Result<SyntaxTree, LoweringError> {
    let mut operands = Vec::new();
    let mut rest = node;
    while let (true, [left, right]) = (rest.operator() == node.operator(), rest.children()) {
        operands.push(lower(right, tokens, depth + 1)?);
        rest = left;
    }
    operands.push(lower(rest, tokens, depth + 1)?);
    operands.reverse();
    let range = operands[0].tokens.start..operands[operands.len() - 1].tokens.end;
    Ok(SyntaxTree { kind: make(operands), tokens: range, is_grouped: false })
}

/// `f(…)`: a root for the parentheses, in it nothing, one argument, or a tuple of roots.
fn call(name: usize, arguments: &Node, tokens: &[Token], depth: usize) -> Result<SyntaxTree, LoweringError> {
    let lowered = match (arguments.operator(), arguments.children()) {
        (Grammar::RootNode, []) => Vec::new(),
        (Grammar::RootNode, [only]) if *only.operator() == Grammar::Tuple => {
            only.children().iter().map(|wrapper| unwrapped(wrapper, tokens, depth)).collect::<Result<_, _>>()?
        }
        (Grammar::RootNode, [only]) => vec![lower(only, tokens, depth + 1)?],
        _ => return Err(LoweringError::UnexpectedNode),
    };
    let end = lowered.last().map_or(name + 2, |last| last.tokens.end) + 1;
    Ok(SyntaxTree { kind: SyntaxKind::Call(name, lowered), tokens: name..end, is_grouped: false })
}

fn unwrapped(wrapper: &Node, tokens: &[Token], depth: usize) -> Result<SyntaxTree, LoweringError> {
    match (wrapper.operator(), wrapper.children()) {
        (Grammar::RootNode, [argument]) => lower(argument, tokens, depth + 1),
        _ => Err(LoweringError::UnexpectedNode),
    }
}

fn binary_operator(operator: &Grammar) -> Result<Operator, LoweringError> {
    Ok(match operator {
        Grammar::Eq => Operator::Equal,
        Grammar::Neq => Operator::NotEqual,
        Grammar::Lt => Operator::Less,
        Grammar::Leq => Operator::LessOrEqual,
        Grammar::Gt => Operator::Greater,
        Grammar::Geq => Operator::GreaterOrEqual,
        Grammar::Add => Operator::Plus,
        Grammar::Sub => Operator::Minus,
        Grammar::Mul => Operator::Times,
        Grammar::Div => Operator::Divide,
        Grammar::Mod => Operator::Remainder,
        Grammar::Exp => Operator::Power,
        _ => return Err(LoweringError::UnexpectedNode),
    })
}

/// Refuses `1 < x < 3`, which compares a truth with a number, and `a ^ b ^ c`, which evalexpr groups to the left and mathematics to the right.
fn is_without_chains(tree: &SyntaxTree, tokens: &[Token], report: &mut ExpressionReport<'_>) -> bool {
    let mut is_right = true;
    if let SyntaxKind::Binary(operator, left, right) = &tree.kind
        && let SyntaxKind::Binary(inner, first, second) = &left.kind
        && !left.is_grouped
    {
        if operator.is_comparison() && inner.is_comparison() {
            chained_comparison(tree, [(first, *inner), (second, *operator)], right, tokens, report);
            is_right = false;
        } else if (*operator, *inner) == (Operator::Power, Operator::Power) {
            report.syntax(
                tree.range(tokens),
                "it can't be told which of these powers is meant first",
                "put one of them in parentheses: `a ^ (b ^ c)`",
            );
            is_right = false;
        }
    }
    tree.children().into_iter().fold(is_right, |is_right, child| is_without_chains(child, tokens, report) && is_right)
}

fn chained_comparison(
    whole: &SyntaxTree,
    sides: [(&SyntaxTree, Operator); 2],
    last: &SyntaxTree,
    tokens: &[Token],
    report: &mut ExpressionReport<'_>,
) {
    let [(first, left), (middle, right)] = sides;
    let text = |tree: &SyntaxTree| report.written(tree.range(tokens));
    let mended = format!("{} {} {middle} && {middle} {} {}", text(first), left.symbol(), right.symbol(), text(last), middle = text(middle));
    let span = report.span(whole.range(tokens));
    let diagnostic = Diagnostic::new(&catalogue::chained_comparison::CHECK, span, "two comparisons share an operand")
        .label("a comparison has two sides")
        .help(format!("write `{mended}`"));
    let is_simple = matches!(first.kind, SyntaxKind::Binary(..));
    report.push(if is_simple { diagnostic } else { diagnostic.fix(span, mended) });
}
