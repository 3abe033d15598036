//! What can be wrong with a template, in words for the author of a rule; and with a value that fills it, in words for the client.

use engine_fhir::query::QueryErrorReason;
use std::{error::Error, fmt};

/// Why a template can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// Byte range of the template's text.
    pub span: (usize, usize),
    /// What is wrong.
    pub reason: TemplateErrorReason,
}

/// A token `{{codes.NAME}}` names a value set that doesn't exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownValueSetError {
    /// The value set.
    pub name: String,
    /// Byte range of the token in the template's text, braces included.
    pub span: (usize, usize),
}

/// A token's value may not stand where the token stands, because it isn't an id by FHIR's grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FillError {
    /// JSON path in the request.
    pub path: String,
    /// What was expected.
    pub message: String,
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateErrorReason {
    /// `{{` without `}}`.
    UnclosedToken,
    /// `}}` without `{{`, or a third brace.
    UnopenedToken,
    /// `{{}}`
    EmptyToken,
    /// Not a token of CDS Hooks.
    UnknownToken(String),
    /// A token where no value stands: in a parameter's name, or in place of the resource type.
    NotAValue,
    /// Only a token (`{{context.userId}}`): which type would be read is not known beforehand.
    UntypedRead,
    /// A path.
    Path(PathErrorReason),
    /// The query itself.
    Query(QueryErrorReason),
}

/// What is wrong with a path (3.0's simpler FHIRPath).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathErrorReason {
    /// It starts with something else than `context`, `%name` or `today()`.
    UnknownStart,
    /// `context` alone.
    NoField,
    /// `%` without a name.
    NoEntryName,
    /// A dot without a name after it.
    NoElement,
    /// A function other than `ofType`, `resolve` and `today`.
    UnknownFunction(String),
    /// `ofType()` of something that isn't a resource type of FHIR R4.
    UnknownType(String),
    /// Brackets that are not closed, or that hold what they shouldn't.
    Arguments,
    /// `+` or `-` without a number of days.
    NotDays,
    /// More days than a calendar has.
    TooManyDays,
    /// Something that doesn't belong there.
    Unexpected(char),
    /// It ends where more was expected.
    UnexpectedEnd,
}

impl TemplateErrorReason {
    /// How to fix it.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            TemplateErrorReason::UnclosedToken => Some("close the token with `}}`"),
            TemplateErrorReason::UnopenedToken => Some("a token stands in `{{` and `}}`, two braces each"),
            TemplateErrorReason::EmptyToken | TemplateErrorReason::UnknownToken(_) => Some(TOKENS),
            TemplateErrorReason::NotAValue => Some("a token stands for a value: `Type/{{…}}` or `Type?parameter={{…}}`"),
            TemplateErrorReason::UntypedRead => {
                Some("say which type is read, as `Practitioner/{{userPractitionerId}}`, with an entry for each type that may come")
            }
            TemplateErrorReason::Path(reason) => Some(reason.help()),
            TemplateErrorReason::Query(_) => None,
        }
    }
}

const TOKENS: &str = "tokens are `context.FIELD`, `userPractitionerId`, `userPractitionerRoleId`, `userPatientId`, `userRelatedPersonId`, \
`codes.VALUESET`, `today()`, and paths as `context.draftOrders.entry.resource.ofType(MedicationRequest).id` or `%ENTRY.entry.resource.id`";

impl PathErrorReason {
    fn help(&self) -> &'static str {
        match self {
            PathErrorReason::UnknownStart => TOKENS,
            PathErrorReason::NoField => "name a field of the hook's context, as `context.patientId`",
            PathErrorReason::NoEntryName => "name an entry of `prefetch`, as `%orders.entry.resource.id`",
            PathErrorReason::NoElement => "name an element after the dot",
            PathErrorReason::UnknownFunction(_) => "the functions are `ofType(Type)`, `resolve()` and `today()`",
            PathErrorReason::UnknownType(_) => "name a resource type of FHIR R4, as `ofType(MedicationRequest)`",
            PathErrorReason::Arguments => "`resolve()` and `today()` take nothing; `ofType(Type)` takes one resource type",
            PathErrorReason::NotDays => "days are added and taken away in whole numbers, as `today() - 90 days`",
            PathErrorReason::TooManyDays => "ask for fewer days",
            PathErrorReason::Unexpected(_) | PathErrorReason::UnexpectedEnd => {
                "join paths with `|`, their steps with `.`, and days with `+` or `-`"
            }
        }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(formatter)
    }
}

impl Error for TemplateError {}

impl fmt::Display for UnknownValueSetError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "there is no value set `{}`", self.name)
    }
}

impl Error for UnknownValueSetError {}

impl fmt::Display for FillError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.path, self.message)
    }
}

impl Error for FillError {}

impl fmt::Display for TemplateErrorReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TemplateErrorReason::UnclosedToken => formatter.write_str("this token is not closed"),
            TemplateErrorReason::UnopenedToken => formatter.write_str("this closes no token"),
            TemplateErrorReason::EmptyToken => formatter.write_str("this token is empty"),
            TemplateErrorReason::UnknownToken(name) => write!(formatter, "`{name}` is no prefetch token"),
            TemplateErrorReason::NotAValue => formatter.write_str("a token can't stand here"),
            TemplateErrorReason::UntypedRead => formatter.write_str("this query doesn't say which resource type it reads"),
            TemplateErrorReason::Path(reason) => reason.fmt(formatter),
            TemplateErrorReason::Query(reason) => reason.fmt(formatter),
        }
    }
}

impl fmt::Display for PathErrorReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PathErrorReason::UnknownStart => formatter.write_str("a path starts with `context`, `%` and an entry's name, or `today()`"),
            PathErrorReason::NoField => formatter.write_str("`context` alone is no value"),
            PathErrorReason::NoEntryName => formatter.write_str("`%` without an entry's name"),
            PathErrorReason::NoElement => formatter.write_str("a dot without an element's name after it"),
            PathErrorReason::UnknownFunction(name) => write!(formatter, "prefetch tokens have no function `{name}`"),
            PathErrorReason::UnknownType(name) => write!(formatter, "FHIR R4 has no resource type `{name}`"),
            PathErrorReason::Arguments => formatter.write_str("the function's brackets are missing, or don't hold what it takes"),
            PathErrorReason::NotDays => formatter.write_str("this is no whole number of days"),
            PathErrorReason::TooManyDays => formatter.write_str("no calendar goes that far"),
            PathErrorReason::Unexpected(character) => write!(formatter, "`{character}` doesn't belong here"),
            PathErrorReason::UnexpectedEnd => formatter.write_str("the token ends too early"),
        }
    }
}
