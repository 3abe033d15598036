//! Access of the engine's own, for hooks that no user triggers: SMART Backend Services (SMART App Launch 2.2, "Backend Services"; RFC 7523).
//!
//! ```text
//! smart-configuration ─token_endpoint─> endpoint ─Assertion─> client assertion (JWT) ─> answer ─AccessToken::read─> access token
//! ```
//!
//! Knows what is sent and what comes back. Keys, times and answers are handed in. Must never know how they travel, nor which call a token is for.

mod access_token;
mod assertion;
mod discovery;
mod signing_key;

pub use access_token::{AccessToken, AccessTokenError};
pub use assertion::{ASSERTION_TYPE, Assertion};
pub use discovery::{DiscoveryError, token_endpoint};
pub use signing_key::{SigningKey, SigningKeyError, key_set};
