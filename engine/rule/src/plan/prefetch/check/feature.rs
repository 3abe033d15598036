//! Features of search beyond those that CDS Hooks recommends to be supported (CDS Hooks 2.0.1, "Prefetch query restrictions").

use super::{
    modifier::is_taken,
    written::{Written, literal},
};
use crate::plan::context::RuleContext;
use engine_fhir::{
    query::ParameterName,
    search_parameter::{ParameterKind, SearchParameter},
    types,
};
use engine_syntax::{catalogue::uncommon_query, diagnostic::Diagnostic, source::Span};

/// Prefixes of dates that the restrictions leave out.
const UNCOMMON_PREFIXES: [&str; 4] = ["ne", "sa", "eb", "ap"];

/// Notes what an EHR may not be able to prefetch.
pub(super) fn check(written: &Written<'_>, context: &mut RuleContext<'_>) {
    let Some((span, what)) = uncommon(written) else { return };
    let diagnostic = Diagnostic::new(&uncommon_query::CHECK, span, format!("many EHRs can't prefetch a query with {what}"));
    context.report(diagnostic.help("try it with the EHRs that will call; what they don't prefetch is fetched with their token"));
}

fn uncommon(written: &Written<'_>) -> Option<(Span, String)> {
    let parameter = written.parameter;
    match parameter.parsed_name() {
        ParameterName::Chain { .. } => return Some((written.name(), "a chained parameter".to_owned())),
        ParameterName::Has { .. } => return Some((written.name(), "`_has`".to_owned())),
        ParameterName::Include => return Some((written.name(), "`_include`".to_owned())),
        ParameterName::ReverseInclude => return Some((written.name(), "`_revinclude`".to_owned())),
        _ => {}
    }
    let definition = parameter.definition?;
    match &parameter.modifier {
        Some(modifier) if !is_taken(modifier, definition) => None,
        Some(modifier) if modifier != "in" && types::resource(modifier).is_none() => {
            Some((written.modifier(), format!("the modifier `:{modifier}`")))
        }
        _ => prefix(written, definition),
    }
}

fn prefix(written: &Written<'_>, definition: &SearchParameter) -> Option<(Span, String)> {
    if definition.kind != ParameterKind::Date {
        return None;
    }
    let starts = |value: &str| UNCOMMON_PREFIXES.into_iter().find(|prefix| value.starts_with(prefix));
    let mut values = written.parameter.values.iter().enumerate();
    values.find_map(|(index, value)| Some((written.value(index), format!("the prefix `{}`", starts(literal(value)?)?))))
}
