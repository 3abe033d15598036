//! From the parser's events to a [`Yaml`] tree.
//!
//! Without recursion, and within limits: of depth (the parser's), of nodes, and of what aliases may copy.

use super::{
    Style, Yaml,
    member::{self, read_key},
    place,
    split_text::{self, is_empty},
    syntax,
};
use crate::{
    catalogue,
    diagnostic::{Diagnostic, Diagnostics},
    source::{FileId, Span, Text, span},
};
use serde_yaml::granit_parser::{self as granit, Event, Parser, ScalarStyle, ScanError, Tag, options};
use std::{borrow::Cow, collections::HashMap, ops::Range};

/// How deep flow and block collections may each be nested.
const DEEPEST: usize = 64;
/// How many nodes a file may have.
const MOST_NODES: usize = 1_000_000;
/// How many nodes may be kept under anchors, and how many aliases may copy.
const MOST_COPIES: usize = 100_000;
/// How many mistakes are reported before the rest of a file is left unread.
const MOST_FINDINGS: usize = 1000;

/// Why there is no tree.
pub(super) enum Stop {
    /// The parser could not go on.
    Syntax(ScanError),
    /// A limit; it is among these.
    Reported(Diagnostics),
}

/// The tree of `parsed`, which is `source` with `covered` overwritten, and what is wrong with it. No tree: the file is empty, which is reported.
pub(super) fn build(file: FileId, source: &str, parsed: &str, covered: &[Range<usize>]) -> Result<(Option<Yaml>, Diagnostics), Stop> {
    let mut builder = Builder::new(file, source, covered);
    let mut options = options! {
        emit_unresolved_aliases: true,
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
    };
    options.set_emit_comments(false);
    for event in Parser::new_from_str_with_options(parsed, options) {
        let (event, place) = event.map_err(Stop::Syntax)?;
        match builder.take(event, &place) {
            Step::Next if builder.found.len() >= MOST_FINDINGS => return Err(Stop::Reported(builder.found)),
            Step::Next => {}
            Step::End => break,
            Step::Refuse(diagnostic) => {
                builder.found.push(*diagnostic);
                return Err(Stop::Reported(builder.found));
            }
        }
    }
    Ok(builder.finish())
}

/// Where the comments stand, as far as the text is YAML.
pub(super) fn comments(file: FileId, source: &str) -> Vec<Span> {
    let events = Parser::new_from_str(source).map_while(Result::ok);
    events.filter(|(event, _)| matches!(event, Event::Comment(..))).filter_map(|(_, place)| Some(span(file, place.byte_range()?))).collect()
}

/// What to do after an event.
enum Step {
    Next,
    End,
    Refuse(Box<Diagnostic>),
}

/// A collection whose end has not come yet.
struct Open {
    contents: Contents,
    start: usize,
    is_flow: bool,
    anchor: usize,
    nodes_before: usize,
}

enum Contents {
    Sequence(Vec<Yaml>),
    Mapping { members: Vec<(Text, Yaml)>, key: Key },
}

/// The key that waits for its value.
enum Key {
    /// None does: the next node is a key.
    Awaited,
    /// This one.
    Known(Text),
    /// One whose member is left out, as has been reported.
    Refused,
}

struct Builder<'t> {
    file: FileId,
    source: &'t str,
    covered: &'t [Range<usize>],
    found: Diagnostics,
    open: Vec<Open>,
    anchors: HashMap<usize, (Yaml, usize)>,
    nodes: usize,
    kept: usize,
    copied: usize,
    documents: usize,
    /// How many collections were open where one began that can't be read: nothing in it is worth a word.
    spoilt_at: Option<usize>,
    root: Option<Yaml>,
}

impl<'t> Builder<'t> {
    fn new(file: FileId, source: &'t str, covered: &'t [Range<usize>]) -> Builder<'t> {
        Builder {
            file,
            source,
            covered,
            found: Diagnostics::default(),
            open: Vec::new(),
            anchors: HashMap::new(),
            nodes: 0,
            kept: 0,
            copied: 0,
            documents: 0,
            spoilt_at: None,
            root: None,
        }
    }

    fn take(&mut self, event: Event<'_>, place: &granit::Span) -> Step {
        let range = place.byte_range().unwrap_or(0..0);
        let tag_range = place.tag_span().and_then(|tag| tag.byte_range());
        match event {
            Event::DocumentStart(..) => return self.start_document(range),
            Event::Scalar(value, style, anchor, tag) => {
                let node = self.scalar(value, style, range, tag.as_deref().zip(tag_range));
                return self.count().unwrap_or_else(|| self.complete(node, anchor, 1));
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.refuse_tag(tag.as_deref().zip(tag_range));
                return self.start(Contents::Sequence(Vec::new()), range.start, style, anchor);
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse_tag(tag.as_deref().zip(tag_range));
                let contents = Contents::Mapping { members: Vec::new(), key: Key::Awaited };
                return self.start(contents, range.start, style, anchor);
            }
            Event::SequenceEnd | Event::MappingEnd => return self.end(range.end),
            Event::Alias(anchor) => return self.alias(anchor, range),
            Event::UnresolvedAlias(_) => {
                self.report_alias(range.clone());
                return self.complete(Yaml::Unreadable(self.span(range)), 0, 1);
            }
            _ => {}
        }
        Step::Next
    }

    fn span(&self, range: Range<usize>) -> Span {
        span(self.file, range)
    }

    fn start_document(&mut self, range: Range<usize>) -> Step {
        self.documents += 1;
        if self.documents < 2 {
            return Step::Next;
        }
        let diagnostic = Diagnostic::new(&catalogue::several_documents::CHECK, self.span(range), "a second document begins here")
            .label("`---` ends the rule above")
            .help("write one file for each, or remove the line `---`");
        self.report(diagnostic);
        Step::End
    }

    /// Counts a node; a refusal where there are too many.
    fn count(&mut self) -> Option<Step> {
        self.nodes += 1;
        (self.nodes > MOST_NODES).then(|| self.refuse(format!("the file has more than {MOST_NODES} keys and values")))
    }

    fn refuse(&self, message: String) -> Step {
        Step::Refuse(Box::new(
            Diagnostic::new(&catalogue::too_complex::CHECK, self.span(0..0), message)
                .help("split the file; a large list of codes may also stand in a FHIR ValueSet file"),
        ))
    }

    /// Reports, unless what it stands in has been reported.
    fn report(&mut self, diagnostic: Diagnostic) {
        if self.spoilt_at.is_none() && self.found.len() < MOST_FINDINGS {
            self.found.push(diagnostic);
        }
    }

    /// What follows, up to the end of the collection about to open, can't be read.
    fn spoil(&mut self, diagnostic: Diagnostic) {
        self.report(diagnostic);
        self.spoilt_at.get_or_insert(self.open.len());
    }

    fn start(&mut self, contents: Contents, start: usize, style: granit::StructureStyle, anchor: usize) -> Step {
        if let Some(step) = self.count() {
            return step;
        }
        let is_flow = style == granit::StructureStyle::Flow;
        if is_flow && self.source[start..].starts_with("{{") {
            self.spoil(syntax::unquoted_template(self.file, self.source, start));
        }
        self.open.push(Open { contents, start, is_flow, anchor, nodes_before: self.nodes - 1 });
        Step::Next
    }

    fn end(&mut self, end: usize) -> Step {
        let Some(open) = self.open.pop() else { return Step::Next };
        let size = self.nodes - open.nodes_before;
        let end = if open.is_flow { end } else { self.source[..end].trim_end().len().max(open.start) };
        let span = self.span(open.start..end);
        if self.spoilt_at == Some(self.open.len()) {
            self.spoilt_at = None;
            return self.complete(Yaml::Unreadable(span), open.anchor, size);
        }
        let node = match open.contents {
            Contents::Sequence(elements) if open.is_flow => {
                Yaml::Sequence { elements: self.joined(split_text::join_items(elements, self.source)), span }
            }
            Contents::Sequence(elements) => Yaml::Sequence { elements, span },
            Contents::Mapping { mut members, .. } => {
                member::take_duplicates(&mut members, MOST_FINDINGS).into_iter().for_each(|found| self.report(found));
                let members = if open.is_flow { self.joined(split_text::join_members(members, self.source)) } else { members };
                Yaml::Mapping { members: self.without_empty(members), span }
            }
        };
        self.complete(node, open.anchor, size)
    }

    /// Puts a finished node where it belongs.
    fn complete(&mut self, node: Yaml, anchor: usize, size: usize) -> Step {
        if anchor > 0 {
            self.kept += size;
            if self.kept > MOST_COPIES {
                return self.refuse(format!("the file keeps more than {MOST_COPIES} keys and values under anchors (`&name`)"));
            }
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open { contents: Contents::Sequence(_), .. }) => self.add_element(node),
            Some(Open { contents: Contents::Mapping { .. }, .. }) => self.add_to_mapping(node),
        }
        Step::Next
    }

    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Step {
        let Some((node, size)) = self.anchors.get(&anchor).cloned() else {
            self.report_alias(range.clone());
            return self.complete(Yaml::Unreadable(self.span(range)), 0, 1);
        };
        self.nodes += size;
        self.copied += size;
        if self.copied > MOST_COPIES {
            return self.refuse(format!("the aliases (`*name`) of the file stand for more than {MOST_COPIES} keys and values"));
        }
        self.complete(node, 0, size)
    }

    fn report_alias(&mut self, range: Range<usize>) {
        let name = self.source.get(range.clone()).unwrap_or_default();
        let diagnostic =
            Diagnostic::new(&catalogue::yaml_alias::CHECK, self.span(range.clone()), format!("`{name}` refers to nothing before it"))
                .label("YAML takes a leading `*` for a reference to `&name`")
                .help(format!("if it is text, put it in quotes: \"{name}\""));
        self.report(diagnostic);
    }

    fn add_element(&mut self, node: Yaml) {
        if is_empty(&node) {
            let diagnostic = Diagnostic::new(&catalogue::empty_value::CHECK, node.span(), "this item of the list has no value")
                .help("write a value after the `-`, or remove the line");
            self.report(diagnostic);
            return;
        }
        if let Some(Open { contents: Contents::Sequence(elements), .. }) = self.open.last_mut() {
            elements.push(node);
        }
    }

    fn add_to_mapping(&mut self, node: Yaml) {
        let Some(Open { contents: Contents::Mapping { members, key }, .. }) = self.open.last_mut() else { return };
        match std::mem::replace(key, Key::Awaited) {
            Key::Refused => {}
            Key::Known(name) => members.push((name, node)),
            Key::Awaited => match read_key(node) {
                Ok(name) => *key = Key::Known(name),
                Err(found) => {
                    *key = Key::Refused;
                    found.into_iter().for_each(|found| self.report(*found));
                }
            },
        }
    }

    /// The items without the texts that commas have split.
    fn joined<T>(&mut self, joined: split_text::Joined<T>) -> Vec<T> {
        joined.found.into_iter().for_each(|found| self.report(found));
        joined.items
    }

    /// The members, those without a value reported.
    fn without_empty(&mut self, members: Vec<(Text, Yaml)>) -> Vec<(Text, Yaml)> {
        let reported = |(name, value): (Text, Yaml)| {
            if !is_empty(&value) {
                return (name, value);
            }
            self.report(member::without_value(&name));
            let place = name.span();
            (name, Yaml::Unreadable(place))
        };
        members.into_iter().map(reported).collect()
    }

    fn scalar(&mut self, value: Cow<'_, str>, style: ScalarStyle, range: Range<usize>, tag: Option<(&Tag, Range<usize>)>) -> Yaml {
        if self.covered.iter().any(|covered| covered.start <= range.start && range.start < covered.end) {
            return Yaml::Unreadable(self.span(range));
        }
        if let Some((_, tag_range)) = &tag {
            self.refuse_tag(tag.clone());
            return self.with_tag_as_text(tag_range.start..range.end.max(tag_range.end), style);
        }
        let is_nothing = style == ScalarStyle::Plain && range.is_empty();
        let value = if is_nothing { Cow::Borrowed("") } else { value };
        if let Some(found) = syntax::cut_by_comment(self.file, self.source, range.clone(), style) {
            self.report(found);
        }
        let text = place::text(self.file, self.source, range, style, &value);
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        };
        Yaml::Scalar { text, style }
    }

    /// `!missing(x) && y` as its author meant it: text.
    fn with_tag_as_text(&self, range: Range<usize>, style: ScalarStyle) -> Yaml {
        let written = self.source.get(range.clone()).unwrap_or_default();
        let span = self.span(range.clone());
        if style != ScalarStyle::Plain || written.contains('\n') || written.starts_with("!!") {
            return Yaml::Unreadable(span);
        }
        Yaml::Scalar { text: Text::verbatim(written, span, range.start as u32), style: Style::Plain }
    }

    fn refuse_tag(&mut self, tag: Option<(&Tag, Range<usize>)>) {
        if let Some((_, range)) = tag {
            let written = self.source.get(range.clone()).unwrap_or_default();
            let diagnostic = syntax::tag(self.file, range, written);
            self.report(diagnostic);
        }
    }

    fn finish(mut self) -> (Option<Yaml>, Diagnostics) {
        if self.root.as_ref().is_none_or(is_empty) {
            let found = Diagnostic::new(&catalogue::empty_value::CHECK, self.span(0..0), "the file is empty")
                .help("write a rule in it, or remove it");
            self.found.push(found);
            self.root = None;
        }
        (self.root, self.found)
    }
}
