//! Counts lines, in whole numbers only, so that tallies add up to the same in whatever order and parts the lines come.

mod durations;
mod merge;

pub(super) use durations::Durations;

use super::{AgeBand, MissingCause, MissingValue, Sex, Simulated, SimulationLine, SkipKind};
use jiff::civil::Date;
use merge::{Merge, merge_fields};
use std::collections::{BTreeMap, BTreeSet};

/// The counts of any number of lines; [`Tally::default`] has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The days on which they were simulated.
    pub(super) days: BTreeSet<Date>,
    pub(super) rules: BTreeMap<RuleKey, RuleTally>,
    /// Cards, with their rules, that showed in the same calls.
    pub(super) together: BTreeMap<(String, String), Count>,
    pub(super) skipped: BTreeMap<SkipKind, u64>,
}

/// A rule, in a version: what another version does is counted for itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RuleKey {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) title: Option<String>,
}

/// What the lines of a rule come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RuleTally {
    pub(super) patients: u64,
    /// The patients of whom every call was answered. Nothing is known of the others, which must not read as 'no card'.
    pub(super) answered: Patients,
    /// By hook.
    pub(super) calls: BTreeMap<String, u64>,
    /// Hooks that fire in no call, with the fields that no record has.
    pub(super) cannot_fire: BTreeSet<(String, String)>,
    pub(super) cards: BTreeMap<String, CardTally>,
    /// Patients with any, and how many actions there were.
    pub(super) system_actions: Count,
    pub(super) refusals: BTreeMap<String, Count>,
    pub(super) missing: BTreeMap<(Option<String>, MissingCause), MissingTally>,
    pub(super) unanswerable: BTreeMap<String, Count>,
    pub(super) durations: Durations,
}

/// Patients, by what a report may say of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Patients {
    pub(super) all: u64,
    pub(super) by_age: BTreeMap<AgeBand, u64>,
    pub(super) by_sex: BTreeMap<Sex, u64>,
}

/// In how many calls of how many patients something was so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) patients: u64,
    pub(super) calls: u64,
}

/// Where a card showed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CardTally {
    pub(super) patients: Patients,
    pub(super) calls: u64,
}

/// For how many patients something was missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MissingTally {
    pub(super) patients: u64,
    /// For how many the rule decided all the same.
    pub(super) decided: u64,
    /// For how many it left a part undecided.
    pub(super) undecided: BTreeMap<String, u64>,
}

merge_fields!(Tally { days, rules, together, skipped });
merge_fields!(RuleTally { patients, answered, calls, cannot_fire, cards, system_actions, refusals, missing, unanswerable, durations });
merge_fields!(Patients { all, by_age, by_sex });
merge_fields!(Count { patients, calls });
merge_fields!(CardTally { patients, calls });
merge_fields!(MissingTally { patients, decided, undecided });

impl Tally {
    /// Counts a line.
    pub fn add(&mut self, line: &SimulationLine) {
        self.merge(match line {
            SimulationLine::Simulated(line) => Tally::of(line),
            SimulationLine::Skipped(line) => Tally { skipped: BTreeMap::from([(line.why, 1)]), ..Tally::default() },
        });
    }

    /// Adds the counts of other lines.
    pub fn merge(&mut self, other: Tally) {
        Merge::merge(self, other);
    }

    /// How many records were passed over.
    pub fn skipped(&self) -> u64 {
        self.skipped.values().sum()
    }

    /// Whether there was no line.
    pub fn is_empty(&self) -> bool {
        *self == Tally::default()
    }

    fn of(line: &Simulated) -> Tally {
        let key = RuleKey { id: line.rule.clone(), version: line.version.clone(), title: line.title.clone() };
        let pair = |together: &super::CardPair| (format!("{}/{}", line.rule, together.card), together.with.clone());
        Tally {
            days: BTreeSet::from([line.today]),
            rules: BTreeMap::from([(key, RuleTally::of(line))]),
            together: line.together.iter().map(|together| (pair(together), Count::of(together.calls))).collect(),
            skipped: BTreeMap::new(),
        }
    }
}

impl RuleTally {
    fn of(line: &Simulated) -> RuleTally {
        let answered = if line.unanswerable.is_empty() { Patients::of(line) } else { Patients::default() };
        let card = |calls: u64| CardTally { patients: if calls > 0 { answered.clone() } else { Patients::default() }, calls };
        RuleTally {
            patients: 1,
            answered: answered.clone(),
            calls: line.calls.clone(),
            cannot_fire: line.cannot_fire.clone().into_iter().collect(),
            cards: line.cards.iter().map(|(id, calls)| (id.clone(), card(*calls))).collect(),
            system_actions: Count::of(line.system_actions),
            refusals: counts(&line.refusals),
            missing: line.missing.iter().map(|missing| ((missing.name.clone(), missing.why), MissingTally::of(missing))).collect(),
            unanswerable: counts(&line.unanswerable),
            durations: line.nanoseconds.iter().copied().collect(),
        }
    }
}

impl Patients {
    fn of(line: &Simulated) -> Patients {
        Patients { all: 1, by_age: BTreeMap::from([(line.age, 1)]), by_sex: BTreeMap::from([(line.sex, 1)]) }
    }
}

impl Count {
    /// The count of one patient.
    fn of(calls: u64) -> Count {
        Count { patients: u64::from(calls > 0), calls }
    }
}

impl MissingTally {
    fn of(missing: &MissingValue) -> MissingTally {
        let undecided = missing.undecided.iter().map(|part| (part.clone(), 1)).collect();
        MissingTally { patients: 1, decided: u64::from(missing.undecided.is_empty()), undecided }
    }
}

fn counts(calls: &BTreeMap<String, u64>) -> BTreeMap<String, Count> {
    calls.iter().map(|(name, calls)| (name.clone(), Count::of(*calls))).collect()
}

#[cfg(test)]
mod tests;
