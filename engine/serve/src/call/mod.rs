//! A service call, step by step: each step is a file, and the first that refuses answers. Later steps rely on what earlier ones checked.
//!
//! ```text
//! body ─> request ─> queries ─> authorization ─> scope ─> prefetch ─> gather ─> decide
//! ```

mod authorization;
pub(crate) mod body;
mod decide;
mod prefetch;
mod queries;
mod scope;

use crate::{
    engine::Engine,
    gather::{Gathering, Shelf},
    refuse::Refusal,
};
use engine_fhir::{Document, date::Clock};
use engine_hooks::{catalogue::Hook, request::Request};
use engine_rule::plan::Plan;
use reqwest::Client;

/// Answers a call of a rule's service.
pub(crate) async fn answer(engine: &Engine, client: &Client, plan: &Plan, body: &Document) -> Result<String, Refusal> {
    let config = &engine.config;
    let clock = Clock::system(config.zone.clone());
    let hooks: Vec<&Hook> = plan.hooks.iter().collect();
    let request = Request::read(body, &hooks).map_err(Refusal::Request)?;
    let queries = queries::fill(plan, &request, &clock)?;
    let lent = authorization::check(&request)?;
    if let (Some(lent), Some(authorization)) = (&lent, &request.authorization) {
        scope::check(plan, &queries, lent, &authorization.scope)?;
    }
    let given = prefetch::check(plan, &request, config.wrong_patient)?;
    let shelf = Shelf::default();
    let gathering = Gathering {
        service: &plan.id,
        entries: &plan.entries,
        request: &request,
        lent: lent.as_ref(),
        client,
        limits: &config.limits,
        clock: &clock,
        shelf: &shelf,
    };
    let outcomes = gathering.run(&given).await;
    decide::decide(plan, &request, outcomes, &clock)
}
