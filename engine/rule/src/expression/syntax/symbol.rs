//! The lexer's table of symbols: the operators, those of other languages that mean one of them, and what has no place in an expression. The longest symbol
//! that matches wins (maximal munch).
//!
//! Knows how symbols are written. Must never know precedence.

use super::{
    lexer::{Lexer, length_while, unquoted_date},
    token::{Operator, TokenKind},
};
use engine_syntax::{catalogue, check::Check};

/// Symbols and the operators they are, longest first.
const OPERATORS: &[(&str, Operator)] = &[
    ("&&", Operator::And),
    ("||", Operator::Or),
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
    ("!", Operator::Not),
    ("+", Operator::Plus),
    ("-", Operator::Minus),
    ("*", Operator::Times),
    ("/", Operator::Divide),
    ("%", Operator::Remainder),
    ("^", Operator::Power),
];

/// Symbols of other languages, and what they mean here; longest first. They stand before [`OPERATORS`].
const FOREIGN_OPERATORS: &[(&str, Operator)] = &[
    ("===", Operator::Equal),
    ("!==", Operator::NotEqual),
    ("<>", Operator::NotEqual),
    ("=>", Operator::GreaterOrEqual),
    ("=<", Operator::LessOrEqual),
    ("~=", Operator::NotEqual),
    ("**", Operator::Power),
    ("≥", Operator::GreaterOrEqual),
    ("≤", Operator::LessOrEqual),
    ("≠", Operator::NotEqual),
    ("×", Operator::Times),
    ("÷", Operator::Divide),
    ("−", Operator::Minus),
    ("–", Operator::Minus),
    ("∧", Operator::And),
    ("∨", Operator::Or),
    ("¬", Operator::Not),
];

/// What can't be read as an operator, and what to do instead.
const MISPLACED: &[(&str, &str)] = &[
    ("+=", "an expression gives a value and changes none; name the new value under `values`"),
    ("-=", "an expression gives a value and changes none; name the new value under `values`"),
    ("*=", "an expression gives a value and changes none; name the new value under `values`"),
    ("/=", "an expression gives a value and changes none; name the new value under `values`"),
    ("//", "a remark stands behind the expression's quotes, and starts with ` #`, as YAML has it"),
    ("/*", "a remark stands behind the expression's quotes, and starts with ` #`, as YAML has it"),
    ("??", "write `default(x, y)` for `y` where `x` is missing"),
    ("?", "write `if(condition, x, y)`"),
    (":", "write `if(condition, x, y)`"),
    (";", "an expression gives one value; name the others under `values`"),
    ("[", "write `first(list)` or `last(list)`, or draw the element with a `path` under `values`"),
    ("]", "remove it"),
    ("{", "an expression holds names, numbers, texts and functions only"),
    ("}", "an expression holds names, numbers, texts and functions only"),
    ("$", "a path stands under `values`, as in `{ from: patient, path: $.birthDate, as: date }`; the expression uses the value's name"),
    ("@", "a date stands in quotes: '2026-01-31'"),
    ("#", "a remark stands behind the expression's quotes, and starts with ` #`, as YAML has it"),
];

impl Lexer<'_, '_> {
    /// Takes what isn't a word, a number, a text or a parenthesis.
    pub(crate) fn symbol(&mut self, first: char) {
        let rest = self.rest();
        if rest.starts_with("{{") || rest.starts_with("}}") {
            // The pair is reported once.
            if rest.starts_with("{{") || !self.text[..self.at].contains("{{") {
                self.report.braces(self.at..self.at + 2);
            }
            return self.skip(2);
        }
        if let Some(length) = rest.strip_prefix('@').and_then(unquoted_date) {
            let written = rest[1..=length].to_owned();
            self.report.unquoted_date(self.at..self.at + 1 + length, &written);
            return self.push(TokenKind::Text(written), 1 + length);
        }
        if let Some((symbol, help)) = MISPLACED.iter().find(|(symbol, _)| rest.starts_with(symbol)) {
            return self.misplaced(symbol, help);
        }
        if let Some((symbol, operator)) = FOREIGN_OPERATORS.iter().find(|(symbol, _)| rest.starts_with(symbol)) {
            return self.meant(symbol.len(), *operator, &catalogue::unknown_operator::CHECK);
        }
        if let Some((symbol, operator)) = OPERATORS.iter().find(|(symbol, _)| rest.starts_with(symbol)) {
            return self.push(TokenKind::Operator(*operator), symbol.len());
        }
        match first {
            '=' => self.meant(1, Operator::Equal, &catalogue::single_equals::CHECK),
            '&' => self.meant(1, Operator::And, &catalogue::unknown_operator::CHECK),
            '|' => self.meant(1, Operator::Or, &catalogue::unknown_operator::CHECK),
            _ => {
                let range = self.at..self.at + first.len_utf8();
                let help = "an expression holds names, numbers, texts in quotes, operators and functions only";
                self.report.syntax(range, format!("`{first}` means nothing here"), help);
                self.skip(first.len_utf8());
            }
        }
    }

    /// Reports what has no place, and passes over all that belongs to it.
    fn misplaced(&mut self, symbol: &str, help: &str) {
        let rest = self.rest();
        let length = match symbol {
            "$" => 1 + length_while(&rest[1..], |c| c.is_alphanumeric() || "._[]*@".contains(c)),
            "[" => rest.find(']').map_or(1, |end| end + 1),
            "//" | "#" => rest.len(),
            symbol => symbol.len(),
        };
        self.report.foreign_symbol(self.at..self.at + length, symbol, help);
        self.skip(length);
    }

    /// Reports a symbol of another language and goes on with the operator that it means.
    fn meant(&mut self, length: usize, operator: Operator, check: &'static Check) {
        let range = self.at..self.at + length;
        self.report.meant_operator(check, range.clone(), &self.text[range], operator);
        self.push(TokenKind::Operator(operator), length);
    }
}
