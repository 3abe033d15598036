//! The house is built as CONTRIBUTING.md draws it: every import goes down, between crates and between the rooms of a crate.
//!
//! A room is a module of a crate's root, a file or a folder. CONTRIBUTING.md lists the rooms of each crate floor by floor; a room may know those on
//! the floors below its own and nobody else. Deeper down, two folders beside each other may not know each other both ways, by whatever detour.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

#[path = "house/circles.rs"]
mod circles;
#[path = "house/drawing.rs"]
mod drawing;
#[path = "house/imports.rs"]
mod imports;

use drawing::{Drawing, Floors};
use imports::{Crate, Import};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn drawings() -> Vec<Drawing> {
    drawing::read(&fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap())
}

/// Every crate of the engine, by the name of its folder.
fn crates() -> BTreeMap<String, Crate> {
    let folders = fs::read_dir(root().join("engine")).unwrap().map(|entry| entry.unwrap().path());
    let named = folders.filter(|folder| folder.join("Cargo.toml").exists()).map(|folder| (name_of(&folder), Crate::read(&folder)));
    named.collect()
}

fn name_of(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

/// What is wrong with these imports, where `floors` is how things should be.
fn broken(title: &str, rooms: &BTreeSet<String>, imports: &[Import], floors: &Floors) -> Vec<String> {
    let drawn: BTreeSet<String> = floors.rooms().map(str::to_owned).collect();
    let not_drawn = rooms.difference(&drawn).map(|room| format!("{title}: `{room}` isn't in the drawing of CONTRIBUTING.md"));
    let not_built = drawn.difference(rooms).map(|room| format!("{title}: CONTRIBUTING.md draws `{room}`, which there isn't"));
    let upward = imports.iter().filter(|import| !floors.allow(&import.from, &import.to)).map(|import| {
        let Import { from, to, file } = import;
        format!("{title}: `{from}` imports `{to}`, which isn't below it ({file})")
    });
    not_drawn.chain(not_built).chain(upward).collect()
}

#[test]
fn each_crate_depends_on_crates_below_it_alone() {
    let drawings = drawings();
    let floors = &drawings.iter().find(|drawing| drawing.title == "engine").expect("a drawing of the crates").floors;
    let crates = crates();
    let dependencies: Vec<Import> = crates.iter().flat_map(|(name, of)| of.dependencies(name)).collect();
    let found = broken("engine", &crates.keys().cloned().collect(), &dependencies, floors);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_syntax_of_rules_knows_no_fhir_data() {
    let known: Vec<String> = crates()["syntax"].dependencies("syntax").into_iter().map(|import| import.to).collect();
    assert_eq!(known, ["hooks", "spelling"]);
}

#[test]
fn each_room_imports_rooms_below_it_alone() {
    let drawings = drawings();
    let mut found = Vec::new();
    for (name, of) in crates() {
        let title = format!("engine/{name}");
        match drawings.iter().find(|drawing| drawing.title == title) {
            Some(drawing) => found.extend(broken(&title, &of.rooms(), &of.imports_between(&[]), &drawing.floors)),
            None if of.rooms().is_empty() => {}
            None => found.push(format!("{title}: CONTRIBUTING.md has no drawing of it")),
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn no_two_folders_import_each_other() {
    let mut found = Vec::new();
    for (name, of) in crates() {
        for parent in of.folders() {
            let folders = of.folders_in(&parent);
            let imports = of.imports_between(&parent);
            found.extend(
                circles::circles(&imports)
                    .into_iter()
                    .filter(|circle| circle.iter().filter(|room| folders.contains(*room)).count() > 1)
                    .map(|circle| {
                        let place = std::iter::once(&name).chain(&parent).cloned().collect::<Vec<_>>().join("/");
                        format!("engine/{place}: a circle of imports: {}\n{}", circle.join(", "), ties(&imports, &circle))
                    }),
            );
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_head_of_a_folder_is_its_mod_rs() {
    let beside = |file: &&PathBuf| file.extension().is_some_and(|ending| ending == "rs") && file.with_extension("").is_dir();
    let crates = fs::read_dir(root().join("engine")).unwrap().map(|entry| entry.unwrap().path().join("src"));
    let files: Vec<PathBuf> = crates.filter(|sources| sources.is_dir()).flat_map(|sources| imports::files(&sources)).collect();
    let found: Vec<&PathBuf> = files.iter().filter(beside).collect();
    assert!(found.is_empty(), "beside a folder of their name: {found:#?}");
}

/// The imports that make the circle.
fn ties(imports: &[Import], circle: &[String]) -> String {
    let inside = imports.iter().filter(|import| circle.contains(&import.from) && circle.contains(&import.to));
    inside.map(|import| format!("    {} imports {} ({})", import.from, import.to, import.file)).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_import_that_goes_up_or_sideways_is_found() {
    let drawing = &drawing::read("```text\nengine/x\n    top\n    left · right\n    bottom\n```\n")[0];
    let import = |from: &str, to: &str| Import { from: from.to_owned(), to: to.to_owned(), file: "a.rs".to_owned() };
    let rooms: BTreeSet<String> = ["top", "left", "right", "bottom"].map(str::to_owned).into();
    let imports = [import("top", "bottom"), import("left", "right"), import("bottom", "top")];
    let found = broken("x", &rooms, &imports, &drawing.floors);
    assert_eq!(found, ["x: `left` imports `right`, which isn't below it (a.rs)", "x: `bottom` imports `top`, which isn't below it (a.rs)"]);
}
