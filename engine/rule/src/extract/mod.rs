//! A call's data, and how values are extracted from it: paths, readings (`as`), finds, references.
//!
//! Compiling turns `model::Extraction` and `model::Find` into plans whose paths are steps and whose names are slots, typed through FHIR's elements.
//! Running walks nodes and copies nothing. Must never know of expressions, cards or where data came from.

pub mod extraction;
mod extractor;
pub mod find;
pub(crate) mod main_elements;
mod path;
mod reading;
mod source;
#[cfg(test)]
mod testing;
