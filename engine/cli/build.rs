//! Gives this build a fingerprint of what it is made of: the sources of the engine's crates, and the versions of what they use.

use siphasher::sip128::{Hasher128, SipHasher13};
use std::{
    fs,
    hash::Hasher,
    io,
    path::{Path, PathBuf},
};

/// The files and folders that a crate is built from; not every crate has all of them.
const PARTS: [&str; 5] = ["build", "build.rs", "data", "src", "templates"];

fn main() -> io::Result<()> {
    let mut hasher = SipHasher13::new();
    let crates = entries(Path::new(".."))?;
    let parts = crates.iter().flat_map(|of| PARTS.map(|part| of.join(part))).filter(|part| part.exists());
    for part in parts.chain([PathBuf::from("../../Cargo.lock")]) {
        println!("cargo::rerun-if-changed={}", part.display());
        write(&part, &mut hasher)?;
    }
    println!("cargo::rustc-env=ENGINE_BUILD={:032x}", hasher.finish128().as_u128());
    Ok(())
}

/// Hashes the path and the contents of a file, or of all files below a folder.
fn write(path: &Path, hasher: &mut SipHasher13) -> io::Result<()> {
    if path.is_dir() {
        return entries(path)?.iter().try_for_each(|entry| write(entry, hasher));
    }
    hasher.write(path.as_os_str().as_encoded_bytes());
    hasher.write(&fs::read(path)?);
    Ok(())
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
    entries.sort();
    Ok(entries)
}
