//! Kleene's logic: unknown stays unknown, unless what is known decides.

use super::Term;
use crate::{
    frame::Frame,
    value::{Missing, Value},
};

/// A truth as a value.
pub(crate) fn value<'d>(truth: Result<bool, Missing>) -> Value<'d> {
    match truth {
        Ok(truth) => Value::Boolean(truth),
        Err(missing) => Value::Missing(missing),
    }
}

/// False where one is false, else unknown where one is unknown, else true.
pub(crate) fn all(operands: &[Term], frame: &Frame<'_>) -> Result<bool, Missing> {
    decided_by(false, operands, frame)
}

/// True where one is true, else unknown where one is unknown, else false.
pub(crate) fn any(operands: &[Term], frame: &Frame<'_>) -> Result<bool, Missing> {
    decided_by(true, operands, frame)
}

/// One operand of truth `decisive` decides; what can't be told is blamed on the first unknown.
fn decided_by(decisive: bool, operands: &[Term], frame: &Frame<'_>) -> Result<bool, Missing> {
    let mut first_unknown = None;
    for operand in operands {
        match operand.truth(frame) {
            Ok(truth) if truth == decisive => return Ok(decisive),
            Ok(_) => {}
            Err(missing) => first_unknown = first_unknown.or(Some(missing)),
        }
    }
    first_unknown.map_or(Ok(!decisive), Err)
}
