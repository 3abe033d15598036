//! How patients stand in records: by a keyed hash, so that one patient's calls can be found by whoever has the key and the id, and by nobody else.

use super::record::Patient;
use crate::digest::hex;
use aws_lc_rs::{error::Unspecified, hmac, rand};
use std::{fmt, sync::Arc};

/// How patients stand in records.
#[derive(Clone)]
pub enum Patients {
    /// By a hash with this key.
    Hashed(Key),
    /// By their ids.
    Plain,
}

/// The key of patients' hashes. Never shown.
#[derive(Clone)]
pub struct Key(Arc<hmac::Key>);

impl Key {
    /// A key of these bytes.
    pub fn new(secret: &[u8]) -> Key {
        Key(Arc::new(hmac::Key::new(hmac::HMAC_SHA256, secret)))
    }

    /// Text for a new key; an error where the system gives no randomness.
    pub(crate) fn generate() -> Result<String, Unspecified> {
        let mut secret = [0; 32];
        rand::fill(&mut secret)?;
        Ok(hex(&secret))
    }

    fn hash(&self, id: &str) -> String {
        hex(hmac::sign(&self.0, id.as_bytes()).as_ref())
    }
}

impl Patients {
    /// The patient of this id; `Patient/1` is `1`.
    pub fn mark(&self, id: &str) -> Patient {
        let id = id.strip_prefix("Patient/").unwrap_or(id);
        match self {
            Patients::Hashed(key) => Patient::Hash(key.hash(id)),
            Patients::Plain => Patient::Id(id.to_owned()),
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key(..)")
    }
}

impl fmt::Debug for Patients {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Patients::Hashed(_) => "Hashed(..)",
            Patients::Plain => "Plain",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_needs_the_key() {
        // RFC 4231, test case 2.
        let patients = Patients::Hashed(Key::new(b"Jefe"));
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(patients.mark("what do ya want for nothing?"), Patient::Hash(expected.to_owned()));
        assert_ne!(patients.mark("1"), Patients::Hashed(Key::new(b"other")).mark("1"));
    }

    #[test]
    fn a_reference_is_its_id() {
        let patients = Patients::Hashed(Key::new(b"Jefe"));
        assert_eq!(patients.mark("Patient/1"), patients.mark("1"));
        assert_eq!(Patients::Plain.mark("Patient/1"), Patient::Id("1".to_owned()));
    }

    #[test]
    fn keys_differ_and_are_not_shown() {
        let keys = [Key::generate().unwrap(), Key::generate().unwrap()];
        assert!(keys[0].len() == 64 && keys[0] != keys[1]);
        assert_eq!(format!("{:?}", Key::new(keys[0].as_bytes())), "Key(..)");
    }
}
