//! The report as a table for spreadsheets and statistics: a row for each card and group of patients (RFC 4180).

use super::{CardReport, Rate, RuleReport, SimulationReport};

const COLUMNS: [&str; 11] = ["rule", "version", "card", "dimension", "group", "patients", "of", "per_100", "low_95", "high_95", "calls"];

impl SimulationReport {
    /// As CSV, with a header. `dimension` is `all`, `age` or `sex`; calls are those of all patients together.
    pub fn csv(&self) -> Result<String, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(COLUMNS)?;
        for rule in &self.rules {
            for card in &rule.cards {
                for (dimension, group, rate) in groups(card) {
                    let calls = if dimension == "all" { card.calls.to_string() } else { String::new() };
                    writer.write_record(row(rule, card, dimension, group, rate, calls))?;
                }
            }
        }
        let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

fn groups(card: &CardReport) -> impl Iterator<Item = (&'static str, &str, Rate)> {
    std::iter::once(("all", "", card.all))
        .chain(card.by_age.iter().map(|(group, rate)| ("age", group.as_str(), *rate)))
        .chain(card.by_sex.iter().map(|(group, rate)| ("sex", group.as_str(), *rate)))
}

fn row(rule: &RuleReport, card: &CardReport, dimension: &str, group: &str, rate: Rate, calls: String) -> [String; 11] {
    let per_100 = rate.per_100();
    let number = |number: Option<f64>| number.map_or_else(String::new, |number| format!("{number:.2}"));
    [
        rule.id.clone(),
        rule.version.clone(),
        card.id.clone(),
        dimension.to_owned(),
        group.to_owned(),
        rate.patients.to_string(),
        rate.of.to_string(),
        number(per_100.map(|per_100| per_100.rate)),
        number(per_100.map(|per_100| per_100.low)),
        number(per_100.map(|per_100| per_100.high)),
        calls,
    ]
}
