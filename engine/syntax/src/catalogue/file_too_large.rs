//! A file of more than 10 MB.
//!
//! Reported while YAML is parsed: engine/syntax/src/yaml/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "file-too-large",
    severity: Severity::Error,
    summary: "a file is larger than 10 MB",
    explanation: "Files are read within limits, so that no file can hold up the server. 10 MB hold some 200,000 codes. Split the value set or table, or move what is no rule out of the rules folder.",
    wrong: Example::Words("a value set file with 500,000 codes"),
    right: Example::Words("two value set files, or a FHIR ValueSet file that `fhir` names"),
};
