//! The lint cache: fingerprints of what was found clean last time and needn't be checked again, in a file of the user's cache folder.
//!
//! Must never stand in the way: where the file can't be read or written, everything is checked. [`engine_rule::lint::unit`] says what a fingerprint stands
//! for.

use engine_rule::lint::unit::LintUnit;
use engine_syntax::source::FileId;
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

/// What was found clean in a rules folder.
pub(super) enum LintCache {
    /// There is no cache: nothing is known, and nothing is kept.
    Off,
    /// The fingerprints that a file keeps.
    File { path: PathBuf, clean: BTreeSet<u128> },
}

impl LintCache {
    /// The cache of the rules folder `root`.
    pub(super) fn of(root: &Path) -> LintCache {
        let Ok(folders) = choose_base_strategy() else { return LintCache::Off };
        let path = folders.cache_dir().join("engine/lint").join(format!("{:032x}", fingerprint(root)));
        let clean = read(&path).unwrap_or_default();
        LintCache::File { path, clean }
    }

    /// The files of the units that it knows to be clean.
    pub(super) fn known(&self, units: &[LintUnit]) -> BTreeSet<FileId> {
        units.iter().filter(|unit| self.has(unit)).flat_map(|unit| &unit.files).copied().collect()
    }

    /// Keeps those of the units that it knows already, and those all of whose files were found `clean` now.
    pub(super) fn keep(&self, units: &[LintUnit], clean: &BTreeSet<FileId>) {
        let LintCache::File { path, clean: before } = self else { return };
        let is_clean = |unit: &&LintUnit| self.has(unit) || unit.files.iter().all(|file| clean.contains(file));
        let now: BTreeSet<u128> = units.iter().filter(is_clean).map(|unit| unit.fingerprint).collect();
        if !units.is_empty() && now != *before {
            // What isn't kept is checked again.
            let _ = write(path, &now);
        }
    }

    fn has(&self, unit: &LintUnit) -> bool {
        matches!(self, LintCache::File { clean, .. } if clean.contains(&unit.fingerprint))
    }
}

/// The fingerprints that follow the program's own. Those of another build don't count: this one may find more.
fn read(file: &Path) -> Option<BTreeSet<u128>> {
    fs::metadata(file).ok().filter(|found| found.is_file() && found.len() <= LARGEST)?;
    let bytes = fs::read(file).ok()?;
    let (fingerprints, _) = bytes.as_chunks::<LENGTH>();
    let (program, others) = fingerprints.split_first()?;
    (*program == self::program().to_le_bytes()).then(|| others.iter().map(|bytes| u128::from_le_bytes(*bytes)).collect())
}

/// Writes the file whole or not at all, whoever else writes it meanwhile.
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
