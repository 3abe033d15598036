//! An entry of `prefetch` as written.

use crate::source::Text;

/// An entry of `prefetch`.
#[derive(Clone, Debug)]
pub struct Prefetch {
    /// Its name.
    pub name: Text,
    /// `query`, or the short form.
    pub query: Text,
    /// `required`
    pub is_required: bool,
    /// `advertise`
    pub is_advertised: bool,
}
