//! An expression as a tree, grouped by evalexpr's grammar, each node with the tokens that it covers. Knows shape only: no names, no types.
//!
//! evalexpr's own tree has no places. So it is given the operators as they stand and, for each operand and function, a placeholder that tells the token's
//! index (`t12`); its tree is then lowered, and the indexes give back the tokens and with them the places.

use super::{
    report::Report,
    token::{Operator, Token, TokenKind},
};
use engine_syntax::{check::catalogue, diagnostic::Diagnostic};
use evalexpr::{Node, Operator as Grammar};
use std::{fmt::Write, ops::Range};

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

/// Two trees are equal where their shape is.
impl PartialEq for SyntaxTree {
    fn eq(&self, other: &SyntaxTree) -> bool {
        self.kind == other.kind
    }
}

/// How deep a tree may be; `a && b && c` is one level.
const MAX_DEPTH: usize = 100;

/// Why evalexpr's tree has no meaning here.
enum Trouble {
    /// Too deep.
    Deep,
    /// A shape that the order of tokens rules out.
    Shape,
}

/// Groups tokens whose order has been checked. `None` has been reported.
pub(crate) fn build(tokens: &[Token], report: &mut Report<'_>) -> Option<SyntaxTree> {
    // Most templates print one name, which nothing has to group.
    if tokens.len() == 1 {
        return leaf(0, tokens).ok();
    }
    let whole = whole_range(tokens);
    let result =
        evalexpr::build_operator_tree(&with_placeholders(tokens)).map_err(|_| Trouble::Shape).and_then(|root| match root.children() {
            [child] => lower(child, tokens, 0),
            _ => Err(Trouble::Shape),
        });
    match result {
        Ok(tree) => is_without_chains(&tree, tokens, report).then_some(tree),
        Err(Trouble::Deep) => {
            report.too_large(whole);
            None
        }
        Err(Trouble::Shape) => {
            report.syntax(whole, "this can't be read as an expression", "write its parts in parentheses");
            None
        }
    }
}

fn whole_range(tokens: &[Token]) -> Range<usize> {
    tokens.first().map_or(0, |token| token.range.start)..tokens.last().map_or(0, |token| token.range.end)
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

fn placeholder(identifier: &str) -> Result<usize, Trouble> {
    identifier.strip_prefix('t').and_then(|index| index.parse().ok()).ok_or(Trouble::Shape)
}

fn lower(node: &Node, tokens: &[Token], depth: usize) -> Result<SyntaxTree, Trouble> {
    if depth > MAX_DEPTH {
        return Err(Trouble::Deep);
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
        _ => Err(Trouble::Shape),
    }
}

fn leaf(index: usize, tokens: &[Token]) -> Result<SyntaxTree, Trouble> {
    let kind = match tokens.get(index).ok_or(Trouble::Shape)?.kind {
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

/// `a && b && c`, which evalexpr nests to the left.
fn chain(node: &Node, tokens: &[Token], depth: usize, make: fn(Vec<SyntaxTree>) -> SyntaxKind) -> Result<SyntaxTree, Trouble> {
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
fn call(name: usize, arguments: &Node, tokens: &[Token], depth: usize) -> Result<SyntaxTree, Trouble> {
    let lowered = match (arguments.operator(), arguments.children()) {
        (Grammar::RootNode, []) => Vec::new(),
        (Grammar::RootNode, [only]) if *only.operator() == Grammar::Tuple => {
            only.children().iter().map(|wrapper| unwrapped(wrapper, tokens, depth)).collect::<Result<_, _>>()?
        }
        (Grammar::RootNode, [only]) => vec![lower(only, tokens, depth + 1)?],
        _ => return Err(Trouble::Shape),
    };
    let end = lowered.last().map_or(name + 2, |last| last.tokens.end) + 1;
    Ok(SyntaxTree { kind: SyntaxKind::Call(name, lowered), tokens: name..end, is_grouped: false })
}

fn unwrapped(wrapper: &Node, tokens: &[Token], depth: usize) -> Result<SyntaxTree, Trouble> {
    match (wrapper.operator(), wrapper.children()) {
        (Grammar::RootNode, [argument]) => lower(argument, tokens, depth + 1),
        _ => Err(Trouble::Shape),
    }
}

fn binary_operator(operator: &Grammar) -> Result<Operator, Trouble> {
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
        _ => return Err(Trouble::Shape),
    })
}

impl Operator {
    /// Whether it compares.
    pub(crate) fn is_comparison(self) -> bool {
        use Operator::*;
        matches!(self, Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual)
    }
}

impl SyntaxTree {
    /// The nodes right below.
    fn children(&self) -> Vec<&SyntaxTree> {
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

/// Refuses `1 < x < 3`, which compares a truth with a number, and `a ^ b ^ c`, which evalexpr groups to the left and mathematics to the right.
fn is_without_chains(tree: &SyntaxTree, tokens: &[Token], report: &mut Report<'_>) -> bool {
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
    report: &mut Report<'_>,
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
