//! What several commands share; nothing here is a command. Knows the command line, files and the terminal; must never know what any one command does.

pub(crate) mod arguments;
pub(crate) mod exit;
pub(crate) mod store;
pub(crate) mod target;
pub(crate) mod terminal;
