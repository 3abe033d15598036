//! The rules that are served: read from their folder, compiled, and replaced as a whole when the folder changes.

pub(crate) mod broken;
pub mod folder;
pub(crate) mod reload;
pub(crate) mod running;
pub(crate) mod source;
