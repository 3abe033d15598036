//! Which rules folder a path belongs to, and which of its files a command is asked for.

use super::terminal;
use engine_hooks::catalogue::Catalogue;
use engine_rule::{plan::Plan, rule_set::RuleSet};
use engine_serve::folder;
use engine_spelling::closest;
use engine_syntax::{
    catalogue::unreadable_file,
    diagnostic::{Diagnostic, Diagnostics},
    model::test_file::TestFile,
    source::{FileId, Sources, Span},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

/// A folder that has one of these is a rules folder.
const MARKS: [&str; 3] = ["valuesets", "tables", "common"];
/// How many folders are looked at, from the path upwards. Rules stand in `rules/TOPIC/ID.yaml`, and deeper folders are rare.
const HIGHEST: usize = 3;

/// Finds the rule `id`, whatever its mode. The error says which rule may be meant, or that the rule has mistakes.
pub(crate) fn find_rule<'c>(id: &str, compiled: &'c Compiled, rules: &Path) -> Result<&'c Plan, String> {
    if let Some(plan) = compiled.rules.find_any(id) {
        return Ok(plan);
    }
    let rules = rules.display();
    if compiled.rules.has_mistakes(id) {
        return Err(format!("the rule `{id}` has mistakes; `engine lint {rules}` shows them"));
    }
    match closest(id, compiled.rules.all().map(|plan| plan.id.as_str())) {
        Some(meant) => Err(format!("there is no rule `{id}` in {rules}; did you mean `{meant}`?")),
        None => Err(format!("there is no rule `{id}` in {rules}")),
    }
}

/// A folder of rules, compiled.
pub(crate) struct Compiled {
    pub(crate) sources: Sources,
    pub(crate) rules: RuleSet,
    pub(crate) tests: Vec<TestFile>,
    pub(crate) diagnostics: Diagnostics,
}

/// A rules folder, and what of it is asked for.
#[derive(Debug)]
pub(crate) struct Target {
    /// The rules folder.
    pub(crate) root: PathBuf,
    /// The rules folder as messages name it.
    pub(crate) shown_root: String,
    /// The files and folders below it that are asked for, with `/`. An empty path asks for the whole.
    below: BTreeSet<String>,
}

/// The rules folders of `paths`, with the paths in the same folder together. The error says which path isn't there.
pub(crate) fn targets(paths: &[PathBuf], rules: Option<&Path>) -> Result<Vec<Target>, String> {
    let default = [rules.unwrap_or(Path::new("rules")).to_owned()];
    let paths = if paths.is_empty() { &default[..] } else { paths };
    let mut targets: BTreeMap<PathBuf, Target> = BTreeMap::new();
    for path in paths {
        let real = real(path)?;
        let root = match rules {
            Some(rules) => self::real(rules)?,
            None => root_of(&real),
        };
        let outside = || format!("{}: does not lie in the folder of the rules, {}", path.display(), root.display());
        let below = below(&real, &root).ok_or_else(outside)?;
        let target = targets.entry(root.clone()).or_insert_with(|| Target { shown_root: shown(&root), root, below: BTreeSet::new() });
        target.below.insert(below);
    }
    Ok(targets.into_values().collect())
}

/// The whole of a rules folder.
pub(crate) fn whole_folder(rules: &Path) -> Result<Target, String> {
    let targets = targets(&[], Some(rules))?;
    targets.into_iter().next().ok_or_else(|| format!("{}: no rules here", rules.display()))
}

fn real(path: &Path) -> Result<PathBuf, String> {
    path.canonicalize().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            format!("{}: there is no such file or folder", path.display())
        }
        _ => format!("{}: can't be read: {error}", path.display()),
    })
}

/// The rules folder that `path` belongs to: the nearest from it upwards that has value sets, tables or shared files, else the folder `rules` in it, else itself.
fn root_of(path: &Path) -> PathBuf {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let is_root = |folder: &&Path| MARKS.iter().any(|mark| folder.join(mark).is_dir());
    let is_mark = |folder: &Path| folder.file_name().is_some_and(|name| MARKS.iter().any(|mark| name == *mark));
    if let Some(root) = folder.ancestors().take(HIGHEST).find(is_root) {
        return root.to_owned();
    }
    match folder.join("rules") {
        rules if path.is_dir() && rules.is_dir() => rules,
        _ if is_mark(folder) => folder.parent().unwrap_or(folder).to_owned(),
        _ => folder.to_owned(),
    }
}

/// Where `path` lies below `root`. A path that holds the whole of `root` asks for the whole.
fn below(path: &Path, root: &Path) -> Option<String> {
    if root.starts_with(path) {
        return Some(String::new());
    }
    path.strip_prefix(root).ok().map(with_slashes)
}

/// A path as seen from the current folder, where it lies below it.
fn shown(root: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    with_slashes(root.strip_prefix(here).unwrap_or(root))
}

fn with_slashes(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

impl Target {
    /// Compiles the whole folder.
    pub(crate) fn compile(&self, hooks: &Catalogue) -> Compiled {
        self.read(|sources| {
            let (rules, mut diagnostics) = RuleSet::compile(sources, hooks);
            let tests = rules.read_tests(sources, &mut diagnostics);
            (rules, tests, diagnostics)
        })
    }

    /// Reads the whole folder, and compiles of it what `compile` does. A file that can't be read is a finding like any other.
    pub(crate) fn read(&self, compile: impl FnOnce(&Sources) -> (RuleSet, Vec<TestFile>, Diagnostics)) -> Compiled {
        let folder::Folder { mut sources, problems } = folder::read(&self.root);
        let (rules, tests, mut diagnostics) = compile(&sources);
        for problem in problems {
            let span = Span { file: sources.add(problem.path, ""), start: 0, end: 0 };
            diagnostics.push(Diagnostic::new(&unreadable_file::CHECK, span, problem.reason.to_string()));
        }
        Compiled { sources, rules, tests, diagnostics }
    }

    /// The files asked for.
    pub(crate) fn asked(&self, sources: &Sources) -> BTreeSet<FileId> {
        sources.files().filter(|(_, file)| self.asks_for(&file.path)).map(|(id, _)| id).collect()
    }

    /// The files whose findings are shown: those asked for, the shared ones that these name, and the shared ones that those name in turn.
    pub(crate) fn shown(&self, sources: &Sources) -> BTreeSet<FileId> {
        let mut shown = self.asked(sources);
        let mut unread: Vec<FileId> = shown.iter().copied().collect();
        let mut others: Vec<(FileId, &str)> = sources
            .files()
            .filter(|(id, file)| is_shared(&file.path) && !shown.contains(id))
            .map(|(id, file)| (id, stem(&file.path)))
            .collect();
        while let Some(id) = unread.pop() {
            let text = &sources.file(id).text;
            for (named, _) in others.extract_if(.., |(_, name)| text.contains(*name)) {
                shown.insert(named);
                unread.push(named);
            }
        }
        shown
    }

    /// The test files that are asked for, themselves or by the rule that they test.
    pub(crate) fn tests<'c>(&self, compiled: &'c Compiled) -> impl Iterator<Item = &'c TestFile> {
        let is_asked = move |file: FileId| self.asks_for(&compiled.sources.file(file).path);
        compiled.tests.iter().filter(move |test| {
            is_asked(test.span.file) || compiled.rules.find_any(test.rule.as_str()).is_some_and(|plan| is_asked(plan.file))
        })
    }

    /// The rules that are asked for, themselves or by a test of theirs.
    pub(crate) fn rules<'c>(&self, compiled: &'c Compiled) -> impl Iterator<Item = &'c Plan> {
        let tested: BTreeSet<&str> = self.tests(compiled).map(|test| test.rule.as_str()).collect();
        let is_asked = move |plan: &&Plan| self.asks_for(&compiled.sources.file(plan.file).path) || tested.contains(plan.id.as_str());
        compiled.rules.all().map(|plan| &**plan).filter(is_asked)
    }

    /// Writes a file of the folder anew; gives its path.
    pub(crate) fn overwrite(&self, sources: &Sources, file: FileId, text: &str) -> Result<PathBuf, String> {
        let path = self.root.join(&sources.file(file).path);
        terminal::write(&path, text).map(|()| path)
    }

    /// What to say where rules have mistakes and nothing can be done with them.
    pub(crate) fn has_mistakes(&self) -> String {
        let root = &self.shown_root;
        format!("the rules of {root} have mistakes; `engine lint {root}` shows them")
    }

    /// What to say where nothing that is asked for is a file of rules.
    pub(crate) fn nothing_to_check(&self) -> String {
        let below: Vec<&str> = self.below.iter().map(String::as_str).collect();
        format!("{}/{}: nothing to check; rules, value sets and tables are files that end in .yaml", self.shown_root, below.join(", "))
    }

    fn asks_for(&self, path: &str) -> bool {
        self.below
            .iter()
            .any(|below| below.is_empty() || path == below || path.strip_prefix(below.as_str()).is_some_and(|rest| rest.starts_with('/')))
    }
}

/// Whether a file is a value set, a table or a shared file.
fn is_shared(path: &str) -> bool {
    path.split('/').rev().skip(1).any(|folder| MARKS.contains(&folder))
}

/// A file's name without folders and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A folder with these files, empty.
    fn folder(paths: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for path in paths {
            fs::create_dir_all(root.path().join(path).parent().expect("a parent")).expect("folders");
            fs::write(root.path().join(path), "").expect("a file");
        }
        root
    }

    fn target(root: &Path, path: &str) -> (String, String) {
        let targets = targets(&[root.join(path)], None).expect("a target");
        let below = targets[0].root.strip_prefix(root.canonicalize().expect("a path")).expect("below");
        (with_slashes(below), targets[0].below.iter().next().expect("one").clone())
    }

    #[test]
    fn a_file_belongs_to_the_nearest_folder_with_shared_files() {
        let root = folder(&["rules/valuesets/x.yaml", "rules/a/b/rule.yaml", "lonely/rule.yaml"]);
        assert_eq!(target(root.path(), "rules/a/b/rule.yaml"), ("rules".into(), "a/b/rule.yaml".into()));
        assert_eq!(target(root.path(), "rules/a"), ("rules".into(), "a".into()));
        assert_eq!(target(root.path(), "rules/valuesets/x.yaml"), ("rules".into(), "valuesets/x.yaml".into()));
        assert_eq!(target(root.path(), "rules"), ("rules".into(), String::new()));
        assert_eq!(target(root.path(), "lonely/rule.yaml"), ("lonely".into(), "rule.yaml".into()));
        assert_eq!(target(root.path(), ""), ("rules".into(), String::new()));
    }

    #[test]
    fn what_an_asked_file_uses_is_shown_with_it() {
        let root = folder(&["common/ckd.yaml", "a/rule.yaml"]);
        let mut sources = Sources::default();
        let rule = sources.add("a/rule.yaml", "include: [ ../common/ckd.yaml ]");
        let ckd = sources.add("common/ckd.yaml", "values: { x: { find: labs, codes: egfr } }");
        let egfr = sources.add("valuesets/egfr.yaml", "");
        sources.add("valuesets/other.yaml", "");
        sources.add("b/rule.yaml", "");
        let target = &targets(&[root.path().join("a")], None).expect("a target")[0];
        assert_eq!(target.shown(&sources), BTreeSet::from([rule, ckd, egfr]));
    }

    #[test]
    fn a_path_that_is_not_there_is_named() {
        let error = targets(&[PathBuf::from("/no/such/rule.yaml")], None).expect_err("an error");
        assert!(error.starts_with("/no/such/rule.yaml: there is no such file or folder"), "{error}");
    }
}
