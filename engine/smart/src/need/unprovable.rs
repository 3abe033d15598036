//! The parts of a query that no scope can be proved to cover, in words for its author.

use std::fmt;

/// A part of a query that no scope can be proved to cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unprovable {
    /// The parameter's name.
    pub parameter: String,
    /// Byte range of the parameter in the query's text.
    pub span: (usize, usize),
    /// Why.
    pub reason: UnprovableReason,
}

/// Why no scope can be proved to cover a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnprovableReason {
    /// No type that it would be looked up in has it.
    UnknownParameter {
        /// Its name there: `colour` of `patient.colour`.
        name: String,
        /// The type, or those types.
        resource_types: Vec<&'static str>,
    },
    /// It asks for more than its name says: `_filter`, `_query`, `_list`, `_contained`, `_text`, `_content`.
    Opaque,
    /// The id of a read isn't an id.
    BadId,
    /// It has no value, or an empty one.
    EmptyValue,
    /// The value of an include must be known beforehand.
    UnknownInclude,
    /// The value of an include is not `Type:parameter`, or names what FHIR doesn't know.
    BadInclude(String),
    /// A chain or `_has` goes along a parameter that isn't a reference, or isn't one to the type named.
    BrokenChain {
        /// The parameter that should be that reference.
        reference: String,
    },
    /// The parameter takes no such modifier.
    BadModifier(String),
}

impl fmt::Display for Unprovable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameter = &self.parameter;
        match &self.reason {
            UnprovableReason::UnknownParameter { name, resource_types } => {
                match resource_types[..] {
                    [one] => write!(f, "{one} has no search parameter `{name}`"),
                    _ => write!(f, "no type that it leads to has a search parameter `{name}`"),
                }?;
                if name == parameter { Ok(()) } else { write!(f, " (in `{parameter}`)") }
            }
            UnprovableReason::Opaque => {
                write!(f, "`{parameter}`: what it asks for can't be checked against scopes; write search parameters instead")
            }
            UnprovableReason::BadId => f.write_str("what is read is no FHIR id"),
            UnprovableReason::EmptyValue => write!(f, "`{parameter}` has no value"),
            UnprovableReason::UnknownInclude => write!(f, "`{parameter}`: its value must be written out"),
            UnprovableReason::BadInclude(value) => {
                write!(f, "`{parameter}={value}`: expected `Type:parameter` or `Type:parameter:Target`, of a reference that FHIR R4 has")
            }
            UnprovableReason::BrokenChain { reference } => {
                write!(f, "`{parameter}`: `{reference}` is no reference to the type that it should lead to")
            }
            UnprovableReason::BadModifier(modifier) => write!(f, "`{parameter}` takes no modifier `:{modifier}`"),
        }
    }
}
