//! The rule language from outside: each sentence of its contract as a rule, the data of a call, and what comes back.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod language {
    mod codes;
    mod dates;
    mod extraction;
    mod finds;
    mod logic;
    mod loops;
    mod numbers;
    mod references;
    mod resources;
    mod texts;
    mod tokens;

    use serde_json::{Value, json};

    /// The values that most tests begin with: a search of observations, and one of them by its code.
    pub(crate) const LOINC: &str = "http://loinc.org";

    /// An Observation of patient `p1`, with a LOINC code, of a date, with further members.
    pub(crate) fn observation(id: &str, code: &str, date: &str, more: Value) -> Value {
        let mut resource = json!({
            "resourceType": "Observation", "id": id, "status": "final", "subject": { "reference": "Patient/p1" },
            "code": { "coding": [ { "system": LOINC, "code": code } ] }, "effectiveDateTime": date });
        for (name, value) in more.as_object().expect("members") {
            resource[name] = value.clone();
        }
        resource
    }

    /// A Quantity with a UCUM unit.
    pub(crate) fn quantity(value: Value, unit: &str) -> Value {
        json!({ "valueQuantity": { "value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit } })
    }

    /// A day so many days from today, in the time zone of the tests' settings.
    pub(crate) fn day(days: i64) -> String {
        let now = jiff::Timestamp::now().in_tz("America/New_York").expect("a time zone");
        now.checked_add(jiff::Span::new().days(days)).expect("a day").date().to_string()
    }
}
