//! Parses a template: finds its tokens, puts a placeholder where each stands, parses the query with its placeholders, and replaces those by
//! parts. Whatever a token holds, it can't be taken for a piece of the query.

use super::{
    PlacedToken, Template,
    error::{TemplateError, TemplateErrorReason},
    path, placeholder, slot,
    token::{TemplatePart, Token, USER_TOKENS},
};
use engine_fhir::query::{Parameter, Query, QueryError, QueryErrorReason, Search};

type Errors = Vec<TemplateError>;

pub(super) fn template(text: &str) -> Result<Template, Errors> {
    let spans = token_spans(text)?;
    let tokens = tokens(text, &spans)?;
    let substituted = TextWithPlaceholders::new(text, &spans)?;
    let query = Query::parse(&substituted.text).map_err(|error| vec![substituted.query_error(error)])?;
    let query = substituted.parts_of(query, &tokens)?;
    Ok(Template { text: text.to_owned(), slots: slot::of_query(&query), query, tokens })
}

/// The byte ranges of all tokens, braces included.
fn token_spans(text: &str) -> Result<Vec<(usize, usize)>, Errors> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("{{").map(|found| at + found) {
        let end = text[start..].find("}}").map(|found| start + found + 2);
        let inner = end.and_then(|end| text[start + 2..end].find("{{"));
        match (end, inner) {
            (Some(end), None) => at = end,
            _ => return Err(error((start, start + 2), TemplateErrorReason::UnclosedToken)),
        }
        spans.push((start, at));
    }
    match unopened(text, &spans) {
        Some(stray) => Err(error(stray, TemplateErrorReason::UnopenedToken)),
        None => Ok(spans),
    }
}

/// Where closing braces stand outside of all tokens: a pair of them, or one right after a token.
fn unopened(text: &str, spans: &[(usize, usize)]) -> Option<(usize, usize)> {
    let is_outside = |at: &usize| spans.iter().all(|&(start, end)| *at < start || *at >= end);
    let pair = text.match_indices("}}").map(|(at, _)| at).find(is_outside).map(|at| (at, at + 2));
    let single = spans.iter().find(|(_, end)| text[*end..].starts_with('}')).map(|(_, end)| (*end, end + 1));
    pair.or(single)
}

/// All tokens, or what is wrong with each that is wrong.
fn tokens(text: &str, spans: &[(usize, usize)]) -> Result<Vec<PlacedToken>, Errors> {
    let mut errors = Errors::new();
    let mut tokens = Vec::new();
    for &span in spans {
        match token(text, span) {
            Ok(token) => tokens.push(PlacedToken { token, span }),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(tokens) } else { Err(errors) }
}

fn token(text: &str, span: (usize, usize)) -> Result<Token, TemplateError> {
    let inner = &text[span.0 + 2..span.1 - 2];
    let written = inner.trim();
    if written.is_empty() {
        return Err(TemplateError { span, reason: TemplateErrorReason::EmptyToken });
    }
    if let Some(token) = plain_token(written) {
        return Ok(token);
    }
    let start = span.0 + 2 + inner.len() - inner.trim_start().len();
    if is_path(written) {
        return path::parse(written, start).map(Token::Path);
    }
    Err(TemplateError { span: (start, start + written.len()), reason: TemplateErrorReason::UnknownToken(written.to_owned()) })
}

/// The tokens of CDS Hooks 2.0.1, and the engine's own.
fn plain_token(written: &str) -> Option<Token> {
    if let Some((_, resource_type)) = USER_TOKENS.iter().find(|(name, _)| *name == written) {
        return Some(Token::User { resource_type });
    }
    let (space, name) = written.split_once('.').filter(|(_, name)| is_name(name))?;
    match space {
        "context" => Some(Token::Context { field: name.to_owned() }),
        "codes" => Some(Token::Codes { name: name.to_owned() }),
        _ => None,
    }
}

/// Names of context fields and value sets.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Whether it is meant as a path, so that the error speaks of a path.
fn is_path(written: &str) -> bool {
    let word_end = written.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(written.len());
    written.starts_with('%') || matches!(&written[..word_end], "context" | "today")
}

/// The text with placeholders in place of its tokens.
struct TextWithPlaceholders {
    text: String,
    /// After each token: the place in this text, and in the template.
    places: Vec<(usize, usize)>,
}

impl TextWithPlaceholders {
    fn new(text: &str, spans: &[(usize, usize)]) -> Result<TextWithPlaceholders, Errors> {
        if let Some((at, stray)) = text.char_indices().find(|(_, character)| placeholder::index(*character).is_some()) {
            return Err(error((at, at + stray.len_utf8()), TemplateErrorReason::Query(QueryErrorReason::Malformed)));
        }
        let mut substituted = TextWithPlaceholders { text: String::with_capacity(text.len()), places: vec![(0, 0)] };
        let mut at = 0;
        for (index, &(start, end)) in spans.iter().enumerate() {
            let placeholder =
                placeholder::of(index).ok_or_else(|| error((start, end), TemplateErrorReason::Query(QueryErrorReason::Malformed)))?;
            substituted.text.push_str(&text[at..start]);
            substituted.text.push(placeholder);
            substituted.places.push((substituted.text.len(), end));
            at = end;
        }
        substituted.text.push_str(&text[at..]);
        Ok(substituted)
    }

    /// Where a byte of this text stands in the template.
    fn place(&self, at: usize) -> usize {
        let before = self.places.iter().rev().find(|(substituted, _)| *substituted <= at);
        before.map_or(at, |(substituted, place)| place + at - substituted)
    }

    fn span(&self, (start, end): (usize, usize)) -> (usize, usize) {
        (self.place(start), self.place(end))
    }

    fn query_error(&self, error: QueryError) -> TemplateError {
        let reason = match error.reason {
            QueryErrorReason::UnknownResourceType(name) if placeholder::is_in(&name) => TemplateErrorReason::UntypedRead,
            QueryErrorReason::BadParameterName(name) | QueryErrorReason::MissingValue { parameter: name } if placeholder::is_in(&name) => {
                TemplateErrorReason::NotAValue
            }
            reason => TemplateErrorReason::Query(reason),
        };
        TemplateError { span: self.span(error.span), reason }
    }

    /// The query with parts for its values.
    fn parts_of(&self, query: Query<String>, tokens: &[PlacedToken]) -> Result<Query<Vec<TemplatePart>>, Errors> {
        if let Query::Search(search) = &query {
            let mut names = search.parameters.iter();
            if let Some(parameter) =
                names.find(|parameter| placeholder::is_in(&parameter.name) || parameter.modifier.as_deref().is_some_and(placeholder::is_in))
            {
                return Err(error(self.span(parameter.span), TemplateErrorReason::NotAValue));
            }
        }
        let query = query.map_values(|id| parts(id, tokens), |value| [parts(value, tokens)]);
        Ok(self.with_places(query))
    }

    /// Parameters point at the template, not at the text with placeholders.
    fn with_places(&self, query: Query<Vec<TemplatePart>>) -> Query<Vec<TemplatePart>> {
        let Query::Search(Search { resource_type, parameters }) = query else { return query };
        let placed = parameters.into_iter().map(|parameter| Parameter { span: self.span(parameter.span), ..parameter });
        Query::Search(Search { resource_type, parameters: placed.collect() })
    }
}

/// A value cut at its placeholders.
fn parts(value: &str, tokens: &[PlacedToken]) -> Vec<TemplatePart> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    for character in value.chars() {
        match placeholder::index(character).and_then(|index| tokens.get(index)) {
            Some(placed) => {
                if !literal.is_empty() {
                    parts.push(TemplatePart::Literal(std::mem::take(&mut literal)));
                }
                parts.push(TemplatePart::Token(placed.token.clone()));
            }
            None => literal.push(character),
        }
    }
    if !literal.is_empty() {
        parts.push(TemplatePart::Literal(literal));
    }
    parts
}

fn error(span: (usize, usize), reason: TemplateErrorReason) -> Errors {
    vec![TemplateError { span, reason }]
}
