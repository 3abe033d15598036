//! The recognizer of the grammar: whether tokens stand in an order that can be an expression. Like the reading half of the shunting-yard algorithm it is a
//! pushdown automaton of two states, an operand wanted or an operator, with a stack of open parentheses. evalexpr accepts more (`a b` is a call to it); what
//! passes here it can only group. Words used as operators are found here too, since only their place tells `a and b` from a name.
//!
//! Knows the order of tokens. Must never know precedence, nor which functions there are.

use super::{
    report::ExpressionReport,
    token::{Operator, Token, TokenKind},
    word::{self, OperatorWord},
};
use engine_syntax::{catalogue, diagnostic::Diagnostic};

/// How deep parentheses may nest, and how many signs and `!` may stand before one another. evalexpr groups both by recursion.
const MAX_NESTING: usize = 64;

/// Checks the order, replacing words that were meant as operators; false where there is no expression, which has been reported. `is_function` tells names of
/// functions.
pub(crate) fn check(tokens: &mut [Token], length: usize, is_function: fn(&str) -> bool, report: &mut ExpressionReport<'_>) -> bool {
    if tokens.is_empty() {
        report.syntax(0..length, "an expression is missing", "write one, as in `age >= 18`");
        return false;
    }
    let mut recognizer = Recognizer { tokens, is_function, open: Vec::new(), report };
    recognizer.read().is_some()
}

/// An open parenthesis.
struct Paren {
    token: usize,
    is_call: bool,
}

struct Recognizer<'a, 'r> {
    tokens: &'a mut [Token],
    is_function: fn(&str) -> bool,
    open: Vec<Paren>,
    report: &'a mut ExpressionReport<'r>,
}

impl Recognizer<'_, '_> {
    /// Reads all tokens; `None` at the first that can't stand where it does.
    fn read(&mut self) -> Option<()> {
        let mut wants_operand = true;
        for index in 0..self.tokens.len() {
            wants_operand = if wants_operand { self.operand(index)? } else { self.operator(index)? };
        }
        if wants_operand {
            return self.nothing_behind(self.tokens.len() - 1);
        }
        match self.open.pop() {
            Some(paren) => self.refuse(paren.token, "this parenthesis is never closed", "write `)` where its part ends"),
            None => Some(()),
        }
    }

    /// Where an operand must stand; whether one is still wanted behind it.
    fn operand(&mut self, index: usize) -> Option<bool> {
        if let TokenKind::Name(word) = &self.tokens[index].kind
            && let Some(operator) = word::before_operand(word)
            && !self.is_open(index + 1)
        {
            self.meant(index, operator);
        }
        match &self.tokens[index].kind {
            TokenKind::Number(_) | TokenKind::Text(_) | TokenKind::Boolean(_) => Some(false),
            TokenKind::Name(_) => Some(false),
            TokenKind::Operator(Operator::Minus | Operator::Not) => self.prefix(index),
            TokenKind::Operator(Operator::Plus) => self.refuse(index, "a sign `+` says nothing", "remove it"),
            TokenKind::Open => self.push_paren(index, false),
            TokenKind::Close => self.close_early(index),
            TokenKind::Comma => self.refuse(index, "nothing stands before this comma", "arguments stand on both sides of a comma"),
            TokenKind::Operator(operator) => self.nothing_before(index, *operator),
        }
    }

    /// Where an operator must stand, or the end of a group; whether an operand is wanted behind it.
    fn operator(&mut self, index: usize) -> Option<bool> {
        self.replace_word(index)?;
        match &self.tokens[index].kind {
            TokenKind::Operator(Operator::Not) => {
                self.refuse(index, "`!` can't stand between two values", "write `!=` for 'differs', or `&& !`")
            }
            TokenKind::Operator(_) => Some(true),
            TokenKind::Open if matches!(self.tokens[index - 1].kind, TokenKind::Name(_)) => self.push_paren(index, true),
            TokenKind::Close => match self.open.pop() {
                Some(_) => Some(false),
                None => self.refuse(index, "this parenthesis was never opened", "remove it, or write `(` where its part begins"),
            },
            TokenKind::Comma => self.comma(index),
            _ => self.side_by_side(index),
        }
    }

    fn prefix(&mut self, index: usize) -> Option<bool> {
        let is_prefix = |token: &&Token| matches!(token.kind, TokenKind::Operator(Operator::Minus | Operator::Not));
        let before = self.tokens[..index].iter().rev().take_while(is_prefix).take(MAX_NESTING).count();
        if before == MAX_NESTING {
            self.report.too_large(self.tokens[index].range.clone());
            return None;
        }
        Some(true)
    }

    fn push_paren(&mut self, token: usize, is_call: bool) -> Option<bool> {
        if self.open.len() >= MAX_NESTING {
            self.report.too_large(self.tokens[token].range.clone());
            return None;
        }
        self.open.push(Paren { token, is_call });
        Some(true)
    }

    fn comma(&mut self, index: usize) -> Option<bool> {
        match self.open.last() {
            Some(paren) if paren.is_call => Some(true),
            _ if self.is_number(index.wrapping_sub(1)) && self.is_number(index + 1) => self.refuse(
                index,
                "this comma splits a number",
                "a number has a point before its fraction and none between thousands: 1000.5",
            ),
            _ => self.refuse(
                index,
                "a comma stands outside of a function",
                "commas stand between the arguments of a function, as in `round(x, 1)`",
            ),
        }
    }

    /// `)` where an operand is wanted: right only in `today()`.
    fn close_early(&mut self, index: usize) -> Option<bool> {
        match self.open.pop() {
            Some(paren) if paren.is_call && paren.token + 1 == index => Some(false),
            Some(paren) if paren.token + 1 == index => {
                self.refuse(index, "these parentheses are empty", "write what belongs between them, or remove them")
            }
            Some(_) => self.nothing_behind(index - 1),
            None => self.refuse(index, "this parenthesis was never opened", "remove it"),
        }
    }

    fn nothing_behind<T>(&mut self, index: usize) -> Option<T> {
        let written = written(&self.tokens[index].kind);
        let help = match self.tokens[index].kind {
            TokenKind::Operator(Operator::Remainder) => {
                "`%` is the remainder of a division; a unit isn't written: a quantity compares with a number in its own `unit`"
            }
            TokenKind::Open => "write what belongs between the parentheses, and close them with `)`",
            _ => "write what belongs there, or remove it",
        };
        self.refuse(index, format!("nothing stands behind `{written}`"), help)
    }

    fn nothing_before<T>(&mut self, index: usize, operator: Operator) -> Option<T> {
        let help = "write what belongs there, or remove it";
        self.refuse(index, format!("nothing stands before `{}`", operator.symbol()), help)
    }

    /// Two operands without an operator between them.
    fn side_by_side<T>(&mut self, index: usize) -> Option<T> {
        let (left, right) = (&self.tokens[index - 1], &self.tokens[index]);
        if let TokenKind::Name(name) = &left.kind
            && (self.is_function)(name)
        {
            let range = left.range.clone();
            let diagnostic = Diagnostic::new(
                &catalogue::missing_parentheses::CHECK,
                self.report.span(range),
                format!("`{name}` is a function without its parentheses"),
            )
            .help(format!("write `{name}(…)`"));
            self.report.push(diagnostic);
            return None;
        }
        let help = match (&left.kind, &right.kind) {
            (TokenKind::Number(_), TokenKind::Name(_)) => "a unit isn't written: a quantity compares with a number in its own `unit`",
            (TokenKind::Text(_), TokenKind::Text(_)) => {
                "join texts with `+`; a quote within a text is written with a backslash: 'patient\\'s'"
            }
            (TokenKind::Number(_), TokenKind::Open) => "a product is written with `*`",
            _ => "write what joins them, as `&&`, `||`, `==` or `+`",
        };
        self.refuse(index, "two values stand side by side, and nothing joins them", help)
    }

    /// Replaces `and` and `or` by the operators meant; refuses words of other languages.
    fn replace_word(&mut self, index: usize) -> Option<()> {
        let TokenKind::Name(word) = &self.tokens[index].kind else { return Some(()) };
        let help = match word::between_operands(word) {
            Some(OperatorWord::Means(operator)) => return self.meant(index, operator),
            Some(OperatorWord::Instead(help)) => help,
            None => return Some(()),
        };
        let range = self.tokens[index].range.clone();
        let message = format!("`{word}` is no operator");
        let diagnostic = Diagnostic::new(&catalogue::word_operator::CHECK, self.report.span(range), message).help(help);
        self.report.push(diagnostic);
        None
    }

    /// Reports a word that was meant as an operator, and goes on with that operator.
    fn meant(&mut self, index: usize, operator: Operator) -> Option<()> {
        let token = &mut self.tokens[index];
        let word = written(&token.kind);
        token.kind = TokenKind::Operator(operator);
        let range = token.range.clone();
        self.report.meant_operator(&catalogue::word_operator::CHECK, range, &word, operator);
        Some(())
    }

    fn is_open(&self, index: usize) -> bool {
        matches!(self.tokens.get(index), Some(Token { kind: TokenKind::Open, .. }))
    }

    fn is_number(&self, index: usize) -> bool {
        matches!(self.tokens.get(index), Some(Token { kind: TokenKind::Number(_), .. }))
    }

    fn refuse<T>(&mut self, index: usize, message: impl Into<String>, help: impl Into<String>) -> Option<T> {
        let range = self.tokens[index].range.clone();
        self.report.syntax(range, message, help);
        None
    }
}

fn written(kind: &TokenKind) -> String {
    match kind {
        TokenKind::Number(value) => value.to_string(),
        TokenKind::Text(value) => format!("'{value}'"),
        TokenKind::Boolean(value) => value.to_string(),
        TokenKind::Name(name) => name.clone(),
        TokenKind::Operator(operator) => operator.symbol().to_owned(),
        TokenKind::Open => "(".to_owned(),
        TokenKind::Close => ")".to_owned(),
        TokenKind::Comma => ",".to_owned(),
    }
}
