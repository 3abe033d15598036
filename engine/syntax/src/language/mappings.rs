//! The mappings inside a file: values, conditions, cards and what they hold.

use super::{
    KeyKind, MappingSchema, Use,
    kinds::{self, FOR, SOURCE as SOURCE_KEY, WHEN, optional, required, values},
};
use crate::model::{As, Pick};

/// A mapping with keys and no more conditions.
const fn mapping(name: &'static str, about: &'static str, mark: Option<&'static str>, keys: &'static [super::Key]) -> MappingSchema {
    MappingSchema { name, about, mark, keys, one_of: &[] }
}

/// `{ query, required, advertise }`
pub(super) static PREFETCH: MappingSchema = mapping(
    "prefetch entry",
    "A FHIR query whose result the rule works with.",
    Some("query"),
    &[
        required(
            "query",
            KeyKind::Text(Use::Query),
            "A FHIR read or search, with prefetch tokens in `{{ }}`.",
            "Observation?patient={{context.patientId}}&_sort=-date",
        ),
        optional(
            "required",
            KeyKind::Boolean,
            "Whether the rule can't do without it; default true. If false and it can't be had, it is unknown.",
            "false",
        ),
        optional(
            "advertise",
            KeyKind::Boolean,
            "Whether the EHR is asked to send it along; default true. If false it is only fetched.",
            "false",
        ),
    ],
);

/// `{ all }`
pub(super) static ALL: MappingSchema = mapping(
    "condition with `all`",
    "True if each of its conditions is.",
    Some("all"),
    &[required("all", KeyKind::List(&kinds::CONDITION), "Conditions that must all be true.", "[ age >= 18, count(diabetes) > 0 ]")],
);

/// `{ any }`
pub(super) static ANY: MappingSchema = mapping(
    "condition with `any`",
    "True if one of its conditions is.",
    Some("any"),
    &[required("any", KeyKind::List(&kinds::CONDITION), "Conditions one of which must be true.", "[ missing(a1c), a1c > 9 ]")],
);

/// `{ none }`
pub(super) static NONE: MappingSchema = mapping(
    "condition with `none`",
    "True if all of its conditions are false.",
    Some("none"),
    &[required("none", KeyKind::List(&kinds::CONDITION), "Conditions that must all be false.", "[ count(dialysis) > 0 ]")],
);

const PATH: super::Key =
    optional("path", KeyKind::Text(Use::Path), "A JSONPath (RFC 9535) from there; default: the whole.", "$.valueQuantity");
const AS: super::Key = optional("as", KeyKind::Words(As::WORDS), "What it is read as; default: the JSON as it came.", "quantity");
const UNIT: super::Key = optional("unit", KeyKind::Text(Use::Plain), "The UCUM unit that a quantity is converted to.", "mg/dL");
const MOLAR_MASS: super::Key =
    optional("molarMass", KeyKind::Number, "Grams per mole, to convert between mass and substance (mg/dL and µmol/L).", "113.12");

/// `{ from, path, as, … }`
pub(super) static EXTRACTION: MappingSchema = mapping(
    "value with `from`",
    "A part of an entry, the context, or an earlier value.",
    Some("from"),
    &[
        required(
            "from",
            KeyKind::Text(Use::Name),
            "A prefetch entry, `context`, `request`, a loop's variable, or an earlier value.",
            "patient",
        ),
        PATH,
        AS,
        UNIT,
        MOLAR_MASS,
        optional("pick", KeyKind::Words(Pick::WORDS), "Makes one of several.", "first"),
    ],
);

/// `{ find, … }`
pub(super) static FIND: MappingSchema = mapping(
    "value with `find`",
    "The resources of a list that are looked for.",
    Some("find"),
    &[
        required(
            "find",
            KeyKind::OneOrList(&kinds::REFERRED),
            "A search's entry, a Bundle of the context, an earlier list of resources, or a list of several of these.",
            "labs",
        ),
        optional("type", KeyKind::Text(Use::Name), "The resource type to keep; default: the type that was searched.", "MedicationRequest"),
        optional(
            "codes",
            KeyKind::Text(Use::Name),
            "The value set that the resource's main code must be in; of a loop over a table, `row.column`.",
            "hba1c",
        ),
        optional(
            "within",
            KeyKind::Pattern(&kinds::PERIOD),
            "How far back the resource's main date may lie; with `next`, how far ahead.",
            "6 months",
        ),
        optional("having", KeyKind::Text(Use::Path), "A JSONPath to an element that the resource must have.", "$.valueQuantity"),
        optional("status", KeyKind::Words(&kinds::STATUS), "`any` keeps what was entered in error, refuted, cancelled or not done.", "any"),
        optional("pick", KeyKind::Words(Pick::WORDS), "Makes one of several.", "latest"),
        PATH,
        AS,
        UNIT,
        MOLAR_MASS,
    ],
);

/// `{ for, values, when, yield }`
pub(super) static LOOP: MappingSchema = mapping(
    "value with `for`",
    "A list made of one value for each element of another.",
    Some("for"),
    &[
        super::Key { is_required: true, ..FOR },
        values(),
        WHEN,
        required("yield", KeyKind::Text(Use::Expression), "The value for each element.", "daily_dose(dosages)"),
    ],
);

/// `source`
pub(super) static SOURCE: MappingSchema = mapping(
    "source",
    "Whose advice a card gives.",
    None,
    &[
        required("label", KeyKind::Text(Use::Template), "The name of the organization or guideline.", "ADA Standards of Care"),
        optional("url", KeyKind::Text(Use::Template), "Where it can be read.", "'https://diabetesjournals.org/care'"),
        optional("icon", KeyKind::Text(Use::Template), "The URL of a PNG image of 100 by 100 pixels.", "'https://example.org/icon.png'"),
        optional(
            "topic",
            KeyKind::Object(&CODING),
            "What it is about, as a code.",
            "{ system: 'https://example.org/topics', code: diabetes }",
        ),
    ],
);

/// A Coding.
pub(super) static CODING: MappingSchema = mapping(
    "coding",
    "A code of a code system.",
    None,
    &[
        optional("system", KeyKind::Text(Use::Template), "The URI of the code system.", "'http://loinc.org'"),
        required("code", KeyKind::Text(Use::Template), "The code.", "4548-4"),
        optional("display", KeyKind::Text(Use::Template), "What the code says, in words.", "Hemoglobin A1c"),
    ],
);

/// An override reason: a Coding that people read.
pub(super) static REASON: MappingSchema = mapping(
    "override reason",
    "A reason that a clinician may choose for not following the card.",
    None,
    &[
        optional("system", KeyKind::Text(Use::Template), "The URI of the code system.", "'https://example.org/reasons'"),
        required("code", KeyKind::Text(Use::Template), "The code.", "done-elsewhere"),
        required("display", KeyKind::Text(Use::Template), "The reason, as the clinician reads it.", "Measured elsewhere"),
    ],
);

/// `review`
pub(super) static REVIEW: MappingSchema = mapping(
    "review",
    "Who keeps the rule, and when it was and will be looked at.",
    None,
    &[
        optional("owner", KeyKind::Text(Use::Plain), "Who answers for it.", "Diabetes committee"),
        optional("last", KeyKind::Pattern(&kinds::DATE), "When it was looked at last.", "2026-03-01"),
        optional("next", KeyKind::Pattern(&kinds::DATE), "When it is to be looked at again; a warning once that has passed.", "2027-03-01"),
    ],
);

/// An entry of `cards`.
pub(super) static CARD: MappingSchema = mapping(
    "card",
    "What the clinician sees.",
    None,
    &[
        required("id", KeyKind::Pattern(&kinds::ID), "Its name in tests, audit and feedback; unique in the file.", "overdue"),
        FOR,
        values(),
        WHEN,
        required("summary", KeyKind::Text(Use::Template), "One line of under 140 characters.", "HbA1c is overdue"),
        required("indicator", KeyKind::Text(Use::Template), "How urgent it is: `info`, `warning` or `critical`.", "warning"),
        optional(
            "detail",
            DETAIL,
            "More, in GitHub-flavoured Markdown: a text, or a list of paragraphs.",
            "'The last value was **{{ a1c }}**.'",
        ),
        SOURCE_KEY,
        optional(
            "links",
            KeyKind::List(&LINK_KIND),
            "Web pages and SMART apps.",
            "[ { label: Guideline, url: 'https://example.org', type: absolute } ]",
        ),
        optional(
            "suggestions",
            KeyKind::List(&SUGGESTION_KIND),
            "Actions that the clinician can take with a click.",
            "[ { label: Order HbA1c, actions: [ { type: delete, description: Cancel, resourceId: ServiceRequest/1 } ] } ]",
        ),
        optional(
            "selectionBehavior",
            KeyKind::Words(&kinds::SELECTION),
            "How many suggestions may be taken; required with `suggestions`.",
            "at-most-one",
        ),
        optional(
            "overrideReasons",
            KeyKind::List(&REASON_KIND),
            "Reasons to choose from when the card is not followed.",
            "[ { system: 'https://example.org/reasons', code: done-elsewhere, display: Measured elsewhere } ]",
        ),
    ],
);

static LINK_KIND: KeyKind = KeyKind::Object(&LINK);
static SUGGESTION_KIND: KeyKind = KeyKind::Object(&SUGGESTION);
static REASON_KIND: KeyKind = KeyKind::Object(&REASON);
static PARAGRAPH_KIND: KeyKind = KeyKind::Either(&[KeyKind::Text(Use::Template), KeyKind::Object(&PARAGRAPH)]);
const DETAIL: KeyKind = KeyKind::Either(&[KeyKind::Text(Use::Template), KeyKind::List(&PARAGRAPH_KIND)]);
/// An action, with its description required.
static ACTION_KIND: KeyKind = KeyKind::Object(&ACTION);

/// A paragraph of `detail`.
pub(super) static PARAGRAPH: MappingSchema = mapping(
    "paragraph",
    "A paragraph of a card's detail, or a line for each element of a list.",
    None,
    &[FOR, values(), WHEN, required("text", KeyKind::Text(Use::Template), "What it says.", "'- {{ name }}'")],
);

/// An entry of `links`.
pub(super) static LINK: MappingSchema = mapping(
    "link",
    "A web page or a SMART app.",
    None,
    &[
        required("label", KeyKind::Text(Use::Template), "What is shown.", "Standards of Care"),
        required("url", KeyKind::Text(Use::Template), "Where it leads.", "'https://diabetesjournals.org/care'"),
        required("type", KeyKind::Words(&kinds::LINKS), "What it leads to.", "absolute"),
        optional("appContext", KeyKind::Text(Use::Template), "What a SMART app is told when it starts.", "'{{ reference(order) }}'"),
        optional("autolaunchable", KeyKind::Boolean, "Whether the EHR may open it by itself.", "false"),
    ],
);

/// An entry of `suggestions`.
pub(super) static SUGGESTION: MappingSchema = mapping(
    "suggestion",
    "Actions that are taken together.",
    None,
    &[
        FOR,
        values(),
        WHEN,
        required("label", KeyKind::Text(Use::Template), "What is shown.", "Order HbA1c"),
        optional("isRecommended", KeyKind::Boolean, "Whether it is the one that is recommended.", "true"),
        optional(
            "actionSelectionBehavior",
            KeyKind::Words(&kinds::ACTION_SELECTION),
            "How many of its actions may be taken (CDS Hooks 3.0).",
            "all",
        ),
        optional(
            "actions",
            KeyKind::List(&ACTION_KIND),
            "What it does.",
            "[ { type: delete, description: Cancel, resourceId: ServiceRequest/1 } ]",
        ),
    ],
);

/// An entry of `actions` or `systemActions`.
pub(super) static ACTION: MappingSchema = mapping(
    "action",
    "A resource to be created, changed or removed.",
    None,
    &[
        FOR,
        values(),
        WHEN,
        required("type", KeyKind::Words(&kinds::ACTIONS), "What is done.", "create"),
        optional("description", KeyKind::Text(Use::Template), "What is done, in words; required but in a system action.", "Order HbA1c"),
        optional(
            "resource",
            KeyKind::Resource,
            "The resource, with `{{ }}` in its strings; `$merge: name` starts from one as it came.",
            "{ resourceType: ServiceRequest, status: draft }",
        ),
        optional("resourceId", KeyKind::Text(Use::Template), "The resource to be removed, as `Type/id`.", "'{{ reference(order) }}'"),
    ],
);
