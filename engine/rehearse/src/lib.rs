//! Rules rehearsed before they meet a patient: a record answers their queries as a FHIR server would, and they are tested, explained and simulated on it.
//!
//! ```text
//! text ─> Documents ─> Record ─┐
//! hook, context, prefetch ─> HookRequest ─> Harness: engine-call, with the record as its FHIR server ─> RunResult ─> test, explain, simulate
//! ```
//!
//! Knows records, and what a call of a rule is. Must never decide anything itself: every call goes the way that a served one goes. Does no I/O: files are
//! handed to it as text.

mod context;
mod documents;
mod draft;
mod ehr_calls;
pub mod explain;
mod harness;
mod hook_request;
mod record_server;
pub mod simulate;
pub mod test;
mod yaml;

pub use context::{ContextError, HookContext, contexts};
pub use documents::{Documents, LoadError, PatientError, patient};
pub use draft::Draft;
pub use ehr_calls::{EhrCall, ehr_calls};
pub use harness::{Harness, RunResult};
pub use hook_request::{FhirAuthorization, HookRequest};
pub use record_server::UnanswerableQuery;
