//! SMART App Launch 2.x: what scopes grant, what a query needs of them, and the authorization that an EHR lends.
//!
//! Knows scope strings and queries. Must never know of rules, HTTP or files; keys and times are handed to it. Denies by default: what can't be
//! proved from the scope string and the query alone is not covered.

pub mod authorization;
pub mod cover;
pub mod least;
pub mod need;
pub mod scope;
