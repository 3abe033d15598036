//! Where a call's data come from, as a call sees it: somebody who grants access (CDS Hooks' `fhirAuthorization`, or a token of the engine's own), and a
//! FHIR server that is asked. Must never know how a server is reached.

use crate::{FetchError, Refusal};
use engine_fhir::{Document, query::Query};
use engine_hooks::request::Request;
use engine_rule::plan::Plan;
use engine_smart::scope::Scopes;

/// Grants access to a FHIR server: the access that came with the request, where that is in order, or access of the engine's own.
pub trait AccessProvider {
    /// The server that access is granted to.
    type Server: FhirServer;

    /// The access for this call, if there is any. Refuses the call where the access that came with it may not be used. `request` is well formed.
    fn grant(&self, plan: &Plan, request: &Request<'_>) -> impl Future<Output = Result<Option<AccessGrant<Self::Server>>, Refusal>>;

    /// Completes when the fetching of a call must have ended. The time runs from when this is called.
    fn deadline(&self) -> impl Future<Output = ()>;
}

/// A FHIR server that is asked with the access that was granted to it.
pub trait FhirServer {
    /// Where a result lies: a URL, or the query itself.
    type Address: Clone + PartialEq;

    /// Refuses where it may not be asked at all.
    fn check(&self) -> Result<(), FetchError>;

    /// The address of a query.
    fn address(&self, query: &Query<String>) -> Result<Self::Address, FetchError>;

    /// The address of a further page, as the page before it links to it. One that leads to another server is refused.
    fn page(&self, link: &str) -> Result<Self::Address, FetchError>;

    /// Gets the document at an address, and takes its bytes from the budget.
    fn get(&self, address: Self::Address, budget: &mut Budget) -> impl Future<Output = Result<Document, FetchError>>;
}

/// The access to a FHIR server that a call was granted.
#[derive(Debug)]
pub struct AccessGrant<S> {
    /// The server that it is for.
    pub server: S,
    /// The scopes that it grants.
    pub scopes: Scopes,
    /// The same scopes, as they were written.
    pub scope: String,
    /// The patient whom `patient/` scopes are for.
    pub patient: Option<String>,
}

/// How many bytes may still come for an entry, all its pages together.
#[derive(Debug)]
pub struct Budget {
    left: usize,
    limit: usize,
}

impl Budget {
    /// A budget of so many bytes.
    pub fn new(limit: usize) -> Budget {
        Budget { left: limit, limit }
    }
    /// Takes the bytes of a result that came.
    pub fn take(&mut self, bytes: usize) -> Result<(), FetchError> {
        self.left = self.left.checked_sub(bytes).ok_or(FetchError::TooLarge { limit: self.limit })?;
        Ok(())
    }
}
