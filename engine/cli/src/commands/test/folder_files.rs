//! Reads the files that tests name: patients' records and resources, beside the tests and nowhere outside the rules folder.

use crate::shared::terminal;
use engine_rehearse::test::Files;
use std::path::{Path, PathBuf};

/// The files of a rules folder.
pub(super) struct FolderFiles {
    /// The rules folder, without links in its path.
    pub(super) root: PathBuf,
}

impl Files for FolderFiles {
    fn read(&self, from: &str, path: &str) -> Result<String, String> {
        let folder = Path::new(from).parent().unwrap_or(Path::new(""));
        let real = self.root.join(folder).join(path).canonicalize().map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => format!("{path}: there is no such file; it is looked for in the folder of the test"),
            _ => format!("{path}: can't be read: {error}"),
        })?;
        if !real.starts_with(&self.root) {
            return Err(format!("{path}: lies outside the rules folder, where a test can't read; move it into it"));
        }
        std::fs::read_to_string(&real).map_err(|error| format!("{path}: {}", terminal::unreadable(&real, &error)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_test_reads_beside_itself_and_never_outside() {
        let outer = tempfile::tempdir().expect("a folder");
        let root = outer.path().canonicalize().expect("a path").join("rules");
        fs::create_dir_all(root.join("a/patients")).expect("folders");
        fs::write(root.join("a/patients/p.json"), "{}").expect("a file");
        fs::write(outer.path().join("secret.json"), "{}").expect("a file");
        let files = FolderFiles { root };
        assert_eq!(files.read("a/x.test.yaml", "patients/p.json").as_deref(), Ok("{}"));
        assert!(files.read("a/x.test.yaml", "patients/q.json").unwrap_err().starts_with("patients/q.json: there is no such file"));
        for path in ["../../secret.json", "/etc/passwd"] {
            assert!(files.read("a/x.test.yaml", path).unwrap_err().contains("outside the rules folder"), "{path}");
        }
    }
}
