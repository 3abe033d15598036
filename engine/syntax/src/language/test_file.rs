//! The file of a rule's tests.

use super::{
    Form, Key, Names, Shape, Use,
    forms::{self, optional, required},
};

/// A test file: what a rule is to answer, patient by patient.
pub static TEST: Shape = Shape {
    name: "test",
    about: "What a rule is to answer, patient by patient.",
    mark: None,
    keys: &[
        required("rule", Form::Text(Use::Name), "The id of the rule.", "a1c-overdue"),
        required("today", Form::Pattern(&forms::DATE), "The day on which the tests play.", "2026-01-15"),
        PATIENT,
        required(
            "tests",
            Form::List(&Form::Object(&CASE)),
            "The tests.",
            "[ { name: a healthy patient, patient: patients/healthy.json, expect: { cards: [] } } ]",
        ),
    ],
    one_of: &[],
};

static CASE: Shape = Shape {
    name: "test case",
    about: "A call, and what it is to be answered.",
    mark: None,
    keys: &[
        required("name", Form::Text(Use::Plain), "What it shows.", "an old result fires"),
        optional("today", Form::Pattern(&forms::DATE), "The day on which it plays; default: the file's.", "2026-01-15"),
        PATIENT,
        optional("hook", Form::Text(Use::Name), "The hook that fires, of those that the rule answers; default: its first.", "patient-view"),
        optional(
            "context",
            Form::Map { keys: Names::Any, values: &Form::Json },
            "Fields of the hook's context; those left out come from the record, as far as it has them.",
            "{ userId: Practitioner/1 }",
        ),
        optional(
            "prefetch",
            Form::Map { keys: Names::Of(&forms::NAME), values: &Form::Json },
            "What the EHR sends, entry by entry: a resource, `null` (asked, and there is nothing), an OperationOutcome (asked, and failed), or the \
             name of a JSON file. What is left out is asked of the record.",
            "{ labs: null }",
        ),
        optional(
            "scope",
            Form::Text(Use::Plain),
            "What the token that comes with the call grants; default: just what the rule needs.",
            "patient/Observation.rs",
        ),
        optional(
            "fhirAuthorization",
            Form::Json,
            "Other members of what comes with the call, such as `patient` or `expires_in`; `null`: no token comes.",
            "{ expires_in: 0 }",
        ),
        optional("expect", Form::Object(&EXPECT), "What it is to be answered.", "{ cards: [ { id: overdue } ] }"),
        optional(
            "each",
            Form::List(&Form::Object(&ROW)),
            "Small variations of the call, a row each.",
            "[ { set: { age: 17 }, expect: { cards: [] } } ]",
        ),
    ],
    one_of: &[],
};

static ROW: Shape = Shape {
    name: "row",
    about: "A variation of a test: single values of the rule are set, and the rest is as it is.",
    mark: None,
    keys: &[
        optional("name", Form::Text(Use::Plain), "What it shows; default: what it sets.", "a minor"),
        required(
            "set",
            Form::Map { keys: Names::Of(&forms::NAME), values: &Form::Json },
            "Values of the rule, by name, with what they are to be: `null` for absent, a quantity as `7.2 %`.",
            "{ age: 17 }",
        ),
        required("expect", Form::Object(&EXPECT), "What it is to be answered.", "{ cards: [] }"),
    ],
    one_of: &[],
};

static EXPECT: Shape = Shape {
    name: "expectation",
    about: "What is expected of an answer; what is not named is not compared. A text is compared whole, `{ contains: … }` and `{ matches: … }` in part.",
    mark: None,
    keys: &[
        optional("status", Form::Pattern(&forms::HTTP_STATUS), "The HTTP status; default 200.", "412"),
        optional(
            "cards",
            Form::List(&Form::Object(&CARD)),
            "The cards, in their order and number.",
            "[ { id: overdue, summary: { contains: days ago } } ]",
        ),
        optional(
            "systemActions",
            Form::List(&Form::Json),
            "The system actions, in their order and number.",
            "[ { type: update, resource: { priority: urgent } } ]",
        ),
        optional(
            "values",
            Form::Map { keys: Names::Of(&forms::NAME), values: &Form::Json },
            "Values of the rule, by name, as they print; `null` for absent or unknown.",
            "{ age: 54 }",
        ),
        optional(
            "missing",
            Form::List(&forms::REFERRED),
            "The names whose being missing kept a condition from being decided: all of them, and no others.",
            "[ a1c ]",
        ),
        optional("diagnostics", MATCHED, "Of a refusal: what it says.", "{ contains: Observation }"),
    ],
    one_of: &[],
};

static CARD: Shape = Shape {
    name: "expected card",
    about: "What is expected of a card.",
    mark: None,
    keys: &[
        optional("id", Form::Text(Use::Name), "The card's id in the rule file.", "overdue"),
        optional("summary", MATCHED, "Its summary.", "{ contains: days ago }"),
        optional("detail", MATCHED, "Its detail.", "{ contains: 'The last value was' }"),
        optional("indicator", MATCHED, "Its indicator.", "warning"),
        optional("source", Form::Json, "Its source.", "{ label: Our clinic }"),
        optional("selectionBehavior", MATCHED, "How many suggestions may be taken.", "any"),
        optional("suggestions", Form::List(&Form::Json), "Its suggestions, in their order and number.", "[ { label: Order HbA1c } ]"),
        optional(
            "overrideReasons",
            Form::List(&Form::Json),
            "Its override reasons, in their order and number.",
            "[ { code: done-elsewhere } ]",
        ),
        optional("links", Form::List(&Form::Json), "Its links, in their order and number.", "[ { label: Standards of Care } ]"),
    ],
    one_of: &[],
};

/// A text, whole or in part.
const MATCHED: Form = Form::Either(&[Form::Text(Use::Plain), Form::Object(&CONTAINS), Form::Object(&MATCHES)]);

static CONTAINS: Shape = Shape {
    name: "contains",
    about: "A text that holds another.",
    mark: Some("contains"),
    keys: &[required("contains", Form::Text(Use::Plain), "What stands in it.", "days ago")],
    one_of: &[],
};

static MATCHES: Shape = Shape {
    name: "matches",
    about: "A text in which a pattern is found.",
    mark: Some("matches"),
    keys: &[required("matches", Form::Text(Use::Plain), "A regular expression.", "'[0-9]+ days'")],
    one_of: &[],
};

const PATIENT: Key = optional(
    "patient",
    Form::Either(&[Form::Text(Use::Plain), Form::List(&Form::Json)]),
    "The patient's record: a file beside this one (a Bundle or NDJSON), or a list of resources.",
    "[ { resourceType: Patient, id: p, birthDate: 1970-01-01 } ]",
);
