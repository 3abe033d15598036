//! Expands the engine's own token `{{codes.NAME}}`, before any call and before discovery publishes the template.

use super::{
    Template, UnknownValueSetError, slot,
    token::{TemplatePart, Token},
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

/// The values that a value expands to: one for each code that its tokens stand for.
fn expanded(parts: &[TemplatePart], codes: &Codes<'_>) -> Vec<Vec<TemplatePart>> {
    let mut values = vec![Vec::new()];
    for part in parts {
        let expansions = expansions(part, codes);
        let with_each = |before: &Vec<TemplatePart>| expansions.iter().map(|expansion| with(before, expansion)).collect::<Vec<_>>();
        values = values.iter().flat_map(with_each).collect();
    }
    values
}

/// The parts that a part expands to.
fn expansions(part: &TemplatePart, codes: &Codes<'_>) -> Vec<TemplatePart> {
    let codes = match part {
        TemplatePart::Token(Token::Codes { name }) => codes.get(name.as_str()),
        _ => None,
    };
    codes.map_or_else(|| vec![part.clone()], |codes| codes.iter().cloned().map(TemplatePart::Literal).collect())
}

fn with(before: &[TemplatePart], expansion: &TemplatePart) -> Vec<TemplatePart> {
    before.iter().chain([expansion]).cloned().collect()
}
