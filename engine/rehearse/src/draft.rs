//! Writes a rule to begin with, and its test. Both are right as they stand, for any hook.

use crate::{
    context::{Subject, requires},
    yaml,
};
use engine_hooks::catalogue::{FieldKind, Hook};

/// What a new rule is to be.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'d> {
    /// Its id.
    pub id: &'d str,
    /// Its title.
    pub title: &'d str,
    /// The hook that calls it.
    pub hook: &'d Hook,
    /// The folder of the JSON Schemas as the files see it, if there is one.
    pub schemas: Option<&'d str>,
}

/// An Encounter, for hooks that need one.
const ENCOUNTER: &str = "{ resourceType: Encounter, id: e, status: in-progress, class: { code: AMB }, period: { start: 2026-01-15 } }";

impl Draft<'_> {
    /// The rule file.
    pub fn rule(&self) -> String {
        let Draft { id, hook, .. } = self;
        let (title, schema) = (yaml::text(self.title), self.schema("rule"));
        let what = if self.has_patient() { RULE_OF_A_PATIENT } else { RULE_OF_ANYTHING };
        format!(
            "{schema}id: {id}\nhook: {}\nversion: 0.1.0\nmode: silent       # evaluated and audited, shows nothing yet; `live` when it is ready\ntitle: {title}\n\
             description: {title}\nsource: {{ label: Our clinic }}\n\n{what}",
            hook.name
        )
    }

    /// The test file.
    pub fn test(&self) -> String {
        let tests = if self.has_patient() { self.tests_of_a_patient() } else { self.test_of_anything() };
        format!("{}rule: {}\ntoday: 2026-01-15\n\ntests:\n{tests}", self.schema("test"), self.id)
    }

    fn tests_of_a_patient(&self) -> String {
        let test = |name: &str, born: &str, expect: &str| {
            let about = self.about();
            format!("  - name: {name}\n    patient:\n      - {{ resourceType: Patient, id: p{born} }}\n{about}    expect: {expect}\n")
        };
        [
            test("an adult", ", birthDate: 1970-05-02", "{ cards: [ { id: adult, summary: This patient is 55 years old } ] }"),
            test("a child", ", birthDate: 2015-05-02", "{ cards: [] }"),
            test("nobody knows when this patient was born", "", "{ cards: [], missing: [ age ] }"),
        ]
        .join("\n")
    }

    fn test_of_anything(&self) -> String {
        format!("  - name: the hook fires\n    context: {}\n    expect: {{ cards: [ {{ id: called }} ] }}\n", self.context())
    }

    fn schema(&self, name: &str) -> String {
        self.schemas.map_or_else(String::new, |folder| format!("# yaml-language-server: $schema={folder}/{name}.schema.json\n"))
    }

    fn has_patient(&self) -> bool {
        self.hook.context.iter().any(|field| field.name == "patientId" && field.is_prefetch_token)
    }

    /// The resources of the record that the hook is about.
    fn about(&self) -> String {
        let encounter = requires(self.hook, "encounterId").then_some(ENCOUNTER);
        let subject = Subject::of_hook(self.hook).map(|subject| subject.example);
        subject.into_iter().chain(encounter).map(|resource| format!("      - {resource}\n")).collect()
    }

    /// The fields that a hook without a patient requires.
    fn context(&self) -> String {
        let required = self.hook.context.iter().filter(|field| field.is_required);
        let fields: Vec<String> = required
            .map(|field| match field.kind {
                FieldKind::Text | FieldKind::Any => format!("{}: example", field.name),
                FieldKind::Array => format!("{}: [ example ]", field.name),
                FieldKind::Object => format!("{}: {{ resourceType: Basic, id: example, code: {{ text: Example }} }}", field.name),
            })
            .collect();
        if fields.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", fields.join(", ")) }
    }
}

const RULE_OF_A_PATIENT: &str = r#"prefetch:
  patient: Patient/{{context.patientId}}

values:
  age: { from: patient, path: $.birthDate, as: age }

when: age >= 18

cards:
  - id: adult
    summary: "This patient is {{ age }} years old"
    indicator: info
"#;

const RULE_OF_ANYTHING: &str = r#"cards:
  - id: called
    summary: This hook has fired
    indicator: info
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test::{Files, Suite, Verdict};
    use engine_hooks::catalogue::{Catalogue, ContextField};
    use engine_rule::rule_set::RuleSet;
    use engine_syntax::source::Sources;
    use jiff::tz::TimeZone;

    struct NoFiles;

    impl Files for NoFiles {
        fn read(&self, _: &str, path: &str) -> Result<String, String> {
            Err(path.to_owned())
        }
    }

    /// Compiles and runs a draft; what is wrong with it.
    fn complaints(hook: &Hook, catalogue: &Catalogue) -> Vec<String> {
        let draft = Draft { id: "draft", title: "Yes: a \"draft\"", hook, schemas: Some("../../schemas") };
        let mut sources = Sources::default();
        sources.add("general/draft.yaml", draft.rule());
        sources.add("general/draft.test.yaml", draft.test());
        let (rules, mut diagnostics) = RuleSet::compile(&sources, catalogue);
        let tests = rules.read_tests(&sources, &mut diagnostics);
        let suite = Suite { rules: &rules, sources: &sources, files: &NoFiles, value_sets: &(), zone: TimeZone::UTC, filter: None };
        let run = suite.run(&tests);
        let found = diagnostics.iter().map(|found| format!("{}: {}", hook.name, found.message));
        let failed = run.cases.iter().filter(|case| !matches!(case.verdict, Verdict::Passed));
        let none = run.cases.is_empty().then(|| format!("{}: no tests", hook.name));
        found.chain(failed.map(|case| format!("{}: {}: {:?}", hook.name, case.name, case.verdict))).chain(none).collect()
    }

    #[test]
    fn a_draft_is_right_and_its_tests_pass_for_every_hook() {
        let catalogue = Catalogue::hl7();
        let complaints: Vec<String> = catalogue
            .names()
            .into_iter()
            .filter_map(|name| catalogue.find(name, None))
            .flat_map(|hook| complaints(hook, &catalogue))
            .collect();
        assert!(complaints.is_empty(), "{complaints:#?}");
    }

    #[test]
    fn a_hook_of_ones_own_needs_no_patient() {
        let field = |name: &str, kind| ContextField { name: name.to_owned(), is_required: true, is_prefetch_token: false, kind };
        let context = vec![field("text", FieldKind::Text), field("list", FieldKind::Array), field("thing", FieldKind::Object)];
        let hook = Hook { name: "own".to_owned(), version: None, context };
        let mut catalogue = Catalogue::hl7();
        catalogue.add(hook.clone());
        assert_eq!(complaints(&hook, &catalogue), Vec::<String>::new());
    }
}
