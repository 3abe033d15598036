//! Dates, whole and partial.

use super::day;
use engine_tests::TestRule;
use serde_json::{Value, json};

fn patient(member: &str, value: &str) -> Value {
    json!({ "patient": { "resourceType": "Patient", "id": "p1", member: value } })
}

fn born() -> TestRule {
    TestRule::with_keys(
        "
        prefetch: { patient: 'Patient/{{context.patientId}}' }
        values:
          born: { from: patient, path: $.birthDate, as: date }
        ",
    )
}

#[test]
fn dates_are_counted_in_whole_units() {
    let data = patient("birthDate", &day(-400));
    let tomorrow = format!("add_days(born, 401) == '{}'", day(1));
    let expressions = [
        "days_since(born)",
        "months_since(born)",
        "years_since(born)",
        "days_between(born, today())",
        "born < today()",
        tomorrow.as_str(),
        "days_between('2024-02-28', '2024-03-01')",
        "format_date('2026-03-09', '%d %B %Y')",
        "now() > born",
        "born < '1900-01-01'",
    ];
    assert_eq!(born().shows(&expressions, data), ["400", "13", "1", "400", "true", "true", "2", "09 March 2026", "true", "false"]);
}

#[test]
fn a_partial_date_is_unknown_where_its_precision_cannot_tell() {
    let expressions = [
        "born < '1960-06-01'",
        "born > '1959-12-31'",
        "born < '1961'",
        "born == '1960'",
        "born == '1960-06-01'",
        "born",
        "years_since(born) > 60",
    ];
    assert_eq!(born().shows(&expressions, patient("birthDate", "1960")), ["unknown", "true", "true", "true", "unknown", "1960", "true"]);
}

#[test]
fn an_instant_is_of_the_day_that_it_is_in_the_engines_time_zone() {
    let rule = TestRule::with_keys(
        "
        prefetch: { patient: 'Patient/{{context.patientId}}' }
        values:
          died: { from: patient, path: $.deceasedDateTime, as: dateTime }
          day: { from: patient, path: $.deceasedDateTime, as: date }
        ",
    );
    let data = patient("deceasedDateTime", "2026-01-02T03:00:00Z");
    assert_eq!(
        rule.shows(&["day", "died == '2026-01-01'", "died < '2026-01-02'", "format_date(died, '%H:%M')"], data),
        ["2026-01-01", "unknown", "true", "22:00"]
    );
}
