//! From YAML to the model: what a file says, with its places.
//!
//! The structure is checked against `language` first, so that reading needs no errors of its own. What does not conform is left out, and the rest is read,
//! so that one bad card doesn't hide what is wrong in the others. Must never know what names and expressions mean.

mod cards;
mod files;
mod json;
mod members;
mod test_file;
mod values;

pub use files::{read_rule, read_shared, read_table, read_value_set};
pub use json::read_json;
pub use test_file::read_test_file;
