//! What the files of a rules folder say, as written: every text with its place, no name looked up, no type known.

mod rule;
pub mod test_file;

pub use rule::*;
