//! The examples of the checks that drawing values reports, compiled as whole rules.

use crate::{check::Check, check::Example, check::catalogue, rule_set::RuleSet, source::Sources};
use engine_hooks::catalogue::Catalogue;

const RULE: &str = "id: example
hook: patient-view
version: 1.0.0
description: An example
source: { label: Clinic }
cards:
  - { id: reminder, summary: Look, indicator: info }
";

fn found(example: &Example) -> Vec<String> {
    let Example::Keys(keys) = example else { panic!("these examples are keys") };
    let mut sources = Sources::default();
    sources.add("clinic/example.yaml", format!("{RULE}{keys}"));
    let (_, diagnostics) = RuleSet::compile(&sources, &Catalogue::hl7());
    diagnostics.iter().map(|diagnostic| format!("{}: {}", diagnostic.check.name, diagnostic.message)).collect()
}

#[test]
fn wrong_examples_are_found_and_right_ones_pass() {
    let checks: &[&Check] = &[
        &catalogue::codes_beyond_query::CHECK,
        &catalogue::find_needs_resources::CHECK,
        &catalogue::from_needs_json::CHECK,
        &catalogue::list_needs_index::CHECK,
        &catalogue::no_main_code::CHECK,
        &catalogue::no_main_date::CHECK,
        &catalogue::not_a_list::CHECK,
        &catalogue::path_compares_unlike::CHECK,
        &catalogue::path_syntax::CHECK,
        &catalogue::path_too_broad::CHECK,
        &catalogue::type_not_in_query::CHECK,
        &catalogue::unit_needs_quantity::CHECK,
        &catalogue::unknown_element::CHECK,
        &catalogue::unknown_resource_type::CHECK,
        &catalogue::wrong_reading::CHECK,
    ];
    for check in checks {
        let wrong = found(&check.wrong);
        assert!(wrong.len() == 1 && wrong[0].starts_with(&format!("{}:", check.name)), "wrong example of {}: {wrong:?}", check.name);
        assert_eq!(found(&check.right), Vec::<String>::new(), "right example of {}", check.name);
    }
}
