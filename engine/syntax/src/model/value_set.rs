//! A value set file as written, and an entry of `valueSets`.

use crate::source::{Span, Text};

/// A code system, and its codes with their display.
pub type SystemCodes = (Text, Vec<(Text, Option<Text>)>);

/// A value set as written.
#[derive(Clone, Debug)]
pub struct ValueSetFile {
    /// `title`
    pub title: Option<Text>,
    /// `source`
    pub source: Option<Text>,
    /// `codes`: system, then codes with their display.
    pub codes: Vec<SystemCodes>,
    /// `fhir`: a ValueSet resource beside it.
    pub fhir: Option<Text>,
    /// The whole.
    pub span: Span,
}
