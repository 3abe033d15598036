//! Conditions that no data can change, and those that what is missing keeps from being true.
//!
//! Knows the constraints of conditions. Must never know of cards: whoever compiles one says where a condition stands.

use super::constraint::{
    Constraint, ConstraintKind,
    flow_facts::{Contradiction, FlowFacts},
};
use engine_syntax::{
    catalogue::{always_false, always_true, excluded_condition, negated_missing},
    diagnostic::{Diagnostic, Diagnostics},
    source::Span,
};

/// Reports the smallest parts of a constraint that are never true, or never false; whether there are any.
pub(crate) fn report(constraint: &Constraint, diagnostics: &mut Diagnostics) -> bool {
    let is_reported_below = match &constraint.kind {
        ConstraintKind::All(parts) | ConstraintKind::Any(parts) => parts.iter().filter(|part| report(part, diagnostics)).count() > 0,
        ConstraintKind::Not(negated) => report(negated, diagnostics),
        // It is reported where it is defined.
        ConstraintKind::Named(_) => false,
        ConstraintKind::Constant(_) | ConstraintKind::Atom(_) => false,
    };
    if is_reported_below {
        return true;
    }
    let found = match (FlowFacts::default().assume(constraint, true), FlowFacts::default().assume(constraint, false)) {
        (Err(contradiction), _) => never_true(constraint, contradiction),
        (_, Err(contradiction)) => never_false(constraint, contradiction),
        _ => return false,
    };
    if !matches!(constraint.kind, ConstraintKind::Named(_)) {
        diagnostics.push(found);
    }
    true
}

fn never_true(constraint: &Constraint, contradiction: Contradiction) -> Diagnostic {
    let diagnostic = Diagnostic::new(&always_false::CHECK, constraint.span, "no patient can make this true");
    both_places(diagnostic.label("never true"), constraint, contradiction, ["where this is true", "this is not"])
        .help(match constraint.kind {
            ConstraintKind::Constant(_) => "it is so whatever the data: compare a patient's value; what is not to show yet is switched off by `mode: off`",
            _ => "look whether one of them is meant (`any`, `||`) and not both, or another number; what is not to show yet is switched off by `mode: off`",
        })
}

fn never_false(constraint: &Constraint, contradiction: Contradiction) -> Diagnostic {
    let diagnostic = Diagnostic::new(&always_true::CHECK, constraint.span, "no patient can make this false");
    both_places(diagnostic.label("never false"), constraint, contradiction, ["where this is false", "this is not"]).help(
        match constraint.kind {
            ConstraintKind::Constant(_) => {
                "it is so whatever the data: compare a patient's value, or leave it out; what shows always needs no condition"
            }
            _ => "look whether both of them are meant (`all`, `&&`) and not one, or another number; what shows always needs no condition",
        },
    )
}

/// With the two places that belong together, where they are parts of the whole.
fn both_places(diagnostic: Diagnostic, constraint: &Constraint, contradiction: Contradiction, labels: [&str; 2]) -> Diagnostic {
    match contradiction.with {
        Some(with) if constraint.span != contradiction.here => diagnostic.related(with, labels[0]).related(contradiction.here, labels[1]),
        _ => diagnostic,
    }
}

/// A condition at `place` that one around it, or before it, rules out.
pub(crate) fn excluded(place: Span, contradiction: Contradiction) -> Diagnostic {
    let diagnostic = Diagnostic::new(&excluded_condition::CHECK, place, "this can't be true where it is asked")
        .help("what stands under this condition never shows: change it, or the one above it");
    let diagnostic = if contradiction.here == place { diagnostic } else { diagnostic.related(contradiction.here, "this") };
    match contradiction.with {
        Some(with) => diagnostic.related(with, "is ruled out here"),
        None => diagnostic,
    }
}

/// A negated part that is unknown where `name` is missing.
pub(crate) fn negated_missing(place: Span, name: &str) -> Diagnostic {
    Diagnostic::new(&negated_missing::CHECK, place, format!("where `{name}` is missing this is unknown, and so is its opposite"))
        .label("unknown, not false, without it")
        .help(format!("if a missing one counts too, ask for it: `missing({name}) || …`"))
        .help(format!("if it has to be there, say so: `present({name}) && …`, or write the comparison the other way round"))
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    /// What is reported of a rule with this `when` of the file and this of the card: check and place.
    fn reported(when: &str, card: &str) -> Vec<String> {
        let rule = format!(
            "id: a\nhook: patient-view\nversion: 1.0.0\ndescription: x\nsource: {{ label: x }}\nprefetch:\n  patient: Patient/{{{{context.patientId}}}}\n  \
             labs: Observation?patient={{{{context.patientId}}}}&code=http://loinc.org|4548-4\nvalues:\n  age: {{ from: patient, path: $.birthDate, as: age }}\n  \
             sex: {{ from: patient, path: $.gender }}\n  a1c: {{ find: labs, pick: latest, path: $.valueQuantity, as: quantity, unit: '%' }}\n  \
             adult: age >= 18\n  results: count(labs)\nwhen: {when}\ncards:\n  - id: a\n    when: {card}\n    summary: x\n    indicator: info\n\
             # {{{{ }}}} age sex a1c adult results\n"
        );
        let found = findings(&[("a.yaml", rule.as_str())]);
        let is_of_interest = |check: &str| check != "unused-value" && check != "unused-prefetch";
        found.iter().filter(|finding| is_of_interest(finding.check)).map(|finding| format!("{}: {}", finding.check, finding.text)).collect()
    }

    fn whole(when: &str) -> Vec<String> {
        reported(when, "present(age)")
    }

    #[test]
    fn constants_and_contradictions_are_never_true() {
        for never in [
            "1 > 2",
            "'a' == 'b'",
            "age > 5 && age < 3",
            "age > 3 && age <= 3",
            "age == 3 && age != 3",
            "3 > age && 5 < age",
            "count(labs) < 0",
            "count(labs) > 0 && count(labs) < 1",
            "results > 0 && count(labs) == 0",
            "sex == 'male' && sex == 'female'",
            "adult && age < 12",
            "present(a1c) && missing(a1c)",
            "missing(a1c) && a1c > 9",
            "adult && !adult",
            "age > 5 && (age < 3 || age < 2)",
            "abs(age) < 0",
            "age != age",
            "1 + 1 > 3",
        ] {
            assert_eq!(whole(&format!("\"{never}\"")), [format!("always-false: {never}")], "{never}");
        }
        assert_eq!(whole("{ all: [ missing(a1c), a1c > 9 ] }").len(), 1);
    }

    #[test]
    fn tautologies_are_never_false() {
        for always in
            ["1 < 2", "true", "count(labs) >= 0", "age > 3 || age <= 5", "missing(a1c) || present(a1c)", "adult || age < 18", "age == age"]
        {
            assert_eq!(whole(&format!("\"{always}\"")), [format!("always-true: {always}")], "{always}");
        }
    }

    #[test]
    fn the_condition_of_an_if_is_one_too() {
        for (written, part) in [
            ("if(1 > 2, age > 3, age < 3)", "always-false: 1 > 2"),
            ("if(true, age > 3, age < 3)", "always-true: true"),
            ("if(age > 5 && age < 3, true, age < 9)", "always-false: age > 5 && age < 3"),
            ("if(age > 5 || (age < 3 && 1 > 2), age < 9, age > 2)", "always-false: 1 > 2"),
            ("if(not(count(labs) >= 0), age < 9, age > 2)", "always-true: count(labs) >= 0"),
            ("age > 3 && if(age < 9, true, if(a1c > 9 && missing(a1c), age < 20, age < 30))", "always-false: a1c > 9 && missing(a1c)"),
        ] {
            assert_eq!(whole(&format!("\"{written}\"")), [part], "{written}");
        }
        assert_eq!(whole("\"if(age > 5 && age < 9, a1c > 7, a1c > 9)\""), [""; 0]);
        assert_eq!(whole("\"if(adult, a1c > 7, if(sex == 'male', a1c > 8, a1c > 9))\""), [""; 0]);
    }

    #[test]
    fn what_data_decides_is_let_pass() {
        for right in [
            "age > 3 && age < 5",
            "age > 3 && age != 4",
            "age > 5 || age < 3",
            "count(labs) == 0",
            "count(labs) > 0 && count(labs) < 2",
            "missing(a1c) || a1c > 9",
            "age < 12 || adult",
            "sex == 'male' || sex == 'female'",
            "sex != 'male' && sex != 'female'",
            "missing(a1c) && missing(sex)",
            "known(a1c) && missing(a1c)",
            "(age > 5 && age < 9) || age < 3",
        ] {
            assert_eq!(whole(&format!("\"{right}\"")), [""; 0], "{right}");
        }
    }

    #[test]
    fn a_card_that_the_file_rules_out_never_shows() {
        assert_eq!(reported("age >= 18", "age < 12"), ["excluded-condition: age < 12"]);
        assert_eq!(reported("{ all: [ missing(a1c), age > 3 ] }", "a1c > 9"), ["excluded-condition: a1c > 9"]);
        assert_eq!(reported("{ any: [ missing(a1c), a1c > 9 ] }", "a1c > 9"), [""; 0]);
        assert_eq!(reported("{ none: [ age < 18 ] }", "age < 12"), ["excluded-condition: age < 12"]);
    }

    #[test]
    fn a_negation_is_not_true_of_what_is_missing() {
        assert_eq!(reported("present(age)", "not(a1c > 9)"), ["negated-missing: a1c > 9"]);
        assert_eq!(reported("{ none: [ a1c > 9 ] }", "present(age)"), ["negated-missing: a1c > 9"]);
        for right in ["missing(a1c) || not(a1c > 9)", "present(a1c) && not(a1c > 9)", "a1c <= 9", "not(missing(a1c))", "not(known(a1c))"] {
            assert_eq!(whole(right), [""; 0], "{right}");
        }
        assert_eq!(reported("not(a1c > 9)", "a1c > 5"), [""; 0], "what is compared further down has to be there");
    }

    #[test]
    fn what_is_turned_round_twice_is_as_it_was() {
        assert_eq!(whole("'!!(age > 3)'"), ["double-negation: !!(age > 3)"]);
        assert_eq!(whole("not(not(age > 3))"), ["double-negation: not(not(age > 3))"]);
    }
}
