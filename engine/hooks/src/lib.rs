//! CDS Hooks 2.0.1 and 3.0: the catalogue of hooks, requests, prefetch templates, discovery, the words of cards, feedback.
//!
//! Knows what HL7's specification says of the wire. Must never know of rules, scopes, keys or HTTP, and does no I/O.

pub mod card;
pub mod catalogue;
pub mod discovery;
pub mod feedback;
pub mod prefetch;
mod problem;
pub mod request;
