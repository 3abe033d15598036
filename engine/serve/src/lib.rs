//! HTTP in and out: who calls, routes, fetching FHIR data, reload, metrics.
//!
//! Knows the network, the file system and the settings. Must never know the rule language: it hands texts to the compiler and data to a Plan.
//! A token goes to the request's `fhirServer` and nowhere else; no token and no patient data reach a log or an error.

pub mod audit;
mod backend;
pub mod config;
mod digest;
mod fetch;
mod http;
mod jwks;
mod media;
mod metric;
mod outbound;
mod rules;
mod server;
pub mod store;
mod tls;
mod trust;

pub use backend::KeyError;
pub use config::Options;
pub use rules::{broken::Broken, folder};
pub use server::{StartError, serve};
pub use tls::TlsError;
