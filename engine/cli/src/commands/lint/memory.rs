//! What was found faultless last time, so that it needn't be checked again: fingerprints, in a file of the user's cache folder.
//!
//! Must never stand in the way: where the file can't be read or written, everything is checked. What a fingerprint stands for is told by
//! [`engine_rule::family`].

use engine_rule::{family::Family, source::FileId};
use etcetera::base_strategy::{BaseStrategy, choose_base_strategy};
use siphasher::sip128::{Hasher128, SipHasher13};
use std::{
    collections::BTreeSet,
    env, fs,
    hash::Hash,
    io,
    path::{Path, PathBuf},
    process,
};

/// Bytes of a fingerprint.
const LENGTH: usize = size_of::<u128>();

/// What was found faultless in a rules folder.
pub(super) enum Memory {
    /// Nothing is known, and nothing is kept.
    None,
    /// The fingerprints that a file keeps.
    Of {
        file: PathBuf,
        /// The fingerprint of this program, with which the file begins: another may find more.
        program: u128,
        faultless: BTreeSet<u128>,
    },
}

impl Memory {
    /// Of the rules folder `root`.
    pub(super) fn of(root: &Path) -> Memory {
        let (Some(program), Ok(folders)) = (program(), choose_base_strategy()) else { return Memory::None };
        let file = folders.cache_dir().join("engine/lint").join(format!("{:032x}", fingerprint(root)));
        let faultless = fs::read(&file).map(|bytes| read(&bytes, program)).unwrap_or_default();
        Memory::Of { file, program, faultless }
    }

    /// The files of the families that it has.
    pub(super) fn known(&self, families: &[Family]) -> BTreeSet<FileId> {
        families.iter().filter(|family| self.has(family)).flat_map(|family| &family.files).copied().collect()
    }

    /// Keeps, of the families that there are, those that it has and those all of whose files are `faultless` now.
    pub(super) fn keep(&self, families: &[Family], faultless: &BTreeSet<FileId>) {
        let Memory::Of { file, program, faultless: before } = self else { return };
        let is_faultless = |family: &&Family| self.has(family) || family.files.iter().all(|file| faultless.contains(file));
        let now: BTreeSet<u128> = families.iter().filter(is_faultless).map(|family| family.fingerprint).collect();
        if !families.is_empty() && now != *before {
            let bytes: Vec<u8> = [program].into_iter().chain(&now).flat_map(|fingerprint| fingerprint.to_le_bytes()).collect();
            // Not to be kept is to be checked again.
            let _ = write(file, &bytes);
        }
    }

    fn has(&self, family: &Family) -> bool {
        matches!(self, Memory::Of { faultless, .. } if faultless.contains(&family.fingerprint))
    }
}

/// The fingerprints after the program's own; none of a file that is another program's, or that was cut.
fn read(bytes: &[u8], program: u128) -> BTreeSet<u128> {
    let (fingerprints, rest) = bytes.as_chunks::<LENGTH>();
    match fingerprints.split_first() {
        Some((first, others)) if u128::from_le_bytes(*first) == program && rest.is_empty() => {
            others.iter().map(|bytes| u128::from_le_bytes(*bytes)).collect()
        }
        _ => BTreeSet::new(),
    }
}

/// Whole or not at all, whoever else writes it.
fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)?;
    let unfinished = file.with_extension(process::id().to_string());
    fs::write(&unfinished, bytes)?;
    fs::rename(&unfinished, file)
}

/// Equal for runs of the same build alone.
fn program() -> Option<u128> {
    let file = fs::metadata(env::current_exe().ok()?).ok()?;
    Some(fingerprint((env!("CARGO_PKG_VERSION"), file.len(), file.modified().ok()?)))
}

fn fingerprint(of: impl Hash) -> u128 {
    let mut hasher = SipHasher13::new();
    of.hash(&mut hasher);
    hasher.finish128().as_u128()
}
