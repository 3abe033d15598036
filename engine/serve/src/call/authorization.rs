//! The token that was lent: whether it is for this call at all. What it is good for is the next step's question.

use crate::{
    gather::{Lent, Server},
    refuse::Refusal,
};
use engine_hooks::request::{FhirAuthorization, Problem, Request};
use engine_smart::{authorization, scope::Scopes};

/// What was lent, if anything was; refused where it is another patient's or has expired.
pub(super) fn check(request: &Request<'_>) -> Result<Option<Lent>, Refusal> {
    let (Some(lent), Some(base)) = (&request.authorization, &request.fhir_server) else { return Ok(None) };
    check_patient(request, lent)?;
    if lent.expires_in <= 0 {
        return Err(Refusal::Authorization(authorization::Refusal::Expired));
    }
    let server = Server::new(base, &lent.access_token).ok_or_else(unusable_server)?;
    let patient = request.patient_id.as_deref().map(str::to_owned);
    Ok(Some(Lent { server, scopes: Scopes::parse(&lent.scope), patient }))
}

/// The token's patient is the context's. In a context without a patient there is none to be told from.
fn check_patient(request: &Request<'_>, lent: &FhirAuthorization<'_>) -> Result<(), Refusal> {
    match (&lent.patient, &request.patient_id) {
        (Some(lent), Some(called)) if lent != called => Err(Refusal::Authorization(authorization::Refusal::WrongPatient)),
        _ => Ok(()),
    }
}

fn unusable_server() -> Refusal {
    let message = "not a base URL that can be called; expected one as https://ehr.example.org/fhir".to_owned();
    Refusal::Request(vec![Problem { path: "$.fhirServer".to_owned(), message }])
}
