//! Whether two places hold the same JSON: members in any order, numbers by their value.
//!
//! Knows JSON. Must never know what an element means: two codings with the same code are equal only where all else of them is.

use crate::{
    decimal,
    document::{Kind, Node},
};

/// Whether two places hold the same JSON, whatever its layout and the order of its members. Numbers of more digits than are reckoned with are equal where
/// they are written alike.
pub fn are_equal(left: Node<'_>, right: Node<'_>) -> bool {
    if left.kind() != right.kind() || left.len() != right.len() {
        return false;
    }
    match left.kind() {
        Kind::Null => true,
        Kind::Boolean => left.as_boolean() == right.as_boolean(),
        Kind::Number => are_equal_numbers(left, right),
        Kind::Text => left.as_text() == right.as_text(),
        Kind::Array => left.elements().zip(right.elements()).all(|(left, right)| are_equal(left, right)),
        Kind::Object => left.members().all(|(name, left)| right.get(&name).is_some_and(|right| are_equal(left, right))),
    }
}

fn are_equal_numbers(left: Node<'_>, right: Node<'_>) -> bool {
    let value = |node: Node<'_>| node.as_number().and_then(decimal::parse);
    match (value(left), value(right)) {
        (Some(left), Some(right)) => left == right,
        _ => left.as_number() == right.as_number(),
    }
}

#[cfg(test)]
mod tests {
    use super::are_equal;
    use crate::Document;

    fn equal(left: &str, right: &str) -> bool {
        let (left, right) = (Document::parse(left).unwrap(), Document::parse(right).unwrap());
        are_equal(left.root(), right.root())
    }

    #[test]
    fn layout_order_and_digits_make_no_difference() {
        assert!(equal(r#"{"a":1.0,"b":[true,null,"\u0061"]}"#, r#"{ "b": [true, null, "a"], "a": 1 }"#));
        assert!(equal("1e400", "1e400") && !equal("1e400", "1e401"));
    }

    #[test]
    fn elements_stand_in_their_order_and_kinds_differ() {
        assert!(!equal("[1,2]", "[2,1]") && !equal("[1]", "[1,2]"));
        assert!(!equal("1", r#""1""#) && !equal("null", "false") && !equal("true", "false"));
        assert!(!equal(r#"{"a":1}"#, r#"{"b":1}"#) && !equal(r#"{"a":1}"#, r#"{"a":1,"b":1}"#));
    }
}
