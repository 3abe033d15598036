//! A template as discovery publishes it: a URL that is percent-encoded except for its tokens, which stand as the specification writes them.

use super::{
    placeholder,
    slot::{Piece, Slot, TokenPlace},
    token::{Token, USER_TOKENS},
};
use engine_fhir::query::Query;
use std::cell::RefCell;

/// The query with its tokens. While the URL is written, placeholders stand for them.
pub(super) fn published(slots: &Query<Slot>) -> String {
    let written = RefCell::new(Vec::new());
    let text = |slot: &Slot| slot.pieces.iter().map(|piece| substituted(piece, &mut written.borrow_mut())).collect::<String>();
    let mut url = slots.map_values(text, |slot| [text(slot)]).to_url();
    for (index, token) in written.borrow().iter().enumerate() {
        if let Some(placeholder) = placeholder::of(index) {
            url = url.replace(&encoded(placeholder), &format!("{{{{{token}}}}}"));
        }
    }
    url
}

/// Text as it is, and for a token its placeholder: that of the same token, where it was written before.
fn substituted(piece: &Piece, written: &mut Vec<String>) -> String {
    let (token, place) = match piece {
        Piece::Text(text) => return text.clone(),
        Piece::Token { token, place } => (token, *place),
    };
    let token = as_client_fills(token, place).unwrap_or_else(|| token.to_string());
    let index = written.iter().position(|before| *before == token).unwrap_or(written.len());
    if index == written.len() {
        written.push(token);
    }
    placeholder::of(index).into_iter().collect()
}

/// Where an id stands, a client would fill `context.userId` with its type: the token for the id alone is another.
fn as_client_fills(token: &Token, place: TokenPlace) -> Option<String> {
    match (token, place) {
        (Token::Context { field }, TokenPlace::Id(resource_type)) if field == "userId" => {
            USER_TOKENS.iter().find(|(_, user)| *user == resource_type).map(|(name, _)| (*name).to_owned())
        }
        _ => None,
    }
}

/// A placeholder as a URL has it.
fn encoded(placeholder: char) -> String {
    placeholder.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")).collect()
}
