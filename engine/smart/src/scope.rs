//! Scope strings (SMART App Launch 2.2, "Scopes for requesting FHIR Resources"; 1.0's read as v2).
//!
//! Knows what a scope string grants. Must never know what a query needs.

use engine_fhir::{query::Parameter, types};
use std::fmt;

/// A set of granted scopes. A word that isn't a FHIR scope grants nothing, and doesn't invalidate the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes(Vec<Scope>);

/// One FHIR scope: `patient/Observation.rs?category=laboratory`.
#[derive(Clone, PartialEq, Eq)]
pub struct Scope {
    /// Whose data.
    pub level: Level,
    /// A resource type; `None` for `*`.
    pub resource_type: Option<&'static str>,
    /// What may be done.
    pub interactions: Interactions,
    /// Parameters that all must hold of what is searched for.
    pub narrowing: Vec<Parameter>,
}

/// Whose data a scope is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// One patient's.
    Patient,
    /// What the user may see.
    User,
    /// What the client may see.
    System,
}

/// What may be done with a resource type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Interaction {
    /// `c`
    Create,
    /// `r`
    Read,
    /// `u`
    Update,
    /// `d`
    Delete,
    /// `s`
    Search,
}

/// A set of interactions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interactions(u8);

impl Scopes {
    /// Reads a scope string; never fails.
    pub fn parse(scope: &str) -> Scopes {
        Scopes(scope.split_ascii_whitespace().filter_map(Scope::parse).collect())
    }

    /// Each scope, as granted.
    pub fn iter(&self) -> impl Iterator<Item = &Scope> {
        self.0.iter()
    }
}

impl Scope {
    /// Parses one scope; `None` if it isn't a FHIR scope, or is malformed.
    pub fn parse(text: &str) -> Option<Scope> {
        if !text.bytes().all(is_scope_byte) {
            return None;
        }
        let (level, rest) = text.split_once('/')?;
        let (resource_type, rest) = rest.split_once('.')?;
        let (interactions, narrowing) = match rest.split_once('?') {
            Some((letters, narrowing)) => (Interactions::parse(letters)?, read_narrowing(narrowing)?),
            None => (Interactions::parse(rest).or_else(|| Interactions::parse_v1(rest))?, Vec::new()),
        };
        let resource_type = match resource_type {
            "*" => None,
            name => Some(types::resource(name)?.name),
        };
        Some(Scope { level: Level::parse(level)?, resource_type, interactions, narrowing })
    }

    /// Whether it is for a resource type; for `*` only where it is for all of them.
    pub fn is_for(&self, resource_type: &str) -> bool {
        self.resource_type.is_none_or(|own| own == resource_type)
    }

    /// Whether it is for part of a type only.
    pub fn is_narrowed(&self) -> bool {
        !self.narrowing.is_empty()
    }
}

/// What RFC 6749 (3.3) lets stand in a scope.
fn is_scope_byte(byte: u8) -> bool {
    byte.is_ascii_graphic() && byte != b'"' && byte != b'\\'
}

fn read_narrowing(text: &str) -> Option<Vec<Parameter>> {
    Parameter::parse_all(text).ok().filter(|parameters| !parameters.is_empty())
}

impl Level {
    fn parse(text: &str) -> Option<Level> {
        [Level::Patient, Level::User, Level::System].into_iter().find(|level| level.name() == text)
    }

    fn name(self) -> &'static str {
        match self {
            Level::Patient => "patient",
            Level::User => "user",
            Level::System => "system",
        }
    }
}

impl Interaction {
    /// All interactions, in the order in which a scope must write them.
    pub const ALL: [Interaction; 5] =
        [Interaction::Create, Interaction::Read, Interaction::Update, Interaction::Delete, Interaction::Search];

    /// The letter by which a scope writes it.
    pub fn letter(self) -> char {
        match self {
            Interaction::Create => 'c',
            Interaction::Read => 'r',
            Interaction::Update => 'u',
            Interaction::Delete => 'd',
            Interaction::Search => 's',
        }
    }
}

impl Interactions {
    /// Whether the set has an interaction.
    pub fn contains(self, interaction: Interaction) -> bool {
        self.0 & (1 << interaction as u8) != 0
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The interactions of the set.
    pub fn iter(self) -> impl Iterator<Item = Interaction> {
        Interaction::ALL.into_iter().filter(move |interaction| self.contains(*interaction))
    }

    /// A non-empty subset of `cruds`, in that order.
    fn parse(text: &str) -> Option<Interactions> {
        let mut later = Interaction::ALL.into_iter();
        let in_order: Option<Interactions> = text.chars().map(|letter| later.find(|interaction| interaction.letter() == letter)).collect();
        in_order.filter(|interactions| !interactions.is_empty())
    }

    /// As SMART 1.0 names them.
    fn parse_v1(text: &str) -> Option<Interactions> {
        Interactions::parse(match text {
            "read" => "rs",
            "write" => "cud",
            "*" => "cruds",
            _ => return None,
        })
    }
}

impl FromIterator<Interaction> for Interactions {
    fn from_iter<I: IntoIterator<Item = Interaction>>(interactions: I) -> Interactions {
        Interactions(interactions.into_iter().fold(0, |set, interaction| set | 1 << interaction as u8))
    }
}

impl fmt::Display for Interactions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|interaction| write!(f, "{}", interaction.letter()))
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}.{}", self.level.name(), self.resource_type.unwrap_or("*"), self.interactions)?;
        for (index, parameter) in self.narrowing.iter().enumerate() {
            f.write_str(if index == 0 { "?" } else { "&" })?;
            write_parameter(parameter, f)?;
        }
        Ok(())
    }
}

/// What a scope is narrowed to may name a patient, so it stays out of debugging output.
impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}.{}", self.level.name(), self.resource_type.unwrap_or("*"), self.interactions)?;
        f.write_str(if self.is_narrowed() { "?…" } else { "" })
    }
}

/// Writes a parameter as a scope has it: readable, and percent-encoded only where a parser of scopes would misread it.
pub(crate) fn write_parameter(parameter: &Parameter, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write_encoded(&parameter.name, f)?;
    if let Some(modifier) = &parameter.modifier {
        f.write_str(":")?;
        write_encoded(modifier, f)?;
    }
    for (index, value) in parameter.values.iter().enumerate() {
        f.write_str(if index == 0 { "=" } else { "," })?;
        write_encoded(value, f)?;
    }
    Ok(())
}

fn write_encoded(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    text.bytes().try_for_each(|byte| match byte {
        b'%' | b'&' | b'+' | b'=' => write!(f, "%{byte:02X}"),
        _ if is_scope_byte(byte) => write!(f, "{}", char::from(byte)),
        _ => write!(f, "%{byte:02X}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<String> {
        Scopes::parse(text).iter().map(Scope::to_string).collect()
    }

    #[test]
    fn scopes_are_separated_by_white_space() {
        assert_eq!(
            shown(" patient/Observation.rs\t user/*.cruds\nsystem/Patient.r "),
            ["patient/Observation.rs", "user/*.cruds", "system/Patient.r"]
        );
        assert!(shown("").is_empty() && shown(" \t\n").is_empty());
        assert!(shown("patient/Observation.rs,user/Patient.r").is_empty(), "a comma separates nothing");
        assert!(shown("patient/Observation.rs\u{a0}user/Patient.r").is_empty(), "a no-break space separates nothing");
    }

    #[test]
    fn version_one_reads_as_version_two() {
        assert_eq!(
            shown("user/Patient.read user/Patient.write user/Patient.*"),
            ["user/Patient.rs", "user/Patient.cud", "user/Patient.cruds"]
        );
        assert!(shown("user/Patient.read?_id=1 user/Patient.*?_id=1").is_empty(), "version one has no narrowing");
    }

    #[test]
    fn interactions_stand_once_and_in_order() {
        for letters in ["c", "r", "s", "cruds", "cd", "rs", "us"] {
            assert_eq!(shown(&format!("user/Patient.{letters}")), [format!("user/Patient.{letters}")]);
        }
        for letters in ["", "sr", "rr", "x", "rsx", "RS", "Read", "reads", "rs.", "**"] {
            assert!(shown(&format!("user/Patient.{letters}")).is_empty(), "{letters}");
        }
    }

    #[test]
    fn what_is_no_fhir_scope_grants_nothing() {
        let others = "launch launch/patient openid fhirUser profile offline_access online_access / . patient/ patient/.rs /Patient.rs \
                      User/Patient.rs user/patient.rs user/Resource.rs user/DomainResource.r user/Patients.r user/ user/Patient user//Patient.r";
        assert!(shown(others).is_empty());
    }

    #[test]
    fn narrowing_needs_a_name_and_a_value() {
        for narrowing in
            ["", "category", "category=", "=a", "category=a&", "&category=a", "category=a,", "category=,a", "a:=b", "a=%zz", "a=%ff"]
        {
            assert!(shown(&format!("user/Observation.rs?{narrowing}")).is_empty(), "{narrowing}");
        }
        assert!(shown("user/Observation.rs?category=a\"b user/Observation.rs?category=a\\b user/Observation.rs?category=é").is_empty());
    }

    #[test]
    fn narrowing_is_percent_decoded() {
        let scopes = Scopes::parse("user/Observation.rs?c%6Fde:in=a%7Cb,c%20d");
        let parameter = &scopes.iter().next().unwrap().narrowing[0];
        assert_eq!((parameter.name.as_str(), parameter.modifier.as_deref()), ("code", Some("in")));
        assert_eq!(parameter.values, ["a|b", "c d"]);
    }

    #[test]
    fn debugging_output_holds_no_values() {
        assert_eq!(format!("{:?}", Scopes::parse("user/Condition.rs?patient=Patient/123")), "Scopes([user/Condition.rs?…])");
    }

    proptest! {
        #[test]
        fn a_scope_shown_reads_back_as_itself(
            head in "(patient|user|system)/(\\*|Observation|Patient)\\.(c?r?u?d?s|c)",
            narrowing in proptest::option::of("[a-z]{1,5}(:[a-z]{1,3})?=[a-z|%$+&=\" é\\\\]{1,8}"),
        ) {
            let encoded = narrowing.map(|text| {
                let (name, value) = text.split_once('=').unwrap();
                format!("?{name}={}", value.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>())
            });
            let scope = Scope::parse(&format!("{head}{}", encoded.unwrap_or_default())).unwrap();
            let mut again = Scope::parse(&scope.to_string()).unwrap();
            again.narrowing.iter_mut().zip(&scope.narrowing).for_each(|(parameter, first)| parameter.span = first.span);
            prop_assert_eq!(again, scope);
        }

        #[test]
        fn no_scope_string_breaks_the_parser(text in "\\PC{0,40}|(user|patient)/[A-Z.*?=&%rs]{0,20}") {
            Scopes::parse(&text);
        }
    }
}
