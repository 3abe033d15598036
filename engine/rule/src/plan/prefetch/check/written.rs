//! A parameter of a query with the place of its name, its modifier and each of its values.

use engine_fhir::{query::Parameter, types::TypeDefinition};
use engine_hooks::prefetch::TemplatePart;
use engine_syntax::source::{Span, Text};

/// A parameter as it stands in the query's text.
pub(super) struct Written<'q> {
    /// The whole query.
    pub(super) text: &'q Text,
    /// The type searched.
    pub(super) resource_type: &'static TypeDefinition,
    /// What was parsed.
    pub(super) parameter: &'q Parameter<Vec<TemplatePart>>,
}

impl Written<'_> {
    /// Where its name stands.
    pub(super) fn name(&self) -> Span {
        let start = self.parameter.span.0;
        self.text.span_of(start..start + self.parameter.name.len())
    }

    /// Where its modifier stands; its name, where it has none.
    pub(super) fn modifier(&self) -> Span {
        let Some(modifier) = &self.parameter.modifier else { return self.name() };
        let start = self.parameter.span.0 + self.parameter.name.len() + 1;
        self.text.span_of(start..start + modifier.len())
    }

    /// Where the value at `index` stands; all of them, where escapes hide which is which.
    pub(super) fn value(&self, index: usize) -> Span {
        let (start, raw) = self.raw_values();
        let parts = split(raw);
        match parts.get(index).filter(|_| parts.len() == self.parameter.values.len()) {
            Some(&(from, to)) => self.text.span_of(start + from..start + to),
            None => self.text.span_of(start..start + raw.len()),
        }
    }

    /// The value at `index` as written, where it is nothing but text and nothing in it is escaped.
    pub(super) fn literal(&self, index: usize) -> Option<Text> {
        let value = literal(self.parameter.values.get(index)?)?;
        let (start, raw) = self.raw_values();
        let parts = split(raw);
        let &(from, to) = parts.get(index).filter(|_| parts.len() == self.parameter.values.len())?;
        (raw.get(from..to)? == value && !value.contains('\\')).then(|| self.text.part(start + from..start + to))
    }

    /// The values as written, and where they begin in the query.
    fn raw_values(&self) -> (usize, &str) {
        let (start, end) = self.parameter.span;
        let whole = self.text.as_str().get(start..end).unwrap_or_default();
        let equals = whole.find('=').map_or(whole.len(), |at| at + 1);
        (start + equals, &whole[equals..])
    }
}

/// A value that is nothing but text.
pub(super) fn literal(value: &[TemplatePart]) -> Option<&str> {
    match value {
        [TemplatePart::Literal(text)] => Some(text),
        _ => None,
    }
}

/// The ranges between commas that no backslash escapes.
fn split(raw: &str) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (at, character) in raw.char_indices() {
        if character == ',' && !is_escaped {
            ranges.push((start, at));
            start = at + 1;
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    ranges.push((start, raw.len()));
    ranges
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn values_are_split_at_commas_that_nothing_escapes() {
        assert_eq!(split("a,b"), [(0, 1), (2, 3)]);
        assert_eq!(split(r"a\,b,c"), [(0, 4), (5, 6)]);
        assert_eq!(split(""), [(0, 0)]);
    }
}
