//! What is kept of each call, for whoever must answer who asked what about whom, and what they were told.
//!
//! Knows what a record holds and how it is shown; must never know a token, a resource or a patient's name.

mod event;
mod log;
mod patients;
mod record;
mod report;
mod settings;

pub use event::audit_event;
pub use log::Log;
pub use patients::{Key, Patients};
pub use record::{Card, Had, Patient, Query, Record};
pub use report::{CardReport, Durations, Reason, Report, ServiceReport};
pub use settings::AuditSettings;
