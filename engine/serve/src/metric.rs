//! The metrics, by their names in Prometheus. Labels come from rules, settings and this crate, never from a caller, so their cardinality is bounded.

use engine_call::{Answer, EntryReport, Origin};
use engine_rule::plan::Plan;
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::{sync::OnceLock, time::Duration};

const CALLS: &str = "engine_calls_total";
const CALL_DURATION: &str = "engine_call_duration_seconds";
const CARDS: &str = "engine_cards_total";
const SYSTEM_ACTIONS: &str = "engine_system_actions_total";
const SUMMARIES_CUT: &str = "engine_summaries_cut_total";
const REFUSALS: &str = "engine_refusals_total";
const TOKENS_REFUSED: &str = "engine_client_tokens_refused_total";
const FETCHES: &str = "engine_fetches_total";
const BREAKERS_OPENED: &str = "engine_servers_failed_total";
const BREAKERS_OPEN: &str = "engine_server_left_alone";
const FETCH_DURATION: &str = "engine_fetch_duration_seconds";
const WRONG_PATIENT: &str = "engine_wrong_patient_total";
const FEEDBACK: &str = "engine_feedback_total";
const RELOADS: &str = "engine_reloads_total";
const CERTIFICATES: &str = "engine_last_certificates_read_succeeded";
const OWN_TOKENS: &str = "engine_backend_tokens_total";
const LAST_RELOAD: &str = "engine_last_reload_succeeded";
const RULES: &str = "engine_rules_loaded";
const STORE_WORKS: &str = "engine_store_works";
const LOST: &str = "engine_store_lost_total";

/// Upper bounds of the buckets of durations, in seconds.
const BUCKETS: [f64; 12] = [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0];

static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Starts counting. Only the first call in a process does anything.
pub(crate) fn start() {
    RECORDER.get_or_init(|| {
        let builder = PrometheusBuilder::new().set_buckets(&BUCKETS);
        let handle = builder.and_then(PrometheusBuilder::install_recorder);
        describe();
        handle.inspect_err(|error| tracing::error!(%error, "no metrics")).ok()
    });
}

/// All metrics in Prometheus' text format.
pub(crate) fn render() -> String {
    handle().map(PrometheusHandle::render).unwrap_or_default()
}

/// Lets the recorder free memory. It is to be called now and then.
pub(crate) fn upkeep() {
    if let Some(handle) = handle() {
        handle.run_upkeep();
    }
}

fn handle() -> Option<&'static PrometheusHandle> {
    RECORDER.get().and_then(Option::as_ref)
}

fn describe() {
    describe_counter!(CALLS, "Calls of a service, by outcome: answered, or why refused");
    describe_histogram!(CALL_DURATION, "How long calls took, from their head to the answer");
    describe_counter!(CARDS, "Cards shown, by service and card");
    describe_counter!(SYSTEM_ACTIONS, "System actions answered, by service");
    describe_counter!(SUMMARIES_CUT, "Summaries cut at 139 characters, by service");
    describe_counter!(REFUSALS, "Requests refused, by reason");
    describe_counter!(TOKENS_REFUSED, "Callers' tokens refused, by the check that refused them");
    describe_counter!(FETCHES, "Fetches from FHIR servers, by service and result");
    describe_histogram!(FETCH_DURATION, "How long fetches from FHIR servers took");
    describe_counter!(BREAKERS_OPENED, "How often a FHIR server failed so much that it was left alone");
    describe_gauge!(BREAKERS_OPEN, "1 where a FHIR server is left alone because it failed, 0 where it is asked again");
    describe_counter!(WRONG_PATIENT, "Calls answered though prefetched data were another patient's (checks.wrongPatient: warn)");
    describe_counter!(FEEDBACK, "Feedback on cards, by service and outcome");
    describe_counter!(RELOADS, "Reloads of the rules, by result");
    describe_gauge!(LAST_RELOAD, "1 where the last reload succeeded, 0 where an older set goes on serving");
    describe_gauge!(CERTIFICATES, "1 where the certificates were read when they changed last, 0 where older ones go on serving");
    describe_counter!(OWN_TOKENS, "Tokens of the engine's own that were asked for, by client and result");
    describe_gauge!(RULES, "Rules that are served");
    describe_gauge!(STORE_WORKS, "1 where the store did what it was last asked, else 0");
    describe_counter!(LOST, "What was to be kept and could not be, by kind: record (of the audit), feedback, log (the audit log's lines)");
}

/// A call of a known service has ended.
pub(crate) fn call(service: &str, outcome: &'static str, took: Duration) {
    counter!(CALLS, "service" => service.to_owned(), "outcome" => outcome).increment(1);
    histogram!(CALL_DURATION, "service" => service.to_owned()).record(took);
}

/// A rule has decided.
pub(crate) fn decision(plan: &Plan, Answer { decision, is_shown }: &Answer) {
    if *is_shown {
        for card in &decision.cards {
            counter!(CARDS, "service" => plan.id.clone(), "card" => card.id.clone()).increment(1);
        }
        if decision.system_actions > 0 {
            counter!(SYSTEM_ACTIONS, "service" => plan.id.clone()).increment(decision.system_actions as u64);
        }
    }
    if decision.cut_summaries > 0 {
        counter!(SUMMARIES_CUT, "service" => plan.id.clone()).increment(decision.cut_summaries as u64);
    }
}

pub(crate) fn refusal(reason: &'static str) {
    counter!(REFUSALS, "reason" => reason).increment(1);
}

/// A caller's token was refused by this check.
pub(crate) fn token_refused(check: &'static str) {
    counter!(TOKENS_REFUSED, "check" => check).increment(1);
}

/// A query has a result. What was prefetched is not counted.
pub(crate) fn entry(service: &str, entry: &EntryReport) {
    if entry.origin == Origin::Prefetched {
        return;
    }
    let result = match &entry.result {
        Ok(0) => "empty",
        Ok(_) => "had",
        Err(why) => why.name(),
    };
    fetch(service, result, entry.took);
}

fn fetch(service: &str, result: &'static str, took: Duration) {
    counter!(FETCHES, "service" => service.to_owned(), "result" => result).increment(1);
    histogram!(FETCH_DURATION, "service" => service.to_owned()).record(took);
}

/// A server's circuit breaker has opened or closed. The server is one that was agreed with a client, so its host may be a label.
pub(crate) fn breaker(server: &str, is_open: bool) {
    if is_open {
        counter!(BREAKERS_OPENED, "server" => server.to_owned()).increment(1);
    }
    gauge!(BREAKERS_OPEN, "server" => server.to_owned()).set(if is_open { 1.0 } else { 0.0 });
}

pub(crate) fn wrong_patient(service: &str) {
    counter!(WRONG_PATIENT, "service" => service.to_owned()).increment(1);
}

pub(crate) fn feedback(service: &str, outcome: &'static str) {
    counter!(FEEDBACK, "service" => service.to_owned(), "outcome" => outcome).increment(1);
}

/// A hot reload succeeded: a set of so many rules is served from now on.
pub(crate) fn reloaded(rules: usize) {
    counter!(RELOADS, "result" => "succeeded").increment(1);
    loaded(rules);
}

/// The engine starts with a set of so many rules.
pub(crate) fn loaded(rules: usize) {
    gauge!(LAST_RELOAD).set(1.0);
    gauge!(RULES).set(rules as f64);
}

/// A token of the engine's own was asked for.
pub(crate) fn own_token(client: &str, is_granted: bool) {
    let result = if is_granted { "granted" } else { "failed" };
    counter!(OWN_TOKENS, "client" => client.to_owned(), "result" => result).increment(1);
}

/// The files of the certificates have changed, and could be read or not.
pub(crate) fn certificates_read(succeeded: bool) {
    gauge!(CERTIFICATES).set(if succeeded { 1.0 } else { 0.0 });
}

pub(crate) fn reload_failed() {
    counter!(RELOADS, "result" => "failed").increment(1);
    gauge!(LAST_RELOAD).set(0.0);
}

pub(crate) fn store_works(works: bool) {
    gauge!(STORE_WORKS).set(if works { 1.0 } else { 0.0 });
}

/// So many records or reports could not be kept.
pub(crate) fn lost(kind: &'static str, count: u64) {
    counter!(LOST, "kind" => kind).increment(count);
}
