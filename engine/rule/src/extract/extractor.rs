//! An extractor takes values out of one root: it follows a path, then reads what stands there. An extraction does so once, a find for each resource.
//!
//! Knows paths and readings. Must never know where the root came from.

use super::{
    main_elements::MainElements,
    path::{Path, element_place::ElementPlace, report::Report},
    reading::{self, ElementReader},
};
use crate::{
    frame::Frame,
    terminology::binding::RequiredBinding,
    value::{Cause, Value, types::Type},
};
use engine_fhir::{Kind, Node};
use engine_syntax::{diagnostic::Diagnostics, model, source::Text};
use std::sync::Arc;

/// Extracts values: follows a path, then reads what stands there.
#[derive(Debug)]
pub(crate) struct Extractor {
    path: Option<Path>,
    reader: ElementReader,
    is_list: bool,
    required_binding: Option<RequiredBinding>,
}

/// What an [`Extractor`] gives.
#[derive(Debug)]
pub(crate) struct Extracted {
    /// The type of each value.
    pub(crate) kind: Type,
    /// Whether there may be several.
    pub(crate) is_list: bool,
    /// Whether it is the root itself, as it came.
    pub(crate) is_root: bool,
}

/// Parses a path and walks it through FHIR's elements.
pub(crate) fn compile_path(text: &Text, start: &ElementPlace, diagnostics: &mut Diagnostics) -> Option<(Path, ElementPlace)> {
    let mut report = Report::new(text, diagnostics);
    match Path::parse(text.as_str()) {
        Ok(path) => path.reach(start, &mut report).map(|place| (path, place)),
        Err(error) => {
            report.syntax(&error);
            None
        }
    }
}

impl Extractor {
    /// Compiles `path` and `as` from `start`; the resources there have these `main_elements`.
    pub(crate) fn compile(
        path: Option<&Text>,
        written: &model::Reading,
        start: &ElementPlace,
        main_elements: &Arc<MainElements>,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Extractor, Extracted)> {
        let (path, place) = match path {
            None => (None, start.clone()),
            Some(text) => {
                let (path, place) = compile_path(text, start, diagnostics)?;
                (Some(path).filter(|path| !path.is_root()), place)
            }
        };
        let resources = path.is_none().then_some(main_elements);
        let typed = reading::compile(written, &place, resources, diagnostics)?;
        let is_list = place.is_list() || typed.gives_several;
        let required_binding = place.required_binding().filter(|required_binding| {
            matches!(typed.kind, Type::Code) || matches!(typed.kind, Type::Text) && required_binding.are_plain()
        });
        let extracted = Extracted { kind: typed.kind, is_list, is_root: path.is_none() && written.kind.is_none() };
        Some((Extractor { path, reader: typed.reader, is_list, required_binding }, extracted))
    }

    /// The required binding of what it extracts.
    pub(crate) fn required_binding(&self) -> Option<&RequiredBinding> {
        self.required_binding.as_ref()
    }

    /// Gives every value that it extracts from `root`.
    pub(crate) fn each<'d>(&self, root: Node<'d>, frame: &Frame<'d>, give: &mut dyn FnMut(Value<'d>)) {
        match &self.path {
            Some(path) if !path.is_straight() => {
                frame.fuel.search(root.raw().len());
                path.visit(root, &mut |node| self.read(node, frame, give));
            }
            Some(path) => {
                if let Some(node) = path.first(root) {
                    self.read(node, frame, give);
                }
            }
            None => self.read(root, frame, give),
        }
    }

    /// Gives every place that it extracts values from, below `root`.
    pub(crate) fn places<'d>(&self, root: Node<'d>, give: &mut dyn FnMut(Node<'d>)) {
        match &self.path {
            Some(path) => path.visit(root, give),
            None => give(root),
        }
    }

    /// Reads a place: each element of an array; null gives nothing.
    fn read<'d>(&self, node: Node<'d>, frame: &Frame<'d>, give: &mut dyn FnMut(Value<'d>)) {
        match node.kind() {
            Kind::Null => {}
            Kind::Array if self.reader.takes_arrays() && !self.is_list => self.reader.read(node, frame, give),
            Kind::Array if self.is_list => {
                node.elements().filter(|element| !element.is_null()).for_each(|element| self.reader.read(element, frame, give));
            }
            Kind::Array => match node.elements().filter(|element| !element.is_null()).collect::<Vec<_>>().as_slice() {
                [] => {}
                [only] => self.reader.read(*only, frame, give),
                _ => give(Value::unknown(Cause::Several)),
            },
            _ => self.reader.read(node, frame, give),
        }
    }

    /// The one value that it extracts from `root`.
    pub(crate) fn one<'d>(&self, root: Node<'d>, frame: &Frame<'d>) -> Value<'d> {
        let mut found = None;
        self.each(root, frame, &mut |value| {
            found.get_or_insert(value);
        });
        found.unwrap_or(Value::ABSENT)
    }

    /// Whether it extracts anything from `root`; reads nothing where that needn't be.
    pub(crate) fn extracts<'d>(&self, root: Node<'d>, frame: &Frame<'d>) -> bool {
        let mut extracts = false;
        match &self.path {
            Some(path) => path.visit(root, &mut |node| extracts |= has_something(node)),
            None if self.reader.may_give_nothing() => self.each(root, frame, &mut |_| extracts = true),
            None => extracts = true,
        }
        extracts
    }
}

/// Whether a place holds anything but null and emptiness.
pub(crate) fn has_something(node: Node<'_>) -> bool {
    match node.kind() {
        Kind::Null => false,
        Kind::Array | Kind::Object => !node.is_empty(),
        Kind::Boolean | Kind::Number | Kind::Text => true,
    }
}
