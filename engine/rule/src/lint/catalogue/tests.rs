//! Where the code of checks stands: in their own files, or where these say.

use super::checks;
use regex::Regex;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The folders of checks, from the folder of the workspace.
const CATALOGUES: [&str; 2] = ["engine/syntax/src/catalogue", "engine/rule/src/lint/catalogue"];

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The Rust files below a folder, by their path in the workspace.
fn files(folder: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(workspace().join(folder)).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = format!("{folder}/{}", entry.file_name().to_str().expect("a name in UTF-8"));
        match entry.file_type().expect("a type").is_dir() {
            true => files(&path, found),
            false if path.ends_with(".rs") => found.push(path),
            false => {}
        }
    }
}

/// The files that report a check, by the check's module, but for its own.
fn reporting() -> BTreeMap<String, BTreeSet<String>> {
    let mention = Regex::new(r"(\w+)::CHECK\b[^.]").expect("a pattern");
    let mut paths = Vec::new();
    ["engine/syntax/src", "engine/rule/src", "engine/cli/src"].iter().for_each(|folder| files(folder, &mut paths));
    let mut reporting: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in paths.iter().filter(|path| !CATALOGUES.iter().any(|catalogue| path.starts_with(catalogue))) {
        let text = fs::read_to_string(workspace().join(path)).expect("a file");
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for found in mention.captures_iter(code) {
            reporting.entry(found[1].to_owned()).or_default().insert(path.clone());
        }
    }
    reporting
}

#[test]
fn a_check_has_its_code_in_its_file_or_says_where_it_is_reported() {
    let reporting = reporting();
    for check in checks() {
        let module = check.name.replace('-', "_");
        let paths = CATALOGUES.map(|catalogue| workspace().join(format!("{catalogue}/{module}.rs")));
        let text = paths.iter().find_map(|path| fs::read_to_string(path).ok()).expect("the file of the check");
        let heads = text.lines().filter_map(|line| line.strip_prefix("//! Reported "));
        let said: BTreeSet<String> = heads.map(|head| head.rsplit(' ').next().unwrap_or_default().to_owned()).collect();
        let is = reporting.get(&module).cloned().unwrap_or_default();
        assert_eq!(said, is, "`{}`: its head says `//! Reported …: path` of each file that reports it", check.name);
        assert!(!is.is_empty() || text.contains("pub(super) fn check("), "nothing reports `{}`", check.name);
    }
}
