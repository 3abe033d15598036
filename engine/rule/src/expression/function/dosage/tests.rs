//! A day's dose of the Dosages that orders bear.

use super::*;
use engine_fhir::Document;

fn dosages(json: &str) -> Document {
    Document::parse(json).unwrap()
}

fn per_day(json: &str) -> Result<String, Problem> {
    let document = dosages(json);
    doses_per_day(document.root().elements()).map(decimal::print)
}

fn daily(json: &str) -> Result<String, Problem> {
    let document = dosages(json);
    daily_dose(document.root().elements()).map(|dose| dose.to_string())
}

fn repeat(members: &str) -> Result<String, Problem> {
    per_day(&format!(r#"[{{"timing":{{"repeat":{{{members}}}}}}}]"#))
}

fn code(code: &str) -> Result<String, Problem> {
    per_day(&format!(
        r#"[{{"timing":{{"code":{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation","code":"{code}"}}]}}}}}}]"#
    ))
}

/// One Dosage of `dose`, twice a day, with more members.
fn twice(dose: &str, more: &str) -> String {
    format!(r#"{{"timing":{{"repeat":{{"frequency":2,"period":1,"periodUnit":"d"}}}},"doseAndRate":[{dose}]{more}}}"#)
}

fn milligrams(value: &str) -> String {
    format!(r#"{{"doseQuantity":{{"value":{value},"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"}}}}"#)
}

#[test]
fn a_frequency_in_a_period() {
    for (members, times) in [
        (r#""frequency":2,"period":1,"periodUnit":"d""#, "2"),
        (r#""frequency":1,"period":8,"periodUnit":"h""#, "3"),
        (r#""frequency":1,"period":30,"periodUnit":"min""#, "48"),
        (r#""frequency":1,"period":43200,"periodUnit":"s""#, "2"),
        (r#""frequency":7,"period":1,"periodUnit":"wk""#, "1"),
        (r#""frequency":1,"period":12.5,"periodUnit":"d""#, "0.08"),
        (r#""frequency":487,"period":16,"periodUnit":"mo""#, "1"),
        (r#""frequency":1461,"period":4,"periodUnit":"a""#, "1"),
    ] {
        assert_eq!(repeat(members).as_deref(), Ok(times), "{members}");
    }
}

#[test]
fn a_range_counts_at_its_most_frequent() {
    assert_eq!(repeat(r#""frequency":1,"frequencyMax":3,"period":1,"periodUnit":"d""#).as_deref(), Ok("3"));
    assert_eq!(repeat(r#""frequency":1,"period":4,"periodMax":6,"periodUnit":"h""#).as_deref(), Ok("6"));
}

#[test]
fn how_long_it_goes_on_changes_nothing() {
    let bounds =
        r#""boundsDuration":{"value":5,"code":"d"},"count":10,"duration":1,"durationUnit":"h","frequency":2,"period":1,"periodUnit":"d""#;
    assert_eq!(repeat(bounds).as_deref(), Ok("2"));
}

#[test]
fn times_and_days_are_counted() {
    assert_eq!(repeat(r#""timeOfDay":["08:00:00","20:00:00"]"#).as_deref(), Ok("2"));
    assert_eq!(repeat(r#""dayOfWeek":["mon"],"timeOfDay":["08:00:00"]"#).map(|times| times[..6].to_owned()).as_deref(), Ok("0.1428"));
    assert_eq!(repeat(r#""dayOfWeek":["mon","tue","wed","thu","fri","sat","sun"]"#).as_deref(), Ok("1"));
    assert_eq!(repeat(r#""dayOfWeek":["mon","wed","fri"],"frequency":7,"period":1,"periodUnit":"d""#).as_deref(), Ok("3"));
    assert_eq!(
        repeat(r#""dayOfWeek":["mon","wed","fri"],"frequency":3,"period":1,"periodUnit":"wk""#),
        repeat(r#""dayOfWeek":["mon","wed","fri"]"#)
    );
    assert_eq!(repeat(r#""when":["MORN","HS"]"#).as_deref(), Ok("2"));
    assert_eq!(repeat(r#""when":["AC"]"#).as_deref(), Ok("3"));
}

#[test]
fn abbreviations_are_read() {
    for (abbreviation, times) in [
        ("QD", "1"),
        ("BID", "2"),
        ("TID", "3"),
        ("QID", "4"),
        ("QOD", "0.5"),
        ("Q1H", "24"),
        ("Q2H", "12"),
        ("Q3H", "8"),
        ("Q4H", "6"),
        ("Q6H", "4"),
        ("Q8H", "3"),
        ("Q12H", "2"),
        ("AM", "1"),
        ("PM", "1"),
        ("BED", "1"),
        ("bid", "2"),
    ] {
        assert_eq!(code(abbreviation).as_deref(), Ok(times), "{abbreviation}");
    }
    assert_eq!(code("WK").map(|times| times[..6].to_owned()).as_deref(), Ok("0.1428"));
    assert_eq!(code("MO").map(|times| times[..6].to_owned()).as_deref(), Ok("0.0328"));
    for unknown in ["XYZ", "QH", "Q0H", "Q-1H"] {
        assert_eq!(code(unknown), Err(Problem::NoFrequency), "{unknown}");
    }
}

#[test]
fn an_abbreviation_may_stand_alone_but_not_in_a_local_system() {
    assert_eq!(per_day(r#"[{"timing":{"code":{"text":"BID"}}}]"#).as_deref(), Ok("2"));
    assert_eq!(per_day(r#"[{"timing":{"code":{"coding":[{"code":"TID"}]}}}]"#).as_deref(), Ok("3"));
    assert_eq!(per_day(r#"[{"timing":{"code":{"coding":[{"system":"urn:ward","code":"MO"}]}}}]"#), Err(Problem::NoFrequency));
}

#[test]
fn where_code_and_repeat_differ_the_more_frequent_counts() {
    let timing = r#"[{"timing":{"code":{"text":"TID"},"repeat":{"frequency":2,"period":1,"periodUnit":"d"}}}]"#;
    assert_eq!(per_day(timing).as_deref(), Ok("3"));
    assert_eq!(per_day(r#"[{"timing":{"code":{"text":"BID"},"repeat":{"boundsPeriod":{"start":"2024"}}}}]"#).as_deref(), Ok("2"));
}

#[test]
fn no_frequency_is_unknown() {
    assert_eq!(per_day("[{}]"), Err(Problem::NoFrequency));
    assert_eq!(per_day(r#"[{"timing":{"event":["2024-05-01"]}}]"#), Err(Problem::NoFrequency));
    assert_eq!(repeat(r#""frequency":2"#), Err(Problem::NoFrequency));
    assert_eq!(repeat(r#""period":1,"periodUnit":"d""#), Err(Problem::NoFrequency));
    assert_eq!(per_day("[]"), Err(Problem::NoDosage));
    assert_eq!(daily(&format!(r#"[{{"asNeededBoolean":true,"doseAndRate":[{}]}}]"#, milligrams("5"))), Err(Problem::NoFrequency));
}

#[test]
fn what_cannot_be_read_is_unknown() {
    for members in [
        r#""frequency":0,"period":1,"periodUnit":"d""#,
        r#""frequency":"2","period":1,"periodUnit":"d""#,
        r#""frequency":2,"period":-1,"periodUnit":"d""#,
        r#""frequency":2,"period":1,"periodUnit":"fortnight""#,
        r#""frequency":2,"period":1"#,
    ] {
        assert_eq!(repeat(members), Err(Problem::Unreadable), "{members}");
    }
    let huge = r#""frequency":1,"period":0.0000000000000000000000000001,"periodUnit":"d""#;
    assert_eq!(repeat(huge).as_deref(), Ok("10000000000000000000000000000"));
    assert_eq!(repeat(&huge.replace("\"frequency\":1", "\"frequency\":9999")), Err(Problem::TooLarge));
}

#[test]
fn the_highest_alternative_counts() {
    let dose = format!("{},{},{}", milligrams("5"), milligrams("7.5"), r#"{"type":{"text":"ordered"}}"#);
    assert_eq!(daily(&format!("[{}]", twice(&dose, ""))).as_deref(), Ok("15 mg"));
    let range = r#"{"doseRange":{"low":{"value":1,"unit":"{tablet}"},"high":{"value":2,"unit":"{tablet}"}}}"#;
    assert_eq!(daily(&format!("[{}]", twice(range, ""))).as_deref(), Ok("4 tablet"));
    assert_eq!(daily(&format!("[{}]", twice(r#"{"doseRange":{"low":{"value":1}}}"#, ""))), Err(Problem::Unreadable));
}

#[test]
fn as_needed_counts_in_full() {
    assert_eq!(daily(&format!("[{}]", twice(&milligrams("5"), r#","asNeededBoolean":true"#))).as_deref(), Ok("10 mg"));
}

#[test]
fn dosages_given_together_add_up() {
    let (five, ten) = (twice(&milligrams("5"), ""), twice(&milligrams("10"), ""));
    assert_eq!(daily(&format!("[{five},{ten}]")).as_deref(), Ok("30 mg"));
    let step = |value, sequence| twice(&milligrams(value), &format!(r#","sequence":{sequence}"#));
    assert_eq!(daily(&format!("[{},{}]", step("5", 1), step("10", 1))).as_deref(), Ok("30 mg"));
}

#[test]
fn of_dosages_that_follow_each_other_the_highest_counts() {
    let step = |value, sequence| twice(&milligrams(value), &format!(r#","sequence":{sequence}"#));
    let taper = [step("20", 1), step("30", 2), step("5", 2), step("10", 3)].join(",");
    assert_eq!(daily(&format!("[{taper}]")).as_deref(), Ok("70 mg"));
    assert_eq!(per_day(&format!("[{taper}]")).as_deref(), Ok("4"));
    assert_eq!(daily(&format!("[{taper},{}]", twice(&milligrams("1"), ""))).as_deref(), Ok("72 mg"));
}

#[test]
fn units_convert_or_the_whole_is_unknown() {
    let grams = twice(r#"{"doseQuantity":{"value":1,"unit":"g"}}"#, "");
    let tablets = twice(r#"{"doseQuantity":{"value":1,"unit":"{tablet}"}}"#, "");
    let five = twice(&milligrams("5"), "");
    assert_eq!(daily(&format!("[{five},{grams}]")).as_deref(), Ok("2010 mg"));
    assert_eq!(daily(&format!("[{five},{tablets}]")), Err(Problem::MixedUnits));
    let mixed = twice(&format!(r#"{},{{"doseQuantity":{{"value":1,"unit":"{{tablet}}"}}}}"#, milligrams("5")), "");
    assert_eq!(daily(&format!("[{mixed}]")), Err(Problem::MixedUnits));
}

#[test]
fn one_dosage_that_says_no_dose_makes_the_whole_unknown() {
    let five = twice(&milligrams("5"), "");
    assert_eq!(daily(&format!(r#"[{five},{{"text":"as before"}}]"#)), Err(Problem::NoDose));
    assert_eq!(daily(&format!("[{}]", twice(r#"{"doseQuantity":{"unit":"mg"}}"#, ""))), Err(Problem::Unreadable));
    assert_eq!(
        daily(&format!("[{}]", twice(r#"{"doseQuantity":{"value":5,"comparator":">","unit":"mg"}}"#, ""))),
        Err(Problem::Unreadable)
    );
}

#[test]
fn a_rate_alone_runs_all_day_or_as_long_as_each_time_lasts() {
    let rate = |rate: &str, timing: &str| daily(&format!(r#"[{{"timing":{{"repeat":{{{timing}}}}},"doseAndRate":[{{{rate}}}]}}]"#));
    assert_eq!(rate(r#""rateQuantity":{"value":25,"unit":"ug/h"}"#, "").as_deref(), Ok("600 ug"));
    assert_eq!(
        rate(r#""rateRange":{"low":{"value":1,"unit":"mg/kg/min"},"high":{"value":2,"unit":"mg/kg/min"}}"#, "").as_deref(),
        Ok("2880 mg/kg")
    );
    let ratio = r#""rateRatio":{"numerator":{"value":100,"unit":"mL"},"denominator":{"value":8,"unit":"h"}}"#;
    assert_eq!(rate(ratio, "").as_deref(), Ok("300 mL"));
    let infusion = r#""frequency":3,"period":1,"periodUnit":"d","duration":2,"durationUnit":"h""#;
    assert_eq!(rate(r#""rateQuantity":{"value":10,"unit":"mg/h"}"#, infusion).as_deref(), Ok("60 mg"));
    assert_eq!(rate(r#""rateQuantity":{"value":10,"unit":"mg/kg"}"#, ""), Err(Problem::Unreadable));
    assert_eq!(
        rate(r#""rateRatio":{"numerator":{"value":100,"unit":"mL"},"denominator":{"value":0,"unit":"h"}}"#, ""),
        Err(Problem::Unreadable)
    );
}

#[test]
fn a_dose_goes_before_its_rate() {
    let dose = r#"{"doseQuantity":{"value":1,"unit":"{patch}"},"rateQuantity":{"value":25,"unit":"ug/h"}}"#;
    assert_eq!(daily(&format!("[{}]", twice(dose, ""))).as_deref(), Ok("2 patch"));
}

#[test]
fn the_orders_of_the_opioid_requests() {
    let order = |name: &str| {
        let path = format!("{}/../../tests/requests/opioid-{name}.json", env!("CARGO_MANIFEST_DIR"));
        let document = Document::parse(std::fs::read(path).unwrap()).unwrap();
        let entry =
            document.root().get("context").and_then(|context| context.get("draftOrders")?.get("entry")?.at(0)?.get("resource")).unwrap();
        let dosages: Vec<Node<'_>> = entry.get("dosageInstruction").unwrap().elements().collect();
        (
            doses_per_day(dosages.clone()).unwrap().round_dp(4).to_string(),
            daily_dose(dosages).map(|dose| (dose.value.round_dp(4).to_string(), dose.unit.into_owned())).unwrap(),
        )
    };
    let patch = |value: &str| (value.to_owned(), "{patch}".to_owned());
    assert_eq!(order("rec-08-order-sign-mme-greater-than-fifty"), ("0.3333".to_owned(), patch("0.3333")));
    assert_eq!(order("rec-08-order-sign-mme-less-than-fifty"), ("0.0833".to_owned(), patch("0.0167")));
    assert_eq!(order("rec-08-order-sign-multiple-doseRate"), ("0.3333".to_owned(), patch("0.3333")));
    assert_eq!(order("rec-11-opioid-trigger-with-benzo"), ("1".to_owned(), ("1".to_owned(), "{tablet}".to_owned())));
}

#[test]
fn an_expression_reads_one_dosage_or_a_list_of_them() {
    for (expression, value) in [
        ("daily_dose(dosage)", "20 mg"),
        ("in_unit(daily_dose(dosages), 'g')", "0.02 g"),
        ("doses_per_day(dosage) * 7", "14"),
        ("daily_dose(open_dosages)", "unknown"),
        ("daily_dose(no_dosages)", "unknown"),
        ("doses_per_day(no_dosages)", "unknown"),
    ] {
        assert_eq!(crate::expression::tests::evaluate(expression), value, "{expression}");
    }
}
