//! How the parts of an answer are written that may stand there several times, or not at all.
//!
//! Knows blocks and JSON. Must never know what a part is.

use super::block::Block;
use crate::frame::Frame;
use engine_fhir::writer::JsonWriter;

/// Writes a part once for each iteration of its block, and gives how many were written. An iteration whose `write` gives false leaves nothing behind, and
/// neither does one that can't be decided.
pub(crate) fn write_each<'d>(
    block: &'d Block,
    frame: &mut Frame<'d>,
    writer: &mut JsonWriter,
    write: &mut dyn FnMut(&mut Frame<'d>, &mut JsonWriter) -> bool,
) -> usize {
    let mut written = 0;
    // The trace of the names says what could not be decided.
    let _end = block.run(frame, &mut |frame| {
        let before = writer.mark();
        match write(frame, writer) {
            true => written += 1,
            false => writer.rewind(before),
        }
        frame.fuel.write(writer.written_since(before));
    });
    written
}

/// Writes a member that is an array, and gives how many elements it has. One without elements isn't written: no member of an answer is empty.
pub(crate) fn write_array(name: &str, writer: &mut JsonWriter, write_elements: impl FnOnce(&mut JsonWriter) -> usize) -> usize {
    let before = writer.mark();
    writer.name(name);
    writer.begin_array();
    let written = write_elements(writer);
    writer.end_array();
    if written == 0 {
        writer.rewind(before);
    }
    written
}
