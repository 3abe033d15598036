//! Which rules and tests belong together: those of one id. What is found in them depends on nothing else but what all rules share. So in a large folder an
//! author who asks for one rule waits for that one, and what was found clean needn't be read again while its fingerprint stays.
//!
//! Goes by the lines that name a rule, without reading YAML. A rule without such a line is compared with others of its id only when the whole folder is
//! read, and then nothing is cached.

use engine_hooks::catalogue::Catalogue;
use engine_syntax::source::{FileId, SourceFile, Sources, file_kind::FileKind};
use jiff::civil::Date;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::{
    collections::{BTreeMap, BTreeSet},
    hash::Hasher,
};

/// The rules of one id, and their tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintUnit {
    /// Its files.
    pub files: Vec<FileId>,
    /// Taken from its files and from all else that their findings depend on: what all rules share, the day, the hooks, whether there are tests. Equal ones mean
    /// equal findings.
    pub fingerprint: u128,
}

impl LintUnit {
    /// All of `sources`; none where a rule or a test belongs to no unit, since it may affect any.
    pub fn all(today: Date, sources: &Sources, catalogue: &Catalogue) -> Vec<LintUnit> {
        let Some(Grouped { units, shared }) = Grouped::of(sources) else { return Vec::new() };
        // Where there are tests, a rule without one is reported.
        let has_tests = sources.files().any(|(_, file)| FileKind::of(&file.path) == FileKind::Test);
        let mut surroundings = SipHasher13::new();
        // Every member of the catalogue shows in its `Debug`.
        surroundings.write(format!("{today} {has_tests} {catalogue:?}").as_bytes());
        let with = |mut hasher: SipHasher13, files: &[FileId]| {
            files.iter().for_each(|id| write(sources.file(*id), &mut hasher));
            hasher
        };
        let surroundings = with(surroundings, &shared);
        let unit = |files: Vec<FileId>| LintUnit { fingerprint: with(surroundings, &files).finish128().as_u128(), files };
        units.into_values().map(unit).collect()
    }
}

/// The files of a folder.
struct Grouped<'s> {
    /// The files of each unit, by its rule's id.
    units: BTreeMap<&'s str, Vec<FileId>>,
    /// Those that all share.
    shared: Vec<FileId>,
}

impl Grouped<'_> {
    fn of(sources: &Sources) -> Option<Grouped<'_>> {
        let mut grouped = Grouped { units: BTreeMap::new(), shared: Vec::new() };
        let mut rules = BTreeSet::new();
        for (id, file) in sources.files() {
            let kind = FileKind::of(&file.path);
            if key_of(kind).is_none() {
                grouped.shared.push(id);
                continue;
            }
            let name = named_rule(file)?;
            grouped.units.entry(name).or_default().push(id);
            rules.extend((kind == FileKind::Rule).then_some(name));
        }
        grouped.units.keys().all(|name| rules.contains(name)).then_some(grouped)
    }
}

/// Lengths go before what they measure, so that no two lists of files look alike.
fn write(file: &SourceFile, hasher: &mut SipHasher13) {
    for part in [file.path.as_bytes(), file.text.as_bytes()] {
        hasher.write_usize(part.len());
        hasher.write(part);
    }
}

/// The asked rules and tests, with all that name the same rule; `None`: every file, since what is asked for may concern any.
pub(crate) fn affected(asked: &BTreeSet<FileId>, sources: &Sources) -> Option<BTreeSet<FileId>> {
    let named: Vec<(FileId, FileKind, &str)> =
        sources.files().filter_map(|(id, file)| Some((id, FileKind::of(&file.path), named_rule(file)?))).collect();
    let of_asked: BTreeSet<&str> = named.iter().filter(|(id, ..)| asked.contains(id)).map(|(_, _, rule)| *rule).collect();
    let rules: BTreeSet<&str> = named.iter().filter(|(_, kind, _)| *kind == FileKind::Rule).map(|(_, _, rule)| *rule).collect();
    let are_all_named = named.iter().filter(|(id, ..)| asked.contains(id)).count() == asked.len();
    (are_all_named && of_asked.is_subset(&rules))
        .then(|| named.iter().filter(|(_, _, rule)| of_asked.contains(rule)).map(|(id, ..)| *id).collect())
}

/// The rule that a file is, or tests, as the line says that begins with the key.
pub(crate) fn named_rule(file: &SourceFile) -> Option<&str> {
    let key = key_of(FileKind::of(&file.path))?;
    let value = file.text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    value.split(|character: char| character.is_whitespace() || matches!(character, '\'' | '"')).find(|word| !word.is_empty())
}

/// The key under which a file of this kind names its rule; none where all rules share the file.
fn key_of(kind: FileKind) -> Option<&'static str> {
    match kind {
        FileKind::Rule => Some("id"),
        FileKind::Test => Some("rule"),
        FileKind::Shared | FileKind::ValueSet | FileKind::Table | FileKind::Json => None,
    }
}

#[cfg(test)]
mod tests;
