//! What the tests that run the built program from outside are made of: the program, folders, stores and FHIR servers.
//!
//! Knows the program by its command line, its files and HTTP alone; must never know a crate of it.

mod fhir;
mod folder;
mod postgres;
mod program;
mod server;
mod shared;
mod store;
mod test_rule;

pub use fhir::FhirServer;
pub use folder::{Folder, copy};
pub use postgres::Postgres;
pub use program::{printed, program, run_in, run_with_cache};
pub use server::Server;
pub use shared::{Running, Shared};
pub use store::TestStore;
pub use test_rule::{TestRule, bundle};

use std::path::Path;

/// A rule that counts observations.
pub const LABS: &str = "id: labs
hook: patient-view
version: 1.0.0
title: Labs
description: Counts observations.
source: { label: Laboratory }
prefetch:
  labs: Observation?patient={{context.patientId}}
values:
  found: { find: labs }
cards:
  - id: count
    summary: \"Labs: {{ count(found) }}\"
    indicator: info
";

/// The root of the checkout.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// A request that others wrote, from `tests/requests`.
pub fn request(name: &str) -> serde_json::Value {
    let path = root().join("tests/requests").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}
