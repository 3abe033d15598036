//! `fhirAuthorization` against the call that it comes with (CDS Hooks 2.0.1, "Passing the Access Token to the CDS Service").
//!
//! Knows what the client says of the token. Must never see the token itself.

use crate::agreement::Breach;
use engine_fhir::reference::without_type;
use std::{error::Error, fmt, time::Duration};

/// What a client says of the token that it grants.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct GrantedToken<'r> {
    /// `patient`: whose data `patient/` scopes are for.
    pub patient: Option<&'r str>,
    /// `expires_in`, in seconds.
    pub expires_in: i64,
}

/// Why a granted token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It goes against what was agreed with the client.
    Breach(Breach),
    /// Its patient is not `context.patientId`.
    WrongPatient,
    /// `expires_in` is not positive.
    Expired,
    /// It may end before fetching with it does.
    EndsTooSoon {
        /// How long it must last.
        needed: Duration,
    },
}

impl<'r> GrantedToken<'r> {
    /// Checks that the token is for the patient in context and lasts as long as it is `needed`. Returns the patient that `patient/` scopes are for:
    /// the one in context, if there is one.
    pub fn check(self, context_patient: Option<&'r str>, needed: Duration) -> Result<Option<&'r str>, Refusal> {
        self.check_time(needed)?;
        let context_patient = context_patient.map(patient_id);
        match (self.patient.map(patient_id), context_patient) {
            (Some(granted), Some(current)) if granted != current => Err(Refusal::WrongPatient),
            _ => Ok(context_patient),
        }
    }

    fn check_time(self, needed: Duration) -> Result<(), Refusal> {
        match u64::try_from(self.expires_in) {
            Err(_) | Ok(0) => Err(Refusal::Expired),
            Ok(seconds) if Duration::from_secs(seconds) < needed => Err(Refusal::EndsTooSoon { needed }),
            Ok(_) => Ok(()),
        }
    }
}

impl Refusal {
    /// Its name in metrics, audit and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Refusal::Breach(Breach::FhirServer) => "fhir-server",
            Refusal::Breach(Breach::Subject) => "subject",
            Refusal::Breach(Breach::NoClientId) => "no-client-id",
            Refusal::WrongPatient => "token-of-another-patient",
            Refusal::Expired => "token-expired",
            Refusal::EndsTooSoon { .. } => "token-ends-too-soon",
        }
    }
}

fn patient_id(patient: &str) -> &str {
    without_type(patient, "Patient")
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refusal::Breach(breach) => return breach.fmt(f),
            Refusal::EndsTooSoon { needed } => {
                return write!(f, "`fhirAuthorization.expires_in` is shorter than a call may take; a token must last {needed:?} at least");
            }
            Refusal::WrongPatient => "`fhirAuthorization.patient` is not `context.patientId`; the token must be for the patient in context",
            Refusal::Expired => "`fhirAuthorization.expires_in` is not positive; a token must still be valid when it is lent",
        })
    }
}

impl Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(patient: Option<&'static str>, expires_in: i64, context: Option<&'static str>) -> Result<Option<&'static str>, Refusal> {
        GrantedToken { patient, expires_in }.check(context, Duration::from_millis(500))
    }

    #[test]
    fn the_tokens_patient_is_the_one_in_context() {
        assert_eq!(check(Some("1"), 300, Some("1")), Ok(Some("1")));
        assert_eq!(check(Some("Patient/1"), 300, Some("1")), Ok(Some("1")));
        assert_eq!(check(Some("1"), 300, Some("Patient/1")), Ok(Some("1")));
        assert_eq!(check(Some("2"), 300, Some("1")), Err(Refusal::WrongPatient));
    }

    #[test]
    fn where_the_client_names_no_patient_the_context_does() {
        assert_eq!(check(None, 300, Some("1")), Ok(Some("1")));
    }

    #[test]
    fn without_a_patient_in_context_there_is_none() {
        assert_eq!(check(Some("1"), 300, None), Ok(None));
        assert_eq!(check(None, 300, None), Ok(None));
    }

    #[test]
    fn a_token_that_has_no_time_left_is_refused() {
        assert_eq!(check(Some("1"), 0, Some("1")), Err(Refusal::Expired));
        assert_eq!(check(Some("1"), -1, Some("1")), Err(Refusal::Expired));
        assert_eq!(check(Some("1"), i64::MIN, Some("1")), Err(Refusal::Expired));
        assert_eq!(check(Some("1"), 1, Some("1")), Ok(Some("1")));
    }

    #[test]
    fn it_lasts_as_long_as_it_is_needed() {
        let needed = Duration::from_secs(2);
        let check = |expires_in| GrantedToken { patient: None, expires_in }.check(None, needed);
        assert_eq!(check(1), Err(Refusal::EndsTooSoon { needed }));
        assert_eq!(check(2), Ok(None));
    }
}
