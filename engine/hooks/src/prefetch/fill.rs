//! Fills a query's slots from one call. No parsing, and no look-up but in the call's own data.

use super::{
    FillError, Filled, Values,
    resolve::Finder,
    slot::{Piece, Slot, TokenPlace, Unplaceable},
    token::{Operand, Root, Term, Token},
    walk,
};
use crate::request::without_type;
use engine_fhir::{
    Kind, Node,
    date::DateTime,
    query::{Parameter, Query, Search},
    reference::{id_of_type, is_id},
};
use std::{borrow::Cow, collections::HashSet};

/// More values than this in one place are refused: no server takes such a URL.
const MOST_VALUES: usize = 1_000;

/// Why there is no query.
enum NoQuery {
    NoValue(String),
    Refused(FillError),
}

/// A template being filled from one call.
struct Filling<'v, 'd> {
    values: Values<'v, 'd>,
    finder: Finder<'v, 'd>,
}

/// A value of a token before it enters the query. Its text is `None` while the value isn't known yet.
struct TokenValue<'d> {
    text: Option<Cow<'d, str>>,
    /// Its index, where the context has an array.
    index: Option<usize>,
}

/// The query of one call.
pub(super) fn fill(slots: &Query<Slot>, values: Values<'_, '_>) -> Result<Filled, FillError> {
    let mut filling = Filling::new(values);
    let query = match slots {
        Query::Read { resource_type, id } => filling.read_id(id).map(|id| Query::Read { resource_type, id }),
        Query::Search(search) => filling.search(search).map(Query::Search),
    };
    let references = filling.finder.into_missed();
    match query {
        Err(NoQuery::Refused(error)) => Err(error),
        _ if !references.is_empty() => Ok(Filled::Unresolved { references }),
        Err(NoQuery::NoValue(token)) => Ok(Filled::NoValue { token }),
        Ok(query) => Ok(Filled::Query(query)),
    }
}

/// The query as far as it is known before any call: `context.patientId` is the only token that is known.
pub(super) fn outline(slots: &Query<Slot>, patient_id: &str) -> Query<Option<String>> {
    let value = |slot: &Slot| -> Option<String> { slot.pieces.iter().map(|piece| outline_piece(piece, patient_id)).collect() };
    slots.map_values(value, |slot| vec![value(slot)])
}

fn outline_piece(piece: &Piece, patient_id: &str) -> Option<String> {
    match piece {
        Piece::Text(text) => Some(text.clone()),
        Piece::Token { token: Token::Context { field }, place } if field == "patientId" => place.enter(patient_id).ok(),
        Piece::Token { .. } => None,
    }
}

impl<'v, 'd> Filling<'v, 'd> {
    fn new(values: Values<'v, 'd>) -> Filling<'v, 'd> {
        Filling { values, finder: Finder::new(values) }
    }

    /// A read takes one id, which may be composed of several pieces.
    fn read_id(&mut self, slot: &Slot) -> Result<Option<String>, NoQuery> {
        let mut values = self.slot(slot)?;
        match (values.len(), values.pop()) {
            (1, Some(id)) if id.as_deref().is_none_or(is_id) => Ok(id),
            (1, _) => Err(NoQuery::Refused(refused(slot, "makes no FHIR id; expected letters, digits, `-` and `.`, at most 64 in all"))),
            _ => Err(NoQuery::Refused(refused(slot, "several values; a read takes one id (a search by `_id` takes several)"))),
        }
    }

    fn search(&mut self, search: &Search<Slot>) -> Result<Search<Option<String>>, NoQuery> {
        let parameters = search.parameters.iter().map(|parameter| self.parameter(parameter)).collect::<Result<_, _>>()?;
        Ok(Search { resource_type: search.resource_type, parameters })
    }

    fn parameter(&mut self, parameter: &Parameter<Slot>) -> Result<Parameter<Option<String>>, NoQuery> {
        let mut values = Vec::with_capacity(parameter.values.len());
        for slot in &parameter.values {
            values.append(&mut self.slot(slot)?);
        }
        Ok(parameter.with_values(values))
    }

    /// A slot's values: one, unless a token has several.
    fn slot(&mut self, slot: &Slot) -> Result<Vec<Option<String>>, NoQuery> {
        if let [Piece::Text(text)] = slot.pieces.as_slice() {
            return Ok(vec![Some(text.clone())]);
        }
        let mut values = vec![Some(String::new())];
        for piece in &slot.pieces {
            match piece {
                Piece::Text(text) => values.iter_mut().flatten().for_each(|value| value.push_str(text)),
                Piece::Token { token, place } => values = joined(values, self.token(token, *place)?),
            }
            if values.len() > MOST_VALUES {
                return Err(NoQuery::Refused(refused(slot, "too many values for one search; expected 1,000 at most")));
            }
        }
        Ok(values)
    }

    /// A token's values in the form that its place takes, each once; at least one.
    fn token(&mut self, token: &Token, place: TokenPlace) -> Result<Vec<Option<String>>, NoQuery> {
        let mut values = Vec::new();
        for value in self.values_of(token) {
            match value.text.as_deref().map(|text| place.enter(text)).transpose() {
                Ok(value) => values.push(value),
                Err(Unplaceable::Elsewhere) => {}
                Err(Unplaceable::Malformed) => return Err(NoQuery::Refused(malformed(token, value.index, place))),
            }
        }
        if values.len() > 1 {
            let mut seen = HashSet::new();
            values.retain(|value| seen.insert(value.clone()));
        }
        match values.is_empty() {
            true => Err(NoQuery::NoValue(token.to_string())),
            false => Ok(values),
        }
    }

    fn values_of(&mut self, token: &Token) -> Vec<TokenValue<'d>> {
        match token {
            Token::Context { field } => self.field(field),
            Token::User { resource_type } => self.user_id(resource_type).map(TokenValue::of).into_iter().collect(),
            Token::Codes { .. } => vec![TokenValue::UNKNOWN],
            Token::Path(path) => path.terms.iter().flat_map(|term| self.term(term)).map(|text| TokenValue { text, index: None }).collect(),
        }
    }

    /// A field of the context: one value, or an array's.
    fn field(&self, field: &str) -> Vec<TokenValue<'d>> {
        let Some(node) = self.values.context.get(field) else { return Vec::new() };
        let plain = |node: Node<'d>| walk::text(node).map(|text| without_own_type(text, field));
        match node.kind() {
            Kind::Array => {
                let elements = node.elements().enumerate();
                elements.filter_map(|(index, node)| Some(TokenValue { text: Some(plain(node)?), index: Some(index) })).collect()
            }
            Kind::Object => Vec::new(),
            _ => plain(node).map(TokenValue::of).into_iter().collect(),
        }
    }

    /// The id of `context.userId`, where it is of this type.
    fn user_id(&self, resource_type: &str) -> Option<Cow<'d, str>> {
        let user = self.values.context.get("userId")?.as_text()?;
        let is_of_type = id_of_type(&user, resource_type).is_some();
        is_of_type.then(|| without_type(user, resource_type)).filter(|id| !id.is_empty())
    }

    fn term(&mut self, term: &Term) -> Vec<Option<Cow<'d, str>>> {
        let values = match &term.operand {
            Operand::Today => {
                return vec![DateTime::from_date(self.values.clock.today()).plus_days(term.days).map(|day| day.to_string().into())];
            }
            Operand::Path(path) => match self.root(&path.root) {
                Some(Some(root)) => walk::values(path, root, &mut self.finder),
                Some(None) => Vec::new(),
                None => return vec![None],
            },
        };
        match term.days {
            0 => values.into_iter().map(Some).collect(),
            days => values.into_iter().map(|text| plus_days(&text, days)).collect(),
        }
    }

    /// The node where a path starts: `None` if it isn't known yet, `Some(None)` if it doesn't exist.
    fn root(&mut self, root: &Root) -> Option<Option<Node<'d>>> {
        match root {
            Root::Context { field } => Some(self.values.context.get(field)),
            Root::Entry { name } => {
                let entry = (self.values.entry)(name)?;
                entry.into_iter().for_each(|node| self.finder.add(node));
                Some(entry)
            }
        }
    }
}

impl<'d> TokenValue<'d> {
    const UNKNOWN: TokenValue<'static> = TokenValue { text: None, index: None };

    fn of(text: Cow<'d, str>) -> TokenValue<'d> {
        TokenValue { text: Some(text), index: None }
    }
}

/// `patientId` and `encounterId` are ids; clients send `Patient/123` as well, which is read as `123`.
fn without_own_type<'d>(text: Cow<'d, str>, field: &str) -> Cow<'d, str> {
    match field {
        "patientId" => without_type(text, "Patient"),
        "encounterId" => without_type(text, "Encounter"),
        _ => text,
    }
}

/// The date so many days later. The result of a date that can't be read is unknown.
fn plus_days<'d>(text: &str, days: i64) -> Option<Cow<'d, str>> {
    let date = DateTime::parse(text).ok()?.plus_days(days)?;
    Some(Cow::Owned(date.to_string()))
}

/// The Cartesian product: every value with every value that is appended to it. A value with an unknown part is unknown.
fn joined(values: Vec<Option<String>>, added: Vec<Option<String>>) -> Vec<Option<String>> {
    if let [Some(empty)] = values.as_slice()
        && empty.is_empty()
    {
        return added;
    }
    let pairs = values.iter().flat_map(|before| added.iter().map(move |after| Some(before.clone()? + after.as_deref()?)));
    pairs.take(MOST_VALUES + 1).collect()
}

fn malformed(token: &Token, index: Option<usize>, place: TokenPlace) -> FillError {
    let path = token.json_path();
    let path = index.map_or(path.clone(), |index| format!("{path}[{index}]"));
    FillError { path, message: format!("not what the query of `{{{{{token}}}}}` can take; expected {}", place.expected()) }
}

fn refused(slot: &Slot, message: &str) -> FillError {
    let token = slot.pieces.iter().find_map(|piece| match piece {
        Piece::Token { token, .. } => Some(token),
        Piece::Text(_) => None,
    });
    FillError { path: token.map_or_else(|| "$".to_owned(), Token::json_path), message: message.to_owned() }
}
