//! HTTP in and out: who calls, routes, fetching FHIR data, hot reload of the rules, the store, metrics.
//!
//! Knows the network, the file system and the settings. Must never know the rule language: it hands texts to the compiler and data to a Plan.
//! A token goes to the request's `fhirServer` and nowhere else; no token and no patient data reach a log or an error.
//!
//! - `server`: starts, listens, ends. `http`: what comes in, and how it is answered.
//! - `config`: engine.yaml, read into the settings of each room. `fetch`: the data of a call.
//! - `trust`: who calls. `backend`: the engine's own access. `store`: what is kept. `rules`: what is served. `tls`: encryption.
//! - `jwks`: clients' keys. `audit`: what a record of a call holds. `outbound`: every connection that the engine opens.
//! - `metric`, `digest`, `media`: what all may use.
//!
//! CONTRIBUTING.md draws their floors. Settings stand with what they set up ([`audit::AuditSettings`], [`store::Address`] …), and `config` reads
//! engine.yaml into them. So a room knows its own settings alone; the whole [`config::Config`] is known to the server and to `http`, which reads the
//! members that belong to no other room.

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
