//! A report of a tally: rates with their intervals, and what else is calculated from counts, ready to be printed in any format. Each format is a file.

mod csv;
mod html;
mod json;
mod rate;
mod table;
mod text;

pub(super) use rate::Rate;

use super::{
    MissingCause, SkipKind, Tally,
    tally::{CardTally, Count, MissingTally, Patients, RuleKey, RuleTally},
};
use jiff::civil::Date;
use std::{cmp::Reverse, collections::BTreeMap, fmt::Display, time::Duration};

/// What is reported of a simulation.
#[derive(Clone, Debug)]
pub struct SimulationReport {
    /// The days on which rules were simulated; one, unless lines of several runs are taken together.
    days: Vec<Date>,
    /// How many patients there were: the most that any rule was simulated on.
    patients: u64,
    /// Records that were passed over.
    skipped: BTreeMap<SkipKind, u64>,
    /// The rules, by id.
    rules: Vec<RuleReport>,
    /// Cards that showed in the same calls, those of most patients first.
    together: Vec<CardPairReport>,
    /// The rules with how long their calls took, the slowest first.
    slowest: Vec<TimeReport>,
}

/// A rule of a report.
#[derive(Clone, Debug)]
struct RuleReport {
    id: String,
    version: String,
    title: Option<String>,
    patients: u64,
    calls: BTreeMap<String, u64>,
    cannot_fire: Vec<(String, String)>,
    cards: Vec<CardReport>,
    system_actions: Count,
    refusals: BTreeMap<String, Count>,
    unanswerable: BTreeMap<String, Count>,
    missing: Vec<MissingReport>,
}

/// A card of a report.
#[derive(Clone, Debug)]
struct CardReport {
    id: String,
    calls: u64,
    all: Rate,
    by_age: Vec<(String, Rate)>,
    by_sex: Vec<(String, Rate)>,
}

/// What was missing.
#[derive(Clone, Debug)]
struct MissingReport {
    name: Option<String>,
    why: MissingCause,
    patients: u64,
    decided: u64,
    undecided: BTreeMap<String, u64>,
}

/// Two cards, each with its rule.
#[derive(Clone, Debug)]
struct CardPairReport {
    cards: [String; 2],
    count: Count,
}

/// How long the calls of a rule took.
#[derive(Clone, Debug)]
struct TimeReport {
    rule: String,
    calls: u64,
    median: Duration,
    /// The time within which 95 % of its calls were answered.
    p95: Duration,
}

impl SimulationReport {
    /// The report of a tally.
    pub fn of(tally: &Tally) -> SimulationReport {
        let mut together: Vec<CardPairReport> = tally.together.iter().map(CardPairReport::of).collect();
        together.sort_by_key(|pair| Reverse((pair.count.patients, pair.count.calls)));
        let mut slowest: Vec<TimeReport> = tally.rules.iter().filter_map(TimeReport::of).collect();
        slowest.sort_by_key(|rule| Reverse((rule.p95, rule.median)));
        SimulationReport {
            days: tally.days.iter().copied().collect(),
            patients: tally.rules.values().map(|rule| rule.patients).max().unwrap_or_default(),
            skipped: tally.skipped.clone(),
            rules: tally.rules.iter().map(RuleReport::of).collect(),
            together,
            slowest,
        }
    }

    /// As of which day it is: `as of 2026-01-15`.
    fn as_of(&self) -> String {
        match self.days.as_slice() {
            [] => String::new(),
            [day] => format!("as of {day}"),
            [first, .., last] => format!("as of {} days from {first} to {last}", self.days.len()),
        }
    }

    /// What was passed over: `3 records passed over: 2 no JSON, 1 no Patient`; `None` where nothing was.
    fn passed_over(&self) -> Option<String> {
        let kinds: Vec<String> = self.skipped.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        let count = self.skipped.values().sum();
        (count > 0).then(|| format!("{} passed over: {}", counted(count, "record"), kinds.join(", ")))
    }
}

impl RuleReport {
    fn of((key, rule): (&RuleKey, &RuleTally)) -> RuleReport {
        let mut cards: Vec<CardReport> = rule.cards.iter().map(|(id, card)| CardReport::of(id, card, &rule.answered)).collect();
        cards.sort_by_key(|card| Reverse((card.all.patients, card.calls)));
        let mut missing: Vec<MissingReport> = rule.missing.iter().map(MissingReport::of).collect();
        missing.sort_by_key(|missing| Reverse(missing.patients));
        RuleReport {
            id: key.id.clone(),
            version: key.version.clone(),
            title: key.title.clone(),
            patients: rule.patients,
            calls: rule.calls.clone(),
            cannot_fire: rule.cannot_fire.iter().cloned().collect(),
            cards,
            system_actions: rule.system_actions,
            refusals: rule.refusals.clone(),
            unanswerable: rule.unanswerable.clone(),
            missing,
        }
    }

    /// What else there is to say of its calls, a sentence each.
    fn notes(&self) -> Vec<String> {
        let cannot_fire = self
            .cannot_fire
            .iter()
            .map(|(hook, field)| format!("`{hook}` was not simulated: it needs `context.{field}`, which no record has"));
        let actions = Some(self.system_actions).filter(|count| count.calls > 0);
        let actions = actions.map(|count| format!("{} for {}", counted(count.calls, "system action"), counted(count.patients, "patient")));
        let refusals = self.refusals.iter().map(|(name, count)| format!("{} refused: {name}", calls_of_patients(*count)));
        let unanswerable = self.unanswerable.iter().map(|(message, count)| {
            format!("{} could not be answered, so these patients are in no rate: {message}", calls_of_patients(*count))
        });
        cannot_fire.chain(actions).chain(refusals).chain(unanswerable).collect()
    }

    /// `patient-view 14, order-sign 3`
    fn calls_by_hook(&self) -> String {
        let calls: Vec<String> = self.calls.iter().map(|(hook, calls)| format!("{hook} {calls}")).collect();
        calls.join(", ")
    }
}

impl CardReport {
    fn of(id: &str, card: &CardTally, patients: &Patients) -> CardReport {
        CardReport {
            id: id.to_owned(),
            calls: card.calls,
            all: Rate::of(card.patients.all, patients.all),
            by_age: groups(&card.patients.by_age, &patients.by_age),
            by_sex: groups(&card.patients.by_sex, &patients.by_sex),
        }
    }
}

fn groups<G: Ord + Display>(shown: &BTreeMap<G, u64>, all: &BTreeMap<G, u64>) -> Vec<(String, Rate)> {
    all.iter().map(|(group, all)| (group.to_string(), Rate::of(shown.get(group).copied().unwrap_or_default(), *all))).collect()
}

impl MissingReport {
    fn of(((name, why), missing): (&(Option<String>, MissingCause), &MissingTally)) -> MissingReport {
        let MissingTally { patients, decided, undecided } = missing.clone();
        MissingReport { name: name.clone(), why: *why, patients, decided, undecided }
    }

    fn name_or_placeholder(&self) -> &str {
        self.name.as_deref().unwrap_or("(a value without a name)")
    }

    /// How the rule decided then, with the parts in backquotes: "`card high` undecided for 3, decided all the same for 9".
    fn outcome(&self) -> String {
        let undecided = self.undecided.iter().map(|(part, patients)| format!("`{part}` undecided for {patients}"));
        let decided = (self.decided > 0).then(|| format!("decided all the same for {}", self.decided));
        undecided.chain(decided).collect::<Vec<_>>().join(", ")
    }
}

impl CardPairReport {
    fn of(((first, second), count): (&(String, String), &Count)) -> CardPairReport {
        CardPairReport { cards: [first.clone(), second.clone()], count: *count }
    }
}

impl TimeReport {
    fn of((key, rule): (&RuleKey, &RuleTally)) -> Option<TimeReport> {
        let durations = &rule.durations;
        let (median, p95) = (durations.percentile(50)?, durations.percentile(95)?);
        Some(TimeReport { rule: key.id.clone(), calls: durations.count(), median, p95 })
    }
}

/// `1 patient`, `2 patients`.
fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// `3 calls of 2 patients`
fn calls_of_patients(count: Count) -> String {
    format!("{} of {}", counted(count.calls, "call"), counted(count.patients, "patient"))
}

/// `1.2 ms`, in three digits.
fn format_duration(duration: Duration) -> String {
    let microseconds = duration.as_secs_f64() * 1e6;
    let (value, unit) = match microseconds {
        ..1_000.0 => (microseconds, "µs"),
        ..1_000_000.0 => (microseconds / 1e3, "ms"),
        _ => (microseconds / 1e6, "s"),
    };
    let decimals = if value < 10.0 {
        2
    } else if value < 100.0 {
        1
    } else {
        0
    };
    format!("{value:.decimals$} {unit}")
}
