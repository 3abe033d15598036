//! The engine's own token `{{codes.NAME}}`: put in place before a call, and before anybody else sees the template.

use super::{
    PlacedToken, Template, hole, slot,
    token::{Part, Token},
};

/// The template with every `{{codes.NAME}}` replaced; the first unknown name is the error.
pub(super) fn replace(template: &Template, find: impl Fn(&str) -> Option<Vec<String>>) -> Result<Template, String> {
    let tokens = template.tokens.iter().map(|placed| replaced(placed, &find)).collect::<Result<Vec<_>, _>>()?;
    let query = template.query.map_values(Vec::clone, |parts| expanded(parts, &tokens));
    Ok(Template { text: template.text.clone(), slots: slot::of_query(&query), query, tokens })
}

fn replaced(placed: &PlacedToken, find: impl Fn(&str) -> Option<Vec<String>>) -> Result<PlacedToken, String> {
    let codes = match &placed.token {
        Token::Codes { name } => Some(find(name).ok_or_else(|| name.clone())?),
        _ => None,
    };
    Ok(PlacedToken { codes, ..placed.clone() })
}

/// A value once for each code that its tokens stand for.
fn expanded(parts: &[Part], tokens: &[PlacedToken]) -> Vec<Vec<Part>> {
    let mut values = vec![Vec::new()];
    for part in parts {
        let stretches = match part {
            Part::Token(token) => codes_of(token, tokens).map(|codes| codes.iter().cloned().map(Part::Literal).collect()),
            Part::Literal(_) => None,
        };
        let stretches = stretches.unwrap_or_else(|| vec![part.clone()]);
        values = values
            .iter()
            .flat_map(|before| stretches.iter().map(move |stretch| [before.as_slice(), std::slice::from_ref(stretch)].concat()))
            .collect();
    }
    values
}

fn codes_of<'t>(token: &Token, tokens: &'t [PlacedToken]) -> Option<&'t Vec<String>> {
    tokens.iter().find(|placed| &placed.token == token)?.codes.as_ref()
}

/// The query as a URL, percent-encoded but for its tokens, which stand as the specification writes them.
pub(super) fn published(template: &Template) -> String {
    let text = |parts: &Vec<Part>| parts.iter().map(|part| holed(part, &template.tokens)).collect::<String>();
    let mut url = template.query.map_values(text, |parts| [text(parts)]).to_url();
    for (index, placed) in template.tokens.iter().enumerate() {
        if let Some(hole) = hole::of(index) {
            url = url.replace(&encoded(hole), &format!("{{{{{}}}}}", placed.token));
        }
    }
    url
}

fn holed(part: &Part, tokens: &[PlacedToken]) -> String {
    match part {
        Part::Literal(text) => text.clone(),
        Part::Token(token) => tokens.iter().position(|placed| &placed.token == token).and_then(hole::of).into_iter().collect(),
    }
}

/// A hole as a URL has it.
fn encoded(hole: char) -> String {
    hole.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")).collect()
}
