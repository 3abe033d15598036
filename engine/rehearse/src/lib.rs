//! Rules rehearsed before they meet a patient: a record answers their queries as a FHIR server would, and they are tested, explained and simulated on it.
//!
//! ```text
//! text ─> Documents ─> Record ─┐
//! hook, context, prefetch ─> Firing ─> engine-call, with the record as its FHIR server ─> Played ─> test, explain, simulate
//! ```
//!
//! Knows records, and what a call of a rule is. Must never decide anything itself: every call goes the way that a served one goes. Does no I/O: files are
//! handed to it as text.

mod calls;
mod chart;
mod context;
mod documents;
mod draft;
pub mod explain;
mod firing;
mod play;
pub mod simulate;
pub mod test;
mod yaml;

pub use calls::{Call, calls};
pub use chart::Unanswerable;
pub use context::{Context, NoContext, contexts};
pub use documents::{Documents, LoadError, PatientError, patient};
pub use draft::Draft;
pub use firing::{FhirAuthorization, Firing};
pub use play::{Played, Stage};
