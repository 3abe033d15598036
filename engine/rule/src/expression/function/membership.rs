//! What `code_in`, `any_in` and `all_in` share: a value set found by name when the rule is compiled, and membership in it.

use crate::{
    expression::{
        term::operation::UNEXPECTED,
        typing::call_site::{CallSite, UnknownName},
    },
    terminology::value_set::ValueSet,
    value::{Cause, Missing, Value},
};
use engine_syntax::catalogue;
use std::sync::Arc;

/// The value set that an argument names. One that has no code which the first argument can be is reported.
pub(super) fn value_set(call: &mut CallSite<'_>, index: usize) -> Option<Arc<ValueSet>> {
    let name = call.literal(index)?;
    let found = call.library.value_sets.get(&name).cloned();
    if found.is_none() {
        let unknown = UnknownName {
            check: &catalogue::unknown_value_set::CHECK,
            message: format!("there is no value set '{name}'"),
            help: format!("value sets are files: `valuesets/{name}.yaml`"),
        };
        call.report_unknown(index, unknown, call.library.value_sets.keys().map(String::as_str));
    }
    if let (Some(required_binding), Some(set)) = (call.required_binding(0), &found) {
        required_binding.check_set(set, call.span_of(index)).into_iter().for_each(|found| call.report(found));
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
