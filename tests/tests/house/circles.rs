//! Circles among imports.

use crate::imports::Import;
use std::collections::{BTreeMap, BTreeSet};

/// The sets of rooms each of which reaches every other, of more than one room.
pub(crate) fn circles(imports: &[Import]) -> Vec<Vec<String>> {
    let mut knows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for import in imports {
        knows.entry(&import.from).or_default().insert(&import.to);
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> = knows.keys().map(|room| (*room, reach(room, &knows))).collect();
    let reaches = |from: &str, to: &str| reached.get(from).is_some_and(|rooms| rooms.contains(to));
    let around = |room: &str| reached[room].iter().filter(|other| reaches(other, room)).map(|other| (*other).to_owned()).collect();
    let circles: BTreeSet<Vec<String>> = reached.keys().map(|room| around(room)).filter(|circle: &Vec<String>| circle.len() > 1).collect();
    circles.into_iter().collect()
}

/// All that `room` knows, directly or by others.
fn reach<'i>(room: &'i str, knows: &BTreeMap<&'i str, BTreeSet<&'i str>>) -> BTreeSet<&'i str> {
    let mut reached = BTreeSet::new();
    let mut left = vec![room];
    while let Some(next) = left.pop() {
        left.extend(knows.get(next).into_iter().flatten().filter(|known| reached.insert(**known)));
    }
    reached
}

#[test]
fn a_circle_is_found_whatever_its_length() {
    let import = |from: &str, to: &str| Import { from: from.to_owned(), to: to.to_owned(), file: String::new() };
    let found = circles(&[import("a", "b"), import("b", "c"), import("c", "a"), import("c", "d"), import("d", "e")]);
    assert_eq!(found, [["a", "b", "c"].map(str::to_owned)]);
}
