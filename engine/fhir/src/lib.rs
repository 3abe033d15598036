//! FHIR R4 (4.0.1): documents and nodes, types and elements, search parameters, the patient compartment, queries,
//! dates, decimals, quantities, codes and references; a patient's record held in memory, and searches of it.
//!
//! Knows what HL7 defines and how its JSON looks. Must never know of rules, scopes, hooks, tokens or HTTP, and does no I/O.

pub mod binding;
pub mod bundle;
pub mod compartment;
pub mod concept;
pub mod date;
pub mod decimal;
pub mod document;
pub mod equality;
pub mod main_element;
pub mod outcome;
pub mod quantity;
pub mod query;
pub mod record;
pub mod reference;
pub mod search;
pub mod search_parameter;
pub mod types;
pub mod unit;
pub mod writer;

pub use document::{Document, Kind, Node};
pub use rust_decimal::Decimal;
