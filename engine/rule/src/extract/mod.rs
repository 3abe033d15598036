//! Extraction: how values are taken out of a call's data by paths, readings (`as`) and finds.
//!
//! - `extraction`: `{ from, path, as, pick }`; `find`: `{ find, type, codes, … }`. Both are compiled and run.
//! - `source`: what `from` names; `extractor`: a path, and the reading of what stands at its end.
//! - `path`: JSONPath; `reading`: `as`; `main_elements`: the code, the date and the status of a resource.
//!
//! Compiling turns `model::Extraction` and `model::Find` into plans whose names are slots, typed through FHIR's elements. Running walks nodes and copies
//! nothing. Must never know of expressions, cards or where data came from.

pub mod extraction;
mod extractor;
pub mod find;
pub(crate) mod main_elements;
mod path;
mod reading;
mod source;
#[cfg(test)]
mod testing;
