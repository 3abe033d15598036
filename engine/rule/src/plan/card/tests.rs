//! What is said of cards, beyond the examples of the checks.

use crate::testing::findings;

const RULE: &str = "id: r\nhook: patient-view\nversion: 1.0.0\ndescription: A rule.\nsource: { label: Clinic }\n\
    prefetch: { patient: 'Patient/{{context.patientId}}' }\nvalues:\n  age: { from: patient, path: $.birthDate, as: age }\n";
const TABLE: &str = "columns: { level: text }\nrows: { 'http://loinc.org': { 4548-4: { level: LEVEL } } }\n";

/// The messages about a rule with these lines after its `values`, beside a table `levels` that holds `level`.
fn said_of(lines: &str, level: &str) -> Vec<String> {
    let (table, rule) = (TABLE.replace("LEVEL", level), format!("{RULE}{lines}# of levels\n"));
    let found = findings(&[("tables/levels.yaml", table.as_str()), ("general/r.yaml", rule.as_str())]);
    found.into_iter().map(|finding| finding.message).collect()
}

fn card(members: &str) -> Vec<String> {
    said_of(&format!("when: age > 18\ncards: [ {{ id: a, {members} }} ]\n"), "info")
}

#[test]
fn an_indicator_out_of_a_table_is_held_to_its_cells() {
    let lines =
        "cards: [ { id: a, for: { row: levels }, when: 'present(row.level) && age > 18', summary: S, indicator: '{{ row.level }}' } ]\n";
    assert_eq!(said_of(lines, "critical"), Vec::<String>::new());
    assert_eq!(said_of(lines, "high"), ["`high` is no indicator"]);
}

#[test]
fn an_indicator_may_be_a_value_that_chooses() {
    let lines = |word: &str| {
        format!(
            "  level: if(age > 65, 'critical', '{word}')\nwhen: present(level)\ncards: [ {{ id: a, summary: S, indicator: '{{{{ level }}}}' }} ]\n"
        )
    };
    assert_eq!(said_of(&lines("info"), "info"), Vec::<String>::new());
    assert_eq!(said_of(&lines("low"), "info"), ["`low` is no indicator"]);
}

#[test]
fn the_longest_of_several_texts_counts() {
    let summary =
        |length: usize| format!("summary: \"0123456789{{{{ if(age > 65, 'short', '{}') }}}}\", indicator: info", "x".repeat(length));
    assert_eq!(card(&summary(129)), Vec::<String>::new());
    assert_eq!(card(&summary(130)), ["this summary can be 140 characters long"]);
}

#[test]
fn comparisons_and_autolinks_are_no_html() {
    let detail = "summary: S, indicator: info, detail: 'age < 5 and b > 3, <https://example.org>, a<b {{ if(age<5, age>3, true) }}'";
    assert_eq!(card(detail), Vec::<String>::new());
}

#[test]
fn signs_in_a_summary_are_no_markup() {
    for right in ["2 * 500 mg * 3", "eGFR < 60 and K > 5", "[see below] (again)", "snake_case_name", "a ** b", "5 < x > 3"] {
        assert_eq!(card(&format!("summary: '{right}', indicator: info")), Vec::<String>::new(), "{right}");
    }
    for wrong in ["**now**", "<b>now</b>", "[guide](https://example.org)", "`now`", "__now__"] {
        let said = card(&format!("summary: 'Measure {wrong}', indicator: info"));
        assert_eq!(said, ["a summary is plain text, and shows this as it is written"], "{wrong}");
    }
}

#[test]
fn a_misspelt_word_is_not_missed_as_well() {
    let suggestion = "summary: S, indicator: info, suggestions: [ { label: L } ], selectionBehavior: at-most-on";
    assert_eq!(card(suggestion), ["`selectionBehavior` can't be `at-most-on`"]);
}

#[test]
fn the_code_of_a_reason_is_one_that_data_bears() {
    let reason = |system: &str| {
        card(&format!("summary: S, indicator: info, overrideReasons: [ {{ system: '{system}', code: 4548-4, display: D }} ]"))
    };
    assert_eq!(reason("http://loinc.org"), Vec::<String>::new());
    assert_eq!(reason("https://loinc.org/"), ["`https://loinc.org/` is not how data writes this code system"]);
}

#[test]
fn a_source_has_an_address_in_full() {
    assert_eq!(card("summary: S, indicator: info, source: { label: L, url: /guide }"), ["a source's URL must begin with `https://`"]);
}
