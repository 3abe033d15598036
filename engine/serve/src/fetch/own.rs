//! The engine's own access, where a call grants none and its rule may use it.

use super::{HttpAccess, Server};
use crate::trust::Caller;
use engine_call::AccessGrant;
use engine_rule::plan::Plan;
use engine_smart::{fhir_base_url::FhirBaseUrl, scope::Scopes};

impl<'c> HttpAccess<'c> {
    /// The engine's own access to a client's FHIR server, where the rule may use it. While no token is available nothing is fetched, and the rule still
    /// decides on the data that were sent. `patient/` scopes of it cover nothing, as it is granted for no patient.
    pub(super) async fn own_access(&self, plan: &Plan, agreed: Option<&FhirBaseUrl>) -> Option<AccessGrant<Server<'c>>> {
        let Caller::Client { client, .. } = self.caller else { return None };
        let access = self.backends.access(&client.name, plan, agreed)?;
        let held = access.token(self.deadline, self.client).await;
        let scope = held.as_ref().map_or(access.scope(), |held| &held.granted.scope).to_owned();
        let server = Server::own(access, held, self)?;
        Some(AccessGrant { server, scopes: Scopes::parse(&scope), scope, patient: None })
    }
}
