//! What rule files and shared files both define.

use super::{Definition, Prefetch, ValueSetFile};
use crate::source::Text;

/// What rule files and shared files (`common/`) both may define.
#[derive(Clone, Debug, Default)]
pub struct Definitions {
    /// `prefetch`
    pub prefetch: Vec<Prefetch>,
    /// `values`
    pub values: Vec<Definition>,
    /// `valueSets`: by name, in the form of a value set file.
    pub value_sets: Vec<(Text, ValueSetFile)>,
    /// `include`, of a shared file.
    pub includes: Vec<Text>,
    /// Whether some are lacking, since an included file isn't there.
    pub are_incomplete: bool,
}

impl Definitions {
    /// Whether nothing is defined.
    pub fn is_empty(&self) -> bool {
        self.prefetch.is_empty() && self.values.is_empty() && self.value_sets.is_empty()
    }
}
