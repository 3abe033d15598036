//! What `first` and `last` share: the element at one end of a list.

use crate::{
    expression::typing::{call_site::CallSite, typed_term::TypedTerm},
    value::Value,
};

/// The call of `first` or `last`: absent of an empty list, unknown where elements may be lacking.
pub(super) fn build<F>(call: &mut CallSite<'_>, end: F) -> Option<TypedTerm>
where
    F: for<'l, 'd> Fn(&'l [Value<'d>]) -> Option<&'l Value<'d>> + Send + Sync + 'static,
{
    call.check_order();
    let kind = call.kind(0).of_elements();
    let found = call.over_list(kind, move |list, _, _| match list.open {
        Some(open) => Value::Missing(open.as_operand()),
        None => end(&list.items).cloned().unwrap_or(Value::ABSENT),
    })?;
    Some(found.may_be_missing())
}
