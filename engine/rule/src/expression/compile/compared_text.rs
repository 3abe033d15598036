//! Texts that a value is compared with and can never be: FHIR fixes what it is, or the expression that gives it does.

use super::TypeChecker;
use crate::{
    expression::{term::texts, typing::typed_term::TypedTerm},
    scope::names::{Name, Names},
    terminology::binding::RequiredBinding,
    value::{compare::Comparator, slot::Slot},
};
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{always_false, always_true},
    diagnostic::Diagnostic,
    source::Span,
};

impl TypeChecker<'_, '_> {
    /// Reports a text literal that the other side of a comparison never is.
    pub(super) fn check_compared_texts(&mut self, comparator: Comparator, left: &TypedTerm, right: &TypedTerm) {
        let (value, text, place) = match (left.term.constant_text(), right.term.constant_text()) {
            (None, Some(text)) => (left, text, right.span),
            (Some(text), None) => (right, text, left.span),
            _ => return,
        };
        if let Some(required_binding) = texts::required_binding(&value.term, self.names) {
            required_binding.check_code(text, place).into_iter().for_each(|found| self.report.push(found));
        } else if let Some(texts) = texts::texts(&value.term, &Fixed(self.names)).filter(|texts| !texts.iter().any(|known| known == text)) {
            self.report.push(never_given(comparator, text, &texts, place));
        }
    }
}

/// Names that hold the codes of their required bindings as texts too.
///
/// They are only to be compared with: a text that data bears all the same was not chosen by an author.
struct Fixed<'n>(&'n dyn Names);

impl Names for Fixed<'_> {
    fn lookup(&self, name: &str) -> Option<Name> {
        self.0.lookup(name)
    }
    fn all(&self) -> Vec<String> {
        self.0.all()
    }
    fn texts(&self, slot: Slot) -> Option<Vec<String>> {
        let codes = || {
            self.0
                .required_binding(slot)
                .filter(RequiredBinding::are_plain)
                .map(|required_binding| required_binding.codes().into_iter().map(str::to_owned).collect())
        };
        self.0.texts(slot).or_else(codes)
    }
}

fn never_given(comparator: Comparator, text: &str, texts: &[String], place: Span) -> Diagnostic {
    let (check, outcome) = match comparator {
        Comparator::NotEqual => (&always_true::CHECK, "always"),
        _ => (&always_false::CHECK, "never"),
    };
    let diagnostic = Diagnostic::new(check, place, format!("nothing gives this text, so the comparison is {outcome} true"));
    let diagnostic = match closest(text, texts.iter().map(String::as_str)) {
        Some(meant) => diagnostic.did_you_mean(meant),
        None => diagnostic.label(format!("{outcome} true")),
    };
    let known: Vec<String> = texts.iter().map(|text| format!("'{text}'")).collect();
    diagnostic.help(format!("what it is compared with is one of {}", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    /// What is reported of a rule with this value `x` and this `when`: check, place, and what is said beside it.
    fn reported(x: &str, when: &str) -> Vec<String> {
        let rule = format!(
            "id: a\nhook: order-sign\nversion: 1.0.0\ndescription: x\nsource: {{ label: x }}\nprefetch:\n  patient: Patient/{{{{context.patientId}}}}\n  \
             problems: Condition?patient={{{{context.patientId}}}}\n  stays: Encounter?patient={{{{context.patientId}}}}\n  \
             reports: DiagnosticReport?patient={{{{context.patientId}}}}\nvalueSets:\n  sexes: {{ codes: {{ 'http://hl7.org/fhir/administrative-gender': [ male ] }} }}\n  \
             active: {{ codes: {{ 'http://snomed.info/sct': [ 55561003 ] }} }}\nvalues:\n  gender: {{ from: patient, path: $.gender }}\n  \
             sex: {{ from: patient, path: $.gender, as: code }}\n  again: gender\n  uses: {{ from: patient, path: '$.name[*].use' }}\n  \
             status: {{ find: problems, pick: latest, path: $.clinicalStatus, as: code }}\n  \
             orders: {{ find: context.draftOrders, type: MedicationRequest, path: $.status }}\n  level: if(gender == 'male', 'high', 'low')\n  \
             x: {x}\nwhen: {when:?}\ncards: [ {{ id: a, summary: x, indicator: info }} ]\n"
        );
        let found = findings(&[("a.yaml", rule.as_str())]);
        let of_interest = found.iter().filter(|finding| !finding.check.starts_with("unused"));
        of_interest.map(|finding| format!("{}: {}: {}", finding.check, finding.text, finding.label)).collect()
    }

    fn of(when: &str) -> Vec<String> {
        reported("gender", when)
    }

    #[test]
    fn a_text_that_fhir_does_not_allow_is_an_error() {
        for (when, said) in [
            ("gender == 'femal'", "'femal': did you mean `female`?"),
            ("'femal' != gender", "'femal': did you mean `female`?"),
            ("again == 'm'", "'m': "),
            ("x == 'Male'", "'Male': did you mean `male`?"),
            ("contains(uses, 'offical')", "'offical': did you mean `official`?"),
            ("contains(orders, 'actve')", "'actve': did you mean `active`?"),
            ("has_code(sex, 'http://hl7.org/fhir/administrative-gender', 'femal')", "femal: did you mean `female`?"),
            ("has_code(status, 'http://terminology.hl7.org/CodeSystem/condition-clinical', 'actve')", "actve: did you mean `active`?"),
            ("if(present(gender), gender == 'femal', false)", "'femal': did you mean `female`?"),
        ] {
            assert_eq!(of(when), [format!("code-not-in-binding: {said}")], "{when}");
        }
    }

    #[test]
    fn a_text_that_no_branch_gives_decides_nothing() {
        assert_eq!(of("level == 'hihg'"), ["always-false: 'hihg': did you mean `high`?"]);
        assert_eq!(of("level != 'x'"), ["always-true: 'x': always true"]);
        assert_eq!(of("default(gender, 'not known') == 'not knwon'"), ["always-false: 'not knwon': did you mean `not known`?"]);
    }

    #[test]
    fn a_value_set_without_any_of_the_codes_is_an_error() {
        assert_eq!(of("code_in(sex, 'active')"), ["codes-beyond-binding: 'active': "]);
        assert_eq!(of("code_in(sex, 'sexes')"), [""; 0]);
    }

    #[test]
    fn what_may_be_is_let_pass() {
        for when in [
            "gender == 'female'",
            "gender != 'unknown' && level == 'high'",
            "default(gender, 'not known') == 'not known'",
            "contains(uses, 'official')",
            "has_code(status, 'http://terminology.hl7.org/CodeSystem/condition-clinical', 'active')",
            "has_code(status, 'http://snomed.info/sct', '55561003')",
            "code_in(status, 'active')",
            "lower(gender) == 'femal'",
        ] {
            assert_eq!(of(when), [""; 0], "{when}");
        }
        for x in [
            "{ from: patient, path: $.language }",
            "{ from: patient, path: '$.maritalStatus', as: text }",
            "{ from: context, path: $.kind, as: text }",
        ] {
            assert_eq!(reported(x, "x == 'anything'"), [""; 0], "{x}");
        }
    }

    #[test]
    fn of_several_elements_one_must_allow_it() {
        let status = "{ find: [ stays, reports ], pick: latest, path: $.status }";
        assert_eq!(reported(status, "x == 'partial' || x == 'finished'"), [""; 0]);
        assert_eq!(reported(status, "x == 'finisht'"), ["code-not-in-binding: 'finisht': did you mean `finished`?"]);
    }

    #[test]
    fn a_path_compares_with_a_code_that_there_is() {
        let phone = |system: &str| format!("{{ from: patient, path: \"$.telecom[?@.system == '{system}'].value\" }}");
        assert_eq!(reported(&phone("phnoe"), "present(x)"), ["code-not-in-binding: phnoe: did you mean `phone`?"]);
        assert_eq!(reported(&phone("phone"), "present(x)"), [""; 0]);
        let either = "{ from: patient, path: \"$..[?@.use == 'billing']\" }";
        assert_eq!(reported(either, "present(x)"), [""; 0], "an address has it, a name has not");
    }
}
