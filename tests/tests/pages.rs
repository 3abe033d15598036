//! What the pages say of the checkout: every path that they name is there, and the README stays short enough for the first ten minutes.

#![allow(clippy::unwrap_used)]

use std::{
    fs,
    path::{Path, PathBuf},
};

const PAGES: [&str; 4] = ["CONTRIBUTING.md", "README.md", "docker/README.md", "rules/README.md"];

/// Paths that a reader makes.
const TO_BE_MADE: [&str; 4] = ["rules/common/", "rules/tables/", "rules/records/no-allergies.test.yaml", "rules/records/no-allergies.yaml"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What stands in backticks on a page and begins with a folder of the checkout.
fn paths(page: &str) -> impl Iterator<Item = &str> {
    let quoted = page.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let folders = ["docker/", "engine/", "rules/", "schemas/", "tests/"];
    quoted.filter(move |text| folders.iter().any(|folder| text.starts_with(folder)) && !text.contains([' ', '*', '…', '<']))
}

#[test]
fn every_path_that_a_page_names_is_there() {
    let mut missing = Vec::new();
    for name in PAGES {
        let page = fs::read_to_string(root().join(name)).unwrap();
        let gone = paths(&page).filter(|path| !TO_BE_MADE.contains(path) && !root().join(path).exists());
        missing.extend(gone.map(|path| format!("{name}: {path}")));
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_readme_is_for_the_first_ten_minutes() {
    let lines = fs::read_to_string(root().join("README.md")).unwrap().lines().count();
    assert!(lines <= 150, "{lines} lines: what an operator needs stands in docker/README.md, what an author needs in rules/README.md");
}
