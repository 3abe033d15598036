//! Lowers the FHIRPath of search parameters to steps that a walk of JSON can take without knowing FHIRPath or types, as a compiler lowers an expression.
//!
//! Knows the few forms that FHIR R4's parameters use: paths, `as`, `ofType`, `[0]`, `where(x='y')`, `where(resolve() is T)`, a union of these, and
//! `p.exists() and p != false`. A choice of types becomes a step for each, so that each path says what type it ends at. Anything else is refused,
//! with a reason that whoever asks for the parameter gets to read.

use super::{Element, Types, alternatives, capitalized, split};
use std::fmt::Write;

/// Why an expression has no steps, in words that complete "it can't be searched here: …".
type Reason = String;

/// One path: its steps, written as Rust, and the place in FHIR's types where it has arrived.
#[derive(Clone)]
struct Path {
    steps: Vec<String>,
    /// A type's name.
    definition: String,
    /// Empty for the type itself, else the path of the backbone element in it.
    backbone: String,
}

/// The types in which a kind of parameter finds values (FHIR R4, 3.1.1.9, the second table). The other types of a choice have no value: a Procedure
/// performed at an Age has no `date`.
fn is_searchable(kind: &str, element_type: &str) -> bool {
    let types: &[&str] = match kind {
        "token" => &["CodeableConcept", "Coding", "Identifier", "ContactPoint", "code", "boolean", "string", "id", "uri"],
        "reference" => &["Reference", "canonical", "uri"],
        "date" => &["date", "dateTime", "instant", "Period", "Timing"],
        "string" => &["string", "markdown", "HumanName", "Address"],
        "quantity" => &["Quantity", "Age", "Duration", "Money", "Range"],
        "number" => &["integer", "decimal", "Range"],
        "uri" => &["uri", "url", "canonical"],
        _ => &[],
    };
    types.contains(&element_type)
}

/// The parameter's `ElementPaths`, written as Rust.
pub(crate) fn element_paths(types: &Types, resource_type: &str, kind: &str, expression: &str) -> String {
    let lowered = match (kind, expression) {
        ("composite", _) => Err("it is a composite, which looks for several values in one element".to_owned()),
        ("special", _) => Err("FHIR gives it rules of its own".to_owned()),
        ("string", "") => Err("it searches free text, which needs an index of its own".to_owned()),
        (_, "") => Err("it names a query of a server's own".to_owned()),
        _ => lower(types, resource_type, expression),
    };
    match lowered.and_then(|lowered| searchable(lowered, kind)) {
        Ok((variant, paths)) => format!("ElementPaths::{variant}(&[{}])", paths.iter().map(Path::to_rust).collect::<String>()),
        Err(reason) => format!("ElementPaths::Unsupported({reason:?})"),
    }
}

/// A variant of `ElementPaths`, and its paths.
type Lowered = (&'static str, Vec<Path>);

/// The paths to values of a type that the kind finds something in.
fn searchable((variant, mut paths): Lowered, kind: &str) -> Result<Lowered, Reason> {
    if variant == ELEMENTS {
        paths.retain(|path| path.backbone.is_empty() && is_searchable(kind, &path.definition));
    }
    if paths.is_empty() { Err(format!("FHIR doesn't say how a {kind} is found in what it looks at")) } else { Ok((variant, paths)) }
}

const ELEMENTS: &str = "Elements";
const EXISTENCE: &str = "Existence";

fn lower(types: &Types, resource_type: &str, expression: &str) -> Result<Lowered, Reason> {
    if let Some((there, truth)) = expression.split_once(".exists() and ") {
        let is_about_one = truth.strip_suffix(" != false") == Some(there);
        return if is_about_one { Ok((EXISTENCE, path(types, resource_type, there)?)) } else { Err(beyond(expression)) };
    }
    let mut paths = Vec::new();
    for alternative in alternatives(expression) {
        paths.extend(path(types, resource_type, alternative)?);
    }
    Ok((ELEMENTS, paths))
}

fn beyond(expression: &str) -> Reason {
    format!("its FHIRPath is more than a path: {expression}")
}

/// One alternative: `(path as Type).path`, `path.as(Type)`, `path`.
fn path(types: &Types, resource_type: &str, expression: &str) -> Result<Vec<Path>, Reason> {
    let mut segments = split(expression, '.').peekable();
    let mut paths = match segments.peek() {
        Some(first) if first.starts_with('(') => {
            let (inner, name) = first.trim_start_matches('(').trim_end_matches(')').split_once(" as ").ok_or_else(|| beyond(expression))?;
            segments.next();
            only(path(types, resource_type, inner)?, name)
        }
        first => {
            let start = Path { steps: Vec::new(), definition: resource_type.to_owned(), backbone: String::new() };
            if first.is_some_and(|first| *first == resource_type) {
                segments.next();
            }
            vec![start]
        }
    };
    for segment in segments {
        paths = step(types, paths, segment).ok_or_else(|| beyond(expression))?;
    }
    if paths.is_empty() { Err(format!("its path leads nowhere: {expression}")) } else { Ok(paths) }
}

/// The paths one segment further; `None` if the segment isn't one of those known here.
fn step(types: &Types, paths: Vec<Path>, segment: &str) -> Option<Vec<Path>> {
    if let Some(name) = argument(segment, "as").or_else(|| argument(segment, "ofType")) {
        return Some(only(paths, name));
    }
    if let Some(condition) = argument(segment, "where") {
        let added = condition_step(condition)?;
        return Some(paths.into_iter().map(|path| path.with(&added)).collect());
    }
    let (name, is_first) = match segment.strip_suffix("[0]") {
        Some(name) => (name, true),
        None => (segment, false),
    };
    let is_name = name.chars().all(char::is_alphanumeric);
    let members = paths.iter().flat_map(|path| path.members(types, name));
    let first = |path: Path| if is_first { path.with("Step::First") } else { path };
    is_name.then(|| members.map(first).collect())
}

fn argument<'e>(segment: &'e str, function: &str) -> Option<&'e str> {
    segment.strip_prefix(function)?.strip_prefix('(')?.strip_suffix(')')
}

fn condition_step(condition: &str) -> Option<String> {
    if let Some(name) = condition.strip_prefix("resolve() is ") {
        return Some(format!("Step::PointsAt({name:?})"));
    }
    let (member, value) = condition.split_once('=')?;
    let value = value.strip_prefix('\'')?.strip_suffix('\'')?;
    member.chars().all(char::is_alphanumeric).then(|| format!("Step::Having({member:?}, {value:?})"))
}

fn only(paths: Vec<Path>, name: &str) -> Vec<Path> {
    paths.into_iter().filter(|path| path.backbone.is_empty() && path.definition == name).collect()
}

impl Path {
    fn with(&self, step: &str) -> Path {
        let mut longer = self.clone();
        longer.steps.push(step.to_owned());
        longer
    }

    /// The paths to the member `name`: several where it is a choice.
    fn members(&self, types: &Types, name: &str) -> Vec<Path> {
        let below = if self.backbone.is_empty() { name.to_owned() } else { format!("{}.{name}", self.backbone) };
        let Some(definition) = types.types.get(&self.definition) else { return Vec::new() };
        let choice = format!("{below}[x]");
        let arrive = |member: &str, definition: &str, backbone: &str| {
            let mut path = self.with(&format!("Step::Member({member:?})"));
            (path.definition, path.backbone) = (definition.to_owned(), backbone.to_owned());
            path
        };
        if let Some(Element { types: chosen, .. }) = definition.elements.get(&choice) {
            return chosen.iter().map(|chosen| arrive(&format!("{name}{}", capitalized(chosen)), chosen, "")).collect();
        }
        let Some(element) = definition.elements.get(&below) else { return Vec::new() };
        match (&element.r#ref, element.types.as_slice()) {
            (Some(shared), _) => {
                let backbone = shared.strip_prefix(&self.definition).and_then(|path| path.strip_prefix('.')).unwrap_or_default();
                vec![arrive(name, &self.definition, backbone)]
            }
            (None, [backbone]) if backbone == "BackboneElement" || backbone == "Element" => vec![arrive(name, &self.definition, &below)],
            // The definitions call a resource's id a string, and a search compares it as an id.
            (None, _) if below == "id" => vec![arrive(name, "id", "")],
            (None, several) => several.iter().map(|one| arrive(name, one, "")).collect(),
        }
    }

    fn to_rust(&self) -> String {
        let mut out = String::new();
        let steps = self.steps.join(", ");
        let _ = write!(out, "ElementPath {{ steps: &[{steps}], element_type: {:?} }},", self.definition); // writing to a String can't fail
        out
    }
}
