//! What expressions give.

use super::*;
use crate::scope::constraint::flow_facts::FlowFacts;

/// Each expression and what it gives.
fn gives(cases: &[(&str, &str)]) {
    for (written, expected) in cases {
        assert_eq!(evaluate(written), *expected, "{written}");
    }
}

#[test]
fn numbers_are_exact_decimals() {
    gives(&[
        ("0.1 + 0.2 == 0.3", "true"),
        ("5.6 * 18 >= 100.8", "true"),
        ("55 == 55.0", "true"),
        ("1 / 3 * 150 >= 50", "true"),
        ("7 / 2", "3.5"),
        ("7 % 2", "1"),
        ("2 ^ 10", "1024"),
        ("2 ^ 0.5 * 2 ^ 0.5 == 2", "true"),
        ("1e3", "1000"),
        ("-2 ^ 2", "-4"),
    ]);
}

#[test]
fn arithmetic_without_a_result_is_unknown() {
    gives(&[
        ("1 / 0", "unknown"),
        ("5 % 0", "unknown"),
        ("sqrt(0 - 4)", "unknown"),
        ("ln(0)", "unknown"),
        ("10 ^ 40", "unknown"),
        ("9999999999999999999999999999 * 10", "unknown"),
    ]);
}

#[test]
fn operators_bind_as_evalexpr_has_it() {
    gives(&[
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 2 - 3", "5"),
        ("true || false && false", "true"),
        ("!false && false", "false"),
        ("1 + 1 == 2 && 3 > 2", "true"),
        ("2 - -3", "5"),
    ]);
}

#[test]
fn logic_is_kleenes() {
    gives(&[
        ("false && consent", "false"),
        ("consent && false", "false"),
        ("true && consent", "unknown"),
        ("true || consent", "true"),
        ("consent || true", "true"),
        ("false || consent", "unknown"),
        ("!consent", "unknown"),
        ("pulse > 60 || spo2 > 90", "true"),
        ("pulse > 60 && spo2 < 90", "false"),
        ("consent || consent", "unknown"),
    ]);
}

#[test]
fn what_was_missing_first_is_known() {
    let origin = |written: &str| {
        let expression = compile(written).unwrap();
        with_frame(|frame| expression.evaluate(frame).missing().unwrap().origin.map(name_of))
    };
    assert_eq!(origin("spo2 > 90 && a1c > 7 && consent"), Some("a1c"));
    assert_eq!(origin("(height + height) * 2 > 170"), Some("height"));
    assert_eq!(origin("max(scores) > 3 && min(labs) > 2"), Some("labs"));
    assert_eq!(origin("egfr > 90"), Some("egfr"));
}

#[test]
fn absent_and_unknown_are_kept_apart() {
    gives(&[
        ("missing(height)", "true"),
        ("present(height)", "false"),
        ("known(height)", "true"),
        ("missing(a1c)", "unknown"),
        ("present(a1c)", "unknown"),
        ("known(a1c)", "false"),
        ("missing(spo2)", "false"),
        ("height > 170", "unknown"),
        ("missing(empty)", "true"),
        ("missing(open_empty)", "unknown"),
        ("known(open_empty)", "false"),
        ("present(open_scores)", "true"),
        ("known(a1c > 7)", "false"),
        ("known(a1c > 7 && false)", "true"),
    ]);
}

#[test]
fn default_and_if_choose() {
    gives(&[
        ("default(height, 170)", "170 cm"),
        ("default(a1c, 7)", "7 %"),
        ("default(spo2, 0)", "97"),
        ("default(nickname, 'none')", "none"),
        ("default(height, 'not measured')", "not measured"),
        ("default(weight, 'not measured')", "80 kg"),
        ("default(a1c_date, '2026-01-01')", "2026-01-01"),
        ("default(a1c_date, 'never')", "never"),
        ("days_since(default(a1c_date, '2026-01-01'))", "14"),
        ("default(first(empty), 0)", "0"),
        ("if(age > 18, 'adult', 'child')", "adult"),
        ("if(age > 65, 'old')", "absent"),
        ("if(consent, 1, 2)", "unknown"),
        ("if(present(spo2), spo2, 0)", "97"),
    ]);
}

#[test]
fn lists_that_are_absent_or_empty_have_their_rules() {
    for list in ["empty", "orders"] {
        gives(&[
            (&format!("count({list})"), "0"),
            (&format!("sum({list})"), "0"),
            (&format!("contains({list}, 1)"), "false"),
            (&format!("contains({list}, pulse)"), "false"),
            (&format!("first({list})"), "absent"),
            (&format!("last({list})"), "absent"),
            (&format!("min({list})"), "absent"),
            (&format!("max({list})"), "absent"),
            (&format!("avg({list})"), "absent"),
        ]);
    }
    gives(&[
        ("any_in(no_problems, 'diabetes')", "false"),
        ("all_in(no_problems, 'diabetes')", "true"),
        ("count(labs)", "unknown"),
        ("contains(labs, 1)", "unknown"),
    ]);
}

#[test]
fn a_missing_element_keeps_the_whole_from_being_known() {
    gives(&[
        ("sum(holed_scores)", "unknown"),
        ("min(holed_scores)", "unknown"),
        ("max(holed_scores)", "unknown"),
        ("avg(holed_scores)", "unknown"),
        ("count(holed_scores)", "3"),
        ("contains(holed_scores, 5)", "true"),
        ("contains(holed_scores, 4)", "unknown"),
        ("join(holed_scores, ', ')", "1, unknown, 5"),
    ]);
}

#[test]
fn of_an_open_list_what_is_found_is_found() {
    gives(&[
        ("count(open_scores)", ">=3"),
        ("count(open_scores) >= 3", "true"),
        ("count(open_scores) > 5", "unknown"),
        ("count(open_scores) == 2", "false"),
        ("count(open_empty) > 0", "unknown"),
        ("contains(open_scores, 3)", "true"),
        ("contains(open_scores, 4)", "unknown"),
        ("any_in(open_problems, 'diabetes')", "unknown"),
        ("all_in(open_problems, 'diabetes')", "false"),
        ("max(open_scores) >= 5", "true"),
        ("max(open_scores) < 5", "false"),
        ("max(open_scores) > 5", "unknown"),
        ("min(open_scores) <= 1", "true"),
        ("sum(open_scores)", "unknown"),
        ("first(open_scores)", "unknown"),
        ("max(open_empty)", "unknown"),
    ]);
}

#[test]
fn quantities_compare_across_units_and_with_bare_numbers() {
    gives(&[
        ("weight > 79.9", "true"),
        ("weight == in_unit(weight, 'g')", "true"),
        ("in_unit(weight, 'g') > 79999", "true"),
        ("dose < weight", "true"),
        ("weight * 2 > 159", "true"),
        ("weight + in_unit(weight, 'g')", "160 kg"),
        ("-weight < 0", "true"),
        ("max(weights)", "80 kg"),
        ("sum(weights)", "159.5 kg"),
        ("contains(weights, 79.5)", "true"),
        ("value(weight) / 2", "40"),
    ]);
}

#[test]
fn what_a_comparator_decides_is_decided() {
    gives(&[
        ("egfr > 60", "true"),
        ("egfr >= 60", "true"),
        ("egfr < 60", "false"),
        ("egfr == 60", "false"),
        ("egfr > 90", "unknown"),
        ("egfr * 2 > 110", "true"),
        ("-egfr < -60", "true"),
        ("value(egfr)", "unknown"),
        ("at_least_two + 1 >= 3", "true"),
        ("at_least_two - at_least_two > 0", "unknown"),
        ("round(egfr)", ">=60 mL/min"),
    ]);
}

#[test]
fn dates_compare_as_far_as_they_are_precise() {
    gives(&[
        ("born < '1990-01-01'", "true"),
        ("'1990-01-01' > born", "true"),
        ("born == '1980-02-01'", "true"),
        ("onset < '2020-01-01'", "true"),
        ("onset < '2019-06-01'", "unknown"),
        ("onset < '2019'", "false"),
        ("seen > '2026-01-09'", "true"),
        ("today() == '2026-01-15'", "true"),
    ]);
}

#[test]
fn days_since_a_partial_date_decide_where_their_bounds_do() {
    gives(&[
        ("days_since(onset)", "unknown"),
        ("days_since(onset) > 183", "true"),
        ("183 < days_since(onset)", "true"),
        ("years_since(onset) >= 6", "true"),
        ("years_since(onset) >= 7", "unknown"),
        ("days_since(onset) < 30", "false"),
        ("days_since('2025-12-31')", "15"),
        ("days_since('2026-02-01')", "-17"),
        ("days_between('2024-02-28', '2024-03-01')", "2"),
        ("add_days('2024-02-28', 2)", "2024-03-01"),
        ("add_days(onset, 1)", "unknown"),
        ("add_days('2024-02-28', 0.5)", "unknown"),
    ]);
}

#[test]
fn codes_are_asked_with_all_their_codings() {
    gives(&[
        ("code_in(problem, 'diabetes')", "true"),
        ("code_in(wording, 'diabetes')", "unknown"),
        ("has_code(wording, 'http://snomed.info/sct', '44054006')", "unknown"),
        ("has_code(problem, 'http://snomed.info/sct', '1')", "false"),
        ("any_in(problem, 'diabetes')", "true"),
        ("all_in(problems, 'diabetes')", "false"),
        ("count(distinct(problems))", "2"),
        ("contains(problems, raw_problem)", "true"),
        ("problem == raw_problem", "false"),
        ("problem == wording", "unknown"),
        ("code_in(drug, 'mme')", "true"),
        ("lookup('mme', drug, 'factor') * 2", "3"),
        ("lookup('mme', problem, 'factor')", "absent"),
        ("problems", "Diabetes, Asthma, Diabetes"),
    ]);
}

#[test]
fn json_reads_as_what_it_is_beside() {
    gives(&[
        ("gender == 'female'", "true"),
        ("raw_dose > in_unit(dose, 'g')", "false"),
        ("untyped > 7", "true"),
        ("untyped + 1", "8.5"),
        ("untyped == 'seven'", "unknown"),
        ("untyped", "7.5"),
        ("default(untyped, 5) > 7", "true"),
        ("default(untyped, 'not known')", "7.5"),
        ("if(true, untyped, weight) > 7", "unknown"),
        ("sum(untyped_list)", "6"),
        ("contains(untyped_list, 2.0)", "true"),
        ("contains(untyped_list, 7)", "false"),
        ("untyped_list > 2", "unknown"),
        ("reference(patient)", "Patient/123"),
        ("count(patients)", "1"),
        ("context.patientId == '123'", "true"),
    ]);
}

#[test]
fn texts_join_and_are_searched() {
    gives(&[
        ("'a' + \"b\"", "ab"),
        (r"'patient\'s'", "patient's"),
        (r"matches('A1C 7.2', '\d+\.\d')", "true"),
        ("status != 'draft'", "true"),
        ("contains_text(lower('HbA1c'), 'a1c')", "true"),
        ("join(names, ', ')", "Ada, Bo, Ada"),
    ]);
}

#[test]
fn presence_follows_what_can_be_missing() {
    let is_present = |written: &str| compile(written).unwrap().typed().presence == crate::value::types::Presence::Present;
    assert!(is_present("age + 1"));
    assert!(!is_present("spo2 + 1"));
    assert!(is_present("default(spo2, 0)"));
    assert!(is_present("if(age > 1, 2, 3)"));
    assert!(!is_present("if(age > 1, 2)"));
    assert!(!is_present("if(present(spo2), spo2, 0)"), "whether it is there may itself be unknown");
    assert!(is_present("if(known(spo2), 1, 0)"));
    assert!(is_present("age / 2"));
    assert!(!is_present("2 / age"), "what is divided by may be zero");
    assert!(!is_present("first(scores)"));
    assert!(is_present("count(scores)"));
}

#[test]
fn presence_may_depend_on_the_names_alone() {
    use crate::value::types::Presence;
    let presence = |written: &str| compile(written).unwrap().typed().presence;
    for written in ["spo2", "spo2 + 1", "spo2 > a1c", "if(present(spo2), spo2, 0)", "default(spo2, first(scores))"] {
        assert_eq!(presence(written), Presence::WithItsNames, "{written}");
    }
    for written in ["first(scores)", "2 / spo2", "spo2 + first(scores)", "if(spo2 > 1, 2)"] {
        assert_eq!(presence(written), Presence::MayBeMissing, "{written}");
    }
}

#[test]
fn a_condition_guards_what_it_needs() {
    let required_present = |written: &str| {
        let constraint = compile(written).unwrap().take_facts().value.constraint.unwrap();
        let names = |holds: bool| {
            let mut facts = FlowFacts::default();
            facts.assume(&constraint, holds).unwrap();
            facts.present().map(name_of).collect::<Vec<_>>().join(" ")
        };
        (names(true), names(false))
    };
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(required_present("present(a1c)"), pair("a1c", ""));
    assert_eq!(required_present("missing(a1c)"), pair("", "a1c"));
    assert_eq!(required_present("a1c > 7"), pair("a1c", "a1c"));
    assert_eq!(required_present("a1c > 7 && height > 170"), pair("height a1c", ""));
    assert_eq!(required_present("a1c > 7 || height > 170"), pair("", "height a1c"));
    assert_eq!(required_present("a1c > 7 || (a1c < 5 && spo2 > 90)"), pair("a1c", "a1c"));
    assert_eq!(required_present("!(missing(a1c) || missing(height))"), pair("height a1c", ""));
    assert_eq!(required_present("known(a1c)"), pair("", ""));
    assert_eq!(required_present("default(a1c, 7) > 6"), pair("", ""));
    assert_eq!(required_present("count(orders) > 0"), pair("orders", ""));
    assert_eq!(required_present("0 < count(orders) && sum(orders) >= 0"), pair("orders", ""));
    assert_eq!(required_present("count(orders) == 0"), pair("", "orders"));
    assert_eq!(required_present("count(orders) < 5"), pair("", "orders"));
    assert_eq!(required_present("contains(orders, spo2)"), pair("spo2 orders", ""));
    assert_eq!(required_present("if(present(a1c), a1c > 7, spo2 > 90 && a1c > 1)"), pair("a1c", ""));
    assert_eq!(required_present("days_since(a1c_date) > 183"), pair("a1c_date", "a1c_date"));
}

#[test]
fn the_names_used_are_told_once() {
    let slots = compile("age > 1 && age < 5 && present(height)").unwrap().slots();
    assert_eq!(slots.into_iter().map(name_of).collect::<Vec<_>>(), ["age", "height"]);
}

#[test]
fn square_roots_are_exact_to_the_digits_compared() {
    assert_eq!(crate::value::power::square_root(decimal("2.25")), Some(decimal("1.5")));
    gives(&[("sqrt(2) * sqrt(2) == 2", "true"), ("sqrt(1764)", "42"), ("round(exp(ln(5)), 10)", "5")]);
}
