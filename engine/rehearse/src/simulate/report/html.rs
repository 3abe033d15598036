//! The report as a page that needs nothing else: for a browser, light or dark, and for paper. The template escapes whatever is put into it.

use super::{CardReport, Rate, RuleReport, SimulationReport, TimeReport, counted, format_duration};
use askama::Template;
use std::time::Duration;

#[derive(Template)]
#[template(path = "simulation.html")]
struct Page<'r> {
    report: &'r SimulationReport,
    /// On which all cards are drawn.
    scale: Scale,
}

/// An axis for rates, from 0 to a round number per 100 that none of their intervals exceeds.
#[derive(Clone, Copy)]
struct Scale {
    end: u32,
}

/// Where an axis may end.
const ENDS: [u32; 7] = [1, 2, 5, 10, 20, 50, 100];

impl SimulationReport {
    /// As a page of HTML.
    pub fn html(&self) -> Result<String, askama::Error> {
        let scale = Scale::of(self.rules.iter().flat_map(|rule| &rule.cards).map(|card| card.all));
        let mut page = Page { report: self, scale }.render()?;
        // The template's own last line break is left out.
        page.push('\n');
        Ok(page)
    }

    fn rules_in_words(&self) -> String {
        match self.rules.as_slice() {
            [rule] => rule.id.clone(),
            rules => format!("{} rules", rules.len()),
        }
    }

    fn days_in_words(&self) -> String {
        match self.days.as_slice() {
            [] => "–".to_owned(),
            [day] => day.to_string(),
            [first, .., last] => format!("{first} to {last}"),
        }
    }

    fn card_count(&self) -> usize {
        self.rules.iter().map(|rule| rule.cards.len()).sum()
    }

    fn call_count(&self) -> u64 {
        self.rules.iter().flat_map(|rule| rule.calls.values()).sum()
    }

    fn longest(&self) -> Duration {
        self.slowest.iter().map(|time| time.p95).max().unwrap_or_default()
    }

    fn longest_in_words(&self) -> String {
        format_duration(self.longest())
    }

    /// Where a time stands on the axis that ends with the longest.
    fn along(&self, duration: &Duration) -> String {
        format!("{:.2}%", duration.as_secs_f64() / self.longest().as_secs_f64().max(f64::MIN_POSITIVE) * 100.0)
    }
}

impl RuleReport {
    /// The id of its section.
    fn anchor(&self) -> String {
        format!("rule-{}-{}", self.id, self.version)
    }
}

impl CardReport {
    /// On which its groups are drawn.
    fn scale(&self) -> Scale {
        Scale::of(self.by_age.iter().chain(&self.by_sex).map(|(_, rate)| *rate))
    }

    fn sentence(&self) -> String {
        let Some(per_100) = self.all.per_100() else { return "No call that could show it was answered.".to_owned() };
        let of = counted(self.all.of, "patient");
        match self.all.patients {
            0 => format!("Shows for none of {of}, which is compatible with up to {} per 100.", per_100.format_high()),
            patients => format!(
                "Shows for {patients} of {of} ({} per 100, 95 % interval {}), in {}.",
                per_100.format_rate(),
                per_100.format_interval(),
                counted(self.calls, "call")
            ),
        }
    }
}

impl TimeReport {
    fn median_in_words(&self) -> String {
        format_duration(self.median)
    }

    fn p95_in_words(&self) -> String {
        format_duration(self.p95)
    }
}

impl Scale {
    fn of(rates: impl Iterator<Item = Rate>) -> Scale {
        let most = rates.filter_map(Rate::per_100).map(|per_100| per_100.high).fold(0.0, f64::max);
        Scale { end: ENDS.into_iter().find(|end| f64::from(*end) >= most).unwrap_or(100) }
    }

    /// Where a rate stands on it.
    fn at(self, per_100: &f64) -> String {
        format!("{:.2}%", per_100 / f64::from(self.end) * 100.0)
    }
}
