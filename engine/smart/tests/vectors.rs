//! Cases of when a scope covers a query: those of the specification, and our own for every sentence of it.

use engine_fhir::query::Query;
use engine_smart::{cover::check, scope::Scopes};

#[derive(serde::Deserialize)]
struct Vector {
    scope: String,
    query: String,
    patient: Option<String>,
    covered: bool,
    why: String,
}

fn is_covered(vector: &Vector) -> bool {
    // A text that isn't a query is never covered.
    let Ok(query) = Query::parse(&vector.query) else { return false };
    let query = query.map_values(|id| Some(id.clone()), |value| [Some(value.clone())]);
    check(&query, &Scopes::parse(&vector.scope), vector.patient.as_deref(), &[]).is_ok()
}

fn all_hold(text: &str) -> serde_json::Result<()> {
    let vectors: Vec<Vector> = serde_json::from_str(text)?;
    let wrong = vectors.iter().filter(|vector| is_covered(vector) != vector.covered);
    let wrong: Vec<String> =
        wrong.map(|vector| format!("{} | {} | expected {}: {}", vector.scope, vector.query, vector.covered, vector.why)).collect();
    assert!(wrong.is_empty(), "{} of {} are wrong:\n{}", wrong.len(), vectors.len(), wrong.join("\n"));
    Ok(())
}

#[test]
fn the_specifications_vectors_hold() -> serde_json::Result<()> {
    all_hold(include_str!("scope-vectors.json"))
}

#[test]
fn our_own_vectors_hold() -> serde_json::Result<()> {
    all_hold(include_str!("own-vectors.json"))
}
