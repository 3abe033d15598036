//! SMART App Launch 2.x: who calls, what scopes grant, what a query needs of them, and the access that an EHR grants.
//!
//! Knows tokens, scope strings and queries. Must never know of rules, HTTP or files; keys and times are handed to it. Denies by default: a client that
//! can't be proved to call does not call, and what can't be proved from the scope string and the query alone is not covered.

pub mod agreement;
pub mod authorization;
pub mod backend;
pub mod client;
pub mod cover;
pub mod fhir_base_url;
pub mod need;
pub mod required;
pub mod scope;
