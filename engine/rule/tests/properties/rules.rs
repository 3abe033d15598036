//! The right rules: those that ship, and those of the corpus.

use engine_hooks::catalogue::Catalogue;
use engine_rule::rule_set::RuleSet;
use engine_syntax::source::Sources;
use std::{path::Path, sync::OnceLock};

const FOLDERS: [&str; 2] = ["../../rules", "../../tests/corpus"];

/// The files of all right rules, and the shared files that they use.
pub(crate) fn sources() -> Sources {
    let mut sources = Sources::default();
    for (path, text) in files() {
        sources.add(path.as_str(), text.as_str());
    }
    sources
}

/// Path and text of each file, sorted.
pub(crate) fn files() -> &'static [(String, String)] {
    static FILES: OnceLock<Vec<(String, String)>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut files = Vec::new();
        for folder in FOLDERS {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            add(&root, &root, &mut files);
        }
        files.sort();
        files.dedup_by(|second, first| second.0 == first.0);
        files
    })
}

fn add(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("wrong") {
            add(root, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "json") {
            let below = path.strip_prefix(root).expect("below the root").display().to_string();
            files.push((below, std::fs::read_to_string(&path).expect("text")));
        }
    }
}

/// System and code of every coding of the value sets.
pub(crate) fn codings() -> &'static [(String, String)] {
    static CODINGS: OnceLock<Vec<(String, String)>> = OnceLock::new();
    CODINGS
        .get_or_init(|| files().iter().filter(|(path, _)| path.starts_with("valuesets/")).flat_map(|(_, text)| codings_of(text)).collect())
}

/// By the layout of value set files: a system ends its line, its codes stand below it.
fn codings_of(text: &str) -> Vec<(String, String)> {
    let mut system = "";
    let mut codings = Vec::new();
    for line in text.lines() {
        match line.trim().strip_suffix(':') {
            Some(url) if url.starts_with("http") => system = url,
            _ if line.starts_with("    ") => {
                let code = line.trim().split(": ").next().unwrap_or_default();
                codings.push((system.to_owned(), code.trim_matches('\'').to_owned()));
            }
            _ => {}
        }
    }
    codings
}

/// Compiles a file by itself.
pub(crate) fn compile_alone(path: &str, text: &str) {
    let mut sources = Sources::default();
    sources.add(path, text);
    check(&sources);
}

/// Compiles a file in place of the right one at `path`, beside the shared files; gives the rules where there is no error.
pub(crate) fn compile_among_others(path: &str, text: &str) -> Option<RuleSet> {
    let mut sources = Sources::default();
    sources.add(path, text);
    let is_shared = |other: &str| ["valuesets/", "tables/", "common/"].iter().any(|folder| other.starts_with(folder));
    for (other, text) in files().iter().filter(|(other, _)| other != path && is_shared(other)) {
        sources.add(other.as_str(), text.as_str());
    }
    check(&sources)
}

/// Compiles, and looks at what is reported: every span is within its file.
fn check(sources: &Sources) -> Option<RuleSet> {
    let (rules, diagnostics) = RuleSet::compile(sources, &Catalogue::hl7());
    for diagnostic in diagnostics.iter() {
        let text = &sources.file(diagnostic.span.file).text;
        let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
        assert!(text.get(start..end).is_some(), "{}: {start}..{end} of {}", diagnostic.check.name, text.len());
    }
    (!diagnostics.has_errors()).then_some(rules)
}
