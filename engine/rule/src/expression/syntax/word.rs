//! Words that other languages use as operators: the operator that one of them means, or what to write instead.
//!
//! Knows words. Whether a word stands where an operator can is found by the order of tokens.

use super::token::Operator;

/// What a word means where an operator must stand.
pub(super) enum OperatorWord {
    /// This operator.
    Means(Operator),
    /// None. What to write instead.
    Instead(&'static str),
}

/// What `word` means between two operands, whatever its case; `None` of a word that no language uses there.
pub(super) fn between_operands(word: &str) -> Option<OperatorWord> {
    use OperatorWord::{Instead, Means};
    Some(match word.to_ascii_lowercase().as_str() {
        "and" => Means(Operator::And),
        "or" => Means(Operator::Or),
        "is" | "eq" | "equals" => Means(Operator::Equal),
        "ne" => Means(Operator::NotEqual),
        "lt" => Means(Operator::Less),
        "le" | "lte" => Means(Operator::LessOrEqual),
        "gt" => Means(Operator::Greater),
        "ge" | "gte" => Means(Operator::GreaterOrEqual),
        "in" => Instead("write `code_in(code, 'set')` of a value set, `contains(list, x)` of a list"),
        "between" => Instead("write `x >= 1 && x <= 2`"),
        "contains" | "has" => Instead("write `contains(list, x)` of a list, `contains_text(text, part)` of a text"),
        "like" => Instead("write `contains_text(text, part)` or `matches(text, 'pattern')`"),
        "xor" => Instead("write `!=` between two conditions"),
        "mod" => Instead("write `%`"),
        "div" => Instead("write `floor(a / b)`"),
        "if" | "then" | "else" | "unless" => Instead("write `if(condition, x, y)`"),
        _ => return None,
    })
}

/// The operator that `word` means before an operand.
pub(super) fn before_operand(word: &str) -> Option<Operator> {
    word.eq_ignore_ascii_case("not").then_some(Operator::Not)
}
