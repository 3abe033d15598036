//! What functions of text share.

use crate::{
    expression::{
        term::operation::UNEXPECTED,
        typing::{call_site::CallSite, typed_term::TypedTerm},
    },
    value::{Value, types::Type},
};

/// A function from text to text.
pub(super) fn change(call: &mut CallSite<'_>, function: fn(&str) -> String) -> Option<TypedTerm> {
    call.unary(Type::Text, move |text, _| match text {
        Value::Text(text) => Value::text(function(&text)),
        _ => Value::Missing(UNEXPECTED),
    })
}

/// A question about two texts.
pub(super) fn compare(call: &mut CallSite<'_>, function: fn(&str, &str) -> bool) -> Option<TypedTerm> {
    call.binary(Type::Boolean, move |text, part, _| match (text, part) {
        (Value::Text(text), Value::Text(part)) => Value::Boolean(function(&text, &part)),
        _ => Value::Missing(UNEXPECTED),
    })
}
