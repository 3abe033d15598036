//! `fhirAuthorization` against what was agreed with the client.

/// Why a lent token is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Its patient is not `context.patientId`.
    WrongPatient,
    /// `expires_in` is not positive.
    Expired,
    /// `subject` is not this service's client id.
    WrongSubject,
    /// `fhirServer` is not one of the client's.
    WrongFhirServer,
}
