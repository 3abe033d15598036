//! Which texts a term may give, where that is known before any call: what an indicator is held to, and how long a summary can be.

use super::{Constant, Term};
use crate::{scope::names::Names, terminology::binding::RequiredBinding};
use std::collections::BTreeSet;

/// The texts that `term` may give where it gives one, each once; `None` where data decides.
pub(crate) fn texts(term: &Term, names: &dyn Names) -> Option<Vec<String>> {
    match term {
        Term::Constant(Constant::Text(text)) => Some(vec![text.to_string()]),
        Term::Slot(slot) => names.texts(*slot),
        Term::Printed(operand) => texts(operand, names),
        Term::Call(operation, arguments) => operation.texts(arguments, names),
        _ => None,
    }
}

/// The required binding of what `term` gives, or of the elements of its list: that of a name, however it is read.
pub(crate) fn required_binding(term: &Term, names: &dyn Names) -> Option<RequiredBinding> {
    match term {
        Term::Slot(slot) => names.required_binding(*slot),
        Term::Read(operand, _) => required_binding(operand, names),
        _ => None,
    }
}

/// The texts that one of these may give.
pub(crate) fn of_either(terms: &[Term], names: &dyn Names) -> Option<Vec<String>> {
    let each: Option<Vec<Vec<String>>> = terms.iter().map(|term| texts(term, names)).collect();
    let each_once: BTreeSet<String> = each?.into_iter().flatten().collect();
    Some(each_once.into_iter().collect())
}
