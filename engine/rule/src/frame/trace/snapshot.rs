//! Values as text that outlives the call.

use super::name;
use crate::value::{Cause, List, Missing, MissingKind, Value, print};
use engine_fhir::Node;
use std::fmt;

/// A value as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Snapshot {
    /// There was none.
    Missing(MissingReason),
    /// As it prints.
    Text(String),
    /// A resource, as `Type/id`; or an element, as its JSON.
    Json(String),
    /// A list.
    List {
        /// Its elements.
        items: Vec<Snapshot>,
        /// Why it may lack some.
        open: Option<MissingReason>,
    },
}

/// Why there is no value, or no truth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingReason {
    /// The name that was missing first, where a name was.
    pub name: Option<String>,
    /// Whether there is none, or it isn't known.
    pub kind: MissingKind,
}

impl Snapshot {
    pub(crate) fn of(value: &Value<'_>, names: &[String]) -> Snapshot {
        match value {
            Value::Missing(missing) => Snapshot::Missing(MissingReason::of(*missing, names)),
            Value::List(list) => Snapshot::of_list(list, names),
            Value::Json(node) => json(*node),
            value => print::print(value).map_or(Snapshot::Missing(MissingReason::of(Missing::unknown(Cause::Unreadable), names)), |text| {
                Snapshot::Text(text.into_owned())
            }),
        }
    }

    fn of_list(list: &List<'_>, names: &[String]) -> Snapshot {
        let items = list.items.iter().map(|item| Snapshot::of(item, names)).collect();
        Snapshot::List { items, open: list.open.map(|missing| MissingReason::of(missing, names)) }
    }
}

impl MissingReason {
    pub(crate) fn of(missing: Missing, names: &[String]) -> MissingReason {
        MissingReason { name: missing.origin.map(|slot| name(names, slot)), kind: missing.kind }
    }
}

fn json(node: Node<'_>) -> Snapshot {
    let resource = node.resource_type();
    Snapshot::Json(match (resource, node.id()) {
        (Some(resource_type), Some(id)) => format!("{resource_type}/{id}"),
        (Some(resource_type), None) => format!("a {resource_type} without id"),
        _ => node.raw().to_owned(),
    })
}

/// `7.2 %`, `absent`, `[Condition/1, Condition/2]`.
impl fmt::Display for Snapshot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Snapshot::Missing(MissingReason { kind: MissingKind::Absent, .. }) => formatter.write_str("absent"),
            Snapshot::Missing(MissingReason { kind: MissingKind::Unknown(cause), .. }) => write!(formatter, "unknown ({cause})"),
            Snapshot::Text(text) | Snapshot::Json(text) => formatter.write_str(text),
            Snapshot::List { items, open } => {
                let items: Vec<String> = items.iter().map(Snapshot::to_string).collect();
                write!(formatter, "[{}]", items.join(", "))?;
                open.as_ref().map_or(Ok(()), |reason| write!(formatter, ", maybe more ({})", reason.kind))
            }
        }
    }
}

/// `a1c is absent`, `labs could not be had`.
impl fmt::Display for MissingReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name.as_deref().unwrap_or("a value that it needs");
        match self.kind {
            MissingKind::Absent | MissingKind::Unknown(Cause::Operand) => write!(formatter, "{name} is absent"),
            MissingKind::Unknown(cause) => write!(formatter, "{name} is unknown: {cause}"),
        }
    }
}
