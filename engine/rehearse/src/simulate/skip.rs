//! Why a record is passed over: as an error with its data, and as the kind that reports count.

use crate::{LoadError, PatientError};
use serde::{Deserialize, Serialize};
use std::{error::Error, fmt};

/// Why a record is passed over.
#[derive(Debug, PartialEq, Eq)]
pub enum SkipError {
    /// Its file can't be read.
    Unreadable(String),
    /// Its text isn't a record.
    Load(LoadError),
    /// It is not one patient's.
    Patient(PatientError),
    /// It is a line, which has to hold a whole record, and holds something other than a Bundle.
    NoBundle {
        /// What it holds.
        resource_type: String,
    },
}

/// Why a record is passed over, as reports count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SkipKind {
    /// Its file can't be read.
    Unreadable,
    /// It is empty.
    Empty,
    /// It isn't JSON.
    NoJson,
    /// It isn't a FHIR record.
    NoRecord,
    /// It is a line that isn't a Bundle.
    NoBundle,
    /// It has no Patient.
    NoPatient,
    /// It has several.
    SeveralPatients,
    /// Its Patient has no id.
    NoPatientId,
}

impl SkipError {
    /// The kind that reports count it by.
    pub fn kind(&self) -> SkipKind {
        match self {
            SkipError::Unreadable(_) => SkipKind::Unreadable,
            SkipError::Load(LoadError::Empty) => SkipKind::Empty,
            SkipError::Load(LoadError::Json { .. }) => SkipKind::NoJson,
            SkipError::Load(LoadError::Record { .. }) => SkipKind::NoRecord,
            SkipError::Patient(PatientError::None | PatientError::InnerBundle) => SkipKind::NoPatient,
            SkipError::Patient(PatientError::Several(_)) => SkipKind::SeveralPatients,
            SkipError::Patient(PatientError::NoId) => SkipKind::NoPatientId,
            SkipError::NoBundle { .. } => SkipKind::NoBundle,
        }
    }
}

impl fmt::Display for SkipError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SkipError::Unreadable(why) => write!(formatter, "can't be read: {why}"),
            SkipError::Load(error) => error.fmt(formatter),
            SkipError::Patient(error) => error.fmt(formatter),
            SkipError::NoBundle { resource_type } => write!(
                formatter,
                "is one resource alone (a line is to be one patient's whole record: a Bundle, and this is of type {resource_type}); put the resources of a bulk \
                 export together by patient first"
            ),
        }
    }
}

impl Error for SkipError {}

impl fmt::Display for SkipKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            SkipKind::Unreadable => "can't be read",
            SkipKind::Empty => "empty",
            SkipKind::NoJson => "no JSON",
            SkipKind::NoRecord => "no FHIR record",
            SkipKind::NoBundle => "a line that is no Bundle",
            SkipKind::NoPatient => "no Patient",
            SkipKind::SeveralPatients => "several Patients",
            SkipKind::NoPatientId => "a Patient without id",
        })
    }
}
