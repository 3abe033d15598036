//! Whether a folder has changed, without reading its files: by their names, real paths, times and sizes.
//!
//! A folder that is swapped by a link changes the real paths; an editor that writes a new file and renames it changes the inode; one that writes in place
//! changes the time. The system's change notices don't see behind links, which is why this is polled as well.

use super::walk::Walk;
use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
    os::unix::fs::MetadataExt,
    path::Path,
};

/// A folder's state. While nothing changes, it is equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint(u64);

impl Fingerprint {
    pub(crate) fn of(folder: &Path) -> Fingerprint {
        let mut hasher = DefaultHasher::new();
        let walk = Walk::of(folder);
        for file in &walk.files {
            let metadata = &file.metadata;
            (&file.path, &file.real, metadata.dev(), metadata.ino(), metadata.size()).hash(&mut hasher);
            (metadata.mtime(), metadata.mtime_nsec(), metadata.ctime(), metadata.ctime_nsec()).hash(&mut hasher);
        }
        for problem in &walk.problems {
            problem.to_string().hash(&mut hasher);
        }
        Fingerprint(hasher.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::symlink};

    #[test]
    fn it_changes_with_a_file_and_stays_without() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.yaml"), "id: a").unwrap();
        let before = Fingerprint::of(folder.path());
        assert_eq!(before, Fingerprint::of(folder.path()));
        fs::write(folder.path().join("a.yaml"), "id: ab").unwrap();
        let changed = Fingerprint::of(folder.path());
        assert_ne!(before, changed);
        fs::remove_file(folder.path().join("a.yaml")).unwrap();
        assert_ne!(changed, Fingerprint::of(folder.path()));
    }

    #[test]
    fn it_changes_when_a_link_to_the_folder_is_swapped() {
        let home = tempfile::tempdir().unwrap();
        for version in ["one", "two"] {
            fs::create_dir(home.path().join(version)).unwrap();
            fs::write(home.path().join(version).join("a.yaml"), "id: a").unwrap();
        }
        let rules = home.path().join("rules");
        symlink("one", &rules).unwrap();
        let before = Fingerprint::of(&rules);
        symlink("two", home.path().join("next")).unwrap();
        fs::rename(home.path().join("next"), &rules).unwrap();
        assert_ne!(before, Fingerprint::of(&rules));
    }
}
