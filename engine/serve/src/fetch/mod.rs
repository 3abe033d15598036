//! A call's data over HTTP: the access that came with the request, and the FHIR server that it is for.
//!
//! A token goes to the request's `fhirServer` and nowhere else. Must never know what the data are for.

mod client;
mod server;

pub(crate) use client::client;

use crate::config::Config;
use engine_call::{Lent, Refusal, Source};
use engine_hooks::request::{Problem, Request};
use engine_rule::plan::Plan;
use engine_smart::{authorization, scope::Scopes};
use reqwest::Client;
use server::Server;

/// Lends what came with the request.
#[derive(Debug)]
pub(crate) struct Http<'c> {
    pub(crate) config: &'c Config,
    pub(crate) client: &'c Client,
}

impl<'c> Source for Http<'c> {
    type Server = Server<'c>;

    /// What was lent, if anything was; refused where it is another patient's or has expired.
    async fn lend(&self, _: &Plan, request: &Request<'_>) -> Result<Option<Lent<Server<'c>>>, Refusal> {
        let (Some(authorization), Some(base)) = (&request.authorization, &request.fhir_server) else { return Ok(None) };
        let said = authorization::Lent { patient: authorization.patient.as_deref(), expires_in: authorization.expires_in };
        let patient = said.check(request.patient_id.as_deref()).map_err(Refusal::Authorization)?.map(str::to_owned);
        let server = Server::new(base, &authorization.access_token, self.client).ok_or_else(unusable_server)?;
        let scope = authorization.scope.to_string();
        Ok(Some(Lent { server, scopes: Scopes::parse(&scope), scope, patient }))
    }

    async fn deadline(&self) {
        tokio::time::sleep(self.config.deadline).await;
    }
}

fn unusable_server() -> Refusal {
    let message = "not a base URL that can be called; expected one as https://ehr.example.org/fhir".to_owned();
    Refusal::Request(vec![Problem { path: "$.fhirServer".to_owned(), message }])
}

#[cfg(test)]
mod tests;
