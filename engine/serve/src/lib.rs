//! HTTP in and out: who calls, routes, fetching FHIR data, reload, metrics.
//!
//! Knows the network, the file system and the settings. Must never know the rule language: it hands texts to the compiler and data to a Plan.
//! A token goes to the request's `fhirServer` and nowhere else; no token and no patient data reach a log or an error.

mod app;
pub mod audit;
mod backend;
mod body;
mod broken;
mod browser;
pub mod config;
mod engine;
mod fetch;
pub mod folder;
mod jwks;
mod loopback;
mod media;
mod metric;
mod options;
mod outbound;
mod overload;
mod refuse;
mod reload;
mod routes;
mod running;
mod server;
pub mod store;
mod tls;
mod trust;
mod web_page;

pub use backend::KeyError;
pub use broken::Broken;
pub use options::Options;
pub use server::{StartError, serve};
pub use tls::TlsError;
