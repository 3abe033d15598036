//! Which files of a folder belong to a rule set. Nothing outside the folder is ever read: a link that leads out of it is a problem.
//!
//! Links within the folder are followed. So a ConfigMap of Kubernetes works: its files are links into `..data`, which is itself a link that is swapped.
//! Folders and files whose names begin with a dot are read only where such a link leads to them.

use super::{FileError, FileErrorKind};
use std::{
    fs::{self, Metadata},
    io,
    path::{Path, PathBuf},
};

/// How deep folders may nest, and how many files there may be. A folder beyond that is likely somebody's home directory.
const MAX_DEPTH: usize = 16;
const MAX_FILES: usize = 10_000;

/// A file of a rule set.
#[derive(Debug)]
pub(super) struct FoundFile {
    /// Path below the folder, with `/`.
    pub(super) path: String,
    /// Where it really is.
    pub(super) real: PathBuf,
    /// The metadata of the file itself, after following links.
    pub(super) metadata: Metadata,
}

/// All files of a folder, sorted by path, and the problems with others.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) files: Vec<FoundFile>,
    pub(super) problems: Vec<FileError>,
}

impl Walk {
    pub(super) fn of(folder: &Path) -> Walk {
        let mut walk = Walk::default();
        match fs::canonicalize(folder) {
            Ok(root) => walk.enter(&root, String::new(), &mut vec![root.clone()]),
            Err(error) => walk.problem("", FileErrorKind::Unreadable(error)),
        }
        walk.files.sort_by(|one, other| one.path.cmp(&other.path));
        walk
    }

    fn problem(&mut self, path: &str, reason: FileErrorKind) {
        self.problems.push(FileError { path: path.to_owned(), reason });
    }

    /// Walks the folder that `within` ends with; `within` is the chain of folders from the root.
    fn enter(&mut self, root: &Path, path: String, within: &mut Vec<PathBuf>) {
        let names = match within.last().map_or(Ok(Vec::new()), |folder| names(folder)) {
            Ok(names) => names,
            Err(error) => return self.problem(&path, FileErrorKind::Unreadable(error)),
        };
        for name in names {
            if self.files.len() >= MAX_FILES {
                return;
            }
            let below = if path.is_empty() { name.text.clone() } else { format!("{path}/{}", name.text) };
            self.take(root, &name, below, within);
        }
    }

    fn take(&mut self, root: &Path, name: &Name, path: String, within: &mut Vec<PathBuf>) {
        let Some(folder) = within.last() else { return };
        let (real, metadata) = match resolve(folder, name) {
            Ok(resolved) => resolved,
            Err(error) if is_wanted(&path) => return self.problem(&path, FileErrorKind::Unreadable(error)),
            Err(_) => return,
        };
        if metadata.is_dir() {
            return self.take_folder(root, path, real, within);
        }
        if !is_wanted(&path) {
            return;
        }
        match (real.starts_with(root), metadata.is_file()) {
            (false, _) => self.problem(&path, FileErrorKind::OutsideFolder),
            (true, false) => self.problem(&path, FileErrorKind::NotAFile),
            (true, true) => self.found(FoundFile { path, real, metadata }),
        }
    }

    fn take_folder(&mut self, root: &Path, path: String, real: PathBuf, within: &mut Vec<PathBuf>) {
        if !real.starts_with(root) {
            self.problem(&path, FileErrorKind::OutsideFolder);
        } else if within.contains(&real) || within.len() >= MAX_DEPTH {
            self.problem(&path, FileErrorKind::TooDeep);
        } else {
            within.push(real);
            self.enter(root, path, within);
            within.pop();
        }
    }

    fn found(&mut self, file: FoundFile) {
        self.files.push(file);
        if self.files.len() == MAX_FILES {
            self.problem("", FileErrorKind::TooManyFiles(MAX_FILES));
        }
    }
}

/// A name in a folder.
struct Name {
    text: String,
    /// Whether it may be a link.
    is_link: bool,
}

/// The names in a folder that aren't hidden, sorted.
fn names(folder: &Path) -> io::Result<Vec<Name>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let text = entry.file_name().to_string_lossy().into_owned();
        if !text.starts_with('.') {
            names.push(Name { text, is_link: entry.file_type().map_or(true, |kind| kind.is_symlink()) });
        }
    }
    names.sort_by(|one, other| one.text.cmp(&other.text));
    Ok(names)
}

/// The real path of a name in `folder`, which is a real path itself, and the metadata there.
fn resolve(folder: &Path, name: &Name) -> io::Result<(PathBuf, Metadata)> {
    let path = folder.join(&name.text);
    let real = if name.is_link { fs::canonicalize(path)? } else { path };
    let metadata = fs::metadata(&real)?;
    Ok((real, metadata))
}

/// Whether the compiler reads a file: YAML anywhere, and FHIR ValueSets beside the value sets that name them.
fn is_wanted(path: &str) -> bool {
    let extension = Path::new(path).extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("yaml" | "yml"))
        || (extension == Some("json") && path.split('/').rev().skip(1).any(|folder| folder == "valuesets"))
}
