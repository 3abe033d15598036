//! Every crate that goes into the program, or into its build or tests, has a permissive licence.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::{collections::BTreeMap, process::Command};

/// Licences that ask for no more than to be named.
const PERMISSIVE: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Whether an SPDX expression can be met with permissive licences alone. `/` is an old way to write `OR`.
fn is_permissive(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any_of(&mut rest) && rest.is_empty()
}

fn any_of(words: &mut &[&str]) -> bool {
    let mut is_met = all_of(words);
    while take(words, "OR") {
        is_met |= all_of(words);
    }
    is_met
}

fn all_of(words: &mut &[&str]) -> bool {
    let mut is_met = licence(words);
    while take(words, "AND") {
        is_met &= licence(words);
    }
    is_met
}

/// One licence or a bracket. An exception (`WITH …`) only ever allows more.
fn licence(words: &mut &[&str]) -> bool {
    if take(words, "(") {
        let is_met = any_of(words);
        return take(words, ")") && is_met;
    }
    let Some((name, rest)) = words.split_first() else { return false };
    *words = rest;
    if take(words, "WITH") {
        *words = words.get(1..).unwrap_or_default();
    }
    PERMISSIVE.contains(name)
}

fn take(words: &mut &[&str], wanted: &str) -> bool {
    let is_there = words.first() == Some(&wanted);
    if is_there {
        *words = &words[1..];
    }
    is_there
}

/// The licence of every crate that is built on this platform, by name and version.
fn licences() -> BTreeMap<String, String> {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", &host()])
        .current_dir(engine_tests::root())
        .output()
        .expect("cargo runs");
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("none named").to_owned();
    let packages = metadata["packages"].as_array().expect("packages");
    packages
        .iter()
        .map(|package| (format!("{} {}", text(&package["name"]), text(&package["version"])), text(&package["license"])))
        .collect()
}

fn host() -> String {
    let version = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host").to_owned()
}

#[test]
fn every_dependency_has_a_permissive_licence() {
    let licences = licences();
    assert!(licences.len() > 100, "few crates: {}", licences.len());
    let refused: Vec<_> = licences.iter().filter(|(_, licence)| !is_permissive(licence)).collect();
    assert!(refused.is_empty(), "not permissive: {refused:?}");
}

#[test]
fn an_expression_is_met_as_spdx_says() {
    for good in
        ["MIT", "MIT/GPL-3.0", "GPL-2.0 OR MIT", "(Apache-2.0 OR MIT) AND BSD-3-Clause", "Apache-2.0 WITH LLVM-exception OR GPL-3.0"]
    {
        assert!(is_permissive(good), "{good}");
    }
    for bad in ["AGPL-3.0-only", "MIT AND GPL-3.0", "MPL-2.0", "none named", "(MIT", "", "LGPL-2.1 WITH x", "MIT AND (GPL-3.0 OR LGPL-3.0)"]
    {
        assert!(!is_permissive(bad), "{bad}");
    }
}
