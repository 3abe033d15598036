//! Paths: RFC 9535 JSONPath, parsed once and lowered into segments that are run over nodes.
//!
//! - `parse`, `lower`: a library parses the text (`token_spans` finds the spans that it doesn't give), and its tree is lowered into a `Path`; `error`.
//! - `walk`: the type check of a path against FHIR's elements (`element_place`), and `report`, its diagnostics.
//! - `select`, `filter`: the run of a path over nodes, without allocation.
//!
//! Knows JSON and, in `walk`, FHIR's elements. Must never know of values, names or frames.

pub(crate) mod element_place;
mod error;
mod filter;
mod lower;
mod parse;
pub(crate) mod report;
mod select;
mod token_spans;
mod walk;

use engine_fhir::Decimal;
use regex::Regex;
use std::ops::Range;

/// A path from a root node.
#[derive(Debug)]
pub(crate) struct Path {
    segments: Vec<Segment>,
    /// Whether it consists of names and single indexes, so that it gives one node at most.
    is_straight: bool,
}

/// A step of a path.
#[derive(Debug)]
enum Segment {
    /// From a node to what one selector selects.
    One(Selector),
    /// From a node to what several select, one after the other.
    Several(Vec<Selector>),
    /// From a node and everything in it to what these select.
    Descendant(Vec<Selector>),
}

/// What is selected of a node's children.
#[derive(Debug)]
struct Selector {
    kind: SelectorKind,
    /// Where it stands in the path's text.
    place: Range<usize>,
}

/// How it is selected.
#[derive(Debug)]
enum SelectorKind {
    /// The member of this name.
    Name(Box<str>),
    /// All.
    Wildcard,
    /// The element at this index; from the end, where negative.
    Index(i64),
    /// `[start:end:step]`
    Slice { start: Option<i64>, end: Option<i64>, step: i64 },
    /// Those for which this holds.
    Filter(Filter),
}

/// What must hold of a child. Always decided: RFC 9535 knows no unknown.
#[derive(Debug)]
enum Filter {
    /// One of these at least.
    Any(Vec<Filter>),
    /// All of these.
    All(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// The query gives something.
    Exists(Query),
    /// Two things compare so.
    Compare { left: Operand, relation: Relation, right: Operand, place: Range<usize> },
    /// A text fits a pattern: wholly (`match`), or somewhere (`search`).
    Fits { text: Operand, pattern: Regex },
}

/// How two things compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A path inside a filter.
#[derive(Debug)]
struct Query {
    origin: Origin,
    path: Path,
}

/// Where a path inside a filter starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// `$`: where the whole path starts.
    Root,
    /// `@`: the child that is tried.
    Current,
}

/// A side of a comparison.
#[derive(Debug)]
enum Operand {
    Text(Box<str>),
    Number(Decimal),
    Boolean(bool),
    Null,
    /// The only node that a query gives (`value(…)` of one that may give several gives nothing then).
    Node(Query),
    /// `length(…)`
    Length(Box<Operand>),
    /// `count(…)`
    Count(Query),
}

impl Path {
    fn new(segments: Vec<Segment>) -> Path {
        let is_straight = segments.iter().all(|segment| match segment {
            Segment::One(selector) => matches!(selector.kind, SelectorKind::Name(_) | SelectorKind::Index(_)),
            Segment::Several(_) | Segment::Descendant(_) => false,
        });
        Path { segments, is_straight }
    }

    /// Whether it can give one node at most.
    pub(crate) fn is_straight(&self) -> bool {
        self.is_straight
    }

    /// Whether it is `$` alone.
    pub(crate) fn is_root(&self) -> bool {
        self.segments.is_empty()
    }
}
