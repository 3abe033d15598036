//! Hooks and their context fields: HL7's library (`data/hooks.json`), built in, and those declared in `engine.yaml`.
//!
//! Knows which hooks there are, in which versions, and what their contexts hold. Must never know of a request or a rule.
//! A hook of one's own hides HL7's of the same name in all versions: one name never means two things.

/// A published version of a hook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// `patient-view` …
    pub name: String,
    /// `1.0`; `None` for a hook of one's own.
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
    hl7: Vec<Hook>,
    own: Vec<Hook>,
}

/// A row of the table that `build.rs` writes: a hook of HL7's library.
struct Row {
    name: &'static str,
    version: &'static str,
    context: &'static [(&'static str, bool, bool, FieldKind)],
}

static HL7: &[Row] = include!(concat!(env!("OUT_DIR"), "/hooks.rs"));

impl Catalogue {
    /// HL7's library.
    pub fn hl7() -> Catalogue {
        Catalogue { hl7: HL7.iter().map(Row::to_hook).collect(), own: Vec::new() }
    }

    /// Adds a hook of one's own; it hides HL7's of the same name.
    pub fn add(&mut self, hook: Hook) {
        self.own.push(hook);
    }

    /// The hook `name`: the version asked for, else its newest.
    pub fn find(&self, name: &str, version: Option<&str>) -> Option<&Hook> {
        let published = self.published(name);
        match version {
            Some(wanted) => published.into_iter().find(|hook| hook.version.as_deref() == Some(wanted)),
            None => published.into_iter().max_by_key(|hook| hook.version.as_deref().map(numbers)),
        }
    }

    /// The versions of the hook `name`, oldest first, for messages. A hook may have no version.
    pub fn versions(&self, name: &str) -> Vec<&str> {
        let mut versions: Vec<&str> = self.published(name).into_iter().filter_map(|hook| hook.version.as_deref()).collect();
        versions.sort_by_key(|version| numbers(version));
        versions
    }

    /// The names of all hooks, sorted, for suggestions.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.hl7.iter().chain(&self.own).map(|hook| hook.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// All versions of the hook `name`.
    fn published(&self, name: &str) -> Vec<&Hook> {
        let is_own = self.own.iter().any(|hook| hook.name == name);
        let hooks = if is_own { &self.own } else { &self.hl7 };
        hooks.iter().filter(|hook| hook.name == name).collect()
    }
}

impl Hook {
    /// The field `name` of its context.
    pub fn field(&self, name: &str) -> Option<&ContextField> {
        self.context.iter().find(|field| field.name == name)
    }
}

impl Row {
    fn to_hook(&self) -> Hook {
        let context = self.context.iter().map(|&(name, is_required, is_prefetch_token, kind)| ContextField {
            name: name.to_owned(),
            is_required,
            is_prefetch_token,
            kind,
        });
        Hook { name: self.name.to_owned(), version: Some(self.version.to_owned()), context: context.collect() }
    }
}

/// The numbers of a version, so that 1.10 is newer than 1.9.
fn numbers(version: &str) -> Vec<u64> {
    version.split('.').map(|number| number.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(name: &str, version: Option<&str>) -> Hook {
        Hook { name: name.to_owned(), version: version.map(str::to_owned), context: Vec::new() }
    }

    #[test]
    fn every_hook_of_the_library_is_there() {
        insta::assert_snapshot!(Catalogue::hl7().names().join(" "), @"allergyintolerance-create appointment-book encounter-discharge encounter-start medication-prescribe medication-refill medication-verify order-dispatch order-review order-select order-sign patient-view problem-list-item-create");
    }

    #[test]
    fn a_field_tells_whether_it_is_required_may_be_a_token_and_what_it_is() {
        let catalogue = Catalogue::hl7();
        let hook = catalogue.find("order-select", None).unwrap();
        let selections = hook.field("selections").unwrap();
        assert!(selections.is_required && !selections.is_prefetch_token && selections.kind == FieldKind::Array);
        assert!(!hook.field("encounterId").unwrap().is_required);
        assert_eq!(hook.field("order"), None);
    }

    #[test]
    fn no_version_means_the_newest() {
        let catalogue = Catalogue::hl7();
        assert!(catalogue.find("order-dispatch", None).unwrap().field("dispatchedOrders").is_some());
        assert!(catalogue.find("order-dispatch", Some("1.0")).unwrap().field("order").is_some());
        assert_eq!(catalogue.find("order-dispatch", Some("2.0")), None);
        assert_eq!(catalogue.versions("order-dispatch"), ["1.0", "1.1"]);
    }

    #[test]
    fn versions_are_compared_by_their_numbers() {
        let mut catalogue = Catalogue::default();
        for version in ["1.9", "1.10", "1.2.3"] {
            catalogue.add(own("discharge-round", Some(version)));
        }
        assert_eq!(catalogue.find("discharge-round", None).unwrap().version.as_deref(), Some("1.10"));
    }

    #[test]
    fn a_hook_of_ones_own_hides_hl7s_in_all_versions() {
        let mut catalogue = Catalogue::hl7();
        catalogue.add(own("order-dispatch", None));
        assert_eq!(catalogue.find("order-dispatch", None).unwrap().version, None);
        assert_eq!(catalogue.find("order-dispatch", Some("1.1")), None);
        assert_eq!(catalogue.names().iter().filter(|name| **name == "order-dispatch").count(), 1);
    }
}
