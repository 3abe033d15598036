//! The members of a mapping, read by key. What isn't there or isn't of that kind is `None`: either it is optional, or it has been reported.

use crate::{
    language::conformance::{self, is_number},
    model::Spanned,
    source::{Span, Text},
    yaml::{Style, Yaml},
};

/// The members of a mapping.
#[derive(Clone, Copy)]
pub(super) struct Members<'y> {
    members: &'y [(Text, Yaml)],
    /// The whole mapping.
    pub(super) span: Span,
}

impl<'y> Members<'y> {
    /// The members of `yaml`, where that is a mapping.
    pub(super) fn of(yaml: &'y Yaml) -> Option<Members<'y>> {
        match yaml {
            Yaml::Mapping { members, span } => Some(Members { members, span: *span }),
            _ => None,
        }
    }

    /// The value of `key`.
    pub(super) fn get(&self, key: &str) -> Option<&'y Yaml> {
        self.members.iter().find(|(name, _)| name.as_str() == key).map(|(_, value)| value)
    }

    /// The value of `when`, or of a key that was meant for it, which has been reported: a rule without its condition would look wrong all over.
    pub(super) fn when(&self) -> Option<&'y Yaml> {
        let is_meant = |key: &Text| conformance::nearest(key.as_str(), ["when"].into_iter()).is_some();
        self.get("when").or_else(|| self.members.iter().find(|(key, _)| is_meant(key)).map(|(_, value)| value))
    }

    /// Whether `key` is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The text of `key`.
    pub(super) fn text(&self, key: &str) -> Option<Text> {
        text(self.get(key)?)
    }

    /// The text of a required `key`; where it is missing, which has been reported, an empty one, so that the rest can be looked at.
    pub(super) fn required(&self, key: &str) -> Text {
        self.text(key).unwrap_or_else(|| Text::missing(self.span))
    }

    /// `true` or `false`.
    pub(super) fn boolean(&self, key: &str) -> Option<Spanned<bool>> {
        match self.get(key)? {
            Yaml::Scalar { text, style: Style::Plain } => text.as_str().parse().ok().map(|value| Spanned { value, span: text.span() }),
            _ => None,
        }
    }

    /// The digits of a number.
    pub(super) fn number(&self, key: &str) -> Option<Text> {
        self.text(key).filter(|text| is_number(text.as_str()))
    }

    /// One of fixed words.
    pub(super) fn word<T>(&self, key: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        Some(Spanned { value: parse(text.as_str())?, span: text.span() })
    }

    /// The texts of one or of a list.
    pub(super) fn texts(&self, key: &str) -> Vec<Text> {
        match self.get(key) {
            Some(Yaml::Sequence { elements, .. }) => elements.iter().filter_map(text).collect(),
            Some(yaml) => text(yaml).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The elements of a list, those read that can be.
    pub(super) fn list<T>(&self, key: &str, read: impl Fn(&'y Yaml) -> Option<T>) -> Vec<T> {
        match self.get(key) {
            Some(Yaml::Sequence { elements, .. }) => elements.iter().filter_map(read).collect(),
            _ => Vec::new(),
        }
    }

    /// The members of the mapping `key`.
    pub(super) fn map(&self, key: &str) -> impl Iterator<Item = (&'y Text, &'y Yaml)> + use<'y> {
        let members = self.get(key).and_then(Members::of).map_or(&[][..], |mapping| mapping.members);
        members.iter().map(|(name, value)| (name, value))
    }

    /// All members.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'y Text, &'y Yaml)> + use<'y> {
        self.members.iter().map(|(name, value)| (name, value))
    }
}

/// A scalar's text.
pub(super) fn text(yaml: &Yaml) -> Option<Text> {
    match yaml {
        Yaml::Scalar { text, .. } if !yaml.is_null() => Some(text.clone()),
        _ => None,
    }
}
