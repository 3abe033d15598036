//! The files: rule, shared definitions, value set, table.

use super::{
    Form, Key, Names, Shape, Use,
    forms::{self, SOURCE, WHEN, optional, required, values},
    shapes,
};
use crate::model::{Access, Mode};

/// A rule file: one CDS Service.
pub static RULE: Shape = Shape {
    name: "rule",
    about: "A CDS Service: what it asks of the EHR, what it decides, and which cards it answers with.",
    mark: None,
    keys: &[
        required("id", Form::Pattern(&forms::ID), "The service id, a part of its address.", "a1c-overdue"),
        required(
            "hook",
            Form::OneOrList(&forms::TEXT),
            "The hook that calls it, of HL7's library or declared in engine.yaml; several as a list.",
            "patient-view",
        ),
        optional("hookVersion", Form::Text(Use::Plain), "The published version of the hook; default: its newest.", "'1.0'"),
        required("version", Form::Pattern(&forms::VERSION), "The version of this rule (semver).", "1.0.0"),
        optional("mode", Form::Words(Mode::WORDS), "Whether it answers; default live.", "silent"),
        optional("title", Form::Text(Use::Plain), "Its name for people.", "HbA1c monitoring in diabetes"),
        required(
            "description",
            Form::Text(Use::Plain),
            "What it does, in Markdown.",
            "Adults with diabetes whose last HbA1c is older than six months.",
        ),
        optional("usageRequirements", Form::Text(Use::Plain), "What the EHR has to see to when it calls.", "Only in outpatient care."),
        SOURCE,
        optional(
            "review",
            Form::Object(&shapes::REVIEW),
            "Who keeps it, and until when it holds.",
            "{ owner: Diabetes committee, next: 2027-03-01 }",
        ),
        optional("access", Form::Words(Access::WORDS), "With whose token data is fetched; default user.", "backend"),
        INCLUDE,
        PREFETCH,
        VALUE_SETS,
        values(),
        WHEN,
        optional(
            "cards",
            Form::List(&Form::Object(&shapes::CARD)),
            "What the clinician sees.",
            "[ { id: overdue, summary: HbA1c is overdue, indicator: info } ]",
        ),
        optional(
            "systemActions",
            Form::List(&Form::Object(&shapes::ACTION)),
            "What the EHR does by itself.",
            "[ { type: update, resource: { $merge: order, priority: urgent } } ]",
        ),
    ],
    one_of: &[],
};

/// A shared file of `common/`.
pub static SHARED: Shape = Shape {
    name: "shared file",
    about: "Definitions that rules bring in with `include`.",
    mark: None,
    keys: &[
        optional("title", Form::Text(Use::Plain), "Its name for people.", "Chronic kidney disease"),
        INCLUDE,
        PREFETCH,
        VALUE_SETS,
        values(),
    ],
    one_of: &[],
};

/// A file of `valuesets/`, and an entry of `valueSets`.
pub static VALUE_SET: Shape = Shape {
    name: "value set",
    about: "A list of codes.",
    mark: None,
    keys: &[
        optional("title", Form::Text(Use::Plain), "Its name for people.", "HbA1c"),
        optional("source", Form::Text(Use::Plain), "Where the list comes from.", "'https://loinc.org/4548-4'"),
        optional(
            "codes",
            Form::Map { keys: Names::Any, values: &CODES },
            "Code systems, each with its codes: a list, or codes with what they say.",
            "{ 'http://loinc.org': { 4548-4: Hemoglobin A1c, 17856-6: Hemoglobin A1c by HPLC } }",
        ),
        optional(
            "fhir",
            Form::Text(Use::Plain),
            "Instead of `codes`: a FHIR ValueSet beside this file, expanded or enumerable.",
            "hba1c.valueset.json",
        ),
    ],
    one_of: &["codes", "fhir"],
};

/// A file of `tables/`.
pub static TABLE: Shape = Shape {
    name: "table",
    about: "Codes, each with a row of cells. Its codes are a value set of its name.",
    mark: None,
    keys: &[
        optional("title", Form::Text(Use::Plain), "Its name for people.", "Opioids and their MME factors"),
        optional("source", Form::Text(Use::Plain), "Where the figures come from.", "'https://www.cdc.gov/opioids'"),
        required(
            "columns",
            Form::Map { keys: Names::Of(&forms::NAME), values: &forms::TEXT },
            "The columns: text, number, boolean, valueset, or quantity with its unit.",
            "{ factor: number, strength: quantity mg }",
        ),
        required(
            "rows",
            Form::Map { keys: Names::Any, values: &ROWS },
            "Code systems, each with its codes, each with a cell for every column.",
            "{ 'http://www.nlm.nih.gov/research/umls/rxnorm': { 1049502: { factor: 1.5, strength: 10 } } }",
        ),
    ],
    one_of: &[],
};

static CODES: Form = Form::Either(&[Form::List(&forms::TEXT), Form::Map { keys: Names::Any, values: &forms::TEXT }]);
static CELLS: Form = Form::Map { keys: Names::Of(&forms::NAME), values: &Form::Json };
static ROWS: Form = Form::Map { keys: Names::Any, values: &CELLS };
static PREFETCH_FORM: Form = Form::Either(&[Form::Text(Use::Query), Form::Object(&shapes::PREFETCH)]);
static VALUE_SET_FORM: Form = Form::Object(&VALUE_SET);

const INCLUDE: Key = optional(
    "include",
    Form::OneOrList(&forms::TEXT),
    "Shared files, relative to this one, whose definitions count as this file's.",
    "[ ../common/ckd.yaml ]",
);
const PREFETCH: Key = optional(
    "prefetch",
    Form::Map { keys: Names::Of(&forms::NAME), values: &PREFETCH_FORM },
    "The data that the rule works with: names, each with a FHIR read or search.",
    "{ patient: 'Patient/{{context.patientId}}' }",
);
const VALUE_SETS: Key = optional(
    "valueSets",
    Form::Map { keys: Names::Of(&forms::SET_NAME), values: &VALUE_SET_FORM },
    "Value sets of this file alone, in the form of a value set file.",
    "{ hba1c: { codes: { 'http://loinc.org': [ 4548-4 ] } } }",
);
