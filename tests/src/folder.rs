//! Folders of files for tests.

use crate::root;
use std::path::Path;

/// A folder of files of one's own, gone at the end of the test.
#[derive(Debug)]
pub struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    /// With these files, by path and text.
    pub fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder { folder: tempfile::tempdir().expect("a temporary folder") };
        files.iter().for_each(|(path, text)| folder.write(path, text));
        folder
    }

    /// With a copy of the rules that ship, under `rules`.
    pub fn with_shipped_rules() -> Folder {
        let folder = Folder::with(&[]);
        copy(&root().join("rules"), &folder.path().join("rules"));
        folder
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, its folders too.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("its folder");
        std::fs::write(path, text).expect("the file");
    }
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { std::fs::copy(entry.path(), target).map(drop).expect("a copy") }
    }
}
