//! The engine's own token `{{codes.NAME}}`, put in place before a call and before anybody else sees the template.

use super::{
    Template, UnknownValueSetError, slot,
    token::{Part, Token},
};
use std::collections::HashMap;

/// The codes of each value set that a template names.
type Codes<'t> = HashMap<&'t str, Vec<String>>;

/// The template with every `{{codes.NAME}}` replaced; the first unknown name is the error.
pub(super) fn replace(template: Template, find: impl Fn(&str) -> Option<Vec<String>>) -> Result<Template, UnknownValueSetError> {
    let mut codes = Codes::new();
    for placed in &template.tokens {
        if let Token::Codes { name } = &placed.token {
            let found = find(name).ok_or_else(|| UnknownValueSetError { name: name.clone(), span: placed.span })?;
            codes.insert(name, found);
        }
    }
    if codes.is_empty() {
        return Ok(template);
    }
    let query = template.query.map_values(Vec::clone, |parts| expanded(parts, &codes));
    Ok(Template { slots: slot::of_query(&query), query, ..template })
}

/// A value once for each code that its tokens stand for.
fn expanded(parts: &[Part], codes: &Codes<'_>) -> Vec<Vec<Part>> {
    let mut values = vec![Vec::new()];
    for part in parts {
        let stretches = stretches(part, codes);
        let with_each = |before: &Vec<Part>| stretches.iter().map(|stretch| with(before, stretch)).collect::<Vec<_>>();
        values = values.iter().flat_map(with_each).collect();
    }
    values
}

/// What may stand where a part stands.
fn stretches(part: &Part, codes: &Codes<'_>) -> Vec<Part> {
    let codes = match part {
        Part::Token(Token::Codes { name }) => codes.get(name.as_str()),
        _ => None,
    };
    codes.map_or_else(|| vec![part.clone()], |codes| codes.iter().cloned().map(Part::Literal).collect())
}

fn with(before: &[Part], stretch: &Part) -> Vec<Part> {
    before.iter().chain([stretch]).cloned().collect()
}
