//! The members of a mapping: what may be a key, and what is wrong with a member.

use super::Yaml;
use crate::{
    catalogue::{duplicate_key, empty_value, yaml_syntax},
    diagnostic::Diagnostic,
    source::{Span, Text},
};

/// The node as the key of a member, or why it can't be one.
pub(super) fn read_key(node: Yaml) -> Result<Text, Option<Box<Diagnostic>>> {
    match node {
        Yaml::Scalar { text, .. } => Ok(text),
        Yaml::Unreadable(_) => Err(None),
        Yaml::Sequence { span, .. } | Yaml::Mapping { span, .. } => Err(Some(Box::new(odd_key(span)))),
    }
}

/// Takes out the members whose key stands before them already; what is wrong with the first `most` of them.
pub(super) fn take_duplicates(members: &mut Vec<(Text, Yaml)>, most: usize) -> Vec<Diagnostic> {
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|index| members[*index].0.as_str());
    let same = order.chunk_by(|one, other| members[*one].0.as_str() == members[*other].0.as_str());
    let mut later: Vec<(usize, Span)> = same.flat_map(|same| same[1..].iter().map(|later| (*later, members[same[0]].0.span()))).collect();
    later.sort_unstable_by_key(|(index, _)| *index);
    let found = later.iter().take(most).map(|(index, first)| duplicate(&members[*index].0, *first)).collect();
    let mut taken = later.iter().map(|(index, _)| *index).peekable();
    let mut indexes = 0..members.len();
    members.retain(|_| indexes.next().is_none_or(|index| taken.next_if_eq(&index).is_none()));
    found
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
