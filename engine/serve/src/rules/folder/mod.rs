//! Reads a rules folder into the texts that the compiler takes. Knows files; must never know what stands in them.
//!
//! Every file that can't be read (too large, not text, a link that leads out of the folder) is named, all of them at once.

mod fingerprint;
mod walk;

pub(crate) use fingerprint::Fingerprint;

use engine_syntax::{source::Sources, yaml};
use std::{
    error::Error,
    fmt,
    fs::File,
    io::{self, Read},
    path::Path,
};
use walk::{FoundFile, Walk};

/// How large a file may be: as large as the compiler reads.
pub const MAX_BYTES: u64 = yaml::LARGEST_FILE as u64;

/// What was read of a folder.
#[derive(Debug, Default)]
pub struct Folder {
    /// The files that could be read.
    pub sources: Sources,
    /// The files that could not be read. With any of them, the folder must not be served.
    pub problems: Vec<FileError>,
}

/// A file or folder that can't be read.
#[derive(Debug)]
pub struct FileError {
    /// Path below the rules folder; empty for the folder itself.
    pub path: String,
    /// What is wrong.
    pub reason: FileErrorKind,
}

/// Why a file or folder can't be read.
#[derive(Debug)]
pub enum FileErrorKind {
    /// The system doesn't let it be read, or it isn't there.
    Unreadable(io::Error),
    /// A link that leads out of the rules folder.
    OutsideFolder,
    /// A pipe, a socket, a device.
    NotAFile,
    /// Folders nest too deep, or a link leads to a folder that it lies in.
    TooDeep,
    /// More files than a rule set has.
    TooManyFiles(usize),
    /// Larger than [`MAX_BYTES`].
    TooLarge,
    /// Not UTF-8; the byte where that shows.
    NotText(usize),
}

/// Reads all files of `folder` that the compiler takes: `.yaml`, `.yml`, and `.json` below `valuesets/`. Hidden files are left out.
pub fn read(folder: &Path) -> Folder {
    let walk = Walk::of(folder);
    let mut read = Folder { sources: Sources::default(), problems: walk.problems };
    for file in walk.files {
        match text(&file) {
            Ok(text) => {
                read.sources.add(file.path, text);
            }
            Err(reason) => read.problems.push(FileError { path: file.path, reason }),
        }
    }
    read
}

fn text(file: &FoundFile) -> Result<String, FileErrorKind> {
    if file.metadata.len() > MAX_BYTES {
        return Err(FileErrorKind::TooLarge);
    }
    let mut bytes = Vec::with_capacity(file.metadata.len() as usize + 1);
    let opened = File::open(&file.real).map_err(FileErrorKind::Unreadable)?;
    opened.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(FileErrorKind::Unreadable)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(FileErrorKind::TooLarge);
    }
    String::from_utf8(bytes).map_err(|error| FileErrorKind::NotText(error.utf8_error().valid_up_to()))
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "the rules folder" } else { &self.path };
        write!(formatter, "{path}: {}", self.reason)
    }
}

impl fmt::Display for FileErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileErrorKind::Unreadable(error) => write!(formatter, "can't be read: {error}"),
            FileErrorKind::OutsideFolder => formatter.write_str("is a link that leads out of the rules folder; put the file itself there"),
            FileErrorKind::NotAFile => formatter.write_str("is not a plain file"),
            FileErrorKind::TooDeep => formatter.write_str("folders nest too deep here, or a link leads back to a folder that it lies in"),
            FileErrorKind::TooManyFiles(limit) => write!(formatter, "has more than {limit} files; is it the rules folder?"),
            FileErrorKind::TooLarge => write!(formatter, "is larger than {} MB, the most that is read", MAX_BYTES >> 20),
            FileErrorKind::NotText(byte) => write!(formatter, "is not text in UTF-8 (byte {byte}); save it as UTF-8"),
        }
    }
}

impl Error for FileError {}

impl Error for FileErrorKind {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::symlink};

    fn paths(folder: &Folder) -> Vec<&str> {
        folder.sources.files().map(|(_, file)| file.path.as_str()).collect()
    }

    fn write(root: &Path, path: &str, bytes: &[u8]) {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), bytes).unwrap();
    }

    #[test]
    fn rules_are_found_in_order_and_other_files_left_alone() {
        let root = tempfile::tempdir().unwrap();
        for path in
            ["b.yaml", "a/c.yml", "valuesets/x.yaml", "valuesets/fhir/x.json", "a/patient.json", "notes.md", ".hidden.yaml", ".git/x.yaml"]
        {
            write(root.path(), path, b"text");
        }
        let folder = read(root.path());
        assert_eq!(paths(&folder), ["a/c.yml", "b.yaml", "valuesets/fhir/x.json", "valuesets/x.yaml"]);
        assert!(folder.problems.is_empty());
    }

    #[test]
    fn a_config_map_is_read_through_its_links() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "..2026_01/a.yaml", b"id: a");
        symlink("..2026_01", root.path().join("..data")).unwrap();
        symlink("..data/a.yaml", root.path().join("a.yaml")).unwrap();
        let folder = read(root.path());
        assert_eq!(paths(&folder), ["a.yaml"]);
        assert!(folder.problems.is_empty());
    }

    #[test]
    fn a_link_that_leads_out_is_not_followed() {
        let (root, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        write(other.path(), "secret.yaml", b"secret");
        symlink(other.path().join("secret.yaml"), root.path().join("a.yaml")).unwrap();
        symlink(other.path(), root.path().join("folder")).unwrap();
        let folder = read(root.path());
        assert!(paths(&folder).is_empty());
        assert!(folder.problems.iter().all(|problem| matches!(problem.reason, FileErrorKind::OutsideFolder)));
        assert_eq!(folder.problems.len(), 2);
    }

    #[test]
    fn a_link_to_its_own_folder_ends() {
        let root = tempfile::tempdir().unwrap();
        symlink(".", root.path().join("again")).unwrap();
        assert!(matches!(read(root.path()).problems[..], [FileError { reason: FileErrorKind::TooDeep, .. }]));
    }

    #[test]
    fn a_file_too_large_a_binary_file_and_a_link_to_nowhere_are_named() {
        let root = tempfile::tempdir().unwrap();
        fs::File::create(root.path().join("huge.yaml")).unwrap().set_len(100_000_000).unwrap();
        write(root.path(), "binary.yaml", b"id: \xff\xfe");
        symlink("nowhere", root.path().join("lost.yaml")).unwrap();
        let lines: Vec<String> = read(root.path()).problems.iter().map(ToString::to_string).collect();
        assert_eq!(lines.len(), 3, "{lines:?}");
        for (path, what) in [("huge.yaml", "is larger than"), ("binary.yaml", "not text in UTF-8 (byte 4)"), ("lost.yaml", "can't be read")]
        {
            assert!(lines.iter().any(|line| line.starts_with(path) && line.contains(what)), "{path}: {lines:?}");
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_problem() {
        let line = read(Path::new("/no/such/folder")).problems[0].to_string();
        assert!(line.starts_with("the rules folder: can't be read"), "{line}");
    }
}
