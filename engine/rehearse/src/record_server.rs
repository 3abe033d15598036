//! A record in the place of a call's FHIR server. Knows how a record is searched; must never know a rule.

use engine_call::{AccessGrant, AccessProvider, Budget, FetchError, FhirServer, Refusal};
use engine_fhir::{
    Document,
    date::Clock,
    query::{Query, Search},
    record::Record,
    search::{SearchError, ValueSets},
};
use engine_hooks::request::Request;
use engine_rule::plan::Plan;
use engine_smart::{authorization, scope::Scopes};
use std::{cell::RefCell, error::Error, fmt, future, time::Duration};

/// A record that is asked as a FHIR server is.
#[derive(Clone, Copy)]
pub(crate) struct RecordServer<'c> {
    /// `None` where there is no FHIR server that could be asked.
    pub(crate) record: Option<&'c Record<'c>>,
    pub(crate) clock: &'c Clock,
    pub(crate) value_sets: &'c dyn ValueSets,
    /// Whether a call without `fhirAuthorization` is granted access to just what the rule needs.
    pub(crate) is_open: bool,
    /// Where queries go that the record can't answer.
    pub(crate) unanswerable: &'c RefCell<Vec<UnanswerableQuery>>,
}

/// A query that a record can't answer as FHIR means it. No answer is better than a wrong one.
#[derive(Clone, Debug)]
pub struct UnanswerableQuery {
    /// The type that was searched.
    pub resource_type: &'static str,
    /// What can't be answered.
    pub error: SearchError,
}

impl<'c> AccessProvider for RecordServer<'c> {
    type Server = RecordServer<'c>;

    async fn grant(&self, plan: &Plan, request: &Request<'_>) -> Result<Option<AccessGrant<RecordServer<'c>>>, Refusal> {
        let Some(authorization) = &request.authorization else { return Ok(self.is_open.then(|| self.open(plan, request))) };
        let said = authorization::GrantedToken { patient: authorization.patient.as_deref(), expires_in: authorization.expires_in };
        // It answers at once, so that no time is needed.
        let patient = said.check(request.patient_id.as_deref(), Duration::ZERO).map_err(Refusal::Authorization)?.map(str::to_owned);
        let scope = authorization.scope.to_string();
        Ok(Some(AccessGrant { server: *self, scopes: Scopes::parse(&scope), scope, patient }))
    }

    /// A record answers at once.
    async fn deadline(&self) {
        future::pending().await
    }
}

impl FhirServer for RecordServer<'_> {
    type Address = Query<String>;

    fn check(&self) -> Result<(), FetchError> {
        self.record().map(drop)
    }

    fn address(&self, query: &Query<String>) -> Result<Query<String>, FetchError> {
        Ok(query.clone())
    }

    fn page(&self, link: &str) -> Result<Query<String>, FetchError> {
        Query::parse(link).map_err(|_| FetchError::PageElsewhere)
    }

    async fn get(&self, address: Query<String>, budget: &mut Budget) -> Result<Document, FetchError> {
        let text = match &address {
            Query::Read { resource_type, id } => {
                self.record()?.read(resource_type.name, id).map(|node| node.raw().to_owned()).ok_or(FetchError::Answered { status: 404 })?
            }
            Query::Search(search) => self.search(search)?,
        };
        budget.take(text.len())?;
        Document::parse(text).map_err(FetchError::BadJson)
    }
}

impl<'c> RecordServer<'c> {
    fn open(&self, plan: &Plan, request: &Request<'_>) -> AccessGrant<RecordServer<'c>> {
        let scope = plan.required_scopes().join(" ");
        let patient = request.patient_id.as_deref().map(str::to_owned);
        AccessGrant { server: *self, scopes: Scopes::parse(&scope), scope, patient }
    }

    fn record(&self) -> Result<&'c Record<'c>, FetchError> {
        self.record.ok_or(FetchError::NoAnswer)
    }

    fn search(&self, search: &Search<String>) -> Result<String, FetchError> {
        self.record()?.search(search, self.clock, self.value_sets).map(|found| found.to_json()).map_err(|error| {
            self.unanswerable.borrow_mut().push(UnanswerableQuery { resource_type: search.resource_type.name, error });
            FetchError::Answered { status: 400 }
        })
    }
}

impl fmt::Display for UnanswerableQuery {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a search of {} can't be answered from a record: {}", self.resource_type, self.error)
    }
}

impl Error for UnanswerableQuery {}
