//! Every function's documentation is held to what it does.

use super::ALL;
use crate::expression::tests::evaluate;

#[test]
fn every_example_gives_what_it_says() {
    for function in ALL {
        assert_eq!(evaluate(function.example.expression), function.example.result, "{}", function.example.expression);
    }
}

#[test]
fn every_example_calls_its_function() {
    for function in ALL {
        assert!(function.example.expression.contains(&format!("{}(", function.name)), "{}", function.name);
    }
}

#[test]
fn every_signature_names_the_function_and_its_arguments() {
    for function in ALL {
        let (head, gives) = function.signature.split_once(" -> ").unwrap_or_default();
        let arguments = head.strip_prefix(function.name).and_then(|rest| rest.strip_prefix('(')?.strip_suffix(')')).unwrap_or_default();
        let count = if arguments.is_empty() { 0 } else { arguments.split(", ").count() };
        assert_eq!(count, function.parameters.len(), "{}", function.signature);
        assert!(!gives.is_empty() && !function.documentation.is_empty(), "{}", function.name);
    }
}

#[test]
fn functions_stand_in_alphabetical_order() {
    assert!(ALL.is_sorted_by(|one, other| one.name < other.name));
}
