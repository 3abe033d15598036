//! The members of a mapping: what may be a key, and what is wrong with a member.

use super::{Span, Text, yaml::Yaml};
use crate::{
    check::catalogue::{duplicate_key, empty_value, yaml_syntax},
    diagnostic::Diagnostic,
};
use std::{collections::HashMap, sync::Arc};

/// The node as the key of a member, or why it is none.
pub(super) fn read_key(node: Yaml, places: &mut HashMap<Arc<str>, Span>) -> Result<Text, Option<Box<Diagnostic>>> {
    match node {
        Yaml::Scalar { text, .. } => match places.get(text.as_str()) {
            Some(first) => Err(Some(Box::new(duplicate(&text, *first)))),
            None => {
                places.insert(Arc::from(text.as_str()), text.span());
                Ok(text)
            }
        },
        Yaml::Unreadable(_) => Err(None),
        Yaml::Sequence { span, .. } | Yaml::Mapping { span, .. } => Err(Some(Box::new(odd_key(span)))),
    }
}

/// A key that nothing follows.
pub(super) fn without_value(key: &Text) -> Diagnostic {
    Diagnostic::new(&empty_value::CHECK, key.span(), format!("`{}` has no value", key.as_str()))
        .label("nothing follows")
        .help("write a value after the colon, indented if on the next line, or remove the line")
}

fn duplicate(key: &Text, first: Span) -> Diagnostic {
    Diagnostic::new(&duplicate_key::CHECK, key.span(), format!("`{}` stands here twice", key.as_str()))
        .label("this one")
        .related(first, "and this one")
        .help("keep one of the two, or give one of them another name")
}

fn odd_key(place: Span) -> Diagnostic {
    Diagnostic::new(&yaml_syntax::CHECK, place, "a name must stand before the colon, not a list or a mapping")
        .help("put the text in quotes if it is text")
}
