//! What was agreed with a client about the access that it grants: to which FHIR servers, and under which client id it knows each service.
//!
//! Knows what a request says. Must never see a token, nor know how a client proves who it is.

use crate::fhir_base_url::FhirBaseUrl;
use std::{collections::BTreeMap, error::Error, fmt};

/// What was agreed with a client about the access that it grants.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    /// The FHIR servers that it may name.
    pub fhir_servers: Vec<FhirBaseUrl>,
    /// Each service's client id at the EHR, by the service's id. No access may be granted to a service that isn't in the map. Without a map, any
    /// `subject` will do.
    pub client_ids: Option<BTreeMap<String, String>>,
}

/// Why a request isn't as it was agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreementError {
    /// `fhirServer` is not one that was agreed.
    FhirServer,
    /// `subject` is not the service's client id.
    Subject,
    /// The service has no client id.
    NoClientId,
}

impl Agreement {
    /// The server that `fhirServer` names, if it was agreed.
    pub fn fhir_server(&self, named: &str) -> Result<&FhirBaseUrl, AgreementError> {
        let named = FhirBaseUrl::parse(named).map_err(|_| AgreementError::FhirServer)?;
        self.fhir_servers.iter().find(|agreed| **agreed == named).ok_or(AgreementError::FhirServer)
    }

    /// Checks that access was granted to this service and no other. Each service has its own client id, so that the EHR can audit its access.
    pub fn check_subject(&self, service: &str, subject: &str) -> Result<(), AgreementError> {
        let Some(client_ids) = &self.client_ids else { return Ok(()) };
        match client_ids.get(service) {
            Some(expected) if expected == subject => Ok(()),
            Some(_) => Err(AgreementError::Subject),
            None => Err(AgreementError::NoClientId),
        }
    }
}

impl fmt::Display for AgreementError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            AgreementError::FhirServer => "not a FHIR server that was agreed with this client (`fhirServers` in engine.yaml)",
            AgreementError::Subject => "not this service's client id that was agreed with this client (`clientIds` in engine.yaml)",
            AgreementError::NoClientId => {
                "this client may not lend access to this service: it has no client id for it (`clientIds` in engine.yaml)"
            }
        })
    }
}

impl Error for AgreementError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreement(client_ids: Option<&[(&str, &str)]>) -> Agreement {
        let fhir_servers = vec![FhirBaseUrl::parse("https://ehr.example.org/fhir").unwrap()];
        let text = |(service, id): &(&str, &str)| ((*service).to_owned(), (*id).to_owned());
        Agreement { fhir_servers, client_ids: client_ids.map(|ids| ids.iter().map(text).collect()) }
    }

    #[test]
    fn only_a_server_that_was_agreed_is_taken() {
        let agreement = agreement(None);
        assert!(agreement.fhir_server("https://EHR.example.org:443/fhir/").is_ok());
        for other in ["https://ehr.example.org/fhir2", "https://ehr.example.org@evil.example/fhir", "http://ehr.example.org/fhir", "x"] {
            assert_eq!(agreement.fhir_server(other), Err(AgreementError::FhirServer), "{other}");
        }
        assert_eq!(Agreement::default().fhir_server("https://ehr.example.org/fhir"), Err(AgreementError::FhirServer));
    }

    #[test]
    fn a_service_has_its_own_client_id() {
        let agreed = agreement(Some(&[("labs", "cds-labs"), ("vitals", "cds-vitals")]));
        assert_eq!(agreed.check_subject("labs", "cds-labs"), Ok(()));
        assert_eq!(agreed.check_subject("labs", "cds-vitals"), Err(AgreementError::Subject));
        assert_eq!(agreed.check_subject("labs", "CDS-labs"), Err(AgreementError::Subject));
        assert_eq!(agreed.check_subject("other", "cds-labs"), Err(AgreementError::NoClientId));
    }

    #[test]
    fn where_no_ids_were_agreed_any_will_do() {
        assert_eq!(agreement(None).check_subject("labs", "anything"), Ok(()));
        assert_eq!(agreement(Some(&[])).check_subject("labs", "anything"), Err(AgreementError::NoClientId));
    }
}
