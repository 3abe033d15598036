//! What was found faultless last time, so that it needn't be checked again: fingerprints, in a file of the user's cache folder.
//!
//! Must never stand in the way: where the file can't be read or written, everything is checked. What a fingerprint stands for is told by
//! [`engine_rule::family`].

use engine_rule::{family::Family, source::FileId};
use etcetera::base_strategy::{BaseStrategy, choose_base_strategy};
use siphasher::sip128::{Hasher128, SipHasher13};
use std::{
    collections::BTreeSet,
    fs,
    hash::Hash,
    io::{self, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// Bytes of a fingerprint.
const LENGTH: usize = size_of::<u128>();

/// Bytes of the largest file that is read: a fingerprint for each file that a rules folder may have.
const LARGEST: u64 = 1 << 20;

/// What was found faultless in a rules folder.
pub(super) enum Memory {
    /// Nothing is known, and nothing is kept.
    None,
    /// The fingerprints that a file keeps.
    Of { file: PathBuf, faultless: BTreeSet<u128> },
}

impl Memory {
    /// Of the rules folder `root`.
    pub(super) fn of(root: &Path) -> Memory {
        let Ok(folders) = choose_base_strategy() else { return Memory::None };
        let file = folders.cache_dir().join("engine/lint").join(format!("{:032x}", fingerprint(root)));
        let faultless = read(&file).unwrap_or_default();
        Memory::Of { file, faultless }
    }

    /// The files of the families that it has.
    pub(super) fn known(&self, families: &[Family]) -> BTreeSet<FileId> {
        families.iter().filter(|family| self.has(family)).flat_map(|family| &family.files).copied().collect()
    }

    /// Keeps, of the families that there are, those that it has and those all of whose files are `faultless` now.
    pub(super) fn keep(&self, families: &[Family], faultless: &BTreeSet<FileId>) {
        let Memory::Of { file, faultless: before } = self else { return };
        let is_faultless = |family: &&Family| self.has(family) || family.files.iter().all(|file| faultless.contains(file));
        let now: BTreeSet<u128> = families.iter().filter(is_faultless).map(|family| family.fingerprint).collect();
        if !families.is_empty() && now != *before {
            // Not to be kept is to be checked again.
            let _ = write(file, &now);
        }
    }

    fn has(&self, family: &Family) -> bool {
        matches!(self, Memory::Of { faultless, .. } if faultless.contains(&family.fingerprint))
    }
}

/// The fingerprints after the program's own; none of a file that is another build's, which may find more.
fn read(file: &Path) -> Option<BTreeSet<u128>> {
    fs::metadata(file).ok().filter(|found| found.is_file() && found.len() <= LARGEST)?;
    let bytes = fs::read(file).ok()?;
    let (fingerprints, _) = bytes.as_chunks::<LENGTH>();
    let (program, others) = fingerprints.split_first()?;
    (*program == self::program().to_le_bytes()).then(|| others.iter().map(|bytes| u128::from_le_bytes(*bytes)).collect())
}

/// Whole or not at all, whoever else writes it.
fn write(file: &Path, fingerprints: &BTreeSet<u128>) -> io::Result<()> {
    let Some(folder) = file.parent() else { return Ok(()) };
    fs::create_dir_all(folder)?;
    let mut unfinished = NamedTempFile::new_in(folder)?;
    let all = [program()].into_iter().chain(fingerprints.iter().copied());
    unfinished.write_all(&all.flat_map(u128::to_le_bytes).collect::<Vec<u8>>())?;
    unfinished.persist(file)?;
    Ok(())
}

/// The fingerprint of this build, which `build.rs` makes of the sources.
fn program() -> u128 {
    fingerprint(env!("ENGINE_BUILD"))
}

fn fingerprint(of: impl Hash) -> u128 {
    let mut hasher = SipHasher13::new();
    of.hash(&mut hasher);
    hasher.finish128().as_u128()
}
