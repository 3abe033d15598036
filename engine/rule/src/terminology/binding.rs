//! Required bindings: the codes that FHIR fixes for an element, and what is reported of a code that a value drawn from it can never be.
//!
//! Knows bindings and value sets. Must never know how a value is drawn.

use super::value_set::ValueSet;
use engine_fhir::binding::Binding;
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{code_not_in_binding, codes_beyond_binding},
    diagnostic::Diagnostic,
    source::Span,
};

/// More elements than these aren't all named.
const NAMED: usize = 3;

/// The required binding of a value: those of the elements that it is drawn from, one at least.
#[derive(Clone, Debug)]
pub struct RequiredBinding {
    bindings: Vec<Binding>,
}

impl RequiredBinding {
    /// The codes that the elements' bindings allow; `None` if one of them has no binding.
    pub(crate) fn of(bindings: impl Iterator<Item = Option<Binding>>) -> Option<RequiredBinding> {
        let bindings = bindings.collect::<Option<Vec<Binding>>>()?;
        (!bindings.is_empty()).then_some(RequiredBinding { bindings })
    }

    /// Whether all of them are codes without a system, so that the value as a text is one of them.
    pub(crate) fn are_plain(&self) -> bool {
        self.bindings.iter().all(|binding| binding.system.is_none())
    }

    /// All codes, each once.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        let mut codes = Vec::new();
        for code in self.bindings.iter().flat_map(|binding| binding.codes) {
            if !codes.contains(code) {
                codes.push(*code);
            }
        }
        codes
    }

    /// What is to be said of a code at `place` that the value is held to.
    pub(crate) fn check_code(&self, code: &str, place: Span) -> Option<Diagnostic> {
        self.check_coding("", code, place)
    }

    /// The same of a code of a system, which a `code` doesn't tell.
    pub(crate) fn check_coding(&self, system: &str, code: &str, place: Span) -> Option<Diagnostic> {
        let is_allowed = self.bindings.iter().any(|binding| binding.allows(system, code));
        (!is_allowed).then(|| no_code_of(code, &self.elements(), &self.codes(), place))
    }

    /// The same of a value set, if it has none of the codes.
    pub(crate) fn check_set(&self, set: &ValueSet, place: Span) -> Option<Diagnostic> {
        let may_be = set.codes().any(|code| self.bindings.iter().any(|binding| binding.allows(code.system, code.code)));
        (!may_be && !set.is_empty()).then(|| none_of(set, &self.elements(), &self.codes(), place))
    }

    /// The elements, as messages name them.
    fn elements(&self) -> String {
        let mut names: Vec<String> = self.bindings.iter().take(NAMED).map(|binding| format!("`{binding}`")).collect();
        if let Some(more) = self.bindings.len().checked_sub(NAMED).filter(|more| *more > 0) {
            names.push(format!("{more} more"));
        }
        names.join(" or ")
    }
}

/// A code that FHIR doesn't allow at `element`, as messages name it.
pub(crate) fn no_code_of(code: &str, element: &str, allowed: &[&str], place: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(&code_not_in_binding::CHECK, place, format!("`{code}` is no code of {element}"));
    let diagnostic = match closest(code, allowed.iter().copied()) {
        Some(meant) => diagnostic.did_you_mean(meant),
        None => diagnostic,
    };
    diagnostic.help(allows(allowed))
}

/// A value set none of whose codes `element` can have.
pub(crate) fn none_of(set: &ValueSet, element: &str, allowed: &[&str], place: Span) -> Diagnostic {
    let message = format!("no code of `{}` is one of {element}", set.name);
    Diagnostic::new(&codes_beyond_binding::CHECK, place, message).help(allows(allowed))
}

fn allows(codes: &[&str]) -> String {
    format!("FHIR R4 allows: {}", codes.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine_fhir::types;
    use engine_syntax::source::FileId;

    const SPAN: Span = Span { file: FileId(0), start: 0, end: 0 };

    fn required_binding(resource_types: &[&str]) -> Option<RequiredBinding> {
        RequiredBinding::of(resource_types.iter().map(|name| {
            let definition = types::resource(name).unwrap();
            Binding::of(definition, definition.elements.iter().find(|element| element.path == "status").unwrap())
        }))
    }

    #[test]
    fn a_few_elements_are_named_and_more_are_counted() {
        let said = |resource_types: &[&str]| required_binding(resource_types).unwrap().check_code("finisht", SPAN).unwrap().message;
        assert_eq!(said(&["Encounter"]), "`finisht` is no code of `Encounter.status`");
        assert_eq!(said(&["Encounter", "Task"]), "`finisht` is no code of `Encounter.status` or `Task.status`");
        assert_eq!(
            said(&["Encounter", "Task", "Slot", "Media", "Flag"]),
            "`finisht` is no code of `Encounter.status` or `Task.status` or `Slot.status` or 2 more"
        );
    }

    #[test]
    fn one_element_whose_codes_are_free_frees_all() {
        // The status of a ResearchSubject is bound, that of a MedicinalProductAuthorization is a CodeableConcept of any codes.
        assert!(required_binding(&["Encounter", "ResearchSubject"]).is_some());
        assert!(required_binding(&["Encounter", "MedicinalProductAuthorization"]).is_none() && required_binding(&[]).is_none());
    }
}
