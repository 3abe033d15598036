//! Whether what a find looks for is what its query asks for: a code that is never asked for reads as 'none'.

use super::Entry;
use crate::{compiler::Compiler, data::find::check_query, model, source::Text};
use engine_fhir::query::{Parameter, Query};
use engine_hooks::prefetch::Part;

/// The search parameters that stand for a resource's main code.
const CODE_PARAMETERS: [&str; 2] = ["code", "vaccine-code"];

/// Reports the finds that look for codes that their queries don't ask for.
pub(crate) fn check(definitions: &model::Definitions, entries: &[Entry], compiler: &mut Compiler<'_>) {
    for definition in &definitions.values {
        let model::ValueForm::Find(find) = &definition.value else { continue };
        let Some(codes) = &find.codes else { continue };
        for name in &find.find {
            let written = definitions.prefetch.iter().find(|entry| entry.name.as_str() == name.as_str());
            let compiled = entries.iter().find(|entry| entry.planned.name == name.as_str());
            if let (Some(written), Some(compiled)) = (written, compiled) {
                check_entry(codes, &written.query, compiled.planned.template.query(), compiler);
            }
        }
    }
}

fn check_entry(codes: &Text, text: &Text, query: &Query<Vec<Part>>, compiler: &mut Compiler<'_>) {
    let Query::Search(search) = query else { return };
    for parameter in search.parameters.iter().filter(|parameter| CODE_PARAMETERS.contains(&parameter.name.as_str())) {
        if let Some(asked) = tokens(parameter) {
            let place = text.span_of(parameter.span.0..parameter.span.1);
            check_query(codes, &asked, place, compiler.library, compiler.diagnostics);
        }
    }
}

/// The tokens that a parameter asks for, where all of them are known; a modifier (`:in`) asks for others.
fn tokens(parameter: &Parameter<Vec<Part>>) -> Option<Vec<String>> {
    let token = |value: &Vec<Part>| match value.as_slice() {
        [Part::Literal(token)] => Some(token.clone()),
        _ => None,
    };
    if parameter.modifier.is_some() { None } else { parameter.values.iter().map(token).collect() }
}
