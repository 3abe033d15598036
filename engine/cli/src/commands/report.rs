//! `engine report`: reports from the store what became of calls and cards.

use crate::shared::{
    store::{StoreSettings, When, describe_error},
    terminal,
};
use clap::{Args, ValueEnum};
use engine_serve::{
    audit::{self, CardReport, ServiceReport},
    config::Config,
    store::Archive,
};
use std::process::ExitCode;

/// Report what became of calls and cards: answered, refused and why, accepted, overridden and why
///
/// By service. The median and the 95th percentile are of answers; what was refused doesn't count there.
#[derive(Args)]
pub(crate) struct Report {
    /// Only what came from this day or time on
    #[arg(long, value_name = "DATE")]
    since: Option<When>,

    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    #[command(flatten)]
    store: StoreSettings,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A paragraph for each service
    Text,
    /// An object
    Json,
}

impl Report {
    pub(crate) fn run(self) -> ExitCode {
        self.store.run(|config, archive| self.print(config, archive))
    }

    fn print(&self, config: &Config, archive: &mut Archive) -> Result<(), String> {
        let since = self.since.map(|since| since.begin(config)).transpose()?;
        let report = archive.report(since).map_err(|error| describe_error(&config.store, &error))?;
        let text = match self.format {
            Format::Text => text(&report),
            Format::Json => format!("{:#}\n", serde_json::json!(report)),
        };
        terminal::print(&text);
        Ok(())
    }
}

fn text(report: &audit::Report) -> String {
    let since = report.since.map(|since| format!(" since {since}")).unwrap_or_default();
    let mut paragraphs: Vec<String> = report.services.iter().map(service).collect();
    if report.calls_of_no_service > 0 {
        paragraphs.push(format!("Services that there are not\n  {}\n", times(report.calls_of_no_service, "call")));
    }
    match paragraphs.is_empty() {
        true => format!("No calls{since}.\n"),
        false => paragraphs.join("\n"),
    }
}

fn service(report: &ServiceReport) -> String {
    let ServiceReport { service, calls, answered, refused, milliseconds, cards, feedback_on_unknown_cards } = report;
    let mut lines = vec![service.clone(), format!("  {}: {answered} answered{}", times(*calls, "call"), refusals(refused.iter()))];
    lines.extend(milliseconds.map(|took| format!("  answered in {} ms (median), {} ms (95th percentile)", took.median, took.percentile95)));
    lines.extend(cards.iter().map(card));
    if *feedback_on_unknown_cards > 0 {
        lines.push(format!("  feedback on cards that no record knows: {feedback_on_unknown_cards}"));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn refusals<'r>(refused: impl Iterator<Item = (&'r String, &'r u64)> + Clone) -> String {
    let total: u64 = refused.clone().map(|(_, count)| count).sum();
    let names: Vec<String> = refused.map(|(name, count)| format!("{name} {count}")).collect();
    if names.is_empty() { String::new() } else { format!(", {total} refused ({})", names.join(", ")) }
}

fn card(report: &CardReport) -> String {
    let CardReport { card, shown, silent, accepted, overridden, reasons } = report;
    let mut line = format!("  card {card}: shown {shown}");
    if *silent > 0 {
        line += &format!(", silently found {silent}");
    }
    line += &format!(", accepted {accepted}, overridden {overridden}");
    let reasons: Vec<String> = reasons.iter().map(|reason| format!("{} {}", reason.code, reason.count)).collect();
    if !reasons.is_empty() {
        line += &format!(" ({})", reasons.join(", "));
    }
    line
}

fn times(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
