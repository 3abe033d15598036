//! The audit: what is kept of each call, for whoever must answer who asked what about whom, and what was answered.
//!
//! Knows what a record holds and how it is shown; must never know a token, a resource or a patient's name.

mod event;
mod log;
mod patients;
mod record;
mod report;
mod settings;

pub use event::audit_event;
pub use log::AuditLog;
pub use patients::{PatientIds, PatientKey};
pub use record::{Availability, CardRecord, QueryRecord, Record, RecordedPatient};
pub use report::{CardReport, Durations, OverrideReason, Report, ServiceReport};
pub use settings::AuditSettings;
