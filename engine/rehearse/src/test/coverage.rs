//! How far the tests of a rule reach: which conditions they saw true and false, and which cards they saw.

use super::CaseRun;
use engine_rule::{frame::trace::MissingReason, plan::Plan, value::truth::Truth};
use engine_syntax::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// How far the tests of a rule reach.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The id of the rule.
    pub rule: String,
    /// Its conditions, in the order of the file.
    pub conditions: Vec<ConditionCoverage>,
    /// How many cards it has.
    pub cards: usize,
    /// The cards that no test showed.
    pub unseen_cards: Vec<String>,
}

/// How often a condition was true, false and undecided.
#[derive(Clone, Debug)]
pub struct ConditionCoverage {
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub text: String,
    /// In how many calls it was true.
    pub times_true: usize,
    /// In how many it was false.
    pub times_false: usize,
    /// In how many it could not be decided.
    pub times_missing: usize,
}

impl Coverage {
    /// The coverage of a rule by its cases, among all cases that were run.
    pub fn of(plan: &Plan, cases: &[CaseRun]) -> Coverage {
        let cases = || cases.iter().filter(|case| case.rule == plan.id);
        let new = |(span, text): (Span, String)| (span, ConditionCoverage { span, text, times_true: 0, times_false: 0, times_missing: 0 });
        let mut seen: BTreeMap<Span, ConditionCoverage> = plan.conditions().into_iter().map(new).collect();
        let asked = cases().filter_map(|case| case.trace.as_ref()).flat_map(|trace| &trace.conditions);
        for condition in asked.flat_map(|asked| asked.condition.expressions()) {
            if let Some(seen) = seen.get_mut(&condition.span) {
                seen.count(&condition.truth);
            }
        }
        let shown: BTreeSet<&str> = cases().flat_map(|case| &case.cards).map(String::as_str).collect();
        let unseen_cards = plan.card_ids().filter(|id| !shown.contains(id)).map(str::to_owned).collect();
        Coverage { rule: plan.id.clone(), conditions: seen.into_values().collect(), cards: plan.card_ids().count(), unseen_cards }
    }

    /// The share of what could be seen that was: each condition true, each condition false, and each card. In percent, rounded down.
    pub fn percent(&self) -> usize {
        let ways = self.conditions.len() * 2 + self.cards;
        let seen = self.conditions.iter().map(ConditionCoverage::ways).sum::<usize>() + self.cards - self.unseen_cards.len();
        (seen * 100).checked_div(ways).unwrap_or(100)
    }
}

impl ConditionCoverage {
    fn count(&mut self, truth: &Truth<MissingReason>) {
        match truth {
            Truth::True => self.times_true += 1,
            Truth::False => self.times_false += 1,
            Truth::Unknown(_) => self.times_missing += 1,
        }
    }

    /// How many of true and false it was seen to be.
    fn ways(&self) -> usize {
        usize::from(self.times_true > 0) + usize::from(self.times_false > 0)
    }

    /// What it was never seen to be.
    pub fn never(&self) -> Vec<&'static str> {
        let ways = [("true", self.times_true), ("false", self.times_false), ("missing", self.times_missing)];
        ways.into_iter().filter(|(_, times)| *times == 0).map(|(way, _)| way).collect()
    }

    /// Whether it was seen both true and false.
    pub fn is_covered(&self) -> bool {
        self.ways() == 2
    }
}
