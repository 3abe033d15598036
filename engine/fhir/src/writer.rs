//! Writes JSON text: what cards and answers are made with, without an intermediate tree.
//!
//! Knows RFC 8259 and nothing of what it writes. A comma is due exactly where the text so far ends neither in an opening bracket nor in a
//! colon, so the text is all the state there is, and taking some of it back needs nothing but cutting it.

use crate::document::{Document, Node, scan};

/// Appends JSON to a string. Commas are put where they belong; the caller pairs `begin_…` with `end_…`.
#[derive(Default)]
pub struct JsonWriter {
    out: String,
}

impl JsonWriter {
    /// An empty text.
    pub fn new() -> JsonWriter {
        JsonWriter::default()
    }
    /// An empty text with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> JsonWriter {
        JsonWriter { out: String::with_capacity(bytes) }
    }
    /// Opens an object.
    pub fn begin_object(&mut self) {
        self.write("{");
    }
    /// Closes the object opened last.
    pub fn end_object(&mut self) {
        self.out.push('}');
    }
    /// Opens an array.
    pub fn begin_array(&mut self) {
        self.write("[");
    }
    /// Closes the array opened last.
    pub fn end_array(&mut self) {
        self.out.push(']');
    }
    /// A member's name; its value comes next.
    pub fn name(&mut self, name: &str) {
        self.text(name);
        self.out.push(':');
    }
    /// A string, escaped.
    pub fn text(&mut self, text: &str) {
        self.comma();
        self.out.push('"');
        self.escaped(text);
        self.out.push('"');
    }
    /// A boolean.
    pub fn boolean(&mut self, value: bool) {
        self.write(if value { "true" } else { "false" });
    }
    /// A number, from digits that are valid JSON.
    pub fn number(&mut self, digits: &str) {
        self.raw(digits);
    }
    /// `null`.
    pub fn null(&mut self) {
        self.write("null");
    }
    /// A node as it came.
    pub fn node(&mut self, node: Node<'_>) {
        self.write(node.raw());
    }
    /// A JSON value already written elsewhere.
    pub fn raw(&mut self, json: &str) {
        debug_assert!(Document::parse(json).is_ok(), "what is written elsewhere is JSON");
        self.write(json);
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
    /// How many bytes were written since `mark`.
    pub fn written_since(&self, mark: Mark) -> usize {
        self.out.len().saturating_sub(mark.0)
    }
    /// Takes back all that was written since `mark`, as if it had never been.
    pub fn rewind(&mut self, mark: Mark) {
        self.out.truncate(mark.0);
    }
    /// The finished text.
    pub fn finish(self) -> String {
        self.out
    }
    fn comma(&mut self) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(',');
        }
    }
    /// A value, or the start of one, after the comma that is due.
    fn write(&mut self, json: &str) {
        self.comma();
        self.out.push_str(json);
    }
    /// Escapes what RFC 8259, section 7 says must be, and nothing else.
    fn escaped(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let (plain, special) = rest.split_at(scan::to_special(rest.as_bytes(), 0));
            self.out.push_str(plain);
            let mut characters = special.chars();
            let Some(character) = characters.next() else { return };
            self.escape(character);
            rest = characters.as_str();
        }
    }
    fn escape(&mut self, character: char) {
        match character {
            '"' => self.out.push_str("\\\""),
            '\\' => self.out.push_str("\\\\"),
            '\n' => self.out.push_str("\\n"),
            '\r' => self.out.push_str("\\r"),
            '\t' => self.out.push_str("\\t"),
            control => self.out.push_str(&format!("\\u{:04x}", u32::from(control))),
        }
    }
}

/// Shows its size only: what is written may hold patient data, which must not reach a log.
impl std::fmt::Debug for JsonWriter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "JsonWriter({} bytes)", self.out.len())
    }
}

/// A place in what was written.
#[derive(Clone, Copy, Debug)]
pub struct Mark(usize);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;
    use proptest::prelude::*;
    use serde_json::Value;

    #[test]
    fn commas_stand_between_members_and_elements() {
        let mut writer = JsonWriter::new();
        writer.begin_object();
        writer.member("a", "b");
        writer.name("c");
        writer.begin_array();
        writer.number("1.50");
        writer.boolean(true);
        writer.null();
        writer.begin_object();
        writer.end_object();
        writer.begin_array();
        writer.end_array();
        writer.end_array();
        writer.name("d");
        writer.raw("{}");
        writer.end_object();
        assert_eq!(writer.finish(), r#"{"a":"b","c":[1.50,true,null,{},[]],"d":{}}"#);
    }
    #[test]
    fn what_is_taken_back_leaves_no_trace() {
        let mut writer = JsonWriter::new();
        writer.begin_array();
        let first = writer.mark();
        writer.text("a");
        writer.rewind(first);
        writer.text("b");
        let second = writer.mark();
        writer.begin_object();
        writer.name("c");
        writer.rewind(second);
        writer.text("d");
        writer.end_array();
        assert_eq!(writer.finish(), r#"["b","d"]"#);
    }
    #[test]
    fn a_node_is_written_as_it_came() {
        let document = Document::parse(r#"{"a": [1.0,  2e5, "\u0061"]}"#).unwrap();
        let mut writer = JsonWriter::new();
        writer.begin_array();
        writer.node(document.root().get("a").unwrap());
        writer.node(document.root().get("a").unwrap().at(0).unwrap());
        writer.end_array();
        assert_eq!(writer.finish(), r#"[[1.0,  2e5, "\u0061"],1.0]"#);
    }

    fn write(writer: &mut JsonWriter, value: &Value) {
        match value {
            Value::Null => writer.null(),
            Value::Bool(value) => writer.boolean(*value),
            Value::Number(number) => writer.number(&number.to_string()),
            Value::String(text) => writer.text(text),
            Value::Array(elements) => {
                writer.begin_array();
                elements.iter().for_each(|element| write(writer, element));
                writer.end_array();
            }
            Value::Object(members) => {
                writer.begin_object();
                for (name, value) in members {
                    writer.name(name);
                    write(writer, value);
                }
                writer.end_object();
            }
        }
    }
    fn value() -> impl Strategy<Value = Value> {
        let scalar = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from)
        ];
        scalar.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(|members| members.into_iter().collect()),
            ]
        })
    }
    proptest! {
        #[test]
        fn what_is_written_reads_as_what_was_meant(value in value()) {
            let mut writer = JsonWriter::new();
            write(&mut writer, &value);
            let json = writer.finish();
            prop_assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), value);
            prop_assert!(Document::parse(json).is_ok());
        }
    }
}
