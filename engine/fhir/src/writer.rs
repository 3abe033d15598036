//! Writes JSON text: what cards and answers are made with, without an intermediate tree.

use crate::document::Node;

/// Appends JSON to a string. Commas are put where they belong; the caller pairs `begin_…` with `end_…`.
#[derive(Debug, Default)]
pub struct JsonWriter {
    out: String,
}

impl JsonWriter {
    /// An empty text.
    pub fn new() -> JsonWriter {
        JsonWriter::default()
    }
    /// Opens an object.
    pub fn begin_object(&mut self) {
        todo!()
    }
    /// Closes the object opened last.
    pub fn end_object(&mut self) {
        todo!()
    }
    /// Opens an array.
    pub fn begin_array(&mut self) {
        todo!()
    }
    /// Closes the array opened last.
    pub fn end_array(&mut self) {
        todo!()
    }
    /// A member's name; its value comes next.
    pub fn name(&mut self, name: &str) {
        let _ = name;
        todo!()
    }
    /// A string, escaped.
    pub fn text(&mut self, text: &str) {
        let _ = text;
        todo!()
    }
    /// A boolean.
    pub fn boolean(&mut self, value: bool) {
        let _ = value;
        todo!()
    }
    /// A number, from digits that are valid JSON.
    pub fn number(&mut self, digits: &str) {
        let _ = digits;
        todo!()
    }
    /// `null`.
    pub fn null(&mut self) {
        todo!()
    }
    /// A node as it came.
    pub fn node(&mut self, node: Node<'_>) {
        let _ = node;
        todo!()
    }
    /// A JSON value already written elsewhere.
    pub fn raw(&mut self, json: &str) {
        let _ = json;
        todo!()
    }
    /// `name` with a string.
    pub fn member(&mut self, name: &str, text: &str) {
        self.name(name);
        self.text(text);
    }
    /// The text so far; a mark to which [`JsonWriter::rewind`] can go back.
    pub fn mark(&self) -> Mark {
        Mark(self.out.len())
    }
    /// Takes back all that was written since `mark`, as if it had never been.
    pub fn rewind(&mut self, mark: Mark) {
        self.out.truncate(mark.0);
    }
    /// The finished text.
    pub fn finish(self) -> String {
        self.out
    }
}

/// A place in what was written.
#[derive(Clone, Copy, Debug)]
pub struct Mark(usize);
