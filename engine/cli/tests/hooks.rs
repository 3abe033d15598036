//! Every hook answers: HL7's library, and one declared in `engine.yaml`. Where others wrote a request for a hook, it is that one that is sent.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod hooks {
    mod inferno;
    mod library;

    use engine_tests::{Running, Shared};
    use serde_json::Value;
    use std::sync::Arc;

    /// A rule for each hook, each asked by its own name.
    const RULES: [(&str, &str); 15] = [
        ("engine.yaml", include_str!("hooks/engine.yaml")),
        ("rules/allergyintolerance-create.yaml", include_str!("hooks/rules/allergyintolerance-create.yaml")),
        ("rules/appointment-book.yaml", include_str!("hooks/rules/appointment-book.yaml")),
        ("rules/encounter.yaml", include_str!("hooks/rules/encounter.yaml")),
        ("rules/fancy-structure.yaml", include_str!("hooks/rules/fancy-structure.yaml")),
        ("rules/medication-prescribe.yaml", include_str!("hooks/rules/medication-prescribe.yaml")),
        ("rules/medication-refill.yaml", include_str!("hooks/rules/medication-refill.yaml")),
        ("rules/medication-verify.yaml", include_str!("hooks/rules/medication-verify.yaml")),
        ("rules/order-dispatch-1-0.yaml", include_str!("hooks/rules/order-dispatch-1-0.yaml")),
        ("rules/order-dispatch.yaml", include_str!("hooks/rules/order-dispatch.yaml")),
        ("rules/order-review.yaml", include_str!("hooks/rules/order-review.yaml")),
        ("rules/order-select.yaml", include_str!("hooks/rules/order-select.yaml")),
        ("rules/order-sign.yaml", include_str!("hooks/rules/order-sign.yaml")),
        ("rules/patient-view.yaml", include_str!("hooks/rules/patient-view.yaml")),
        ("rules/problem-list-item-create.yaml", include_str!("hooks/rules/problem-list-item-create.yaml")),
    ];

    pub(crate) fn running() -> Arc<Running> {
        static SHARED: Shared = Shared::new();
        SHARED.server(&RULES)
    }

    /// The summaries of the cards with which a service answers.
    pub(crate) fn answers(service: &str, body: &Value) -> Vec<String> {
        let (status, answer) = running().server.post(&format!("/cds-services/{service}"), body);
        assert_eq!(status, 200, "{answer}");
        let cards = answer["cards"].as_array().expect("cards");
        cards.iter().map(|card| card["summary"].as_str().expect("a summary").to_owned()).collect()
    }
}
