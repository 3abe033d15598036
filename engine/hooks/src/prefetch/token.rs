//! The syntax tree of prefetch tokens: what stands between `{{` and `}}`.
//!
//! Every step keeps its byte range of the template's text, so that a check can point at the very element.

use crate::problem::member_path;
use engine_fhir::types::TypeDefinition;

/// The tokens that identify the user (CDS Hooks 2.0.1, "Prefetch tokens identifying the user"), and the type that each is of.
pub(super) const USER_TOKENS: [(&str, &str); 4] = [
    ("userPractitionerId", "Practitioner"),
    ("userPractitionerRoleId", "PractitionerRole"),
    ("userPatientId", "Patient"),
    ("userRelatedPersonId", "RelatedPerson"),
];

/// A part of a value of a template's query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatePart {
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
    /// `codes.NAME`: the engine's own, a value set as `system|code,…`; replaced by [`super::Template::with_codes`] before a call.
    Codes {
        /// The value set.
        name: String,
    },
    /// 3.0's simpler FHIRPath.
    Path(PathToken),
}

/// 3.0's simpler FHIRPath: terms joined by `|`, whose values add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathToken {
    /// The text as written, without braces.
    pub text: String,
    /// One at least.
    pub terms: Vec<Term>,
}

/// An operand, and days added to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What it starts from.
    pub operand: Operand,
    /// Days added; negative where they are taken away.
    pub days: i64,
}

/// What a term starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// `today()`
    Today,
    /// An element path.
    Path(ElementPath),
}

/// A path into the context or into an earlier result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementPath {
    /// Where it starts.
    pub root: Root,
    /// Byte range of the root in the template's text.
    pub span: (usize, usize),
    /// The steps from there.
    pub steps: Vec<Step>,
}

/// Where a path starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// `context.field`
    Context {
        /// The field.
        field: String,
    },
    /// `%name`: the result of an earlier entry.
    Entry {
        /// The entry.
        name: String,
    },
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it does.
    pub kind: StepKind,
    /// Byte range in the template's text.
    pub span: (usize, usize),
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// `.name`: the elements of that name; a choice has its name without suffix (`medication`).
    Element {
        /// The name as written.
        name: String,
        /// How JSON may spell it where it is a choice: `medicationReference` …
        choices: Vec<String>,
    },
    /// `.ofType(Type)`: the resources of that type.
    OfType(&'static TypeDefinition),
    /// `.resolve()`: what the references lead to.
    Resolve,
}

impl Token {
    /// The names of the entries that it reads, in order.
    pub fn entries(&self) -> impl Iterator<Item = &str> {
        self.paths().filter_map(|path| match &path.root {
            Root::Entry { name } => Some(name.as_str()),
            Root::Context { .. } => None,
        })
    }

    /// Its element paths. Only a [`Token::Path`] has any.
    pub fn paths(&self) -> impl Iterator<Item = &ElementPath> {
        let terms = match self {
            Token::Path(path) => path.terms.as_slice(),
            _ => &[],
        };
        terms.iter().filter_map(|term| match &term.operand {
            Operand::Path(path) => Some(path),
            Operand::Today => None,
        })
    }

    /// The JSON path of what it reads, as far as that is one place of the request.
    pub(crate) fn json_path(&self) -> String {
        match self {
            Token::Context { field } => member_path("$.context", field),
            Token::User { .. } => "$.context.userId".to_owned(),
            Token::Codes { .. } => "$".to_owned(),
            Token::Path(_) => self.paths().next().map_or_else(|| "$".to_owned(), |path| path.root.json_path()),
        }
    }
}

impl Root {
    fn json_path(&self) -> String {
        match self {
            Root::Context { field } => member_path("$.context", field),
            Root::Entry { name } => member_path("$.prefetch", name),
        }
    }
}

/// Prints the token as it stands in braces, without them.
impl std::fmt::Display for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Token::Context { field } => write!(formatter, "context.{field}"),
            Token::User { resource_type } => write!(formatter, "user{resource_type}Id"),
            Token::Codes { name } => write!(formatter, "codes.{name}"),
            Token::Path(path) => formatter.write_str(&path.text),
        }
    }
}
