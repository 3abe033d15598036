//! What each file of a rules folder is.

use super::{FileId, SourceFile, Sources};

/// What a file of a rules folder is, by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A rule: one CDS Service.
    Rule,
    /// `common/…`: definitions that rules include.
    Shared,
    /// `valuesets/…`
    ValueSet,
    /// `tables/…`
    Table,
    /// `….test.yaml`
    Test,
    /// JSON beside a value set.
    Json,
}

impl FileKind {
    /// What the file at `path`, below the rules folder, is.
    pub fn of(path: &str) -> FileKind {
        let mut folders: Vec<&str> = path.split('/').collect();
        let name = folders.pop().unwrap_or_default();
        if name.ends_with(".json") {
            FileKind::Json
        } else if name.ends_with(".test.yaml") || name.ends_with(".test.yml") {
            FileKind::Test
        } else if folders.contains(&"valuesets") {
            FileKind::ValueSet
        } else if folders.contains(&"tables") {
            FileKind::Table
        } else if folders.contains(&"common") {
            FileKind::Shared
        } else {
            FileKind::Rule
        }
    }
}

/// The files of this kind.
pub fn of_kind(sources: &Sources, kind: FileKind) -> impl Iterator<Item = (FileId, &SourceFile)> {
    sources.files().filter(move |(_, file)| FileKind::of(&file.path) == kind)
}

/// A file's name without folders and ending: the name that rules use.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::{FileKind, stem};

    #[test]
    fn a_file_is_what_its_folder_says() {
        assert_eq!(FileKind::of("diabetes/a1c.yaml"), FileKind::Rule);
        assert_eq!(FileKind::of("valuesets/hba1c.yaml"), FileKind::ValueSet);
        assert_eq!(FileKind::of("valuesets/hba1c.valueset.json"), FileKind::Json);
        assert_eq!(FileKind::of("diabetes/a1c.test.yaml"), FileKind::Test);
        assert_eq!(FileKind::of("tables/mme.yaml"), FileKind::Table);
        assert_eq!(FileKind::of("common/ckd.yaml"), FileKind::Shared);
    }

    #[test]
    fn a_value_set_is_named_by_its_file() {
        assert_eq!(stem("valuesets/hba1c.yaml"), "hba1c");
    }
}
