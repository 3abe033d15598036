//! All checks, one a file. To add one: a file, a line in `mods`, a line in `ALL`, both in alphabetical order.

use super::Check;

pub mod unknown_name;

/// Every check, sorted by name.
pub static ALL: &[&Check] = &[&unknown_name::CHECK];
