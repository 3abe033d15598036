//! Prints an explanation for people.

use super::{CardExplanation, ConditionLine, Explanation, condition::shortened};
use engine_call::{EntryReport, Origin, Refusal};
use engine_rule::frame::trace::{EvaluatedCondition, RulePart, ValueOrigin, ValueTrace};
use engine_syntax::model::Mode;

/// How many of the places that a value comes from are named.
const MOST_PLACES: usize = 3;

pub(super) fn render(explanation: &Explanation<'_>, is_coloured: bool) -> String {
    let mut page = Page { text: String::new(), is_coloured };
    page.head(explanation);
    page.queries(explanation);
    page.refusal(explanation);
    page.values(explanation);
    page.rule(explanation);
    if explanation.result.answer.is_ok() {
        explanation.cards().iter().for_each(|card| page.card(card, fires(explanation)));
        page.system_actions(explanation);
    }
    if explanation.trace().is_some_and(|trace| trace.is_cut) {
        page.line(
            "\nIts loops decided more conditions than can be shown: the later ones are left out here. What was decided is not affected.",
        );
    }
    page.text
}

/// Whether the rule fired, so that the conditions of its cards were evaluated.
fn fires(explanation: &Explanation<'_>) -> bool {
    explanation.asked_for(&RulePart::Rule).iter().all(|asked| super::condition::word(&asked.condition.truth) == "true")
}

struct Page {
    text: String,
    is_coloured: bool,
}

impl Page {
    fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref().trim_end());
        self.text.push('\n');
    }

    fn section(&mut self, title: &str) {
        let title = if self.is_coloured { format!("\n\x1b[1m{title}\x1b[0m") } else { format!("\n{title}") };
        self.line(title);
    }

    fn head(&mut self, Explanation { plan, result, today, about }: &Explanation<'_>) {
        let hook = result.report.hook.as_deref().unwrap_or("an unknown hook");
        let about = about.map_or_else(String::new, |about| format!(" of {about}"));
        self.line(format!("{} {} · {hook}{about} · {today}", plan.id, plan.version));
        match plan.mode {
            Mode::Live => {}
            Mode::Silent => self.line("mode: silent. It is evaluated and audited; a clinician sees none of this."),
            Mode::Off => self.line("mode: off. It is not served."),
        }
    }

    fn queries(&mut self, explanation: &Explanation<'_>) {
        let entries = &explanation.result.report.entries;
        if entries.is_empty() {
            return;
        }
        self.section("Queries");
        let width = width(entries.iter().map(|entry| entry.name.as_str()));
        for entry in entries {
            self.line(format!("  {:width$}  {}", entry.name, had(entry)));
            self.line(format!("  {:width$}  {}", "", entry.template));
        }
    }

    fn refusal(&mut self, explanation: &Explanation<'_>) {
        let Err(refusal) = &explanation.result.answer else { return };
        self.section(&format!("Refused with {}", refusal.status()));
        match refusal {
            // Why the data of each are unavailable stands above.
            Refusal::Unavailable(entries) => {
                let names: Vec<&str> = entries.iter().map(|missing| missing.entry.as_str()).collect();
                self.line(format!("  the rule cannot do without {}", names.join(", ")));
            }
            _ => refusal.issues().iter().for_each(|issue| self.line(format!("  {issue}"))),
        }
    }

    fn values(&mut self, explanation: &Explanation<'_>) {
        let values = explanation.trace().map(|trace| trace.values.as_slice()).unwrap_or_default();
        if values.is_empty() {
            return;
        }
        self.section("Values");
        let width = width(values.iter().map(|value| value.name.as_str()));
        for value in values {
            self.line(format!("  {:width$}  {}", value.name, shortened(&value.value)));
            source(value).into_iter().for_each(|source| self.line(format!("  {:width$}    {source}", "")));
        }
        explanation.asked_for(&RulePart::Loop).iter().for_each(|asked| self.asked(asked, "one turn of a loop"));
    }

    fn rule(&mut self, explanation: &Explanation<'_>) {
        if explanation.result.answer.is_err() {
            return;
        }
        let fires = fires(explanation);
        self.section(if fires { "The rule fires" } else { "The rule does not fire" });
        explanation.asked_for(&RulePart::Rule).iter().for_each(|asked| self.condition(asked, 2));
    }

    fn card(&mut self, card: &CardExplanation<'_>, fires: bool) {
        let outcome = match card.shown.as_slice() {
            [] if !fires => "not shown: the rule does not fire".to_owned(),
            [] => "not shown".to_owned(),
            [shown] => format!("shown ({})", shown.indicator),
            many => format!("shown {} times", many.len()),
        };
        self.section(&format!("Card {}: {outcome}", card.id));
        card.shown.iter().for_each(|shown| self.line(format!("  “{}”", shown.summary)));
        for asked in &card.asked {
            match asked.part {
                RulePart::Card(_) => self.asked(asked, ""),
                RulePart::Paragraph => self.asked(asked, "a paragraph of its detail"),
                RulePart::Suggestion => self.asked(asked, "a suggestion"),
                _ => self.asked(asked, "an action"),
            }
        }
    }

    fn system_actions(&mut self, explanation: &Explanation<'_>) {
        let count = explanation.result.answer.as_ref().map_or(0, |answer| answer.decision.system_actions);
        let asked = explanation.asked_for(&RulePart::SystemAction);
        if count > 0 || !asked.is_empty() {
            self.section(&format!("System actions: {count}"));
            asked.iter().for_each(|asked| self.asked(asked, ""));
        }
    }

    /// Prints a condition below what it belongs to, with the variables of its loops.
    fn asked(&mut self, asked: &EvaluatedCondition, of: &str) {
        let variables: Vec<String> = asked.variables.iter().map(|(name, value)| format!("{name} = {}", shortened(value))).collect();
        let variables = variables.join(", ");
        let heading: Vec<&str> = [of, &variables].into_iter().filter(|part| !part.is_empty()).collect();
        if !heading.is_empty() {
            self.line(format!("  {}:", heading.join(", ")));
        }
        self.condition(asked, if heading.is_empty() { 2 } else { 4 });
    }

    fn condition(&mut self, asked: &EvaluatedCondition, indent: usize) {
        for ConditionLine { truth, text, note } in ConditionLine::of(&asked.condition) {
            self.line(format!("{:indent$}{}  {text}   {note}", "", self.truth(truth)));
        }
    }

    fn truth(&self, word: &str) -> String {
        let colour = match word {
            "true" => 32,
            "false" => 31,
            _ => 33,
        };
        if self.is_coloured { format!("\x1b[{colour}m{word:7}\x1b[0m") } else { format!("{word:7}") }
    }
}

fn had(entry: &EntryReport) -> String {
    let origin = match entry.origin {
        Origin::Prefetched => "sent with the call",
        Origin::Fetched => "asked for",
    };
    match &entry.result {
        Ok(0) => format!("{origin}: nothing"),
        Ok(1) => format!("{origin}: 1 resource"),
        Ok(count) => format!("{origin}: {count} resources"),
        Err(why) => format!("not had: {why}"),
    }
}

/// Where a value came from.
fn source(value: &ValueTrace) -> Vec<String> {
    if value.is_overridden {
        return vec!["supposed".to_owned()];
    }
    if let Some(expression) = &value.expression {
        return vec![format!("= {}", expression.split_whitespace().collect::<Vec<_>>().join(" "))];
    }
    let mut lines: Vec<String> = value.origins.iter().take(MOST_PLACES).map(place).collect();
    if value.origins.len() > MOST_PLACES {
        lines.push(format!("and {} more", value.origins.len() - MOST_PLACES));
    }
    if let (Some(count), Some(first)) = (value.looked_at, lines.first_mut()) {
        *first += &format!(" (of {count} looked at)");
    } else if let Some(count) = value.looked_at {
        lines.push(format!("none of {count} looked at"));
    }
    lines
}

fn place(ValueOrigin { source, resource, path }: &ValueOrigin) -> String {
    let resource = resource.as_deref().map_or_else(String::new, |resource| format!(" {resource}"));
    let path = if path == "$" { String::new() } else { format!(" {path}") };
    format!("from {source}:{resource}{path}")
}

fn width<'n>(names: impl Iterator<Item = &'n str>) -> usize {
    names.map(|name| name.chars().count()).max().unwrap_or_default()
}
