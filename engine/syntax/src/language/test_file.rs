//! The file of a rule's tests.

use super::{
    Key, KeyKind, MappingSchema, Names, Use,
    kinds::{self, optional, required},
};

/// A test file: what a rule is to answer, patient by patient.
pub static TEST: MappingSchema = MappingSchema {
    name: "test",
    about: "What a rule is to answer, patient by patient.",
    mark: None,
    keys: &[
        required("rule", KeyKind::Text(Use::Name), "The id of the rule.", "a1c-overdue"),
        required("today", KeyKind::Pattern(&kinds::DATE), "The day on which the tests play.", "2026-01-15"),
        PATIENT,
        required(
            "tests",
            KeyKind::List(&KeyKind::Object(&CASE)),
            "The tests.",
            "[ { name: a healthy patient, patient: patients/healthy.json, expect: { cards: [] } } ]",
        ),
    ],
    one_of: &[],
};

static CASE: MappingSchema = MappingSchema {
    name: "test case",
    about: "A call, and what it is to be answered.",
    mark: None,
    keys: &[
        required("name", KeyKind::Text(Use::Plain), "What it shows.", "an old result fires"),
        optional("today", KeyKind::Pattern(&kinds::DATE), "The day on which it plays; default: the file's.", "2026-01-15"),
        PATIENT,
        optional(
            "hook",
            KeyKind::Text(Use::Name),
            "The hook that fires, of those that the rule answers; default: its first.",
            "patient-view",
        ),
        optional(
            "context",
            KeyKind::Map { keys: Names::Any, values: &KeyKind::Json },
            "Fields of the hook's context; those left out come from the record, as far as it has them.",
            "{ userId: Practitioner/1 }",
        ),
        optional(
            "prefetch",
            KeyKind::Map { keys: Names::Of(&kinds::NAME), values: &KeyKind::Json },
            "What the EHR sends, entry by entry: a resource, `null` (asked, and there is nothing), an OperationOutcome (asked, and failed), or the \
             name of a JSON file. What is left out is asked of the record.",
            "{ labs: null }",
        ),
        optional(
            "scope",
            KeyKind::Text(Use::Plain),
            "What the token that comes with the call grants; default: just what the rule needs.",
            "patient/Observation.rs",
        ),
        optional(
            "fhirAuthorization",
            KeyKind::Json,
            "Other members of what comes with the call, such as `patient` or `expires_in`; `null`: no token comes.",
            "{ expires_in: 0 }",
        ),
        optional("expect", KeyKind::Object(&EXPECT), "What it is to be answered.", "{ cards: [ { id: overdue } ] }"),
        optional(
            "each",
            KeyKind::List(&KeyKind::Object(&ROW)),
            "Small variations of the call, a row each.",
            "[ { set: { age: 17 }, expect: { cards: [] } } ]",
        ),
    ],
    one_of: &[],
};

static ROW: MappingSchema = MappingSchema {
    name: "row",
    about: "A variation of a test: single values of the rule are set, and the rest is as it is.",
    mark: None,
    keys: &[
        optional("name", KeyKind::Text(Use::Plain), "What it shows; default: what it sets.", "a minor"),
        required(
            "set",
            KeyKind::Map { keys: Names::Of(&kinds::NAME), values: &KeyKind::Json },
            "Values of the rule, by name, with what they are to be: `null` for absent, a quantity as `7.2 %`.",
            "{ age: 17 }",
        ),
        required("expect", KeyKind::Object(&EXPECT), "What it is to be answered.", "{ cards: [] }"),
    ],
    one_of: &[],
};

static EXPECT: MappingSchema = MappingSchema {
    name: "expectation",
    about: "What is expected of an answer; what is not named is not compared. A text is compared whole, `{ contains: … }` and `{ matches: … }` in part.",
    mark: None,
    keys: &[
        optional("status", KeyKind::Pattern(&kinds::HTTP_STATUS), "The HTTP status; default 200.", "412"),
        optional(
            "cards",
            KeyKind::List(&KeyKind::Object(&CARD)),
            "The cards, in their order and number.",
            "[ { id: overdue, summary: { contains: days ago } } ]",
        ),
        optional(
            "systemActions",
            KeyKind::List(&KeyKind::Json),
            "The system actions, in their order and number.",
            "[ { type: update, resource: { priority: urgent } } ]",
        ),
        optional(
            "values",
            KeyKind::Map { keys: Names::Of(&kinds::NAME), values: &KeyKind::Json },
            "Values of the rule, by name, as they print; `null` for absent or unknown.",
            "{ age: 54 }",
        ),
        optional(
            "missing",
            KeyKind::List(&kinds::REFERRED),
            "The names whose being missing kept a condition from being decided: all of them, and no others.",
            "[ a1c ]",
        ),
        optional("diagnostics", MATCHED, "What a refusal says: the `diagnostics` that the client gets.", "{ contains: Observation }"),
    ],
    one_of: &[],
};

static CARD: MappingSchema = MappingSchema {
    name: "expected card",
    about: "What is expected of a card.",
    mark: None,
    keys: &[
        optional("id", KeyKind::Text(Use::Name), "The card's id in the rule file.", "overdue"),
        optional("summary", MATCHED, "Its summary.", "{ contains: days ago }"),
        optional("detail", MATCHED, "Its detail.", "{ contains: 'The last value was' }"),
        optional("indicator", MATCHED, "Its indicator.", "warning"),
        optional("source", KeyKind::Json, "Its source.", "{ label: Our clinic }"),
        optional("selectionBehavior", MATCHED, "How many suggestions may be taken.", "any"),
        optional("suggestions", KeyKind::List(&KeyKind::Json), "Its suggestions, in their order and number.", "[ { label: Order HbA1c } ]"),
        optional(
            "overrideReasons",
            KeyKind::List(&KeyKind::Json),
            "Its override reasons, in their order and number.",
            "[ { code: done-elsewhere } ]",
        ),
        optional("links", KeyKind::List(&KeyKind::Json), "Its links, in their order and number.", "[ { label: Standards of Care } ]"),
    ],
    one_of: &[],
};

/// A text, whole or in part.
const MATCHED: KeyKind = KeyKind::Either(&[KeyKind::Text(Use::Plain), KeyKind::Object(&CONTAINS), KeyKind::Object(&MATCHES)]);

static CONTAINS: MappingSchema = MappingSchema {
    name: "contains",
    about: "A text that holds another.",
    mark: Some("contains"),
    keys: &[required("contains", KeyKind::Text(Use::Plain), "What stands in it.", "days ago")],
    one_of: &[],
};

static MATCHES: MappingSchema = MappingSchema {
    name: "matches",
    about: "A text in which a pattern is found.",
    mark: Some("matches"),
    keys: &[required("matches", KeyKind::Text(Use::Plain), "A regular expression.", "'[0-9]+ days'")],
    one_of: &[],
};

const PATIENT: Key = optional(
    "patient",
    KeyKind::Either(&[KeyKind::Text(Use::Plain), KeyKind::List(&KeyKind::Json)]),
    "The patient's record: a file beside this one (a Bundle or NDJSON), or a list of resources.",
    "[ { resourceType: Patient, id: p, birthDate: 1970-01-01 } ]",
);
