//! The client's proof of who it is: the JWT that it sends with every call (CDS Hooks 2.0.1, "Trusting CDS Clients"; RFC 7519; RFC 8725).
//!
//! ```text
//! headers ─bearer─> text ─Token::read─> Token ─check─> CheckedToken ─verify─> VerifiedToken ─UsedTokens─> the client is known
//! ```
//!
//! Each arrow is a stage that only the one before it leads to, so that no check can be left out. What stands in a token is worth nothing before
//! [`CheckedToken::verify`]. Knows tokens and keys; the time, the keys, and what was agreed with a client are handed in. Must never know where keys
//! come from, nor keep a token.

mod algorithm;
mod bearer;
mod check;
mod claims;
mod error;
mod excerpt;
mod key;
mod key_set;
mod token;
mod used;

pub use algorithm::{Algorithm, KeyKind};
pub use bearer::bearer;
pub use check::{CheckedToken, TokenPolicy, VerifiedToken};
pub use error::{TokenError, TokenPart};
pub use excerpt::Excerpt;
pub use key::KeyError;
pub use key_set::{KeySet, KeySetError};
pub use token::Token;
pub use used::{Recording, ReplayCheckError, Use, UsedTokens};

#[cfg(test)]
mod tests;
