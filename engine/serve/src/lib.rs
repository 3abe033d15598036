//! HTTP in and out: routes, the steps of a call, gathering FHIR data, reload, metrics.
//!
//! Knows the network, the file system and the settings. Must never know the rule language: it hands texts to the compiler and data to a Plan.
//! A token goes to the request's `fhirServer` and nowhere else; no token and no patient data reach a log or an error.

mod options;
mod server;

pub use options::Options;
pub use server::{StartError, serve};
