//! `pick: latest | earliest` goes by the main date; equal dates go by `issued`, then by `meta.lastUpdated`, then the first counts.
//!
//! What has no readable date is picked only where nothing has one. Dates that aren't equal, but too coarse to tell apart (`2024` and `2024-05`), leave the
//! pick unknown; coarser than another by the time of day alone counts as equal.

use super::within::is_ahead;
use crate::{
    extract::main_elements::MainElements,
    frame::Frame,
    value::{Cause, Missing},
};
use engine_fhir::{
    Node,
    date::{DateTime, Precision},
};
use jiff::Timestamp;

/// What was picked.
#[derive(Debug)]
pub(super) enum Picked<'d> {
    None,
    One(Node<'d>),
    /// Dates are too coarse to tell.
    Undecided(Missing),
}

/// A resource and its date.
#[derive(Clone, Copy)]
struct Dated<'d> {
    resource: Node<'d>,
    date: DateTime,
    least: Timestamp,
    most: Timestamp,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Latest,
    Earliest,
}

impl<'d> Picked<'d> {
    /// Picks this one, if there is one.
    pub(super) fn of(resource: Option<&Node<'d>>) -> Picked<'d> {
        resource.map_or(Picked::None, |resource| Picked::One(*resource))
    }
}

/// Picks the latest. Those after now don't count, unless they are what is looked for.
pub(super) fn latest<'d>(resources: &[Node<'d>], main_elements: &MainElements, looks_ahead: bool, frame: &Frame<'d>) -> Picked<'d> {
    let (mut dated, undated) = split(resources, main_elements, frame);
    if !looks_ahead {
        dated.retain(|one| !is_ahead(one.date, frame.clock));
    }
    pick(&dated, &undated, Direction::Latest, frame)
}

/// Picks the earliest.
pub(super) fn earliest<'d>(resources: &[Node<'d>], main_elements: &MainElements, frame: &Frame<'d>) -> Picked<'d> {
    let (dated, undated) = split(resources, main_elements, frame);
    pick(&dated, &undated, Direction::Earliest, frame)
}

fn split<'d>(resources: &[Node<'d>], main_elements: &MainElements, frame: &Frame<'d>) -> (Vec<Dated<'d>>, Vec<Node<'d>>) {
    let (mut dated, mut undated) = (Vec::new(), Vec::new());
    for resource in resources {
        match main_elements.date(*resource) {
            Ok(date) => {
                let (least, most) = date.bounds(&frame.clock.zone);
                dated.push(Dated { resource: *resource, date, least, most });
            }
            Err(_) => undated.push(*resource),
        }
    }
    (dated, undated)
}

fn pick<'d>(dated: &[Dated<'d>], undated: &[Node<'d>], direction: Direction, frame: &Frame<'d>) -> Picked<'d> {
    if dated.is_empty() {
        return Picked::of(direction.by_entry(undated, frame).as_ref());
    }
    let unbeaten = direction.unbeaten(dated);
    if !are_equal(&unbeaten) {
        return Picked::Undecided(Missing::unknown(Cause::Precision));
    }
    let equal: Vec<Node<'d>> = unbeaten.iter().map(|one| one.resource).collect();
    Picked::of(direction.by_entry(&equal, frame).as_ref())
}

impl Direction {
    /// Those than which none is surely later (or earlier).
    fn unbeaten<'d>(self, dated: &[Dated<'d>]) -> Vec<Dated<'d>> {
        match self {
            Direction::Latest => {
                let bar = dated.iter().map(|one| one.least).max();
                dated.iter().copied().filter(|one| Some(one.most) >= bar).collect()
            }
            Direction::Earliest => {
                let bar = dated.iter().map(|one| one.most).min();
                dated.iter().copied().filter(|one| bar.is_none_or(|bar| one.least <= bar)).collect()
            }
        }
    }

    /// The one of equal date that was issued, or else entered, last (or first).
    fn by_entry<'d>(self, equal: &[Node<'d>], frame: &Frame<'d>) -> Option<Node<'d>> {
        let mut best = *equal.first()?;
        for next in &equal[1..] {
            if self.prefers(*next, best, frame) {
                best = *next;
            }
        }
        Some(best)
    }

    fn prefers(self, next: Node<'_>, best: Node<'_>, frame: &Frame<'_>) -> bool {
        for moment in [issued, updated] {
            let at = |resource| moment(resource).map(|date| date.bounds(&frame.clock.zone).0);
            match (at(next), at(best)) {
                (Some(next), Some(best)) if next == best => {}
                (Some(next), Some(best)) => return (next > best) == (self == Direction::Latest),
                (Some(_), None) => return true,
                (None, Some(_)) => return false,
                (None, None) => {}
            }
        }
        false
    }
}

/// Whether the dates are equal, or differ in nothing but a time of day that some lack.
fn are_equal(dated: &[Dated<'_>]) -> bool {
    let is_same = |pair: &[Dated<'_>]| (pair[0].least, pair[0].most) == (pair[1].least, pair[1].most);
    dated.windows(2).all(is_same) || dated.iter().all(|one| one.date.precision() >= Precision::Day)
}

fn issued(resource: Node<'_>) -> Option<DateTime> {
    read(resource.get("issued")?)
}

fn updated(resource: Node<'_>) -> Option<DateTime> {
    read(resource.get("meta")?.get("lastUpdated")?)
}

fn read(node: Node<'_>) -> Option<DateTime> {
    DateTime::parse(&node.as_text()?).ok()
}
