//! Prefetch templates: a FHIR query with tokens (CDS Hooks 2.0.1 "Prefetch Template", and 3.0's on trial).

use engine_fhir::{Node, date::Clock, query::Query};

/// A parsed template: a query whose values are text and tokens.
#[derive(Clone, Debug)]
pub struct Template {
    text: String,
    query: Query<Vec<Part>>,
}

/// A stretch of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as written, percent-decoded.
    Literal(String),
    /// A token to be filled at each call.
    Token(Token),
}

/// What stands in `{{` `}}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// `context.field`
    Context {
        /// The field.
        field: String,
    },
    /// The id of `context.userId` when it is of this type: `userPractitionerId` …
    User {
        /// `Practitioner`, `PractitionerRole`, `Patient`, `RelatedPerson`.
        resource_type: &'static str,
    },
    /// `codes.NAME`: the engine's own, a value set as `system|code,…`; replaced by [`Template::with_codes`] before a call.
    Codes {
        /// The value set.
        name: String,
    },
    /// 3.0's simpler FHIRPath.
    Path(crate::prefetch::PathToken),
}

/// 3.0's simpler FHIRPath: paths joined by `|`, or `today()` plus or minus days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathToken {
    /// As written, without braces.
    pub text: String,
}

/// Why a template can't be used; `span` is a byte range of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// Byte range of the template's text.
    pub span: (usize, usize),
    /// What is wrong.
    pub reason: TemplateErrorReason,
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateErrorReason {
    /// `{{` without `}}`.
    UnclosedToken,
    /// Not a token of CDS Hooks.
    UnknownToken(String),
    /// The query itself.
    Query(engine_fhir::query::QueryErrorReason),
}

/// What tokens are filled from.
#[derive(Clone, Copy)]
pub struct Values<'v, 'd> {
    /// The hook's context.
    pub context: Node<'d>,
    /// Earlier prefetch results by name: `Some(None)` where it was asked for and there is nothing, `None` where it isn't known yet.
    pub entry: &'v dyn Fn(&str) -> Option<Option<Node<'d>>>,
    /// For `today()`.
    pub clock: &'v Clock,
}

/// What filling gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filled {
    /// The query. A value that depends on an entry that isn't known yet is `None`.
    Query(Query<Option<String>>),
    /// A token has no value: the query can't be asked, and needs nothing.
    NoValue {
        /// The token without a value.
        token: String,
    },
}

/// A token's value that may not stand where it stands: not an id by FHIR's grammar. Told with the JSON path it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FillError {
    /// JSON path in the request.
    pub path: String,
    /// What was expected.
    pub message: String,
}

impl Template {
    /// Parses a template.
    pub fn parse(text: &str) -> Result<Template, Vec<TemplateError>> {
        let _ = text;
        todo!()
    }
    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }
    /// The query, its values still with tokens.
    pub fn query(&self) -> &Query<Vec<Part>> {
        &self.query
    }
    /// Every token with its byte range in the text.
    pub fn tokens(&self) -> Vec<(&Token, (usize, usize))> {
        todo!()
    }
    /// The names of the entries whose results it uses (`%name`).
    pub fn depends_on(&self) -> Vec<&str> {
        todo!()
    }
    /// `{{codes.NAME}}` replaced by the codes that `find` gives for the name (each `system|code`, FHIR-escaped); the first unknown name is the error.
    pub fn with_codes(&self, find: impl Fn(&str) -> Option<Vec<String>>) -> Result<Template, String> {
        let _ = &find;
        todo!()
    }
    /// The template as discovery publishes it: `{{codes.NAME}}` must have been replaced.
    pub fn published(&self) -> String {
        todo!()
    }
    /// The query of one call.
    pub fn fill(&self, values: Values<'_, '_>) -> Result<Filled, FillError> {
        let _ = values;
        todo!()
    }
}
