//! Every function's documentation is held to what it does.

use super::ALL;
use crate::expression::tests::evaluate;
use std::{
    fs,
    path::{Path, PathBuf},
};

#[test]
fn every_example_gives_what_it_says() {
    for function in ALL {
        assert_eq!(evaluate(function.example.expression), function.example.result, "{}", function.example.expression);
    }
}

#[test]
fn every_example_calls_its_function() {
    for function in ALL {
        assert!(function.example.expression.contains(&format!("{}(", function.name)), "{}", function.name);
    }
}

#[test]
fn every_signature_names_the_function_and_its_arguments() {
    for function in ALL {
        let (head, gives) = function.signature.split_once(" -> ").unwrap_or_default();
        let arguments = head.strip_prefix(function.name).and_then(|rest| rest.strip_prefix('(')?.strip_suffix(')')).unwrap_or_default();
        let count = if arguments.is_empty() { 0 } else { arguments.split(", ").count() };
        assert_eq!(count, function.parameters.len(), "{}", function.signature);
        assert!(!gives.is_empty() && !function.documentation.is_empty(), "{}", function.name);
    }
}

#[test]
fn functions_stand_in_alphabetical_order() {
    assert!(ALL.is_sorted_by(|one, other| one.name < other.name));
}

/// Words that other languages use as operators stand here, whatever functions there are.
const OF_OPERATORS: &str = "syntax/word.rs";

#[test]
fn no_place_outside_of_functions_knows_one_by_its_name() {
    let room = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/expression");
    for file in sources(&room).into_iter().filter(|file| !file.starts_with(room.join("function")) && !file.ends_with(OF_OPERATORS)) {
        let text = fs::read_to_string(&file).unwrap();
        for function in ALL {
            assert!(!text.contains(&format!("\"{}\"", function.name)), "{} names `{}`", file.display(), function.name);
        }
    }
}

/// The files of a folder and those within it, tests aside.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_test = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == "tests");
    entries.filter(|path| !is_test(path)).flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn no_name_of_another_language_is_that_of_two_functions() {
    let mut names: Vec<&str> = ALL.iter().flat_map(|function| function.attributes.other_names.iter().copied()).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(names.iter().all(|name| super::find(name).is_none() && *name == name.to_ascii_lowercase()));
}
