//! The files: rule, shared definitions, value set, table.

use super::{
    Key, KeyKind, MappingSchema, Names, Use,
    kinds::{self, SOURCE, WHEN, optional, required, values},
    mappings,
};
use crate::model::{Access, Mode};

/// A rule file: one CDS Service.
pub static RULE: MappingSchema = MappingSchema {
    name: "rule",
    about: "A CDS Service: what it asks of the EHR, what it decides, and which cards it answers with.",
    mark: None,
    keys: &[
        required("id", KeyKind::Pattern(&kinds::ID), "The service id, a part of its address.", "a1c-overdue"),
        required(
            "hook",
            KeyKind::OneOrList(&kinds::TEXT),
            "The hook that calls it, of HL7's library or declared in engine.yaml; several as a list.",
            "patient-view",
        ),
        optional("hookVersion", KeyKind::Text(Use::Plain), "The published version of the hook; default: its newest.", "'1.0'"),
        required("version", KeyKind::Pattern(&kinds::VERSION), "The version of this rule (semver).", "1.0.0"),
        optional("mode", KeyKind::Words(Mode::WORDS), "Whether it answers; default live.", "silent"),
        optional("title", KeyKind::Text(Use::Plain), "Its name for people.", "HbA1c monitoring in diabetes"),
        required(
            "description",
            KeyKind::Text(Use::Plain),
            "What it does, in Markdown.",
            "Adults with diabetes whose last HbA1c is older than six months.",
        ),
        optional("usageRequirements", KeyKind::Text(Use::Plain), "What the EHR has to see to when it calls.", "Only in outpatient care."),
        SOURCE,
        optional(
            "review",
            KeyKind::Object(&mappings::REVIEW),
            "Who keeps it, and until when it holds.",
            "{ owner: Diabetes committee, next: 2027-03-01 }",
        ),
        optional("access", KeyKind::Words(Access::WORDS), "With whose token data is fetched; default user.", "backend"),
        INCLUDE,
        PREFETCH,
        VALUE_SETS,
        values(),
        WHEN,
        optional(
            "cards",
            KeyKind::List(&KeyKind::Object(&mappings::CARD)),
            "What the clinician sees.",
            "[ { id: overdue, summary: HbA1c is overdue, indicator: info } ]",
        ),
        optional(
            "systemActions",
            KeyKind::List(&KeyKind::Object(&mappings::ACTION)),
            "What the EHR does by itself.",
            "[ { type: update, resource: { $merge: order, priority: urgent } } ]",
        ),
    ],
    one_of: &[],
};

/// A shared file of `common/`.
pub static SHARED: MappingSchema = MappingSchema {
    name: "shared file",
    about: "Definitions that rules bring in with `include`.",
    mark: None,
    keys: &[
        optional("title", KeyKind::Text(Use::Plain), "Its name for people.", "Chronic kidney disease"),
        INCLUDE,
        PREFETCH,
        VALUE_SETS,
        values(),
    ],
    one_of: &[],
};

/// A file of `valuesets/`, and an entry of `valueSets`.
pub static VALUE_SET: MappingSchema = MappingSchema {
    name: "value set",
    about: "A list of codes.",
    mark: None,
    keys: &[
        optional("title", KeyKind::Text(Use::Plain), "Its name for people.", "HbA1c"),
        optional("source", KeyKind::Text(Use::Plain), "Where the list comes from.", "'https://loinc.org/4548-4'"),
        optional(
            "codes",
            KeyKind::Map { keys: Names::Any, values: &CODES },
            "Code systems, each with its codes: a list, or codes with what they say.",
            "{ 'http://loinc.org': { 4548-4: Hemoglobin A1c, 17856-6: Hemoglobin A1c by HPLC } }",
        ),
        optional(
            "fhir",
            KeyKind::Text(Use::Plain),
            "Instead of `codes`: a FHIR ValueSet beside this file, expanded or enumerable.",
            "hba1c.valueset.json",
        ),
    ],
    one_of: &["codes", "fhir"],
};

/// A file of `tables/`.
pub static TABLE: MappingSchema = MappingSchema {
    name: "table",
    about: "Codes, each with a row of cells. Its codes are a value set of its name.",
    mark: None,
    keys: &[
        optional("title", KeyKind::Text(Use::Plain), "Its name for people.", "Opioids and their MME factors"),
        optional("source", KeyKind::Text(Use::Plain), "Where the figures come from.", "'https://www.cdc.gov/opioids'"),
        required(
            "columns",
            KeyKind::Map { keys: Names::Of(&kinds::NAME), values: &kinds::TEXT },
            "The columns: text, number, boolean, valueset, or quantity with its unit.",
            "{ factor: number, strength: quantity mg }",
        ),
        required(
            "rows",
            KeyKind::Map { keys: Names::Any, values: &ROWS },
            "Code systems, each with its codes, each with a cell for every column.",
            "{ 'http://www.nlm.nih.gov/research/umls/rxnorm': { 1049502: { factor: 1.5, strength: 10 } } }",
        ),
    ],
    one_of: &[],
};

static CODES: KeyKind = KeyKind::Either(&[KeyKind::List(&kinds::TEXT), KeyKind::Map { keys: Names::Any, values: &kinds::TEXT }]);
static CELLS: KeyKind = KeyKind::Map { keys: Names::Of(&kinds::NAME), values: &KeyKind::Json };
static ROWS: KeyKind = KeyKind::Map { keys: Names::Any, values: &CELLS };
static PREFETCH_KIND: KeyKind = KeyKind::Either(&[KeyKind::Text(Use::Query), KeyKind::Object(&mappings::PREFETCH)]);
static VALUE_SET_KIND: KeyKind = KeyKind::Object(&VALUE_SET);

const INCLUDE: Key = optional(
    "include",
    KeyKind::OneOrList(&kinds::TEXT),
    "Shared files, relative to this one, whose definitions count as this file's.",
    "[ ../common/ckd.yaml ]",
);
const PREFETCH: Key = optional(
    "prefetch",
    KeyKind::Map { keys: Names::Of(&kinds::NAME), values: &PREFETCH_KIND },
    "The data that the rule works with: names, each with a FHIR read or search.",
    "{ patient: 'Patient/{{context.patientId}}' }",
);
const VALUE_SETS: Key = optional(
    "valueSets",
    KeyKind::Map { keys: Names::Of(&kinds::SET_NAME), values: &VALUE_SET_KIND },
    "Value sets of this file alone, in the form of a value set file.",
    "{ hba1c: { codes: { 'http://loinc.org': [ 4548-4 ] } } }",
);
