//! `fhirAuthorization` against the call that it comes with (CDS Hooks 2.0.1, "Passing the Access Token to the CDS Service").
//!
//! Knows what the client says of the token. Must never see the token itself.

use crate::agreement::AgreementError;
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
pub enum AuthorizationError {
    /// It goes against what was agreed with the client.
    Agreement(AgreementError),
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
    pub fn check(self, context_patient: Option<&'r str>, needed: Duration) -> Result<Option<&'r str>, AuthorizationError> {
        self.check_time(needed)?;
        let context_patient = context_patient.map(patient_id);
        match (self.patient.map(patient_id), context_patient) {
            (Some(granted), Some(current)) if granted != current => Err(AuthorizationError::WrongPatient),
            _ => Ok(context_patient),
        }
    }

    fn check_time(self, needed: Duration) -> Result<(), AuthorizationError> {
        match u64::try_from(self.expires_in) {
            Err(_) | Ok(0) => Err(AuthorizationError::Expired),
            Ok(seconds) if Duration::from_secs(seconds) < needed => Err(AuthorizationError::EndsTooSoon { needed }),
            Ok(_) => Ok(()),
        }
    }
}

impl AuthorizationError {
    /// Its name in metrics, audit and logs.
    pub fn name(&self) -> &'static str {
        match self {
            AuthorizationError::Agreement(AgreementError::FhirServer) => "fhir-server",
            AuthorizationError::Agreement(AgreementError::Subject) => "subject",
            AuthorizationError::Agreement(AgreementError::NoClientId) => "no-client-id",
            AuthorizationError::WrongPatient => "token-of-another-patient",
            AuthorizationError::Expired => "token-expired",
            AuthorizationError::EndsTooSoon { .. } => "token-ends-too-soon",
        }
    }
}

fn patient_id(patient: &str) -> &str {
    without_type(patient, "Patient")
}

impl fmt::Display for AuthorizationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AuthorizationError::Agreement(error) => return error.fmt(f),
            AuthorizationError::EndsTooSoon { needed } => {
                return write!(f, "`fhirAuthorization.expires_in` is shorter than a call may take; a token must last {needed:?} at least");
            }
            AuthorizationError::WrongPatient => {
                "`fhirAuthorization.patient` is not `context.patientId`; the token must be for the patient in context"
            }
            AuthorizationError::Expired => "`fhirAuthorization.expires_in` is not positive; a token must still be valid when it is lent",
        })
    }
}

impl Error for AuthorizationError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        patient: Option<&'static str>,
        expires_in: i64,
        context: Option<&'static str>,
    ) -> Result<Option<&'static str>, AuthorizationError> {
        GrantedToken { patient, expires_in }.check(context, Duration::from_millis(500))
    }

    #[test]
    fn the_tokens_patient_is_the_one_in_context() {
        assert_eq!(check(Some("1"), 300, Some("1")), Ok(Some("1")));
        assert_eq!(check(Some("Patient/1"), 300, Some("1")), Ok(Some("1")));
        assert_eq!(check(Some("1"), 300, Some("Patient/1")), Ok(Some("1")));
        assert_eq!(check(Some("2"), 300, Some("1")), Err(AuthorizationError::WrongPatient));
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
        assert_eq!(check(Some("1"), 0, Some("1")), Err(AuthorizationError::Expired));
        assert_eq!(check(Some("1"), -1, Some("1")), Err(AuthorizationError::Expired));
        assert_eq!(check(Some("1"), i64::MIN, Some("1")), Err(AuthorizationError::Expired));
        assert_eq!(check(Some("1"), 1, Some("1")), Ok(Some("1")));
    }

    #[test]
    fn it_lasts_as_long_as_it_is_needed() {
        let needed = Duration::from_secs(2);
        let check = |expires_in| GrantedToken { patient: None, expires_in }.check(None, needed);
        assert_eq!(check(1), Err(AuthorizationError::EndsTooSoon { needed }));
        assert_eq!(check(2), Ok(None));
    }
}
