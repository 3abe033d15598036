//! The parameters that shape an answer and filter nothing (FHIR R4, 3.1.1.5).

use super::{
    elements::{ElementSubset, Narrative},
    error::SearchErrorReason,
    include::{Direction, Join},
    sort::Key,
};
use crate::{
    query::{Parameter, ParameterName, ResultParameter},
    types::TypeDefinition,
};

/// How an answer is shaped.
#[derive(Default)]
pub(super) struct Options {
    /// `_sort`, the first key first.
    pub(super) sort: Vec<Key>,
    /// `_count`; without it, all matches are one page.
    pub(super) count: Option<usize>,
    /// How many matches are on pages before.
    pub(super) offset: usize,
    /// `_include` and `_revinclude`.
    pub(super) joins: Vec<Join>,
    /// `_summary` and `_elements`.
    pub(super) subset: ElementSubset,
    /// The names that were read, since each may stand once.
    seen: Vec<String>,
}

/// The record's own parameter in the link to a next page.
pub(super) const OFFSET: &str = "_offset";

const EXPECTED_COUNT: &str = "a whole number, 0 or more";
const EXPECTED_SUMMARY: &str = "`false`, `count`, `text` or `data`; what `true` would show isn't known here";
const EXPECTED_TOTAL: &str = "`none`, `estimate` or `accurate`";
const EXPECTED_FORMAT: &str = "`json`: nothing else is answered";

impl Options {
    /// Takes a parameter that shapes the answer; `false` if it doesn't shape the answer.
    pub(super) fn read(
        &mut self,
        parameter: &Parameter<String>,
        resource_type: &'static TypeDefinition,
    ) -> Result<bool, SearchErrorReason> {
        match parameter.parsed_name() {
            ParameterName::Include => self.joins.push(Join::of(parameter, Direction::Forward)?),
            ParameterName::ReverseInclude => self.joins.push(Join::of(parameter, Direction::Reverse)?),
            ParameterName::Result(result) => {
                self.note(parameter)?;
                self.read_result(result, &parameter.values, resource_type)?;
            }
            ParameterName::Plain(OFFSET) => {
                self.note(parameter)?;
                self.offset = whole_number(&parameter.values)?;
            }
            _ => return Ok(false),
        }
        if self.subset.is_text_only() && !self.joins.is_empty() { Err(SearchErrorReason::IncludeOfText) } else { Ok(true) }
    }

    /// Checks that a parameter stands once, and without a modifier.
    fn note(&mut self, parameter: &Parameter<String>) -> Result<(), SearchErrorReason> {
        if let Some(modifier) = &parameter.modifier {
            return Err(SearchErrorReason::UnsupportedModifier { modifier: modifier.clone(), supported: Vec::new() });
        }
        if self.seen.contains(&parameter.name) {
            return Err(SearchErrorReason::Repeated);
        }
        self.seen.push(parameter.name.clone());
        Ok(())
    }

    fn read_result(
        &mut self,
        result: ResultParameter,
        values: &[String],
        resource_type: &'static TypeDefinition,
    ) -> Result<(), SearchErrorReason> {
        match result {
            ResultParameter::Count => self.count = Some(whole_number(values)?),
            ResultParameter::Sort => self.sort = values.iter().map(|value| Key::of(value, resource_type)).collect::<Result<_, _>>()?,
            ResultParameter::Elements => self.subset.only(values, resource_type)?,
            ResultParameter::Summary => match one(values) {
                Some("false") => {}
                Some("count") => self.count = Some(0),
                Some("text") => self.subset.text = Narrative::Alone,
                Some("data") => self.subset.text = Narrative::Without,
                _ => return Err(SearchErrorReason::bad(EXPECTED_SUMMARY)),
            },
            // The total is always exact, which a server may give whatever is asked for.
            ResultParameter::Total if matches!(one(values), Some("none" | "estimate" | "accurate")) => {}
            ResultParameter::Total => return Err(SearchErrorReason::bad(EXPECTED_TOTAL)),
            ResultParameter::Format if matches!(one(values), Some("json" | "application/json" | "application/fhir+json")) => {}
            ResultParameter::Format => return Err(SearchErrorReason::bad(EXPECTED_FORMAT)),
            ResultParameter::MaxResults => {
                let because = "it is of FHIR R5; write `_count`".to_owned();
                return Err(SearchErrorReason::UnsupportedParameter { name: "_maxresults".to_owned(), because });
            }
        }
        Ok(())
    }
}

fn one(values: &[String]) -> Option<&str> {
    match values {
        [value] => Some(value),
        _ => None,
    }
}

fn whole_number(values: &[String]) -> Result<usize, SearchErrorReason> {
    let digits = one(values).filter(|value| value.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|digits| digits.parse().ok()).ok_or(SearchErrorReason::bad(EXPECTED_COUNT))
}
