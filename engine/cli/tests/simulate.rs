//! `engine simulate`: rules over the records of many patients, from outside.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_tests::{Folder, printed, program, run_in};
use serde_json::{Value, json};
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

const DAY: [&str; 3] = ["--today", "2026-01-15", "--no-times"];

/// Fires on adults, with a card for a high HbA1c, and one that always shows.
const A1C: &str = "
id: a1c
hook: patient-view
version: 1.2.0
title: 'HbA1c <high> & \"watched\"'
description: A rule of this test.
source: { label: Tests }
prefetch:
  patient: Patient/{{context.patientId}}
  labs: Observation?patient={{context.patientId}}
values:
  age: { from: patient, path: $.birthDate, as: age }
  result: { find: labs, having: $.valueQuantity, pick: latest }
  a1c: { from: result, path: $.valueQuantity, as: quantity, unit: '%' }
when: age >= 18
cards:
  - { id: high, when: a1c > 8, summary: High, indicator: warning }
  - { id: seen, summary: Seen, indicator: info }
";

/// Fires on each order, silently.
const ORDERS: &str = "
id: orders
hook: order-sign
version: 1.0.0
mode: silent
description: A rule of this test.
source: { label: Tests }
values: { drafts: { find: context.draftOrders, type: MedicationRequest } }
cards: [ { id: ordered, when: count(drafts) > 0, summary: Ordered, indicator: info } ]
";

/// Another view of the patient, so that its card shows together with those of `a1c`.
const VIEW: &str = "
id: view
hook: patient-view
version: 1.0.0
description: A rule of this test.
source: { label: Tests }
cards: [ { id: hello, summary: Hello, indicator: info } ]
";

fn patient(id: &str, born: &str, gender: &str, others: &[Value]) -> String {
    let mut entries = vec![json!({ "resource": { "resourceType": "Patient", "id": id, "birthDate": born, "gender": gender } })];
    entries.extend(others.iter().map(|resource| json!({ "resource": resource })));
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries }).to_string()
}

fn a1c(patient: &str, value: f64, unit: &str) -> Value {
    let quantity = json!({ "value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit });
    json!({ "resourceType": "Observation", "id": format!("{patient}-a1c"), "status": "final", "code": { "text": "HbA1c" },
            "subject": { "reference": format!("Patient/{patient}") }, "effectiveDateTime": "2025-06-01", "valueQuantity": quantity })
}

fn order(patient: &str, id: &str, status: &str) -> Value {
    json!({ "resourceType": "MedicationRequest", "id": id, "status": status, "intent": "order", "medicationCodeableConcept": { "text": "A" },
            "subject": { "reference": format!("Patient/{patient}") } })
}

/// Five patients: one with a high HbA1c, one with a low, one without, one whose unit doesn't convert, a child.
fn records() -> Vec<(&'static str, String)> {
    vec![
        ("a", patient("a", "1950-06-15", "female", &[a1c("a", 9.1, "%"), order("a", "a1", "active"), order("a", "a2", "active")])),
        ("b", patient("b", "1980-06-15", "male", &[a1c("b", 6.5, "%"), order("b", "b1", "stopped")])),
        ("c", patient("c", "1960-01-01", "female", &[])),
        ("d", patient("d", "1930-01-01", "other", &[a1c("d", 9.0, "mg/dL")])),
        ("e", patient("e", "2015-03-01", "male", &[order("e", "e1", "active")])),
    ]
}

/// The rules and the patients, a file each, some in a folder of their own.
fn folder() -> Folder {
    let folder = Folder::with(&[("rules/a1c.yaml", A1C), ("rules/orders.yaml", ORDERS), ("rules/view.yaml", VIEW)]);
    for (index, (name, record)) in records().iter().enumerate() {
        folder.write(&format!("patients/{}{name}.json", if index < 2 { "some/" } else { "" }), record);
    }
    folder
}

fn simulate(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    printed(&run_in(folder, &[&["simulate"], arguments].concat()))
}

/// What it prints of the patients on that day, without an error.
fn report(folder: &Path, arguments: &[&str]) -> String {
    let (printed, errors, code) = simulate(folder, &[&DAY[..], &["--patients", "patients"], arguments].concat());
    assert_eq!((errors.as_str(), code), ("", 0));
    printed
}

fn report_json(folder: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&report(folder, &[&["--format", "json"], arguments].concat())).expect("JSON")
}

/// What it prints with this on standard input.
fn piped(folder: &Path, input: &str, arguments: &[&str]) -> (String, String, i32) {
    let mut process = Command::new(program())
        .args([&["simulate"], arguments].concat())
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    process.stdin.take().expect("standard input").write_all(input.as_bytes()).expect("it reads");
    printed(&process.wait_with_output().expect("it ends"))
}

fn lines(records: &[(&str, String)]) -> String {
    records.iter().map(|(_, record)| format!("{record}\n")).collect()
}

#[test]
fn the_report_for_people() {
    insta::assert_snapshot!(report(folder().path(), &[]));
}

#[test]
fn the_report_for_programs() {
    insta::assert_snapshot!(report(folder().path(), &["a1c", "--format", "json"]));
}

#[test]
fn the_report_for_spreadsheets() {
    insta::assert_snapshot!(report(folder().path(), &["--format", "csv"]));
}

#[test]
fn the_lines() {
    insta::assert_snapshot!(report(folder().path(), &["--format", "ndjson"]));
}

#[test]
fn the_page_needs_nothing_else_and_escapes_what_is_put_into_it() {
    let page = report(folder().path(), &["--format", "html"]);
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
    assert!(page.contains("HbA1c &#60;high&#62; &#38; &#34;watched&#34;") && !page.contains("<high>"));
    for foreign in ["http:", "https:", "<script", "<link", "<img", "src=", "url(", "@import"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    for table in page.split("<table").skip(1) {
        let table = table.split("</table>").next().expect("a table");
        assert!(table.contains("<caption>") && table.contains("scope=\"col\"") && table.contains("scope=\"row\""), "{table}");
    }
    assert!(page.contains("Shows for 1 of 5 patients (20.0 per 100, 95 % interval 3.6 to 62.4), in 1 call."));
}

#[test]
fn a_card_is_counted_by_patients_and_calls() {
    let report = report_json(folder().path(), &["orders"]);
    let rule = &report["rules"][0];
    assert_eq!(rule["calls"], json!({ "order-sign": 3 }), "an order that is active is signed in a call of its own");
    let card = &rule["cards"][0];
    assert_eq!((&card["patients"], &card["of"], &card["calls"]), (&json!(2), &json!(5), &json!(3)));
    assert_eq!((&card["per100"], &card["low"], &card["high"]), (&json!(40.0), &json!(11.76), &json!(76.93)), "Wilson, 95 %");
}

#[test]
fn what_was_missing_is_told_with_what_it_left_undecided() {
    let report = report_json(folder().path(), &["a1c"]);
    assert_eq!(
        report["rules"][0]["missing"],
        json!([
            { "name": "result", "why": "absent", "patients": 2, "decided": 1, "undecided": { "card high": 1 } },
            { "name": "a1c", "why": "unit", "patients": 1, "decided": 0, "undecided": { "card high": 1 } },
        ])
    );
}

#[test]
fn cards_of_different_rules_show_together_where_the_same_hook_fires() {
    let report = report_json(folder().path(), &[]);
    let pairs: Vec<(String, u64)> = report["together"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|pair| {
            (
                format!("{} {}", pair["cards"][0].as_str().expect("a card"), pair["cards"][1].as_str().expect("a card")),
                pair["patients"].as_u64().expect("a count"),
            )
        })
        .collect();
    assert_eq!(pairs, [("a1c/seen view/hello".to_owned(), 4), ("a1c/high a1c/seen".to_owned(), 1), ("a1c/high view/hello".to_owned(), 1)]);
}

#[test]
fn how_long_calls_took_is_told_unless_it_is_not_to_be() {
    let folder = folder();
    let arguments = ["--patients", "patients", "--format", "json"];
    let (timed, _, _) = simulate(folder.path(), &arguments);
    let timed: Value = serde_json::from_str(&timed).expect("JSON");
    let slowest = timed["slowest"].as_array().expect("a list");
    assert_eq!(slowest.len(), 3);
    for rule in slowest {
        let (median, p95) = (rule["medianNanoseconds"].as_u64().expect("a time"), rule["p95Nanoseconds"].as_u64().expect("a time"));
        assert!(0 < median && median <= p95, "{rule}");
    }
    assert_eq!(report_json(folder.path(), &[])["slowest"], json!([]));
}

#[test]
fn the_merged_report_of_any_split_is_that_of_the_whole() {
    let folder = folder();
    folder.write("patients/broken.json", "{");
    let timed = ["--today", "2026-01-15", "--patients", "patients", "--format", "ndjson"];
    let (whole, _, code) = simulate(folder.path(), &timed);
    assert_eq!(code, 1);
    folder.write("whole.ndjson", &whole);
    let lines: Vec<&str> = whole.lines().collect();
    assert_eq!(lines.len(), 5 * 3 + 1);
    for parts in [2, 3, 7] {
        let names: Vec<String> = (0..parts).map(|part| format!("part-{part}.ndjson")).collect();
        for (part, name) in names.iter().enumerate() {
            // Not in their order, and one of the parts may be empty.
            let of_part: Vec<&str> = lines.iter().rev().skip(part).step_by(parts).copied().collect();
            folder.write(name, &of_part.iter().map(|line| format!("{line}\n")).collect::<String>());
        }
        for format in ["text", "json", "csv", "html"] {
            let merged = |files: &[&str]| simulate(folder.path(), &[&["--format", format, "--merge"], files].concat());
            let whole = merged(&["whole.ndjson"]);
            assert_eq!(whole.2, 1, "what was passed over is passed over in parts too");
            assert!(!whole.0.is_empty());
            assert_eq!(merged(&names.iter().map(String::as_str).collect::<Vec<_>>()), whole, "{format} of {parts} parts");
        }
    }
}

#[test]
fn parts_that_are_simulated_apart_come_to_the_report_of_the_whole() {
    let folder = folder();
    let records = records();
    let mut parts = Vec::new();
    for (name, part) in [("one", &records[..2]), ("two", &records[2..]), ("none", &[])] {
        let (lines, errors, code) = piped(folder.path(), &lines(part), &[&DAY[..], &["--patients", "-", "--format", "ndjson"]].concat());
        assert_eq!((errors.as_str(), code), ("", 0));
        folder.write(name, &lines);
        parts.push(name);
    }
    for format in ["text", "json", "csv", "html"] {
        let (merged, _, code) = simulate(folder.path(), &[&["--format", format, "--merge"], &parts[..]].concat());
        assert_eq!((merged, code), (report(folder.path(), &["--format", format]), 0), "{format}");
    }
}

#[test]
fn records_are_read_a_line_from_files_and_from_standard_input() {
    let folder = folder();
    let whole = report(folder.path(), &[]);
    folder.write("all.ndjson", &format!("\n{}", lines(&records())));
    folder.write("mixed/b.ndjson", &lines(&records()[1..4]));
    folder.write("mixed/deep/.hidden/x.json", "{");
    folder.write("mixed/deep/notes.txt", "no record");
    folder.write("mixed/deep/a.json", &records()[0].1);
    folder.write("mixed/deep/e.JSON", &records()[4].1);
    for patients in ["all.ndjson", "mixed"] {
        let (printed, errors, code) = simulate(folder.path(), &[&DAY[..], &["--patients", patients]].concat());
        assert_eq!((printed, errors.as_str(), code), (whole.clone(), "", 0), "{patients}");
    }
    let (printed, _, code) = piped(folder.path(), &lines(&records()), &[&DAY[..], &["--patients", "-"]].concat());
    assert_eq!((printed, code), (whole, 0));
}

#[test]
fn lines_come_in_the_order_of_the_records() {
    let folder = folder();
    let records: Vec<(&str, String)> = (0..200).map(|number| ("", patient(&format!("p{number}"), "1970-01-01", "male", &[]))).collect();
    let (printed, _, _) = piped(folder.path(), &lines(&records), &["view", "--patients", "-", "--format", "ndjson"]);
    let patients: Vec<String> = printed
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["patient"].as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(patients, (0..200).map(|number| format!("p{number}")).collect::<Vec<_>>());
}

#[test]
fn a_file_of_resources_a_line_is_one_record_and_such_a_line_alone_is_none() {
    let folder = folder();
    let person = json!({ "resourceType": "Patient", "id": "p", "birthDate": "1960-01-01" }).to_string();
    let record = format!("{person}\n{}\n", a1c("p", 9.0, "%"));
    folder.write("record.ndjson", &record);
    let (printed, errors, code) = simulate(folder.path(), &["a1c", "--patients", "record.ndjson", "--format", "json"]);
    let report: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!((&report["rules"][0]["cards"][0]["patients"], errors.as_str(), code), (&json!(1), "", 0));
    let (_, errors, code) = piped(folder.path(), &record, &["a1c", "--patients", "-"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(errors, @r"
    standard input:1: is one resource alone (a line is to be one patient's whole record: a Bundle, and this is of type Patient); put the resources of a bulk export together by patient first; passed over
    standard input:2: is one resource alone (a line is to be one patient's whole record: a Bundle, and this is of type Observation); put the resources of a bulk export together by patient first; passed over
    ");
}

#[test]
fn a_record_that_can_not_be_used_is_told_and_counted_and_the_others_are_simulated() {
    let folder = folder();
    folder.write("patients/z/broken.json", "{\n  \"resourceType\": ]");
    folder.write("patients/z/empty.json", "");
    folder.write("patients/z/few.ndjson", &format!("{}\n\nno json\n", records()[0].1));
    folder.write("patients/z/nobody.json", r#"{ "resourceType": "Bundle" }"#);
    folder.write("patients/z/other.json", "{}");
    folder.write(
        "patients/z/two.json",
        r#"{ "resourceType": "Bundle", "entry": [ { "resource": { "resourceType": "Patient", "id": "x" } }, { "resource": { "resourceType": "Patient", "id": "y" } } ] }"#,
    );
    std::fs::write(folder.path().join("patients/z/latin.json"), b"{ \"a\": \"\xe9\" }").expect("the file");
    let (printed, errors, code) = simulate(folder.path(), &[&DAY[..], &["view", "--patients", "patients"]].concat());
    assert_eq!(code, 1);
    insta::assert_snapshot!(errors);
    insta::assert_snapshot!(printed);
}

#[test]
fn what_keeps_it_from_running_is_told() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("nothing")).expect("a folder");
    folder.write("empty.ndjson", "\n");
    folder.write("lines.ndjson", "{\"record\":\"skipped\",\"place\":\"a.json\",\"why\":\"no-json\"}\n{\"record\":\"seen\"}\n");
    folder.write("wrong/rule.yaml", "id: wrong");
    let output = |arguments: &[&str]| {
        let (printed, errors, code) = simulate(folder.path(), arguments);
        assert_eq!((printed.as_str(), code), ("", 2), "{arguments:?}");
        errors
    };
    let output: String = [
        &["--patients", "nothing"][..],
        &["--patients", "empty.ndjson"],
        &["--patients", "none"],
        &["ordres", "--patients", "patients"],
        &["something-else", "--patients", "patients"],
        &["--patients", "patients", "--rules", "none"],
        &["--patients", "patients", "--rules", "wrong"],
        &["--merge", "none.ndjson"],
        &["--merge", "empty.ndjson"],
        &["--merge", "lines.ndjson"],
        &["--merge", "lines.ndjson", "--format", "ndjson"],
    ]
    .into_iter()
    .map(output)
    .collect();
    insta::assert_snapshot!(output);
    assert_eq!(piped(folder.path(), "", &["--patients", "-"]).2, 2);
    assert_eq!(simulate(folder.path(), &[]).2, 2, "without patients there is nothing to simulate on");
    assert_eq!(simulate(folder.path(), &["--patients", "patients", "--today", "soon"]).2, 2);
}

#[test]
fn a_sample_is_drawn_by_its_seed_whatever_the_order() {
    let folder = Folder::with(&[("rules/view.yaml", VIEW)]);
    let records: Vec<(String, String)> =
        (0..40).map(|number| (format!("p{number:02}"), patient(&format!("p{number:02}"), "1970-01-01", "male", &[]))).collect();
    records.iter().for_each(|(name, record)| folder.write(&format!("patients/{name}.json"), record));
    let drawn = |arguments: &[&str]| -> Vec<String> {
        let lines = report(folder.path(), &[&["--format", "ndjson"], arguments].concat());
        lines
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["patient"].as_str().expect("an id").to_owned())
            .collect()
    };
    let sample = drawn(&["--sample", "10"]);
    assert_eq!(sample.len(), 10);
    assert!(sample.is_sorted(), "in the order of the records: {sample:?}");
    assert_ne!(sample, (0..10).map(|number| format!("p{number:02}")).collect::<Vec<_>>());
    assert_eq!(sample, drawn(&["--sample", "10", "--seed", "0"]));
    let other = drawn(&["--sample", "10", "--seed", "7"]);
    assert_ne!(other, sample);
    assert_eq!(drawn(&["--sample", "99"]).len(), 40);
    std::fs::remove_file(folder.path().join(format!("patients/{}.json", other.iter().find(|id| !sample.contains(id)).expect("another"))))
        .expect("removed");
    assert_eq!(drawn(&["--sample", "10"]), sample, "a record that isn't drawn changes nothing");
}

#[test]
fn a_rule_that_is_off_is_simulated_where_it_is_named() {
    let folder = folder();
    folder.write("rules/view.yaml", &VIEW.replace("hook: patient-view", "hook: patient-view\nmode: off"));
    assert_eq!(report_json(folder.path(), &[])["rules"].as_array().map(Vec::len), Some(2));
    assert_eq!(report_json(folder.path(), &["view"])["rules"][0]["cards"][0]["patients"], json!(5));
}

#[test]
fn a_hook_that_no_record_can_fire_is_told_once() {
    let folder = folder();
    let settings = "hooks: { fancy: { context: { patientId: { required: true, token: true }, structure: { required: true } } } }\n";
    folder.write("engine.yaml", settings);
    folder.write("rules/view.yaml", &VIEW.replace("hook: patient-view", "hook: [ patient-view, fancy ]"));
    let printed = report(folder.path(), &["view", "--config", "engine.yaml"]);
    let note = "`fancy` was not simulated: it needs `context.structure`, which no record has";
    assert_eq!(printed.matches(note).count(), 1, "{printed}");
}

#[test]
fn a_query_that_a_record_can_not_answer_is_told_and_its_patient_is_in_no_rate() {
    let folder = folder();
    folder.write("rules/a1c.yaml", &A1C.replace("?patient=", "?code-value-quantity=4548-4$7&patient="));
    let report = report_json(folder.path(), &["a1c"]);
    let rule = &report["rules"][0];
    assert_eq!((&rule["patients"], &rule["cards"][0]["of"], &rule["cards"][0]["per100"]), (&json!(5), &json!(0), &Value::Null));
    let unanswerable = rule["unanswerable"].as_object().expect("an object");
    assert_eq!(unanswerable.values().collect::<Vec<_>>(), [&json!({ "patients": 5, "calls": 5 })], "{unanswerable:?}");
}
