//! Runs the cases of test files, several at a time.

use super::{
    CaseRun, SuiteRun, Verdict,
    case::{self, CaseError, CaseRecord, Files},
    expect,
};
use crate::harness::{Harness, RunResult};
use engine_fhir::{Document, date::Clock, record::Record, search::ValueSets};
use engine_rule::{
    plan::{Plan, overrides::Overrides},
    rule_set::RuleSet,
};
use engine_syntax::{
    model::test_file::{Case, Test, TestFile},
    source::{Sources, Span, Text},
};
use jiff::{civil::Date, tz::TimeZone};
use std::{
    num::NonZeroUsize,
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// Rules, and what their tests need to be run.
pub struct Suite<'s> {
    /// The rules.
    pub rules: &'s RuleSet,
    /// The files that they and their tests stand in.
    pub sources: &'s Sources,
    /// The files that tests name.
    pub files: &'s (dyn Files + Sync),
    /// The value sets that searches may name.
    pub value_sets: &'s (dyn ValueSets + Sync),
    /// The time zone in which `today` is.
    pub zone: TimeZone,
    /// Only the tests whose name, file or rule has this in it are run.
    pub filter: Option<&'s str>,
}

/// A test to be run, and the record of its file, which the first test that needs it reads.
struct Work<'w> {
    file: &'w TestFile,
    test: &'w Test,
    shared: &'w OnceLock<Result<CaseRecord, CaseError>>,
}

impl Suite<'_> {
    /// Runs the cases of all files, as many tests at once as there are processors.
    pub fn run(&self, files: &[TestFile]) -> SuiteRun {
        let shared: Vec<OnceLock<_>> = files.iter().map(|_| OnceLock::new()).collect();
        let files = files.iter().zip(&shared);
        let all: Vec<Work<'_>> = files.flat_map(|(file, shared)| file.tests.iter().map(move |test| Work { file, test, shared })).collect();
        let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        let work = || {
            while let Some((index, work)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|index| Some((index, all.get(index)?))) {
                let cases = self.run_test(work);
                done.lock().unwrap_or_else(PoisonError::into_inner).push((index, cases));
            }
        };
        let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(all.len());
        thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(index, _)| *index);
        SuiteRun { cases: done.into_iter().flat_map(|(_, cases)| cases).collect() }
    }

    fn run_test(&self, Work { file, test, shared }: &Work<'_>) -> Vec<CaseRun> {
        let path = &self.sources.file(file.span.file).path;
        let Some(plan) = self.rules.find_any(file.rule.as_str()) else { return Vec::new() };
        let is_asked = |name: &str| self.filter.is_none_or(|filter| [name, path, &plan.id].iter().any(|text| text.contains(filter)));
        let cases: Vec<(String, &Case)> =
            test.cases.iter().map(|case| (name(test, case), case)).filter(|(name, _)| is_asked(name)).collect();
        if cases.is_empty() {
            return Vec::new();
        }
        let read = |written| CaseRecord::read(written, test.span, path, self.files);
        let own = test.patient.as_ref().map(|patient| read(Some(patient)));
        let record = own.as_ref().unwrap_or_else(|| shared.get_or_init(|| read(file.patient.as_ref())));
        let loaded = record.as_ref().map_err(Clone::clone).and_then(CaseRecord::load);
        let run = |(name, case): (String, &Case)| {
            let result = loaded
                .as_ref()
                .map_err(Clone::clone)
                .and_then(|(record, patient)| self.run_case(file, test, case, plan, record, patient.as_deref()));
            judge(name, test, case, plan, result)
        };
        cases.into_iter().map(run).collect()
    }

    fn run_case(
        &self,
        file: &TestFile,
        test: &Test,
        case: &Case,
        plan: &Plan,
        record: &Record<'_>,
        patient: Option<&str>,
    ) -> Result<RunResult, CaseError> {
        let path = &self.sources.file(file.span.file).path;
        let request = case::hook_request(test, plan, record, patient, path, self.files)?;
        let clock = Clock::fixed(day(test.today.as_ref().unwrap_or(&file.today))?, self.zone.clone());
        let set = case.set.iter().map(|(name, json)| Ok((name, document(json.to_text(), json.span)?)));
        let set: Vec<(&Text, Document)> = set.collect::<Result<_, CaseError>>()?;
        let mut overrides = Overrides::default();
        for (name, document) in &set {
            let cannot = |_| CaseError { span: name.span(), reason: format!("`{}` can't be set to this", name.as_str()) };
            overrides.set(plan, name.as_str(), document.root()).map_err(cannot)?;
        }
        let body = document(request.to_json(), test.span)?;
        let harness = Harness { record: patient.map(|_| record), value_sets: self.value_sets, clock: &clock, is_open: false };
        let result = harness.run(plan, &body, Some(&overrides));
        match result.unanswerable.first() {
            Some(unanswerable) => Err(CaseError { span: test.name.span(), reason: unanswerable.to_string() }),
            None => Ok(result),
        }
    }
}

fn document(text: String, span: Span) -> Result<Document, CaseError> {
    Document::parse(text).map_err(|error| CaseError { span, reason: format!("this is no JSON: {error}") })
}

fn day(today: &Text) -> Result<Date, CaseError> {
    let cannot = |_| CaseError { span: today.span(), reason: format!("`{}` is no day", today.as_str()) };
    today.as_str().parse().map_err(cannot)
}

fn name(test: &Test, case: &Case) -> String {
    let set = || case.set.iter().map(|(name, json)| format!("{} = {}", name.as_str(), json.to_text())).collect::<Vec<_>>().join(", ");
    match &case.name {
        Some(row) => format!("{}: {}", test.name.as_str(), row.as_str()),
        None if case.set.is_empty() => test.name.as_str().to_owned(),
        None => format!("{}: {}", test.name.as_str(), set()),
    }
}

fn judge(name: String, test: &Test, case: &Case, plan: &Plan, result: Result<RunResult, CaseError>) -> CaseRun {
    let (verdict, cards, trace) = match result {
        Err(error) => (Verdict::CouldNotRun(error), Vec::new(), None),
        Ok(result) => {
            let mismatches = expect::mismatches(&case.expect, &result);
            let verdict = if mismatches.is_empty() { Verdict::Passed } else { Verdict::Failed(mismatches) };
            let cards = result.answer.iter().flat_map(|answer| &answer.decision.cards).map(|card| card.id.clone()).collect();
            (verdict, cards, result.report.trace)
        }
    };
    let row = case.name.as_ref().or(case.set.first().map(|(name, _)| name));
    let span = row.unwrap_or(&test.name).span();
    CaseRun { file: test.span.file, rule: plan.id.clone(), name, span, verdict, cards, trace }
}
