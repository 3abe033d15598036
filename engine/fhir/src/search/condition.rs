//! One parameter of a search as a condition on a resource: values joined by "or" (FHIR R4, 3.1.1.4.17), `:missing`, and the modifiers that negate.

use super::{
    chain::Chain,
    context::SearchContext,
    date::Date,
    error::SearchErrorReason,
    escape,
    number::Number,
    parameter::{ParameterUse, find},
    quantity::Measure,
    reference::{self, Pointer},
    reverse_chain::ReverseChain,
    string::{self, Text},
    token::{self, Token},
    uri::{self, Uri},
    walk::{Subject, Value},
};
use crate::{
    query::ParameterName,
    record::Record,
    search_parameter::{ElementPath, ElementPaths, ParameterKind, SearchParameter},
};

/// What a parameter asks of a resource.
pub(super) enum Condition<'a> {
    /// A value passes one of the tests; or no value passes any, if it is negated.
    Values { element_paths: &'static ElementPaths, tests: Vec<Test<'a>>, is_negated: bool },
    /// `:missing`
    Missing { element_paths: &'static ElementPaths, is_wanted: bool },
    /// `_id`
    Id { ids: Vec<String>, is_negated: bool },
    /// A chain.
    Chain(Chain<'a>),
    /// `_has`
    Has(ReverseChain),
}

/// A value that is searched for.
pub(super) enum Test<'a> {
    Date(Date),
    Number(Number),
    Quantity(Measure),
    Reference(Pointer<'a>),
    String(Text),
    Token(Token<'a>),
    Uri(Uri),
}

const EXPECTED_VALUE: &str = "at least one value";
const EXPECTED_MISSING: &str = "`true` or `false`";

impl<'a> Condition<'a> {
    pub(super) fn of(usage: ParameterUse<'_>, context: SearchContext<'a>) -> Result<Condition<'a>, SearchErrorReason> {
        if usage.values.is_empty() {
            return Err(SearchErrorReason::bad(EXPECTED_VALUE));
        }
        match ParameterName::parse(usage.name) {
            ParameterName::Chain { reference, target, rest } => Chain::of(usage, reference, target, rest, context).map(Condition::Chain),
            ParameterName::Has { resource_type, reference, rest } => {
                ReverseChain::of(usage, resource_type, reference, rest, context).map(Condition::Has)
            }
            ParameterName::Plain("_id") => ids(usage),
            ParameterName::Plain(_) => plain(usage, context),
            _ => Err(usage.unsupported("it shapes an answer, and stands at no chain's end")),
        }
    }

    pub(super) fn holds(&self, subject: Subject<'_>, record: &Record<'_>) -> bool {
        match self {
            Condition::Values { element_paths, tests, is_negated } => {
                let is_met = subject.any_value(record, element_paths, &mut |value| tests.iter().any(|test| test.accepts(value, record)));
                is_met != *is_negated
            }
            Condition::Missing { element_paths, is_wanted } => subject.has_value(record, element_paths) != *is_wanted,
            Condition::Id { ids, is_negated } => {
                let held = subject.index.and_then(|index| record.resource(index)).and_then(|held| held.id.clone());
                let id = held.or_else(|| subject.node.id());
                id.is_some_and(|id| ids.iter().any(|wanted| *wanted == id)) != *is_negated
            }
            Condition::Chain(chain) => chain.holds(subject, record),
            Condition::Has(reverse_chain) => reverse_chain.holds(subject),
        }
    }
}

impl Test<'_> {
    fn accepts(&self, value: Value<'_>, record: &Record<'_>) -> bool {
        match self {
            Test::Date(date) => date.accepts(value),
            Test::Number(number) => number.accepts(value),
            Test::Quantity(measure) => measure.accepts(value),
            Test::Reference(pointer) => pointer.accepts(value, record),
            Test::String(text) => text.accepts(value),
            Test::Token(token) => token.accepts(value),
            Test::Uri(uri) => uri.accepts(value),
        }
    }
}

fn ids<'a>(usage: ParameterUse<'_>) -> Result<Condition<'a>, SearchErrorReason> {
    let is_negated = match usage.modifier {
        None => false,
        Some("not") => true,
        Some(modifier) => return Err(SearchErrorReason::UnsupportedModifier { modifier: modifier.to_owned(), supported: vec!["not"] }),
    };
    let ids = usage.values.iter().map(|value| escape::unescape(value)).collect::<Result<_, _>>()?;
    Ok(Condition::Id { ids, is_negated })
}

fn plain<'a>(usage: ParameterUse<'_>, context: SearchContext<'a>) -> Result<Condition<'a>, SearchErrorReason> {
    let (parameter, paths) = find(&usage)?;
    let element_paths = &parameter.element_paths;
    if usage.modifier == Some("missing") {
        return match usage.values {
            [value] if value == "true" || value == "false" => Ok(Condition::Missing { element_paths, is_wanted: value == "true" }),
            _ => Err(SearchErrorReason::bad(EXPECTED_MISSING)),
        };
    }
    let tests = usage.values.iter().map(|value| test(value, &usage, parameter, paths, context)).collect::<Result<_, _>>()?;
    let is_negated = parameter.kind == ParameterKind::Token && token::is_negated(usage.modifier);
    Ok(Condition::Values { element_paths, tests, is_negated })
}

fn test<'a>(
    value: &str,
    usage: &ParameterUse<'_>,
    parameter: &'static SearchParameter,
    paths: &'static [ElementPath],
    context: SearchContext<'a>,
) -> Result<Test<'a>, SearchErrorReason> {
    let unmodified = |parse: &dyn Fn() -> Result<Test<'a>, SearchErrorReason>| usage.modifier.is_none().then(parse);
    let (parsed, supported) = match parameter.kind {
        ParameterKind::Date => (unmodified(&|| Date::parse(value, context.clock).map(Test::Date)), vec!["missing"]),
        ParameterKind::Number => (unmodified(&|| Number::parse(value).map(Test::Number)), vec!["missing"]),
        ParameterKind::Quantity => (unmodified(&|| Measure::parse(value).map(Test::Quantity)), vec!["missing"]),
        ParameterKind::String => (Text::parse(value, usage.modifier).map(|text| text.map(Test::String)), string::MODIFIERS.to_vec()),
        ParameterKind::Uri => (Uri::parse(value, usage.modifier).map(|uri| uri.map(Test::Uri)), uri::MODIFIERS.to_vec()),
        ParameterKind::Token => {
            (Token::parse(value, usage.modifier, paths, context).map(|token| token.map(Test::Token)), token::modifiers(paths))
        }
        ParameterKind::Reference => (
            Pointer::parse(value, usage.modifier, parameter, paths, context).map(|pointer| pointer.map(Test::Reference)),
            reference::modifiers(paths),
        ),
        // Neither has element paths, so neither is found.
        ParameterKind::Composite | ParameterKind::Special => (None, Vec::new()),
    };
    parsed.unwrap_or_else(|| {
        let modifier = usage.modifier.unwrap_or_default().to_owned();
        Err(SearchErrorReason::UnsupportedModifier { modifier, supported })
    })
}
