//! Access of the engine's own, for hooks that no user triggers: SMART Backend Services (SMART App Launch 2.2, "Backend Services"; RFC 7523).
//!
//! ```text
//! smart-configuration ─token_endpoint─> where to ask ─Assertion─> a signed JWT ─> the answer ─Granted::read─> a token, until when, for what
//! ```
//!
//! Knows what is sent and what comes back. Keys, times and answers are handed in. Must never know how they travel, nor for which call a token is.

mod assertion;
mod discovery;
mod granted;
mod signing_key;

pub use assertion::{ASSERTION_TYPE, Assertion};
pub use discovery::{NotDiscovered, token_endpoint};
pub use granted::{Granted, NotGranted};
pub use signing_key::{SigningKey, SigningKeyError, key_set};
