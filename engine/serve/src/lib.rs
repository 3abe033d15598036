//! HTTP in and out: who calls, routes, fetching FHIR data, hot reload of the rules, the store, metrics.
//!
//! Knows the network, the file system and the settings. Must never know the rule language: it hands texts to the compiler and data to a Plan.
//! A token goes to the request's `fhirServer` and nowhere else; no token and no patient data reach a log or an error.
//!
//! A room uses only rooms on the floors below its own:
//!
//! ```text
//! server                                  starts, listens, ends
//! http                                    what comes in, and how it is answered
//! config │ fetch                          engine.yaml, read into the settings of each room │ the data of a call
//! trust │ backend │ store │ rules │ tls   who calls │ the engine's own access │ what is kept │ what is served │ encryption
//! jwks │ audit                            clients' keys │ what a record of a call holds
//! outbound                                every connection that the engine opens
//! metric │ digest │ media                 what all may use
//! ```
//!
//! Settings stand with what they set up ([`audit::AuditSettings`], [`store::Address`] …), and `config` reads engine.yaml into them. So a room knows
//! its own settings alone; the whole [`config::Config`] is known to the server and to `http`, whose own settings are its other members.

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
