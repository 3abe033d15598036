//! The report of an expression: byte ranges of the expression become places in the file here, and nowhere else.
//!
//! Knows where an expression stands, and the findings of its syntax. Must never know names or types.

use super::token::Operator;
use engine_syntax::{
    catalogue,
    check::Check,
    diagnostic::{Diagnostic, Diagnostics},
    source::{Span, Text},
};
use std::ops::Range;

/// The mistakes of one expression.
pub(crate) struct ExpressionReport<'a> {
    text: &'a Text,
    start: usize,
    found: Diagnostics,
}

impl<'a> ExpressionReport<'a> {
    /// Starts the report of the expression that starts at byte `start` of `text`.
    pub(crate) fn new(text: &'a Text, start: usize) -> ExpressionReport<'a> {
        ExpressionReport { text, start, found: Diagnostics::default() }
    }
    /// The place in the file of a byte range of the expression.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        self.text.span_of(self.start + range.start..self.start + range.end)
    }
    /// The text of a byte range of the expression.
    pub(crate) fn written(&self, range: Range<usize>) -> &'a str {
        self.text.as_str().get(self.start + range.start..self.start + range.end).unwrap_or_default()
    }
    /// Adds a finding.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }
    /// Whether there is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.found.has_errors()
    }
    /// All that was found.
    pub(crate) fn finish(self) -> Diagnostics {
        self.found
    }
    /// Where findings go.
    pub(crate) fn diagnostics(&mut self) -> &mut Diagnostics {
        &mut self.found
    }

    /// Reports what has no check of its own.
    pub(crate) fn syntax(&mut self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let span = self.span(range);
        self.push(Diagnostic::new(&catalogue::expression_syntax::CHECK, span, message).help(help));
    }
    /// Reports an expression that is longer or deeper than anyone can read.
    pub(crate) fn too_large(&mut self, range: Range<usize>) {
        let span = self.span(range);
        let message = "this expression is too large";
        self.push(
            Diagnostic::new(&catalogue::expression_too_large::CHECK, span, message)
                .help("give its parts names under `values` and use those"),
        );
    }
    /// Reports an operator in another language's spelling.
    pub(crate) fn meant_operator(&mut self, check: &'static Check, range: Range<usize>, written: &str, operator: Operator) {
        let span = self.span(range);
        let symbol = operator.symbol();
        let diagnostic =
            Diagnostic::new(check, span, format!("`{written}` is no operator")).label(format!("write `{symbol}`")).help(meaning(operator));
        // What `not` of other languages takes in is more than what `!` does: only its author knows where the parentheses belong.
        self.push(if operator == Operator::Not { diagnostic } else { diagnostic.fix(span, symbol) });
    }
    /// Reports a symbol that has no place in an expression.
    pub(crate) fn foreign_symbol(&mut self, range: Range<usize>, symbol: &str, help: &str) {
        let span = self.span(range);
        self.push(
            Diagnostic::new(&catalogue::unknown_operator::CHECK, span, format!("`{symbol}` has no meaning in an expression")).help(help),
        );
    }
    /// `{{` within an expression.
    pub(crate) fn braces(&mut self, range: Range<usize>) {
        let span = self.span(range);
        let diagnostic = Diagnostic::new(&catalogue::braces_in_expression::CHECK, span, "double braces stand in an expression")
            .label("not here")
            .help("`{{ }}` puts an expression into a text; this is an expression already: write the name without braces");
        self.push(diagnostic);
    }
    /// Reports a text whose closing quote is missing.
    pub(crate) fn unclosed_text(&mut self, range: Range<usize>, quote: char) {
        let span = self.span(range);
        let diagnostic = Diagnostic::new(&catalogue::unclosed_text::CHECK, span, "this text is never closed")
            .label(format!("a closing {quote} is missing"))
            .help("a text stands in single or double quotes; a quote within it is written with a backslash: 'patient\\'s'");
        self.push(diagnostic);
    }
    /// Reports quotes other than `'` and `"`.
    pub(crate) fn foreign_quotes(&mut self, range: Range<usize>, value: Option<&str>) {
        let span = self.span(range);
        let diagnostic = Diagnostic::new(&catalogue::foreign_quotes::CHECK, span, "these quotes are not those of an expression")
            .label("straight quotes are needed")
            .help("a text stands in straight quotes, ' or \"; word processors replace them by curly ones");
        let fixed = value.filter(|value| !value.contains(['\'', '"', '\\']));
        self.push(match fixed {
            Some(value) => diagnostic.fix(span, format!("'{value}'")),
            None => diagnostic,
        });
    }
    /// Reports a date without quotes.
    pub(crate) fn unquoted_date(&mut self, range: Range<usize>, written: &str) {
        let span = self.span(range);
        let diagnostic = Diagnostic::new(&catalogue::unquoted_date::CHECK, span, format!("the date {written} stands without quotes"))
            .label("without quotes this is a subtraction")
            .help(format!("write '{written}'"))
            .fix(span, format!("'{written}'"));
        self.push(diagnostic);
    }
}

/// What an operator means, for whoever looks for it.
fn meaning(operator: Operator) -> String {
    let symbol = operator.symbol();
    match operator {
        Operator::Equal => format!("`{symbol}` asks whether both sides are equal"),
        Operator::NotEqual => format!("`{symbol}` asks whether both sides differ"),
        Operator::And => format!("`{symbol}` is true where both sides are"),
        Operator::Or => format!("`{symbol}` is true where one side is"),
        Operator::Not => "`not(x)` is true where `x` is false".to_owned(),
        Operator::GreaterOrEqual => format!("`{symbol}` is 'at least'"),
        Operator::LessOrEqual => format!("`{symbol}` is 'at most'"),
        _ => format!("write `{symbol}`"),
    }
}
