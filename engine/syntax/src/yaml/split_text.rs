//! Flow text that a comma has split: inside `[ ]` and `{ }` YAML ends a text at a comma, so that `[ contains(list, x) ]` has two items.
//!
//! A text that leaves a parenthesis open, and a neighbour that closes it, were one.

use super::{Style, Yaml};
use crate::{
    catalogue::torn_text,
    diagnostic::Diagnostic,
    source::{Span, Text},
};

/// What is left of a list or mapping in brackets, and what is wrong with it.
pub(super) struct Joined<T> {
    /// Its items; in place of a split text, one that can't be read.
    pub(super) items: Vec<T>,
    /// The split texts.
    pub(super) found: Vec<Diagnostic>,
}

/// Looks for split texts among the items of a list in brackets.
pub(super) fn join_items(items: Vec<Yaml>, source: &str) -> Joined<Yaml> {
    let mut joined = Joined { items: Vec::with_capacity(items.len()), found: Vec::new() };
    let mut split: Option<SplitText> = None;
    for item in items {
        let text = plain(&item).map(|text| (text.as_str().to_owned(), text.span()));
        joined.items.push(item);
        let last = joined.items.len() - 1;
        split = match (split, text) {
            (Some(split), Some((text, place))) => match split.with(&text, place) {
                Ok(whole) => {
                    joined.items.truncate(split.first);
                    joined.items.push(Yaml::Unreadable(whole));
                    joined.found.push(report(whole, source));
                    None
                }
                Err(split) => Some(split),
            },
            (None, Some((text, place))) => SplitText::begin(&text, place, last),
            (_, None) => None,
        };
    }
    joined
}

/// Looks for split texts among the members of a mapping in braces: there, what stands behind the comma is a key without a value.
pub(super) fn join_members(members: Vec<(Text, Yaml)>, source: &str) -> Joined<(Text, Yaml)> {
    let mut joined: Joined<(Text, Yaml)> = Joined { items: Vec::with_capacity(members.len()), found: Vec::new() };
    let mut split: Option<SplitText> = None;
    for (name, value) in members {
        let closed = match &split {
            Some(split) if is_empty(&value) => Some(split.with(name.as_str(), name.span())),
            _ => None,
        };
        split = match closed {
            Some(Ok(whole)) => {
                joined.items.truncate(split.map_or(joined.items.len(), |split| split.first + 1));
                if let Some((_, value)) = joined.items.last_mut() {
                    *value = Yaml::Unreadable(whole);
                }
                joined.found.push(report(whole, source));
                None
            }
            Some(Err(split)) => {
                joined.items.push((name, value));
                Some(split)
            }
            None => {
                let begun = plain(&value).and_then(|text| SplitText::begin(text.as_str(), text.span(), joined.items.len()));
                joined.items.push((name, value));
                begun
            }
        };
    }
    joined
}

/// A text with a parenthesis left open.
#[derive(Clone, Copy)]
struct SplitText {
    /// The index of the item that it begins with.
    first: usize,
    place: Span,
    depth: usize,
}

impl SplitText {
    /// One that begins with `text`, if that leaves a parenthesis open.
    fn begin(text: &str, place: Span, first: usize) -> Option<SplitText> {
        depth_after(0, text).filter(|depth| *depth > 0).map(|depth| SplitText { first, place, depth })
    }

    /// With `text` behind it: the place of the whole, if that closes it.
    fn with(self, text: &str, place: Span) -> Result<Span, SplitText> {
        let whole = Span { end: place.end, ..self.place };
        match depth_after(self.depth, text) {
            None | Some(0) => Ok(whole),
            Some(depth) => Err(SplitText { place: whole, depth, ..self }),
        }
    }
}

/// How many parentheses are open after `text`, `depth` having been before it; `None`: one was closed too many.
fn depth_after(depth: usize, text: &str) -> Option<usize> {
    let mut quote = None;
    let mut depth = depth;
    for character in text.chars() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '\'' | '"') => quote = Some(character),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    Some(depth)
}

fn plain(yaml: &Yaml) -> Option<&Text> {
    match yaml {
        Yaml::Scalar { text, style: Style::Plain } => Some(text),
        _ => None,
    }
}

/// Whether nothing at all is written there.
pub(super) fn is_empty(node: &Yaml) -> bool {
    plain(node).is_some_and(|text| text.as_str().is_empty())
}

fn report(whole: Span, source: &str) -> Diagnostic {
    let written = source.get(whole.start as usize..whole.end as usize).unwrap_or_default();
    let quoted = if written.contains('"') { format!("'{}'", written.replace('\'', "''")) } else { format!("\"{written}\"") };
    Diagnostic::new(&torn_text::CHECK, whole, "a comma tears this text apart")
        .label("inside brackets YAML ends a text at a comma")
        .help(format!("write {quoted}, or put it on a line of its own, outside of brackets"))
}

#[cfg(test)]
mod tests {
    use crate::{diagnostic::Diagnostics, source::FileId, yaml::parse};

    /// The checks that fire on `source`, each with the text that it points at.
    fn findings(source: &str) -> Vec<(&'static str, String)> {
        let mut found = Diagnostics::default();
        parse(FileId(0), source, &mut found);
        found.iter().map(|found| (found.check.name, source[found.span.start as usize..found.span.end as usize].to_owned())).collect()
    }

    #[test]
    fn a_call_split_in_brackets_is_one_mistake() {
        assert_eq!(findings("any: [ a > 1, contains(list, x), b ]\n"), [("torn-text", "contains(list, x)".to_owned())]);
        assert_eq!(findings("any: [ if(a, max(b, c), d) > 1 ]\n"), [("torn-text", "if(a, max(b, c), d) > 1".to_owned())]);
        assert_eq!(findings("a: { when: contains(list, x, y), id: b }\n"), [("torn-text", "contains(list, x, y)".to_owned())]);
    }

    #[test]
    fn a_parenthesis_that_nothing_closes_splits_nothing() {
        assert_eq!(findings("any: [ count(a, b ]\n"), []);
        assert_eq!(findings("any: [ a, b) ]\n"), []);
        assert_eq!(findings("any: [ 'f(a', b) ]\n"), []);
        assert_eq!(findings("a: { when: f(a, b: 1, c) }\n"), [("empty-value", "c)".to_owned())]);
    }
}
