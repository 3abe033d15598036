//! `engine lint` from outside: what it prints, what it exits with, and that no file brings it down.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_tests::{Folder, printed, run_in, run_with_cache};
use std::{fs::File, path::Path, time::Instant};

const RIGHT: &str = "id: right
hook: patient-view
version: 1.0.0
description: A rule without mistakes
source: { label: Clinic }
prefetch:
  labs: Observation?patient={{context.patientId}}&code={{codes.hba1c}}
values:
  results: { find: labs, codes: hba1c }
when: count(results) == 0
cards: [ { id: measure, summary: Measure HbA1c, indicator: info } ]
";

const HBA1C: &str = "codes:\n  http://loinc.org: { 4548-4: Hemoglobin A1c }\n";

const TEN_MISTAKES: &str = "id: Ten_mistakes
hook: patient-veiw
version: 1.0
titel: Ten mistakes
description: A rule with ten mistakes
source: { label: ADA, url: https://diabetesjournals.org/care }
prefetch:
  patient: Patient/{{context.patientId}}
  labs: Observation?patient={{context.patientId}}&code={{codes.hba1x}}
values:
  age: { from: patient, path: $.birthDat, as: age }
when:
  all:
    - !missing(age) && age >= 18
cards:
  - id: overdue
    summary: {{ count(labs) }} results
    indicator: warn
    detail: >
      The age is
      \"{{ agee }}\".
";

fn lint(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    printed(&run_in(folder, &[&["lint"], arguments].concat()))
}

/// The places and checks of a report: `3:9 unknown-name`.
fn places(report: &str) -> Vec<String> {
    let check = |line: &str| line.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(name, _)| name.to_owned());
    let place = |line: &str| line.split_once("--> ").and_then(|(_, place)| place.split_once(':')).map(|(_, place)| place.to_owned());
    let names = report.lines().filter(|line| line.starts_with("error[") || line.starts_with("warning[")).filter_map(check);
    report.lines().filter_map(place).zip(names).map(|(place, name)| format!("{place} {name}")).collect()
}

#[test]
fn right_rules_have_a_short_report() {
    let folder = Folder::with(&[("rules/a/right.yaml", RIGHT), ("rules/valuesets/hba1c.yaml", HBA1C)]);
    assert_eq!(lint(folder.path(), &[]), ("2 files, no problems\n".to_owned(), String::new(), 0));
}

#[test]
fn ten_mistakes_are_told_in_one_run_each_at_its_very_character() {
    let folder = Folder::with(&[("rules/ten.yaml", TEN_MISTAKES), ("rules/valuesets/hba1c.yaml", HBA1C)]);
    let (report, _, code) = lint(folder.path(), &[]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(report);
    assert_eq!(
        places(&report),
        [
            "1:5 bad-id",
            "2:7 unknown-hook",
            "3:10 bad-version",
            "4:1 unknown-key",
            "9:56 unknown-value-set",
            "11:33 unknown-element",
            "14:7 yaml-tag",
            "17:14 unquoted-template",
            "18:16 unknown-indicator",
            "21:11 unknown-name",
        ]
    );
}

#[test]
fn a_slip_is_told_once_with_how_to_mend_it() {
    for (right, slip, place, expected) in [
        ("Observation?", "Observations?", "7:9 query-syntax", "did you mean `Observation`?"),
        ("?patient=", "?patiant=", "7:21 unknown-search-parameter", "did you mean `patient`?"),
        ("count(results) == 0", "results.count == 0", "10:7 unknown-name", "a function comes first: `count(results)`"),
        (
            "cards: [ { id: measure, summary: Measure HbA1c, indicator: info } ]",
            "cards:\n  - id: measure\n   summary: Measure HbA1c\n    indicator: info",
            "13:4 yaml-syntax",
            "this line does not fit the lines above it",
        ),
    ] {
        let rule = RIGHT.replace(right, slip);
        let folder = Folder::with(&[("rules/slip.yaml", &rule), ("rules/valuesets/hba1c.yaml", HBA1C)]);
        let (report, _, code) = lint(folder.path(), &[]);
        assert_eq!((places(&report), code), (vec![place.to_owned()], 1), "{report}");
        assert!(report.contains(expected), "{report}");
    }
}

#[test]
fn a_file_alone_is_checked_with_the_value_sets_of_its_folder_and_only_its_own_findings_are_shown() {
    let folder = Folder::with(&[("rules/a/right.yaml", RIGHT), ("rules/a/ten.yaml", TEN_MISTAKES), ("rules/valuesets/hba1c.yaml", HBA1C)]);
    assert_eq!(lint(folder.path(), &["rules/a/right.yaml"]).2, 0);
    assert_eq!(lint(&folder.path().join("rules/a"), &["right.yaml"]).2, 0);
    assert_eq!(lint(folder.path(), &["rules/a"]).2, 1);
}

#[test]
fn warnings_are_allowed_unless_denied() {
    let rule = RIGHT.replace("description: A rule", "description: A #rule");
    let folder = Folder::with(&[("rules/right.yaml", &rule), ("rules/valuesets/hba1c.yaml", HBA1C)]);
    let (report, _, code) = lint(folder.path(), &[]);
    assert_eq!((report.contains("warning[comment-cuts-text]"), code), (true, 0), "{report}");
    assert_eq!(lint(folder.path(), &["--deny-warnings"]).2, 1);
}

#[test]
fn what_is_not_there_can_not_be_checked() {
    let folder = Folder::with(&[("notes.txt", "x")]);
    let (_, error, code) = lint(folder.path(), &["none.yaml"]);
    assert_eq!((error.starts_with("error: none.yaml: there is no such file"), code), (true, 2), "{error}");
    assert_eq!(lint(folder.path(), &[]).2, 2);
    assert_eq!(lint(folder.path(), &["notes.txt"]).2, 2);
}

#[test]
fn checks_are_listed_and_explained() {
    let folder = Folder::with(&[]);
    let (list, _, code) = lint(folder.path(), &["--list"]);
    assert_eq!((list.lines().any(|line| line.starts_with("unknown-name ")), code), (true, 0));
    let (page, _, code) = lint(folder.path(), &["--explain", "unknown-name"]);
    assert_eq!((page.contains("Wrong:") && page.contains("Right:"), code), (true, 0));
    let (_, error, code) = lint(folder.path(), &["--explain", "unknown-names"]);
    assert_eq!((error.as_str(), code), ("error: there is no check `unknown-names`; did you mean `unknown-name`?\n", 2));
}

#[test]
fn a_hook_of_ones_own_is_known_from_the_settings() {
    let rule = RIGHT.replace("hook: patient-view", "hook: fancy-structure");
    let settings = "hooks: { fancy-structure: { context: { patientId: { required: true, token: true } } } }\n";
    let folder = Folder::with(&[("rules/right.yaml", &rule), ("rules/valuesets/hba1c.yaml", HBA1C), ("engine.yaml", settings)]);
    assert_eq!(lint(folder.path(), &[]).2, 1);
    assert_eq!(lint(folder.path(), &["--config", "engine.yaml"]).2, 0);
}

#[test]
fn hostile_files_get_a_diagnostic_soon() {
    let bomb: String = std::iter::once("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned())
        .chain((1..30).map(|level| format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(","))))
        .collect();
    let folder = Folder::with(&[
        ("rules/bomb.yaml", &bomb),
        ("rules/deep.yaml", &"[".repeat(100_000)),
        ("rules/control.yaml", "id: \u{1b}[31mred\n"),
        ("rules/right.yaml", &RIGHT.replace("{{codes.hba1c}}", "http://loinc.org|4548-4").replace(", codes: hba1c", "")),
    ]);
    std::fs::write(folder.path().join("rules/binary.yaml"), [0x89, b'P', b'N', b'G', 0xff, 0]).expect("a file");
    File::create(folder.path().join("rules/huge.yaml")).and_then(|file| file.set_len(100_000_000)).expect("a file");
    let start = Instant::now();
    let (report, _, code) = lint(folder.path(), &[]);
    assert_eq!(code, 1);
    assert!(start.elapsed().as_secs() < 10, "took {:?}", start.elapsed());
    let files = ["binary", "bomb", "control", "deep", "huge"].map(|name| format!("--> rules/{name}.yaml:"));
    assert!(files.iter().all(|file| report.contains(file)), "{report}");
    assert!(!report.contains("rules/right.yaml"), "{report}");
    assert!(!report.contains('\u{1b}'), "nothing that a terminal obeys");
}

#[test]
fn a_rule_alone_is_held_against_all_that_concerns_it() {
    let broken = RIGHT.replace("id: right", "id: broken").replace("count(results)", "cuont(results)");
    let tests =
        "rule: right\ntoday: 2026-01-15\ntests: [ { name: none, patient: [ { resourceType: Patient, id: p } ], expect: { crads: [] } } ]\n";
    let files = [("a/right.yaml", RIGHT), ("b/right.yaml", RIGHT), ("c/broken.yaml", broken.as_str()), ("d/right.test.yaml", tests)];
    let files: Vec<_> = files.iter().map(|(path, text)| (format!("rules/{path}"), *text)).collect();
    let mut files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    files.push(("rules/valuesets/hba1c.yaml", HBA1C));
    let folder = Folder::with(&files);
    let found =
        |path: &str| lint(folder.path(), &[path]).0.lines().filter(|line| line.starts_with("error")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(found("rules/b/right.yaml"), ["error[duplicate-id]: the id `right` is taken by a/right.yaml"]);
    assert_eq!(found("rules/d"), ["error[unknown-key]: an expectation has no key `crads`"]);
    assert_eq!(found("rules/c").len(), 1, "and nothing of the others");
}

#[test]
fn a_rule_with_mistakes_is_there_for_its_tests() {
    let tests = "rule: right\ntoday: 2026-01-15\ntests: [ { name: none, patient: [], expect: { status: 412 } } ]\n";
    for (right, slip, expected) in
        [("count(results)", "cuont(results)", "10:7 unknown-function"), ("\ncards: [", "\ncards: [[", "11:8 yaml-syntax")]
    {
        let rule = RIGHT.replace(right, slip);
        let files = [("rules/right.yaml", rule.as_str()), ("rules/right.test.yaml", tests), ("rules/valuesets/hba1c.yaml", HBA1C)];
        assert_eq!(places(&lint(Folder::with(&files).path(), &[]).0), [expected]);
    }
}

#[test]
fn what_was_faultless_last_time_hides_no_mistake() {
    let other = RIGHT.replace("id: right", "id: other");
    let folder = Folder::with(&[("rules/right.yaml", RIGHT), ("rules/other.yaml", &other), ("rules/valuesets/hba1c.yaml", HBA1C)]);
    let cache = Folder::with(&[]);
    let lint = || {
        let (report, _, code) = printed(&run_with_cache(cache.path(), folder.path(), &["lint"]));
        (places(&report), code)
    };
    let nothing = || (Vec::new(), 0);
    assert_eq!([lint(), lint()], [nothing(), nothing()]);
    folder.write("rules/other.yaml", &other.replace("count(results)", "cuont(results)"));
    assert_eq!([lint(), lint()], [(vec!["10:7 unknown-function".to_owned()], 1), (vec!["10:7 unknown-function".to_owned()], 1)]);
    folder.write("rules/other.yaml", &other);
    folder.write("rules/valuesets/hba1c.yaml", &HBA1C.replace("4548-4", "4548-5"));
    assert_eq!(lint(), (vec!["2:23 bad-check-digit".to_owned()], 0));
    std::fs::remove_file(folder.path().join("rules/valuesets/hba1c.yaml")).expect("removed");
    assert_eq!(lint().0.len(), 4, "each rule names it twice");
}

#[test]
fn a_cache_keeps_a_fingerprint_for_each_faultless_rule_and_one_of_the_program() {
    let broken = RIGHT.replace("id: right", "id: broken").replace("count(results)", "cuont(results)");
    let folder = Folder::with(&[("rules/right.yaml", RIGHT), ("rules/broken.yaml", &broken), ("rules/valuesets/hba1c.yaml", HBA1C)]);
    let cache = Folder::with(&[]);
    let lint = |arguments: &[&str]| printed(&run_with_cache(cache.path(), folder.path(), arguments));
    let kept = || std::fs::read_dir(cache.path().join("engine/lint")).map(|files| files.map(|file| file.expect("a file").path()).collect());
    let all = lint(&["lint", "--no-cache"]);
    assert!(kept().is_err(), "nothing is kept");
    assert_eq!(lint(&["lint"]), all);
    let files: Vec<_> = kept().expect("a folder");
    let [file] = files.as_slice() else { panic!("one file for the folder of the rules: {files:?}") };
    let bytes = std::fs::read(file).expect("what is kept");
    assert_eq!(bytes.len(), 2 * 16);
    for unusable in [&bytes[..20], &[&[0; 16], &bytes[16..]].concat(), &[]] {
        std::fs::write(file, unusable).expect("written");
        assert_eq!(lint(&["lint"]), all);
        assert_eq!(std::fs::read(file).expect("what is kept"), bytes, "it is made anew");
    }
    assert_eq!(lint(&["lint", "rules/broken.yaml"]).2, 1);
    assert_eq!(std::fs::read(file).expect("what is kept"), bytes, "the others stay known");
}
