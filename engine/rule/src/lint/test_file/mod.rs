//! Whether test files speak of what the rules have, and which rules have tests.

pub(crate) mod check;
pub(crate) mod coverage;
pub(crate) mod resource;
