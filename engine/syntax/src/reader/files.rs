//! The files: rule, shared definitions, value set, table.

use super::{
    cards::{action, card, source},
    json::read_json,
    members::{Members, text},
    values::{condition, definitions},
};
use crate::{
    diagnostic::Diagnostics,
    language::{self, KeyKind, MappingSchema, conformance},
    model::{Access, Definition, Definitions, Mode, Prefetch, Review, Rule, TableFile, ValueForm, ValueSetFile},
    source::Text,
    yaml::Yaml,
};

/// Reads a rule file; `None` where it isn't a mapping.
pub fn read_rule(yaml: &Yaml, diagnostics: &mut Diagnostics) -> Option<Rule> {
    conform(yaml, &language::RULE, diagnostics);
    let members = Members::of(yaml)?;
    Some(Rule {
        span: members.span,
        id: members.required("id"),
        hooks: members.texts("hook"),
        hook_version: members.text("hookVersion"),
        version: members.required("version"),
        mode: members.word("mode", Mode::parse).map(|mode| mode.value).unwrap_or_default(),
        title: members.text("title"),
        description: members.required("description"),
        usage_requirements: members.text("usageRequirements"),
        source: members.get("source").and_then(source),
        review: members.get("review").and_then(review),
        access: members.word("access", Access::parse).map(|access| access.value).unwrap_or_default(),
        includes: members.texts("include"),
        definitions: definitions_of(members),
        when: members.when().and_then(condition),
        cards: members.list("cards", card),
        system_actions: members.list("systemActions", action),
    })
}

/// Reads a shared file of `common/`.
pub fn read_shared(yaml: &Yaml, diagnostics: &mut Diagnostics) -> Option<Definitions> {
    conform(yaml, &language::SHARED, diagnostics);
    Members::of(yaml).map(definitions_of)
}

/// Reads a value set file.
pub fn read_value_set(yaml: &Yaml, diagnostics: &mut Diagnostics) -> Option<ValueSetFile> {
    conform(yaml, &language::VALUE_SET, diagnostics);
    value_set(yaml)
}

/// Reads a table file.
pub fn read_table(yaml: &Yaml, diagnostics: &mut Diagnostics) -> Option<TableFile> {
    conform(yaml, &language::TABLE, diagnostics);
    let members = Members::of(yaml)?;
    Some(TableFile {
        title: members.text("title"),
        source: members.text("source"),
        columns: members.map("columns").filter_map(|(name, column)| Some((name.clone(), text(column)?))).collect(),
        rows: members.map("rows").filter_map(|(system, rows)| Some((system.clone(), table_rows(rows)?))).collect(),
        span: members.span,
    })
}

pub(super) fn conform(yaml: &Yaml, mapping: &'static MappingSchema, diagnostics: &mut Diagnostics) {
    conformance::check(yaml, &KeyKind::Object(mapping), &format!("{} file", mapping.name), diagnostics);
}

/// What a rule file and a shared file both may define. The name of an entry that can't be read stays known as a value that can't be, so that it is missed nowhere.
fn definitions_of(members: Members<'_>) -> Definitions {
    let mut read = Definitions { includes: members.texts("include"), ..Definitions::default() };
    for (name, yaml) in members.map("prefetch") {
        match prefetch(name, yaml) {
            Some(entry) => read.prefetch.push(entry),
            None => read.values.push(Definition { name: name.clone(), value: ValueForm::Unreadable, span: yaml.span() }),
        }
    }
    read.values.extend(definitions(members));
    read.value_sets = members.map("valueSets").filter_map(|(name, yaml)| Some((name.clone(), value_set(yaml)?))).collect();
    read
}

fn prefetch(name: &Text, yaml: &Yaml) -> Option<Prefetch> {
    let Some(members) = Members::of(yaml) else {
        return Some(Prefetch { name: name.clone(), query: text(yaml)?, is_required: true, is_advertised: true });
    };
    let is = |key| members.boolean(key).is_none_or(|boolean| boolean.value);
    Some(Prefetch { name: name.clone(), query: members.text("query")?, is_required: is("required"), is_advertised: is("advertise") })
}

fn value_set(yaml: &Yaml) -> Option<ValueSetFile> {
    let members = Members::of(yaml)?;
    Some(ValueSetFile {
        title: members.text("title"),
        source: members.text("source"),
        codes: members.map("codes").map(|(system, codes)| (system.clone(), codes_of(codes))).collect(),
        fhir: members.text("fhir"),
        span: members.span,
    })
}

fn codes_of(yaml: &Yaml) -> Vec<(Text, Option<Text>)> {
    match yaml {
        Yaml::Sequence { elements, .. } => elements.iter().filter_map(|code| Some((text(code)?, None))).collect(),
        Yaml::Mapping { members, .. } => members.iter().map(|(code, display)| (code.clone(), text(display))).collect(),
        _ => Vec::new(),
    }
}

type Row = (Text, Vec<(Text, crate::model::Json)>);

fn table_rows(yaml: &Yaml) -> Option<Vec<Row>> {
    let cells = |row: &Yaml| Some(Members::of(row)?.iter().map(|(column, cell)| (column.clone(), read_json(cell))).collect());
    Some(Members::of(yaml)?.iter().filter_map(|(code, row)| Some((code.clone(), cells(row)?))).collect())
}

fn review(yaml: &Yaml) -> Option<Review> {
    let members = Members::of(yaml)?;
    Some(Review { owner: members.text("owner"), last: members.text("last"), next: members.text("next") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{CalendarUnit, Condition, JsonKind, Within},
        source::FileId,
        yaml,
    };

    fn tree(source: &str) -> (Yaml, Diagnostics) {
        let mut found = Diagnostics::default();
        (yaml::parse(FileId(0), source, &mut found).expect("a tree"), found)
    }

    fn rule(source: &str) -> (Rule, Diagnostics) {
        let (tree, mut found) = tree(source);
        (read_rule(&tree, &mut found).expect("a rule"), found)
    }

    const RULE: &str = "
id: a1c-overdue
hook: [ patient-view, order-select ]
version: 1.0.0
description: x
prefetch:
  patient: Patient/{{context.patientId}}
  labs: { query: Observation, required: false }
values:
  a1c: { find: labs, codes: hba1c, within: next 2 weeks, pick: latest }
  orders: { for: { order: a, row: b }, values: { c: d }, yield: e }
when: { all: [ a > 1, { none: [ b ] } ] }
cards:
  - id: overdue
    summary: y
    indicator: info
    detail: Only one
    suggestions: [ { label: z, actions: [ { type: create, description: d, resource: { a: [ 1.50, '2', true, null, no ] } } ] } ]
";

    #[test]
    fn a_rule_is_read_as_written() {
        let (rule, found) = rule(RULE);
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(rule.hooks.iter().map(Text::as_str).collect::<Vec<_>>(), ["patient-view", "order-select"]);
        let [patient, labs] = &rule.definitions.prefetch[..] else { panic!("two entries") };
        assert!(patient.is_required && !labs.is_required && labs.is_advertised);
        let ValueForm::Find(find) = &rule.definitions.values[0].value else { panic!("a find") };
        assert_eq!(find.within.as_ref().map(|within| within.value), Some(Within { count: 2, unit: CalendarUnit::Weeks, is_ahead: true }));
        let ValueForm::Loop(repeated) = &rule.definitions.values[1].value else { panic!("a loop") };
        assert_eq!(repeated.block.variables.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["order", "row"]);
        assert!(matches!(&rule.when, Some(Condition::All(all)) if matches!(all.value[1], Condition::None(_))));
        assert_eq!(rule.cards[0].detail[0].text.as_str(), "Only one");
    }

    #[test]
    fn json_keeps_digits_and_what_yaml_has_and_json_has_not_is_text() {
        let (rule, _) = rule(RULE);
        let resource = rule.cards[0].suggestions[0].actions[0].resource.as_ref().expect("a resource");
        let JsonKind::Object(members) = &resource.kind else { panic!("an object") };
        let JsonKind::Array(elements) = &members[0].1.kind else { panic!("an array") };
        assert!(matches!(&elements[0].kind, JsonKind::Number(digits) if digits == "1.50"));
        assert!(matches!(&elements[1].kind, JsonKind::Text(_)));
        assert!(matches!(&elements[2].kind, JsonKind::Boolean(true)));
        assert!(matches!(&elements[3].kind, JsonKind::Null));
        assert!(matches!(&elements[4].kind, JsonKind::Text(text) if text.as_str() == "no"));
    }

    #[test]
    fn what_cannot_be_read_leaves_the_rest_and_its_name() {
        let (rule, found) =
            rule("id: a\nprefetch: { patient: [ x ], labs: Observation }\nvalues: { a: { form: x }, b: c }\ncards: [ x, { id: y } ]\n");
        assert!(found.has_errors());
        assert_eq!(rule.definitions.prefetch.len(), 1);
        let unreadable: Vec<_> = rule
            .definitions
            .values
            .iter()
            .filter(|value| matches!(value.value, ValueForm::Unreadable))
            .map(|value| value.name.as_str())
            .collect();
        assert_eq!(unreadable, ["patient", "a"], "entries stand above values");
        assert_eq!(rule.cards.len(), 1);
    }

    #[test]
    fn codes_are_text_as_written() {
        let (tree, mut found) = tree("codes: { http://loinc.org: { 08: A, 4548-4: no }, urn:x: [ 1e3, no ] }\n");
        let set = read_value_set(&tree, &mut found).expect("a value set");
        let codes: Vec<&str> = set.codes.iter().flat_map(|(_, codes)| codes.iter().map(|(code, _)| code.as_str())).collect();
        assert_eq!(codes, ["08", "4548-4", "1e3", "no"]);
        assert!(found.is_empty());
    }
}
