//! What `code_in`, `any_in` and `all_in` share: a value set found by name when the rule is compiled, and membership in it.

use crate::{
    expression::{term::operation::UNEXPECTED, typing::call::Call},
    terminology::value_set::ValueSet,
    value::{Cause, Missing, Value},
};
use engine_syntax::{
    check::catalogue,
    diagnostic::{Diagnostic, closest},
};
use std::sync::Arc;

/// The value set that an argument names. One that has no code which the first argument can be is reported.
pub(super) fn value_set(call: &mut Call<'_>, index: usize) -> Option<Arc<ValueSet>> {
    let name = call.literal(index)?;
    let found = call.library.value_sets.get(&name).cloned();
    if found.is_none() {
        let diagnostic =
            Diagnostic::new(&catalogue::unknown_value_set::CHECK, call.span_of(index), format!("there is no value set '{name}'"));
        let diagnostic = match closest(&name, call.library.value_sets.keys().map(String::as_str)) {
            Some(meant) => diagnostic.label(format!("did you mean '{meant}'?")),
            None => diagnostic.help(format!("value sets are files: `valuesets/{name}.yaml`")),
        };
        call.report(diagnostic);
    }
    if let (Some(bound), Some(set)) = (call.bound(0), &found) {
        bound.check_set(set, call.span_of(index)).into_iter().for_each(|found| call.report(found));
    }
    found
}

/// Whether a code is in the set. A concept without any code can't be told.
pub(super) fn has(set: &ValueSet, code: &Value<'_>) -> Result<bool, Missing> {
    match code {
        Value::Code(concept) => set.has_concept(*concept).ok_or(Missing::unknown(Cause::Undecided)),
        Value::Missing(missing) => Err(missing.as_operand()),
        _ => Err(UNEXPECTED),
    }
}
