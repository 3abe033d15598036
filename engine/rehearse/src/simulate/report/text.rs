//! The report for a terminal.

use super::{
    CardReport, MissingReport, Rate, RuleReport, SimulationReport, counted, format_duration,
    table::{Cell, Table, left, right},
};

impl SimulationReport {
    /// As text.
    pub fn text(&self) -> String {
        let mut sections = vec![self.head()];
        sections.extend(self.rules.iter().map(RuleReport::text));
        sections.extend(titled("Cards that show together", &self.together_table()));
        sections.extend(titled("How long calls took, the slowest rules first", &self.time_table()));
        sections.join("\n")
    }

    fn head(&self) -> String {
        let rules = u64::try_from(self.rules.len()).unwrap_or(u64::MAX);
        let head = format!("{} {}, {}\n", counted(self.patients, "patient"), self.as_of(), counted(rules, "rule"));
        self.passed_over().map_or(head.clone(), |passed_over| format!("{head}{passed_over}\n"))
    }

    fn together_table(&self) -> Table {
        let mut table = Table::default();
        for together in &self.together {
            let [first, second] = &together.cards;
            let count = together.count;
            table.row([left(first), left(second), right(counted(count.patients, "patient")), right(counted(count.calls, "call"))]);
        }
        table
    }

    fn time_table(&self) -> Table {
        let mut table = Table::default();
        if !self.slowest.is_empty() {
            table.row([left("rule"), right("calls"), right("median"), right("95 % within")]);
        }
        for time in &self.slowest {
            table.row([left(&time.rule), right(time.calls), right(format_duration(time.median)), right(format_duration(time.p95))]);
        }
        table
    }
}

/// A table under its title; nothing without rows.
fn titled(title: &str, table: &Table) -> Option<String> {
    (!table.is_empty()).then(|| format!("{title}\n{table}"))
}

impl RuleReport {
    fn text(&self) -> String {
        let title = self.title.as_ref().map_or_else(String::new, |title| format!(": {title}"));
        let mut text = format!("{} {}{title}\n  calls: {}\n", self.id, self.version, self.calls_by_hook());
        text.extend(self.notes().into_iter().map(|note| format!("  {note}\n")));
        text.extend([self.cards_table().to_string()]);
        text.extend(titled("  missing values", &self.missing_table()));
        text
    }

    fn cards_table(&self) -> Table {
        let mut table = Table::default();
        table.row([left("card"), left("patients"), right("with it"), right("of"), right("per 100 (95 % interval)"), right("calls")]);
        for card in &self.cards {
            let [patients, of, rate] = cells(card.all);
            table.row([left(&card.id), left("all"), patients, of, rate, right(card.calls)]);
            card.groups().into_iter().for_each(|row| table.row(row));
        }
        table
    }

    fn missing_table(&self) -> Table {
        let mut table = Table::default();
        for missing in &self.missing {
            table.row(missing.row());
        }
        table
    }
}

impl CardReport {
    /// A row a group; none of a card that showed for nobody, since they would all be the same.
    fn groups(&self) -> Vec<[Cell; 6]> {
        let age = self.by_age.iter().map(|(group, rate)| (format!("age {group}"), *rate));
        let sex = self.by_sex.iter().map(|(group, rate)| (format!("sex {group}"), *rate));
        let row = |(group, rate)| {
            let [patients, of, rate] = cells(rate);
            [left(""), left(group), patients, of, rate, right("")]
        };
        if self.all.patients == 0 { Vec::new() } else { age.chain(sex).map(row).collect() }
    }
}

impl MissingReport {
    fn row(&self) -> [Cell; 4] {
        [left(self.name_or_placeholder()), left(self.why), right(counted(self.patients, "patient")), left(self.outcome())]
    }
}

fn cells(rate: Rate) -> [Cell; 3] {
    let per_100 = rate.per_100().map_or_else(String::new, |per_100| per_100.format());
    [right(rate.patients), right(rate.of), right(per_100)]
}
