//! Where text came from: files, spans, and the place of each character of a YAML scalar.
//!
//! Knows files, byte offsets and texts. Must never know YAML, nor what a text says.

pub mod file_kind;
pub(crate) mod position;

pub use position::Position;

use position::Lines;
use std::{ops::Range, sync::Arc};

/// A file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A byte range of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// The span of a byte range; one beyond 4 GB, which no file that is read has, stands at the end.
pub(crate) fn span(file: FileId, range: Range<usize>) -> Span {
    let at = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
    Span { file, start: at(range.start), end: at(range.end) }
}

/// A file's name and text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path below the rules folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: Arc<str>,
}

/// All files of a rule set: rules, value sets, tables, shared definitions.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        self.files.push(SourceFile { path: path.into(), text: text.into() });
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }
    /// The file, which must be of this set.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }
    /// Where a span begins.
    pub fn position(&self, span: Span) -> Position {
        let text = &self.file(span.file).text;
        Lines::of(text).position(text, span.start)
    }
    /// All files, in the order added.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }
}

/// The text of a YAML scalar, with the place in the file of each of its characters.
#[derive(Clone, Debug)]
pub struct Text {
    value: Arc<str>,
    span: Span,
    places: Places,
}

/// How characters of a scalar's value map to the file.
#[derive(Clone, Debug)]
enum Places {
    /// Byte for byte from this offset: plain and simply quoted scalars on one line.
    Verbatim(u32),
    /// The file offset of each byte of the value, and of its end.
    Table(Arc<[u32]>),
}

impl Text {
    /// A scalar whose value stands byte for byte at `start` of the file; `span` is the whole scalar, quotes included.
    pub fn verbatim(value: impl Into<Arc<str>>, span: Span, start: u32) -> Text {
        Text { value: value.into(), span, places: Places::Verbatim(start) }
    }
    /// A scalar with escapes or folds: `offsets` has the file offset of each byte of `value` and of its end.
    pub fn with_places(value: impl Into<Arc<str>>, span: Span, offsets: impl Into<Arc<[u32]>>) -> Text {
        Text { value: value.into(), span, places: Places::Table(offsets.into()) }
    }
    /// A text that has to be there and isn't, which has been reported.
    pub fn missing(place: Span) -> Text {
        Text { value: Arc::from(""), span: Span { end: place.start, ..place }, places: Places::Verbatim(place.start) }
    }
    /// Whether it is one that isn't there.
    pub fn is_missing(&self) -> bool {
        self.span.start == self.span.end
    }
    /// The value.
    pub fn as_str(&self) -> &str {
        &self.value
    }
    /// The whole scalar, quotes included.
    pub fn span(&self) -> Span {
        self.span
    }
    /// A byte range of it, as a text of its own.
    pub fn part(&self, range: Range<usize>) -> Text {
        let span = self.span_of(range.clone());
        Text::verbatim(self.value.get(range).unwrap_or_default(), span, span.start)
    }
    /// The place in the file of a byte range of the value.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        let at = |index: usize| match &self.places {
            Places::Verbatim(start) => start + index as u32,
            Places::Table(offsets) => offsets.get(index).copied().unwrap_or(self.span.end),
        };
        let start = at(range.start);
        let last = if range.end > range.start { at(range.end - 1) + 1 } else { start };
        // What YAML adds to a text (a folded line's end) stands nowhere, and after the last character there may be none.
        let end = match &self.places {
            Places::Verbatim(_) => last,
            Places::Table(offsets) => offsets.last().map_or(last, |end| last.min(*end)),
        };
        Span { file: self.span.file, start, end: end.max(start) }
    }
}
