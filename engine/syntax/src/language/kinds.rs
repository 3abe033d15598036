//! Kinds that several keys share: words, patterns, conditions.

use super::{Key, KeyKind, Names, Pattern, Use, mappings};
use crate::{catalogue, keyword::Keyword};
use regex::Regex;
use std::sync::LazyLock;

/// Declares a pattern.
macro_rules! pattern {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $expression:literal, $check:expr) => {
        $(#[$doc])*
        pub(super) static $name: Pattern = Pattern {
            expected: $expected,
            expression: $expression,
            check: $check,
            regex: LazyLock::new(|| Regex::new($expression).ok()),
        };
    };
}

pattern!(ID, "an id of small letters, digits and `-`", "^[a-z0-9][a-z0-9-]{0,63}$", &catalogue::bad_id::CHECK);
pattern!(
    VERSION,
    "a version of three numbers, as in 1.0.0",
    r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$",
    &catalogue::bad_version::CHECK
);
pattern!(DATE, "a date, as in 2027-03-01", r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", &catalogue::wrong_form::CHECK);
pattern!(
    PERIOD,
    "a period, as in `6 months` or `next 2 weeks`",
    r"^(next +)?[1-9][0-9]{0,5} +(hour|day|week|month|year)s?$",
    &catalogue::wrong_form::CHECK
);
pattern!(HTTP_STATUS, "an HTTP status, as in 412", "^[1-5][0-9][0-9]$", &catalogue::wrong_form::CHECK);
pattern!(NAME, "a name of letters, digits and `_` that begins with a letter", "^[A-Za-z_][A-Za-z0-9_]*$", &catalogue::wrong_form::CHECK);
pattern!(SET_NAME, "a name of letters, digits, `-` and `_`", "^[A-Za-z0-9][A-Za-z0-9_-]*$", &catalogue::wrong_form::CHECK);

/// Words of `status` in a find.
pub(super) static STATUS: [Keyword; 1] =
    [Keyword { word: "any", about: "Keeps what was entered in error, refuted, cancelled or not done." }];

/// Words of `selectionBehavior`.
pub(super) static SELECTION: [Keyword; 2] = [
    Keyword { word: "at-most-one", about: "One suggestion at most may be taken." },
    Keyword { word: "any", about: "Any number of suggestions may be taken." },
];

/// Words of `actionSelectionBehavior`.
pub(super) static ACTION_SELECTION: [Keyword; 3] = [
    Keyword { word: "all", about: "All actions, or none." },
    Keyword { word: "any", about: "Any number of actions." },
    Keyword { word: "at-most-one", about: "One action at most." },
];

/// Words of an action's `type`.
pub(super) static ACTIONS: [Keyword; 3] = [
    Keyword { word: "create", about: "A new resource." },
    Keyword { word: "update", about: "A changed resource, whole." },
    Keyword { word: "delete", about: "A resource to be removed." },
];

/// Words of a link's `type`.
pub(super) static LINKS: [Keyword; 2] =
    [Keyword { word: "absolute", about: "A web page." }, Keyword { word: "smart", about: "The launch URL of a SMART app." }];

/// Plain text.
pub(super) static TEXT: KeyKind = KeyKind::Text(Use::Plain);
/// A name of something defined.
pub(super) static REFERRED: KeyKind = KeyKind::Text(Use::Name);

/// A condition: an expression, or conditions under `all`, `any` or `none`.
pub(super) static CONDITION: KeyKind = KeyKind::Either(&CONDITIONS);
static CONDITIONS: [KeyKind; 4] =
    [KeyKind::Text(Use::Expression), KeyKind::Object(&mappings::ALL), KeyKind::Object(&mappings::ANY), KeyKind::Object(&mappings::NONE)];

/// What `values` holds under each name.
pub(super) static VALUE: KeyKind = KeyKind::Either(&[
    KeyKind::Text(Use::Expression),
    KeyKind::Object(&mappings::EXTRACTION),
    KeyKind::Object(&mappings::FIND),
    KeyKind::Object(&mappings::LOOP),
]);

/// `values`, wherever it stands. (No constant: it would contain itself, by way of loops.)
pub(super) const fn values() -> Key {
    Key {
        name: "values",
        kind: KeyKind::Map { keys: Names::Of(&NAME), values: &VALUE },
        is_required: false,
        about: "Named values: extractions, finds, loops, or expressions over names that stand earlier.",
        example: "{ age: { from: patient, path: $.birthDate, as: age } }",
    }
}

/// `for`, wherever it stands.
pub(super) const FOR: Key = Key {
    name: "for",
    kind: KeyKind::Map { keys: Names::Of(&NAME), values: &REFERRED },
    is_required: false,
    about: "A variable and the list or table that it goes through; several variables give every combination, the first outermost.",
    example: "{ order: orders }",
};

/// `when`, wherever it stands.
pub(super) const WHEN: Key = Key {
    name: "when",
    kind: KeyKind::Either(&CONDITIONS),
    is_required: false,
    about: "The condition: an expression, or `all`, `any` or `none` over conditions. It holds only if it is true for certain.",
    example: "{ all: [ age >= 18, count(diabetes) > 0 ] }",
};

/// `source`, of a rule and of a card.
pub(super) const SOURCE: Key = Key {
    name: "source",
    kind: KeyKind::Object(&mappings::SOURCE),
    is_required: false,
    about: "Whose advice it is; each card needs one of its own or the rule's.",
    example: "{ label: ADA Standards of Care, url: 'https://diabetesjournals.org/care' }",
};

/// A key that has to be there.
pub(super) const fn required(name: &'static str, kind: KeyKind, about: &'static str, example: &'static str) -> Key {
    Key { name, kind, is_required: true, about, example }
}

/// A key that may be left out.
pub(super) const fn optional(name: &'static str, kind: KeyKind, about: &'static str, example: &'static str) -> Key {
    Key { name, kind, is_required: false, about, example }
}
