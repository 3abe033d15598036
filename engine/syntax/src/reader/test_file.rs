//! Test files.

use super::{
    files::conform,
    json::read_json,
    members::{Members, text},
};
use crate::{
    diagnostic::Diagnostics,
    language,
    model::{
        Json, Spanned,
        test_file::{Case, Expect, Patient, Test, TestFile},
    },
    source::Text,
    yaml::Yaml,
};

/// Reads a test file; `None` where it isn't a mapping.
pub fn read_test_file(yaml: &Yaml, diagnostics: &mut Diagnostics) -> Option<TestFile> {
    conform(yaml, &language::TEST, diagnostics);
    let members = Members::of(yaml)?;
    Some(TestFile {
        span: members.span,
        rule: members.required("rule"),
        today: members.required("today"),
        patient: members.get("patient").and_then(patient),
        tests: members.list("tests", test),
    })
}

fn patient(yaml: &Yaml) -> Option<Patient> {
    match yaml {
        Yaml::Sequence { .. } => Some(Patient::Resources(read_json(yaml))),
        _ => text(yaml).map(Patient::File),
    }
}

fn test(yaml: &Yaml) -> Option<Test> {
    let members = Members::of(yaml)?;
    let single = members.get("expect").and_then(expect).map(|expect| Case { name: None, set: Vec::new(), expect });
    Some(Test {
        span: members.span,
        name: members.required("name"),
        today: members.text("today"),
        patient: members.get("patient").and_then(patient),
        hook: members.text("hook"),
        context: named(members, "context"),
        prefetch: named(members, "prefetch"),
        scope: members.text("scope"),
        authorization: members.get("fhirAuthorization").map(read_json),
        cases: single.into_iter().chain(members.list("each", row)).collect(),
    })
}

fn row(yaml: &Yaml) -> Option<Case> {
    let members = Members::of(yaml)?;
    Some(Case { name: members.text("name"), set: named(members, "set"), expect: members.get("expect").and_then(expect)? })
}

fn expect(yaml: &Yaml) -> Option<Expect> {
    let members = Members::of(yaml)?;
    let status = members.text("status").and_then(|digits| Some(Spanned { value: digits.as_str().parse().ok()?, span: digits.span() }));
    let missing = members.get("missing").map(|yaml| Spanned { value: members.texts("missing"), span: yaml.span() });
    Some(Expect {
        span: members.span,
        status,
        cards: members.get("cards").map(read_json),
        system_actions: members.get("systemActions").map(read_json),
        values: named(members, "values"),
        missing,
        diagnostics: members.get("diagnostics").map(read_json),
    })
}

fn named(members: Members<'_>, key: &str) -> Vec<(Text, Json)> {
    members.map(key).map(|(name, value)| (name.clone(), read_json(value))).collect()
}
