//! Who may call, as the settings say: who the clients are, where their keys are, what was agreed with them.

use crate::jwks::KeySource;
use engine_smart::{agreement::Agreement, client::TokenPolicy};

/// The EHRs that may call; one at least.
#[derive(Clone, Debug)]
pub(crate) struct TrustSettings {
    /// The URL by which they reach the engine, without a slash at its end: what their tokens are for.
    pub(crate) base_url: String,
    /// Each of them.
    pub(crate) clients: Vec<ClientSettings>,
}

/// An EHR that may call.
#[derive(Clone, Debug)]
pub(crate) struct ClientSettings {
    /// What it is called in logs.
    pub(crate) name: String,
    /// `iss` of its tokens.
    pub(crate) issuer: String,
    /// Where its public keys are.
    pub(crate) keys: KeySource,
    /// What its tokens must say.
    pub(crate) terms: TokenPolicy,
    /// Which access its `fhirAuthorization` may grant.
    pub(crate) agreement: Agreement,
}
