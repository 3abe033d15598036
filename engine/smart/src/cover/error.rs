//! Why a query isn't covered, in words for whoever grants the scopes. The words name scopes as they were granted, and the query's parameters and
//! includes: they are for the answer to the client, not for a log.

use crate::{
    need::{ANY_TYPE, Unprovable},
    scope::{Interaction, Scope, write_parameter},
};
use std::{error::Error, fmt};

/// Why a query isn't covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UncoveredError {
    /// What no scope met.
    pub unmet: Vec<UnmetNeed>,
    /// Parts of the query that no scope can be proved to cover.
    pub unprovable: Vec<Unprovable>,
}

/// A need that no scope met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmetNeed {
    /// Read or search.
    pub interaction: Interaction,
    /// A resource type, or `*`.
    pub resource_type: &'static str,
    /// The part of the query that needs it.
    pub part: String,
    /// Why the scopes nearest to it didn't meet it; empty if no scope is for that type.
    pub obstacles: Vec<Obstacle>,
}

/// Why a scope for the right type didn't meet a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It doesn't grant the interaction.
    Lacks(Scope),
    /// It is narrowed, and the query isn't proved to lie within it.
    Narrowed(Scope),
    /// It is for one patient, and the query isn't confined to that patient.
    NotConfined(Scope),
    /// It is for one patient, and there is no patient.
    NoPatient(Scope),
}

impl fmt::Display for UncoveredError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_alike = |one: &UnmetNeed, next: &UnmetNeed| {
            (one.interaction, &one.part, &one.obstacles) == (next.interaction, &next.part, &next.obstacles)
        };
        let unmet = self.unmet.chunk_by(is_alike).map(|alike| Alike(alike).to_string());
        let unprovable = self.unprovable.iter().map(Unprovable::to_string);
        f.write_str(&unmet.chain(unprovable).collect::<Vec<_>>().join("\n"))
    }
}

impl Error for UncoveredError {}

/// Needs of one part that differ in their type alone; at least one.
struct Alike<'u>(&'u [UnmetNeed]);

impl fmt::Display for Alike<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(UnmetNeed { interaction, part, obstacles, .. }) = self.0.first() else { return Ok(()) };
        let letter = interaction.letter();
        let doing = if *interaction == Interaction::Read { "read" } else { "search" };
        let types = listed(&self.0.iter().map(|unmet| unmet.resource_type).collect::<Vec<_>>());
        let reasons: Vec<String> = obstacles.iter().map(|obstacle| obstacle.describe(letter)).collect();
        let reasons = if reasons.is_empty() { "no scope is granted for that".to_owned() } else { reasons.join("; ") };
        write!(f, "{part} needs `{letter}` ({doing}) on {types}: {reasons}")
    }
}

/// A list of types: `Device, Group and Patient`; only the first ones of many.
fn listed(types: &[&'static str]) -> String {
    match types {
        [ANY_TYPE] => "all types (`*`)".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] if types.len() <= 5 => format!("{} and {last}", first.join(", ")),
        [first, second, third, rest @ ..] => format!("{first}, {second}, {third} and {} more types", rest.len()),
        _ => String::new(),
    }
}

impl Obstacle {
    fn describe(&self, letter: char) -> String {
        match self {
            Obstacle::Lacks(scope) => format!("granted `{scope}` has no `{letter}`"),
            Obstacle::Narrowed(scope) => format!("granted `{scope}` is narrowed to `{}`, and this isn't", Narrowing(scope)),
            Obstacle::NotConfined(scope) => format!("granted `{scope}` is for one patient, and this isn't confined to that patient"),
            Obstacle::NoPatient(scope) => format!("granted `{scope}` is for one patient, and the context names none"),
        }
    }
}

/// The part of a scope after its `?`.
struct Narrowing<'s>(&'s Scope);

impl fmt::Display for Narrowing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, parameter) in self.0.narrowing.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "&" })?;
            write_parameter(parameter, f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::{cover::check, scope::Scopes};
    use engine_fhir::query::Query;

    fn refusal(scopes: &str, text: &str, patient: Option<&str>) -> String {
        let query = Query::parse(text).unwrap().map_values(|id| Some(id.clone()), |value| [Some(value.clone())]);
        check(&query, &Scopes::parse(scopes), patient, &[]).unwrap_err().to_string()
    }

    #[test]
    fn each_unmet_need_is_said_with_what_the_nearest_scopes_lack() {
        let text = "MedicationRequest?patient=123&_include=MedicationRequest:medication&patient.name=a&colour=blue";
        insta::assert_snapshot!(refusal("user/MedicationRequest.r launch user/Patient.s?name=b user/Observation.rs", text, Some("123")), @r"
        the query itself needs `s` (search) on MedicationRequest: granted `user/MedicationRequest.r` has no `s`
        `_include=MedicationRequest:medication` needs `r` (read) on Medication: no scope is granted for that
        `patient.name` needs `s` (search) on Patient: granted `user/Patient.s?name=b` is narrowed to `name=b`, and this isn't
        MedicationRequest has no search parameter `colour`
        ");
    }

    #[test]
    fn a_scope_for_one_patient_says_so() {
        insta::assert_snapshot!(refusal("patient/Observation.rs", "Observation?code=a", Some("123")), @"the query itself needs `s` (search) on Observation: granted `patient/Observation.rs` is for one patient, and this isn't confined to that patient");
        insta::assert_snapshot!(refusal("patient/*.rs", "Observation?patient=123", None), @"the query itself needs `s` (search) on Observation: granted `patient/*.rs` is for one patient, and the context names none");
    }

    #[test]
    fn a_scope_that_has_the_interaction_is_nearer_than_one_that_lacks_it() {
        let scopes = "user/*.r patient/Observation.rs?category=laboratory&code=a%26b user/Observation.cud";
        insta::assert_snapshot!(refusal(scopes, "Observation?patient=123", Some("123")), @"the query itself needs `s` (search) on Observation: granted `patient/Observation.rs?category=laboratory&code=a%26b` is narrowed to `category=laboratory&code=a%26b`, and this isn't");
    }

    #[test]
    fn types_are_listed_together_and_many_are_cut_short() {
        insta::assert_snapshot!(refusal("user/Observation.rs", "Observation?_include=*", None), @"`_include=*` needs `r` (read) on all types (`*`): no scope is granted for that");
        insta::assert_snapshot!(refusal("user/Observation.rs user/Patient.r", "Observation?subject.name=a", None), @r"
        `subject.name` needs `s` (search) on Device, Group and Location: no scope is granted for that
        `subject.name` needs `s` (search) on Patient: granted `user/Patient.r` has no `s`
        ");
        insta::assert_snapshot!(refusal("user/Provenance.rs", "Provenance?_include=Provenance:target", None), @"`_include=Provenance:target` needs `r` (read) on Account, ActivityDefinition, AdverseEvent and 141 more types: no scope is granted for that");
    }

    #[test]
    fn no_value_of_the_query_is_said() {
        let said = refusal("", "Patient?name=secret&patient.x=secret&_filter=secret&_id:not=secret", Some("secret"));
        assert!(!said.contains("secret"), "{said}");
    }
}
