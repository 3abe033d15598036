//! The value sets that `:in` and `:not-in` ask about. Whoever searches provides them.

/// The value sets that a search may name.
pub trait ValueSets {
    /// Whether the value set of this canonical URL, or whatever else the query names it by, is known.
    fn knows(&self, value_set: &str) -> bool;
    /// Whether a known value set contains a code. `system` is `None` for an element of type `code`, whose system its definition implies.
    fn contains(&self, value_set: &str, system: Option<&str>, code: &str) -> bool;
}

/// No value sets.
impl ValueSets for () {
    fn knows(&self, _: &str) -> bool {
        false
    }
    fn contains(&self, _: &str, _: Option<&str>, _: &str) -> bool {
        false
    }
}
