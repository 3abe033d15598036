//! Why a call is refused, as data, and what the caller is answered for each reason: a status and the issues of an OperationOutcome, which say what is
//! wrong, where, and how to fix it.
//!
//! Must never hold a token or a patient's data: queries are shown as the rule's templates, never filled.

use crate::FetchError;
use engine_fhir::outcome::Issue;
use engine_hooks::request::Problem;
use engine_rule::frame::fuel::Exhausted;
use engine_smart::{agreement::AgreementError, authorization::AuthorizationError, cover::UncoveredError};

/// Why a call is refused, in the order of the steps that refuse.
#[derive(Debug)]
pub enum Refusal {
    /// Members of the body are missing or wrong.
    Request(Vec<Problem>),
    /// The token may not be used.
    Authorization(AuthorizationError),
    /// The token's scope doesn't cover these queries.
    Scope {
        /// The queries that it doesn't cover.
        queries: Vec<UncoveredQuery>,
        /// The scope as it was granted.
        granted: String,
    },
    /// Prefetched resources can't be what was asked for.
    Prefetch(Vec<Problem>),
    /// The data of required entries are unavailable.
    Unavailable(Vec<UnavailableEntry>),
    /// The rule would take too long over these data.
    TooCostly(Exhausted),
    /// The engine itself failed.
    Internal,
}

/// A query of the rule that the token doesn't cover.
#[derive(Debug)]
pub struct UncoveredQuery {
    /// Name of the prefetch entry.
    pub entry: String,
    /// Its query, as the rule has it.
    pub template: String,
    /// What the query needs that no scope grants.
    pub uncovered: UncoveredError,
    /// The scopes that it requires, and no more.
    pub required: Vec<String>,
}

/// A required entry whose data are unavailable.
#[derive(Debug)]
pub struct UnavailableEntry {
    /// Its name.
    pub entry: String,
    /// Its query, as the rule has it.
    pub template: String,
    /// Why its data are unavailable.
    pub reason: FetchError,
}

impl Refusal {
    /// Its name in metrics, audit and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Refusal::Request(_) => "request",
            Refusal::Authorization(refusal) => refusal.name(),
            Refusal::Scope { .. } => "scope",
            Refusal::Prefetch(_) => "prefetch",
            Refusal::Unavailable(_) => "cannot-be-had",
            Refusal::TooCostly(_) => "too-costly",
            Refusal::Internal => "internal",
        }
    }

    /// The HTTP status that it is answered with.
    pub fn status(&self) -> u16 {
        match self {
            Refusal::Request(_) | Refusal::Prefetch(_) => 400,
            Refusal::Authorization(_) | Refusal::Scope { .. } => 403,
            Refusal::Unavailable(_) => 412,
            Refusal::TooCostly(_) | Refusal::Internal => 500,
        }
    }

    /// What the caller is answered.
    pub fn issues(&self) -> Vec<Issue> {
        match self {
            Refusal::Request(problems) | Refusal::Prefetch(problems) => problems.iter().map(to_issue).collect(),
            Refusal::Authorization(refusal) => vec![authorization_issue(*refusal)],
            Refusal::Scope { queries, granted } => queries.iter().map(|query| query.to_issue(granted)).collect(),
            Refusal::Unavailable(entries) => entries.iter().map(UnavailableEntry::to_issue).collect(),
            Refusal::TooCostly(exhausted) => vec![Issue {
                code: "too-costly",
                diagnostics: format!("{exhausted}; narrow its queries, or the lists that `for` goes over"),
                expression: None,
            }],
            Refusal::Internal => vec![Issue {
                code: "exception",
                diagnostics: "the engine failed on this request; its log has more".to_owned(),
                expression: None,
            }],
        }
    }
}

fn at(code: &'static str, place: &str, diagnostics: String) -> Issue {
    Issue { code, diagnostics, expression: Some(place.to_owned()) }
}

fn to_issue(problem: &Problem) -> Issue {
    at("invalid", &problem.path, problem.message.clone())
}

fn authorization_issue(refusal: AuthorizationError) -> Issue {
    let (code, place) = match refusal {
        AuthorizationError::Agreement(AgreementError::FhirServer) => ("forbidden", "$.fhirServer"),
        AuthorizationError::Agreement(AgreementError::Subject | AgreementError::NoClientId) => ("forbidden", "$.fhirAuthorization.subject"),
        AuthorizationError::WrongPatient => ("forbidden", "$.fhirAuthorization.patient"),
        AuthorizationError::Expired | AuthorizationError::EndsTooSoon { .. } => ("expired", "$.fhirAuthorization.expires_in"),
    };
    at(code, place, refusal.to_string())
}

impl UncoveredQuery {
    fn to_issue(&self, granted: &str) -> Issue {
        let granted = if granted.trim().is_empty() { "nothing".to_owned() } else { format!("`{granted}`") };
        let UncoveredQuery { entry, template, uncovered, required } = self;
        let (uncovered, required) = (uncovered.to_string().replace('\n', "; "), required.join(" "));
        let diagnostics = format!(
            "the token's scope does not cover the query `{entry}` ({template}): {uncovered}. Granted is {granted}; the least that would do is `{required}`"
        );
        at("forbidden", "$.fhirAuthorization.scope", diagnostics)
    }
}

impl UnavailableEntry {
    fn to_issue(&self) -> Issue {
        let (entry, template, reason) = (&self.entry, &self.template, &self.reason);
        at(
            reason.issue_code(),
            &format!("$.prefetch.{entry}"),
            format!("the rule cannot do without `{entry}` ({template}), and it can't be had: {reason}"),
        )
    }
}

#[cfg(test)]
mod tests;
