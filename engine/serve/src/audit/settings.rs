//! How calls are audited, as `audit` of engine.yaml says.

use super::{AuditLog, PatientIds};

/// How calls are audited.
#[derive(Clone, Debug, Default)]
pub struct AuditSettings {
    /// Whether no answer goes out before its record is in the store.
    pub is_required: bool,
    /// Where records also go as JSON lines.
    pub log: Option<AuditLog>,
    /// How patients stand in records. Where it is not set, they are hashed with a key that the engine makes and keeps in the store.
    pub patients: Option<PatientIds>,
    /// Whether what users write in feedback is kept.
    pub keeps_comments: bool,
}
