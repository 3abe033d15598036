//! The token that was lent: whether it is for this call at all. What it is good for is the next step's question.

use crate::{
    gather::{Lent, Server},
    refuse::Refusal,
};
use engine_hooks::request::{Problem, Request};
use engine_smart::{authorization, scope::Scopes};

/// What was lent, if anything was; refused where it is another patient's or has expired.
pub(super) fn check(request: &Request<'_>) -> Result<Option<Lent>, Refusal> {
    let (Some(authorization), Some(base)) = (&request.authorization, &request.fhir_server) else { return Ok(None) };
    let said = authorization::Lent { patient: authorization.patient.as_deref(), expires_in: authorization.expires_in };
    let patient = said.check(request.patient_id.as_deref()).map_err(Refusal::Authorization)?.map(str::to_owned);
    let server = Server::new(base, &authorization.access_token).ok_or_else(unusable_server)?;
    Ok(Some(Lent { server, scopes: Scopes::parse(&authorization.scope), patient }))
}

fn unusable_server() -> Refusal {
    let message = "not a base URL that can be called; expected one as https://ehr.example.org/fhir".to_owned();
    Refusal::Request(vec![Problem { path: "$.fhirServer".to_owned(), message }])
}
