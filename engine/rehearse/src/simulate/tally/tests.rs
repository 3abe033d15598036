//! Tallies add up in any order and in any parts.

use super::*;
use crate::simulate::{CardPair, Simulated, SimulationReport, Skipped};
use jiff::civil::date;
use proptest::{collection, prelude::*};

fn counts(names: &'static [&'static str]) -> impl Strategy<Value = BTreeMap<String, u64>> {
    collection::btree_map(prop::sample::select(names).prop_map(str::to_owned), 0_u64..4, 0..=names.len())
}

fn missing() -> impl Strategy<Value = MissingValue> {
    let name = prop::option::of(prop::sample::select(&["a1c", "labs"][..]).prop_map(str::to_owned));
    let parts = collection::btree_set(prop::sample::select(&["when", "card high"][..]).prop_map(str::to_owned), 0..3);
    let why = prop::sample::select(&[MissingCause::Absent, MissingCause::Unit][..]);
    (name, why, parts).prop_map(|(name, why, undecided)| MissingValue { name, why, undecided })
}

fn together() -> impl Strategy<Value = CardPair> {
    (1_u64..4).prop_map(|calls| CardPair { card: "high".to_owned(), with: "other/low".to_owned(), calls })
}

fn simulated() -> impl Strategy<Value = SimulationLine> {
    let rule =
        (prop::sample::select(&["a", "b"][..]), prop::sample::select(&["1.0.0", "1.1.0"][..]), prop::option::of(Just("A".to_owned())));
    let person = (
        prop::sample::select(&[AgeBand::To17, AgeBand::From80, AgeBand::Unknown][..]),
        prop::sample::select(&[Sex::Female, Sex::Unknown][..]),
        1_i8..4,
    );
    let calls = (counts(&["patient-view", "order-sign"]), counts(&["high", "low"]), collection::vec(any::<u64>(), 0..4));
    let others = (
        collection::vec(missing(), 0..3),
        collection::vec(together(), 0..2),
        counts(&["internal"]),
        counts(&["no such parameter"]),
        0_u64..3,
    );
    (rule, person, calls, others).prop_map(|((rule, version, title), (age, sex, day), (calls, cards, nanoseconds), others)| {
        let (missing, together, refusals, unanswerable, system_actions) = others;
        SimulationLine::Simulated(Box::new(Simulated {
            rule: rule.to_owned(),
            version: version.to_owned(),
            title,
            today: date(2026, 1, day),
            patient: "p".to_owned(),
            age,
            sex,
            calls,
            cannot_fire: BTreeMap::from([("fancy".to_owned(), "structure".to_owned())]),
            cards,
            together,
            system_actions,
            refusals,
            missing,
            unanswerable,
            nanoseconds,
        }))
    })
}

fn line() -> impl Strategy<Value = SimulationLine> {
    let skipped = prop::sample::select(&[SkipKind::NoJson, SkipKind::NoPatient][..])
        .prop_map(|why| SimulationLine::Skipped(Skipped { place: "a.json".to_owned(), why }));
    prop_oneof![9 => simulated(), 1 => skipped]
}

fn tally<'l>(lines: impl IntoIterator<Item = &'l SimulationLine>) -> Tally {
    let mut tally = Tally::default();
    lines.into_iter().for_each(|line| tally.add(line));
    tally
}

fn printed(tally: &Tally) -> [String; 4] {
    let report = SimulationReport::of(tally);
    [report.text(), report.json(), report.csv().unwrap(), report.html().unwrap()]
}

proptest! {
    #[test]
    fn parts_in_any_order_come_to_the_report_of_the_whole(
        lines in collection::vec(line(), 0..30),
        parts in collection::vec(0_usize..4, 30),
        order in Just([0_usize, 1, 2, 3]).prop_shuffle(),
    ) {
        let whole = printed(&tally(&lines));
        let part = |number| tally(lines.iter().zip(&parts).filter(|(_, part)| **part == number).map(|(line, _)| line));
        let mut merged = Tally::default();
        order.into_iter().for_each(|number| merged.merge(part(number)));
        prop_assert_eq!(&printed(&merged), &whole);
        prop_assert_eq!(&printed(&tally(lines.iter().rev())), &whole);
    }

    #[test]
    fn a_line_is_read_as_it_was_written(line in line()) {
        let json = line.to_json().unwrap();
        prop_assert!(!json.contains('\n'));
        prop_assert_eq!(SimulationLine::parse(&json).unwrap(), line);
    }
}
