//! What tests of this crate are made of: entries as a rule would have them.

use engine_fhir::types;
use engine_hooks::prefetch::Template;
use engine_rule::plan::PlannedEntry;

/// Entries of a rule by name and template, each after those that it depends on. Those with `context.patientId` are confined to the patient.
pub(crate) fn entries(written: &[(&str, &str)]) -> Vec<PlannedEntry> {
    let place = |name: &str| written.iter().position(|(other, _)| *other == name).unwrap();
    written
        .iter()
        .map(|(name, text)| {
            let template = Template::parse(text).unwrap();
            PlannedEntry {
                name: (*name).to_owned(),
                is_required: true,
                is_advertised: true,
                depends_on: template.depends_on().into_iter().map(place).collect(),
                gives: vec![template.query().resource_type()],
                is_confined_to_patient: text.contains("{{context.patientId}}"),
                resolves: if text.contains("resolve()") { vec![types::find("Resource").unwrap()] } else { Vec::new() },
                template,
            }
        })
        .collect()
}

/// One entry.
pub(crate) fn entry(template: &str) -> PlannedEntry {
    entries(&[("entry", template)]).remove(0)
}
