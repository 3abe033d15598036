//! How patients stand in records: pseudonymized by a keyed hash (HMAC), so that whoever has the key and a patient's id can find the patient's calls, and
//! nobody else can.

use super::record::RecordedPatient;
use crate::digest::hex;
use aws_lc_rs::{error::Unspecified, hmac, rand};
use engine_fhir::reference::without_type;
use std::{fmt, sync::Arc};

/// How the ids of patients stand in records.
#[derive(Clone)]
pub enum PatientIds {
    /// By a hash with this key.
    Hashed(PatientKey),
    /// By their ids.
    Plain,
}

/// The key of patients' hashes. Never shown.
#[derive(Clone)]
pub struct PatientKey(Arc<hmac::Key>);

impl PatientKey {
    /// A key of these bytes.
    pub fn new(secret: &[u8]) -> PatientKey {
        PatientKey(Arc::new(hmac::Key::new(hmac::HMAC_SHA256, secret)))
    }

    /// The text of a new key. It fails where the system gives no randomness.
    pub(crate) fn generate() -> Result<String, Unspecified> {
        let mut secret = [0; 32];
        rand::fill(&mut secret)?;
        Ok(hex(&secret))
    }

    fn hash(&self, id: &str) -> String {
        hex(hmac::sign(&self.0, id.as_bytes()).as_ref())
    }
}

impl PatientIds {
    /// The patient of this id as records hold it. `Patient/1` is the same as `1`.
    pub fn mark(&self, id: &str) -> RecordedPatient {
        let id = without_type(id, "Patient");
        match self {
            PatientIds::Hashed(key) => RecordedPatient::Hash(key.hash(id)),
            PatientIds::Plain => RecordedPatient::Id(id.to_owned()),
        }
    }
}

impl fmt::Debug for PatientKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PatientKey(..)")
    }
}

impl fmt::Debug for PatientIds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            PatientIds::Hashed(_) => "Hashed(..)",
            PatientIds::Plain => "Plain",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_needs_the_key() {
        // RFC 4231, test case 2.
        let patients = PatientIds::Hashed(PatientKey::new(b"Jefe"));
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(patients.mark("what do ya want for nothing?"), RecordedPatient::Hash(expected.to_owned()));
        assert_ne!(patients.mark("1"), PatientIds::Hashed(PatientKey::new(b"other")).mark("1"));
    }

    #[test]
    fn a_reference_is_its_id() {
        let patients = PatientIds::Hashed(PatientKey::new(b"Jefe"));
        assert_eq!(patients.mark("Patient/1"), patients.mark("1"));
        assert_eq!(PatientIds::Plain.mark("Patient/1"), RecordedPatient::Id("1".to_owned()));
    }

    #[test]
    fn keys_differ_and_are_not_shown() {
        let keys = [PatientKey::generate().unwrap(), PatientKey::generate().unwrap()];
        assert!(keys[0].len() == 64 && keys[0] != keys[1]);
        assert_eq!(format!("{:?}", PatientKey::new(keys[0].as_bytes())), "PatientKey(..)");
    }
}
