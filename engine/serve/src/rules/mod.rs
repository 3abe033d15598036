//! The rules that are served: read from their folder, compiled, and swapped as a whole when the folder changes (hot reload).
//!
//! Knows files and the compiler. Must never know who calls, or what a rule says.

pub(crate) mod broken;
pub mod folder;
pub(crate) mod reload;
pub(crate) mod running;
pub(crate) mod source;
