//! What a query needs: each need must be met by some scope. Parts that no scope can be proved to cover are listed apart.
//!
//! Knows which types a query's parts read or search. Must never know what was granted.

mod unprovable;

pub use unprovable::{Unprovable, UnprovableReason};

use crate::scope::Interaction;
use engine_fhir::{
    query::{Include, Parameter, ParameterName, Query, Search},
    reference::is_id,
    search_parameter, types,
};
use std::fmt;

/// Stands for every resource type.
pub const ANY_TYPE: &str = "*";

/// Parameters that ask for more than their name says, so that nothing can be proved of the query.
const OPAQUE: [&str; 7] = ["_filter", "_query", "_list", "_contained", "_containedType", "_text", "_content"];

/// What a query needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs<'q> {
    /// Each must be met by some scope.
    pub needs: Vec<Need<'q>>,
    /// Parts that no scope can be proved to cover. They are mistakes in a rule.
    pub unprovable: Vec<Unprovable>,
}

/// What one part of a query needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need<'q> {
    /// Read or search.
    pub interaction: Interaction,
    /// A resource type, or [`ANY_TYPE`].
    pub resource_type: &'static str,
    /// The part of the query that needs it.
    pub part: QueryPart<'q>,
}

/// A part of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryPart<'q> {
    /// The read or search itself.
    Query,
    /// `_include=MedicationRequest:medication`, `_revinclude=…`
    Include {
        /// `_include` or `_revinclude`.
        name: &'q str,
        /// `MedicationRequest:medication`
        value: &'q str,
    },
    /// `subject:Patient.name`, `_has:Observation:patient:code`
    Chain(&'q str),
    /// `resolve()` in a prefetch token.
    Resolve,
}

impl fmt::Display for QueryPart<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QueryPart::Query => f.write_str("the query itself"),
            QueryPart::Include { name, value } => write!(f, "`{name}={value}`"),
            QueryPart::Chain(name) => write!(f, "`{name}`"),
            QueryPart::Resolve => f.write_str("`resolve()`"),
        }
    }
}

/// What a query needs (`resolved_types`: the types that `resolve()` in its template may read; `Resource` for any).
pub fn of<'q, V: AsRef<str>>(query: &'q Query<Option<V>>, resolved_types: &[&str]) -> Needs<'q> {
    let resource_type = query.resource_type().name;
    let mut found = Needs::default();
    match query {
        Query::Read { id, .. } => found.add_read(resource_type, id.as_ref().map(AsRef::as_ref)),
        Query::Search(search) => found.add_search(search),
    }
    for name in resolved_types {
        found.push(Interaction::Read, types::resource(name).map_or(ANY_TYPE, |known| known.name), QueryPart::Resolve);
    }
    found
}

impl<'q> Needs<'q> {
    fn push(&mut self, interaction: Interaction, resource_type: &'static str, part: QueryPart<'q>) {
        self.needs.push(Need { interaction, resource_type, part });
    }

    fn add_read(&mut self, resource_type: &'static str, id: Option<&str>) {
        self.push(Interaction::Read, resource_type, QueryPart::Query);
        if !id.is_none_or(names_a_resource) {
            self.unprovable.push(Unprovable { parameter: "id".to_owned(), span: (0, 0), reason: UnprovableReason::BadId });
        }
    }

    fn add_search<V: AsRef<str>>(&mut self, search: &'q Search<Option<V>>) {
        self.push(Interaction::Search, search.resource_type.name, QueryPart::Query);
        for parameter in &search.parameters {
            if let Err(reason) = self.add_parameter(search.resource_type.name, parameter) {
                self.unprovable.push(Unprovable { parameter: parameter.name.clone(), span: parameter.span, reason });
            }
        }
    }

    fn add_parameter<V: AsRef<str>>(
        &mut self,
        resource_type: &'static str,
        parameter: &'q Parameter<Option<V>>,
    ) -> Result<(), UnprovableReason> {
        let is_empty = |value: &Option<V>| value.as_ref().is_some_and(|value| value.as_ref().is_empty());
        if parameter.values.is_empty() || parameter.values.iter().any(is_empty) {
            return Err(UnprovableReason::EmptyValue);
        }
        if parameter.definition.is_some() && !OPAQUE.contains(&parameter.name.as_str()) {
            return Ok(());
        }
        match (parameter.parsed_name(), parameter.modifier.as_deref()) {
            (ParameterName::Result(_), None) => Ok(()),
            (ParameterName::Include | ParameterName::ReverseInclude, None | Some("iterate")) => self.add_includes(parameter),
            (ParameterName::Result(_) | ParameterName::Include | ParameterName::ReverseInclude, Some(modifier)) => {
                Err(UnprovableReason::BadModifier(modifier.to_owned()))
            }
            _ => self.add_steps(&[resource_type], &parameter.name, QueryPart::Chain(&parameter.name)),
        }
    }

    fn add_includes<V: AsRef<str>>(&mut self, parameter: &'q Parameter<Option<V>>) -> Result<(), UnprovableReason> {
        for value in &parameter.values {
            let value = value.as_ref().ok_or(UnprovableReason::UnknownInclude)?.as_ref();
            let bad = || UnprovableReason::BadInclude(value.to_owned());
            let include = Include::parse(value).ok_or_else(bad)?;
            let part = QueryPart::Include { name: &parameter.name, value };
            if parameter.parsed_name() == ParameterName::Include {
                for target in included(include).ok_or_else(bad)? {
                    self.push(Interaction::Read, target, part);
                }
            } else {
                self.push(Interaction::Search, searched(include).ok_or_else(bad)?, part);
            }
        }
        Ok(())
    }

    /// Walks a name from the types at which its first step may start: a plain name at once, a chain or reverse chain (`_has`) step by step.
    fn add_steps(&mut self, from: &[&'static str], name: &'q str, part: QueryPart<'q>) -> Result<(), UnprovableReason> {
        match ParameterName::parse(name) {
            ParameterName::Plain(name) if OPAQUE.contains(&name) => Err(UnprovableReason::Opaque),
            ParameterName::Plain(name) if from.iter().any(|from| search_parameter::find(from, name).is_some()) => Ok(()),
            ParameterName::Chain { reference, target, rest } => self.add_step(targets(from, reference, target), reference, rest, part),
            ParameterName::Has { resource_type, reference, rest } => {
                self.add_step(sources(from, reference, resource_type), reference, rest, part)
            }
            _ => Err(UnprovableReason::UnknownParameter { name: name.to_owned(), resource_types: from.to_vec() }),
        }
    }

    fn add_step(&mut self, to: Vec<&'static str>, reference: &str, rest: &'q str, part: QueryPart<'q>) -> Result<(), UnprovableReason> {
        if to.is_empty() {
            return Err(UnprovableReason::BrokenChain { reference: reference.to_owned() });
        }
        for resource_type in &to {
            self.push(Interaction::Search, resource_type, part);
        }
        self.add_steps(&to, rest, part)
    }
}

/// Whether an id stays an id in a URL. The empty text, `..` or `1/_history` would ask for something else.
fn names_a_resource(id: &str) -> bool {
    is_id(id) && !matches!(id, "." | "..")
}

/// The types that a reference parameter of any of `from` may point at, once each; of these the one wanted.
fn targets(from: &[&str], reference: &str, wanted: Option<&str>) -> Vec<&'static str> {
    let all = from.iter().filter_map(|from| search_parameter::find(from, reference)).flat_map(|parameter| parameter.targets);
    let mut targets: Vec<&'static str> = all.copied().filter(|target| wanted.is_none_or(|wanted| wanted == *target)).collect();
    targets.sort_unstable();
    targets.dedup();
    targets
}

/// The type named, where its reference parameter may point at any of `from`.
fn sources(from: &[&'static str], reference: &str, resource_type: &str) -> Vec<&'static str> {
    let source = types::resource(resource_type).map(|known| known.name);
    let points_here = |source: &&'static str| targets(&[source], reference, None).iter().any(|target| from.contains(target));
    source.filter(points_here).into_iter().collect()
}

/// The types that an `_include` reads.
fn included(include: Include<'_>) -> Option<Vec<&'static str>> {
    match include {
        Include::Everything => Some(vec![ANY_TYPE]),
        Include::AllOf { resource_type } => types::resource(resource_type).map(|_| vec![ANY_TYPE]),
        Include::Along { resource_type, reference, target } => {
            Some(targets(&[types::resource(resource_type)?.name], reference, target)).filter(|targets| !targets.is_empty())
        }
    }
}

/// The type that a `_revinclude` searches.
fn searched(include: Include<'_>) -> Option<&'static str> {
    match include {
        Include::Everything => Some(ANY_TYPE),
        Include::AllOf { resource_type } => Some(types::resource(resource_type)?.name),
        Include::Along { resource_type, .. } => included(include).and(types::resource(resource_type)).map(|known| known.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Query<Option<String>> {
        Query::parse(text).unwrap().map_values(|id| Some(id.clone()), |value| [Some(value.clone())])
    }

    /// `s Observation, r Medication`
    fn needs(text: &str) -> String {
        let query = parse(text);
        let Needs { needs, unprovable } = of(&query, &[]);
        assert_eq!(unprovable, [], "{text}");
        let shown: Vec<String> = needs.iter().map(|need| format!("{} {}", need.interaction.letter(), need.resource_type)).collect();
        shown.join(", ")
    }

    fn unprovable(text: &str) -> UnprovableReason {
        let query = parse(text);
        let mut unprovable = of(&query, &[]).unprovable;
        assert_eq!(unprovable.len(), 1, "{text}: {unprovable:?}");
        unprovable.remove(0).reason
    }

    #[test]
    fn a_read_needs_r_and_a_search_s() {
        assert_eq!(needs("Observation/1"), "r Observation");
        assert_eq!(needs("Observation?patient=1&code=a,b&date=ge2020"), "s Observation");
    }

    #[test]
    fn a_read_of_what_is_no_id_is_unprovable() {
        for id in ["", ".", "..", "1/_history", "1?x", "$everything"] {
            let query = Query::Read { resource_type: types::resource("Patient").unwrap(), id: Some(id) };
            assert_eq!(of(&query, &[]).unprovable[0].reason, UnprovableReason::BadId, "{id}");
        }
        let unknown = Query::Read { resource_type: types::resource("Patient").unwrap(), id: None::<&str> };
        assert_eq!(of(&unknown, &[]).unprovable, []);
    }

    #[test]
    fn parameters_that_shape_the_answer_need_nothing() {
        let text = "Observation?_count=5&_sort=-date&_summary=true&_elements=code&_total=none&_maxresults=1&_format=json";
        assert_eq!(needs(text), "s Observation");
        assert_eq!(unprovable("Observation?_sort:asc=date"), UnprovableReason::BadModifier("asc".into()));
    }

    #[test]
    fn an_include_needs_r_on_each_target() {
        assert_eq!(needs("MedicationRequest?_include=MedicationRequest:medication"), "s MedicationRequest, r Medication");
        assert_eq!(needs("Observation?_include=Observation:subject:Patient"), "s Observation, r Patient");
        assert_eq!(needs("Observation?_include:iterate=Patient:link"), "s Observation, r Patient, r RelatedPerson");
        assert_eq!(needs("Observation?_include=*"), "s Observation, r *");
        assert_eq!(needs("Observation?_include=Observation:*"), "s Observation, r *");
    }

    #[test]
    fn a_reverse_include_needs_s_on_its_source() {
        assert_eq!(needs("Observation?_revinclude=Provenance:target"), "s Observation, s Provenance");
        assert_eq!(needs("Observation?_revinclude:iterate=Provenance:target:Observation"), "s Observation, s Provenance");
        assert_eq!(needs("Observation?_revinclude=*"), "s Observation, s *");
    }

    #[test]
    fn chains_and_has_need_s_at_each_step() {
        assert_eq!(needs("Observation?subject:Patient.name=a"), "s Observation, s Patient");
        assert_eq!(needs("Observation?patient.organization.name=a"), "s Observation, s Patient, s Organization");
        assert_eq!(needs("Observation?subject.name=a"), "s Observation, s Device, s Group, s Location, s Patient");
        assert_eq!(needs("Patient?_has:Observation:patient:code=a"), "s Patient, s Observation");
        let nested = "Patient?_has:Observation:patient:_has:AuditEvent:entity:agent=a";
        assert_eq!(needs(nested), "s Patient, s Observation, s AuditEvent");
        assert_eq!(needs("Encounter?patient._has:Group:member:_id=1"), "s Encounter, s Patient, s Group");
        assert_eq!(needs("Patient?_has:Observation:patient:performer:Practitioner.name=a"), "s Patient, s Observation, s Practitioner");
    }

    #[test]
    fn resolve_needs_r_on_each_type_and_on_all_where_any_may_come() {
        let query = parse("Observation?patient=1");
        let reads: Vec<_> = of(&query, &["Patient", "Resource"]).needs.iter().skip(1).map(|need| (need.resource_type, need.part)).collect();
        assert_eq!(reads, [("Patient", QueryPart::Resolve), (ANY_TYPE, QueryPart::Resolve)]);
    }

    #[test]
    fn what_the_type_does_not_have_is_unprovable() {
        let unknown =
            |name: &str, resource_type| UnprovableReason::UnknownParameter { name: name.into(), resource_types: vec![resource_type] };
        assert_eq!(unprovable("Observation?colour=blue"), unknown("colour", "Observation"));
        assert_eq!(unprovable("Observation?patient.colour=blue"), unknown("colour", "Patient"));
        assert_eq!(unprovable("Patient?_has:Observation:patient:colour=blue"), unknown("colour", "Observation"));
        assert_eq!(unprovable("Observation?patient._sort=name"), unknown("_sort", "Patient"));
        for name in OPAQUE {
            assert_eq!(unprovable(&format!("Observation?{name}=x")), UnprovableReason::Opaque, "{name}");
        }
        assert_eq!(unprovable("Observation?patient._content=x"), UnprovableReason::Opaque);
    }

    #[test]
    fn a_step_along_no_reference_is_unprovable() {
        for (text, reference) in [
            ("Observation?code.text=a", "code"),
            ("Observation?subject:Practitioner.name=a", "subject"),
            ("Observation?subject:Nonsense.name=a", "subject"),
            ("Patient?_has:Observation:code:code=a", "code"),
            ("Patient?_has:Nonsense:patient:code=a", "patient"),
            ("Practitioner?_has:Observation:patient:code=a", "patient"),
        ] {
            assert_eq!(unprovable(text), UnprovableReason::BrokenChain { reference: reference.into() }, "{text}");
        }
    }

    #[test]
    fn an_include_of_what_fhir_does_not_know_is_unprovable() {
        for value in
            ["Observation", "Observation:code", "Nonsense:subject", "Nonsense:*", "Observation:subject:Practitioner", "Observation:a:b:c"]
        {
            assert_eq!(unprovable(&format!("Observation?_include={value}")), UnprovableReason::BadInclude(value.into()));
            assert_eq!(unprovable(&format!("Observation?_revinclude={value}")), UnprovableReason::BadInclude(value.into()));
        }
        assert_eq!(unprovable("Observation?_include:recurse=*"), UnprovableReason::BadModifier("recurse".into()));
    }

    #[test]
    fn values_must_be_there_and_those_of_includes_known() {
        let with = |value: Option<&str>, text: &str| {
            let query = Query::parse(text).unwrap().map_values(|_| None, |_| value.map(str::to_owned).map(Some));
            of(&query, &[]).unprovable.remove(0).reason
        };
        assert_eq!(with(None, "Observation?code=x"), UnprovableReason::EmptyValue);
        assert_eq!(with(Some(""), "Observation?code=x"), UnprovableReason::EmptyValue);
        let unknown = Query::parse("Observation?_include=x&code=y").unwrap().map_values(|_| None::<String>, |_| [None]);
        assert_eq!(of(&unknown, &[]).unprovable[0].reason, UnprovableReason::UnknownInclude);
        assert_eq!(of(&unknown, &[]).unprovable.len(), 1, "an unknown code is no mistake");
    }
}
