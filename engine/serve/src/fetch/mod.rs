//! A call's data over HTTP: the access that the request grants (`fhirAuthorization`), and the FHIR server that it is for.
//!
//! A granted token goes to the request's `fhirServer` and nowhere else, and only where that was agreed with the client. Must never know what the data
//! are for.

mod client;
mod own;
mod server;

use crate::{backend::Backends, outbound::Gates, trust::Caller};
use engine_call::{AccessGrant, AccessProvider, Refusal};
use engine_hooks::request::{Problem, Request};
use engine_rule::plan::Plan;
use engine_smart::{agreement::AgreementError, authorization, fhir_base_url::FhirBaseUrl, scope::Scopes};
use reqwest::Client;
use server::Server;
use std::time::Duration;

/// The access of one call: what its request grants, or what the engine has of its own.
#[derive(Debug)]
pub(crate) struct HttpAccess<'c> {
    /// How long all fetches of the call may take together.
    pub(crate) deadline: Duration,
    pub(crate) client: &'c Client,
    pub(crate) gates: &'c Gates,
    pub(crate) backends: &'c Backends,
    pub(crate) caller: &'c Caller,
}

impl HttpAccess<'_> {
    /// The server that the request names, as it was agreed. There is none where the request names none, or without clients, as nothing is agreed then.
    fn agreed_server(&self, request: &Request<'_>) -> Result<Option<&FhirBaseUrl>, Refusal> {
        match (self.caller, &request.fhir_server) {
            (Caller::Client { client, .. }, Some(named)) => client.agreement.fhir_server(named).map(Some).map_err(breach),
            _ => Ok(None),
        }
    }

    fn check_subject(&self, plan: &Plan, subject: &str) -> Result<(), Refusal> {
        match self.caller {
            Caller::Client { client, .. } => client.agreement.check_subject(&plan.id, subject).map_err(breach),
            Caller::ThisMachine => Ok(()),
        }
    }
}

impl<'c> AccessProvider for HttpAccess<'c> {
    type Server = Server<'c>;

    /// The access that `fhirAuthorization` grants, where the request has one. It is refused where it was not agreed, is another patient's, or has expired.
    async fn grant(&self, plan: &Plan, request: &Request<'_>) -> Result<Option<AccessGrant<Server<'c>>>, Refusal> {
        let agreed = self.agreed_server(request)?;
        let (Some(authorization), Some(named)) = (&request.authorization, &request.fhir_server) else {
            return Ok(self.own_access(plan, agreed).await);
        };
        self.check_subject(plan, &authorization.subject)?;
        let granted = authorization::GrantedToken { patient: authorization.patient.as_deref(), expires_in: authorization.expires_in };
        let patient = granted.check(request.patient_id.as_deref(), self.deadline).map_err(Refusal::Authorization)?.map(str::to_owned);
        let server = match agreed {
            Some(agreed) => Server::agreed(agreed, &authorization.access_token, self),
            None => Server::new(named, &authorization.access_token, self),
        };
        let server = server.ok_or_else(unusable_server)?;
        let scope = authorization.scope.to_string();
        Ok(Some(AccessGrant { server, scopes: Scopes::parse(&scope), scope, patient }))
    }

    async fn deadline(&self) {
        tokio::time::sleep(self.deadline).await;
    }
}

fn breach(breach: AgreementError) -> Refusal {
    Refusal::Authorization(authorization::AuthorizationError::Agreement(breach))
}

fn unusable_server() -> Refusal {
    let message = "not a base URL that can be called; expected one as https://ehr.example.org/fhir".to_owned();
    Refusal::Request(vec![Problem { path: "$.fhirServer".to_owned(), message }])
}

#[cfg(test)]
mod tests;
