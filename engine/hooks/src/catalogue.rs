//! Hooks and their context fields: HL7's library (`data/hooks.json`), built in, and those declared in `engine.yaml`.

/// A published version of a hook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// `patient-view` …
    pub name: String,
    /// `1.0`; none for a hook of one's own.
    pub version: Option<String>,
    /// Its context, in the specification's order.
    pub context: Vec<ContextField>,
}

/// A field of a hook's context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextField {
    /// `patientId` …
    pub name: String,
    /// Whether every request has it.
    pub is_required: bool,
    /// Whether `{{context.name}}` may stand in a prefetch template.
    pub is_prefetch_token: bool,
    /// What JSON it is.
    pub kind: FieldKind,
}

/// What JSON a context field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A string.
    Text,
    /// An array.
    Array,
    /// An object: a FHIR resource or Bundle.
    Object,
    /// Anything: a hook of one's own that doesn't say.
    Any,
}

/// All hooks that are known: HL7's and one's own.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    hooks: Vec<Hook>,
}

impl Catalogue {
    /// HL7's library.
    pub fn hl7() -> Catalogue {
        todo!()
    }
    /// Adds a hook of one's own; it hides HL7's of the same name.
    pub fn add(&mut self, hook: Hook) {
        self.hooks.push(hook);
    }
    /// The hook `name`: the version asked for, else its newest.
    pub fn find(&self, name: &str, version: Option<&str>) -> Option<&Hook> {
        let _ = (name, version);
        todo!()
    }
    /// The names of all hooks, sorted, for suggestions.
    pub fn names(&self) -> Vec<&str> {
        todo!()
    }
}

impl Hook {
    /// The field `name` of its context.
    pub fn field(&self, name: &str) -> Option<&ContextField> {
        self.context.iter().find(|field| field.name == name)
    }
}
