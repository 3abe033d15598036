//! Whether test files speak of what the rules have.

pub(crate) mod check;
pub(crate) mod resource;
