//! The candidates of a find: the resources of a search, of a Bundle in the context, of an earlier list, or of several of these.
//!
//! Knows where resources come from and of which types they may be. Must never know the criteria of a find.

use super::union::each_once;
use crate::{
    extract::source::find_name,
    frame::{
        Frame,
        bundle::{included, is_of_type},
        data::EntryData,
    },
    scope::{
        names::{Name, NameSort, Names},
        queried_codes::QueriedCodes,
    },
    value::{
        Cause, Missing, Value,
        slot::Slot,
        types::{Elements, Presence, Type, joint_presence},
    },
};
use engine_fhir::{
    Node,
    types::{self, ElementType, TypeDefinition},
};
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{find_needs_resources, type_not_in_query, unknown_resource_type},
    diagnostic::{Diagnostic, Diagnostics},
    source::Text,
};

/// What `find` names.
#[derive(Debug)]
pub(super) struct Candidates {
    sources: Vec<CandidateSource>,
    /// `type`, where the sources hold other types too.
    only: Option<&'static str>,
}

#[derive(Debug)]
enum CandidateSource {
    /// The list in a slot, of which some elements may not be resources.
    List(Slot),
    /// The list of the resources that a search matched.
    Matches(Slot),
    /// A search's Bundle, for resources that it included.
    Bundle { entry: usize, name: &'static str, slot: Slot },
}

/// What is known of the candidates before any call.
#[derive(Debug)]
pub(super) struct CandidateTypes {
    /// Their types.
    pub(super) types: Vec<ElementType>,
    /// Whether the sources are always there.
    pub(super) presence: Presence,
    /// The codes that the query of each source asks for; `None` where it isn't narrowed to some.
    pub(super) queried_codes: Vec<Option<QueriedCodes>>,
}

impl CandidateTypes {
    /// Their types, as JSON that a path may start at.
    pub(super) fn elements(&self) -> Elements {
        Elements { alternatives: self.types.clone(), bundle_of: Vec::new() }
    }
    /// Their types' names, for messages.
    pub(super) fn type_names(&self) -> String {
        Type::Element(self.elements()).to_string()
    }
}

/// The candidates of one call.
#[derive(Debug, Default)]
pub(super) struct Resources<'d> {
    pub(super) resources: Vec<Node<'d>>,
    /// Why there may be more.
    pub(super) open: Option<Missing>,
}

impl Candidates {
    /// Compiles `find` and `type`.
    pub(super) fn compile(
        find: &[Text],
        resource_type: Option<&Text>,
        names: &dyn Names,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Candidates, CandidateTypes)> {
        let wanted = resource_type.map(|text| resource(text, diagnostics).map(|definition| (text, definition)));
        let compiled: Vec<Option<Compiled>> = find.iter().map(|text| Compiled::of(text, names, diagnostics)).collect();
        let (compiled, wanted) =
            (compiled.into_iter().collect::<Option<Vec<Compiled>>>()?, wanted.map_or(Some(None), |found| found.map(Some))?);
        let presence = joint_presence(compiled.iter().map(|source| &source.name.typed));
        if let Some((text, definition)) = wanted {
            check_type(text, definition, &compiled, diagnostics)?;
        }
        let types = match wanted {
            Some((_, definition)) => vec![ElementType::of(definition)],
            None => union(compiled.iter().flat_map(|source| &source.elements.alternatives)),
        };
        let only = wanted.map(|(_, definition)| definition.name);
        let queried_codes = compiled.iter().map(|source| source.queried_codes(names)).collect();
        let sources = compiled.iter().map(|source| source.lower(wanted.map(|(_, definition)| definition))).collect();
        Some((Candidates { sources, only }, CandidateTypes { types, presence, queried_codes }))
    }

    /// Reads the candidates of a call. Where the only source is unavailable, so are they; where one of several is, there may be more of them.
    pub(super) fn read<'d>(&self, frame: &Frame<'d>) -> Result<Resources<'d>, Missing> {
        let mut found = Resources::default();
        let mut had = 0;
        for source in &self.sources {
            match source.read(frame, &mut found) {
                Ok(()) => had += 1,
                Err(missing) => found.open = found.open.or(Some(missing)),
            }
        }
        if let Some(only) = self.only {
            found.resources.retain(|resource| is_of_type(*resource, only));
        }
        if self.sources.len() > 1 {
            found.resources = each_once(found.resources, frame.data);
        }
        match found.open {
            Some(missing) if had == 0 => Err(missing),
            _ => Ok(found),
        }
    }
}

/// A source while it is compiled.
struct Compiled {
    name: Name,
    elements: Elements,
}

impl Compiled {
    fn of(text: &Text, names: &dyn Names, diagnostics: &mut Diagnostics) -> Option<Compiled> {
        let name = find_name(text, names, diagnostics)?;
        let elements = match &name.typed.kind {
            Type::List(of) => match &**of {
                Type::Element(elements) if elements.are_resources() => Some(elements.clone()),
                Type::Any => any_resource(),
                _ => None,
            },
            Type::Any => any_resource(),
            _ => None,
        };
        if elements.is_none() {
            diagnostics.push(no_resources(text, &name));
        }
        Some(Compiled { name, elements: elements? })
    }

    /// The types that it may hold, those included in a search too.
    fn holds(&self) -> &[ElementType] {
        if self.elements.bundle_of.is_empty() { &self.elements.alternatives } else { &self.elements.bundle_of }
    }

    fn queried_codes(&self, names: &dyn Names) -> Option<QueriedCodes> {
        match self.name.sort {
            NameSort::Entry(entry) => names.queried_codes(entry),
            _ => None,
        }
    }

    fn lower(&self, wanted: Option<&'static TypeDefinition>) -> CandidateSource {
        let slot = self.name.slot;
        let is_included = |definition: &TypeDefinition| !self.elements.alternatives.iter().any(|element| element.is(definition.name));
        match (self.name.sort, wanted) {
            (NameSort::Entry(entry), Some(wanted)) if is_included(wanted) => {
                CandidateSource::Bundle { entry: entry as usize, name: wanted.name, slot }
            }
            (NameSort::Entry(_), _) => CandidateSource::Matches(slot),
            _ => CandidateSource::List(slot),
        }
    }
}

fn any_resource() -> Option<Elements> {
    ElementType::named("Resource").map(Elements::one)
}

fn no_resources(text: &Text, name: &Name) -> Diagnostic {
    let (written, kind) = (text.as_str(), &name.typed.kind);
    let diagnostic =
        Diagnostic::new(&find_needs_resources::CHECK, text.span(), format!("`{written}` is a {kind}, not a list of resources"));
    match kind {
        Type::Element(_) => diagnostic.help(format!("it is one: take values from it with `from: {written}`")),
        _ => diagnostic
            .help("`find` goes through a search of `prefetch`, a Bundle such as `context.draftOrders`, or an earlier list of resources"),
    }
}

/// The resource type that a text names.
fn resource(text: &Text, diagnostics: &mut Diagnostics) -> Option<&'static TypeDefinition> {
    let found = types::resource(text.as_str());
    if found.is_none() {
        let diagnostic =
            Diagnostic::new(&unknown_resource_type::CHECK, text.span(), format!("FHIR R4 has no resource `{}`", text.as_str()));
        diagnostics.push(match closest(text.as_str(), types::resources().map(|definition| definition.name)) {
            Some(meant) => diagnostic.did_you_mean(meant),
            None => diagnostic,
        });
    }
    found
}

fn check_type(text: &Text, wanted: &TypeDefinition, sources: &[Compiled], diagnostics: &mut Diagnostics) -> Option<()> {
    let is_held = |element: &ElementType| element.is(wanted.name) || element.definition().is_abstract;
    if sources.iter().any(|source| source.holds().iter().any(is_held)) {
        return Some(());
    }
    let held = union(sources.iter().flat_map(Compiled::holds));
    let names: Vec<String> = held.iter().map(|element| element.name()).collect();
    let message = format!("there is no {} here, only {}", wanted.name, names.join(" and "));
    diagnostics.push(Diagnostic::new(&type_not_in_query::CHECK, text.span(), message));
    None
}

fn union<'e>(elements: impl IntoIterator<Item = &'e ElementType>) -> Vec<ElementType> {
    let mut found: Vec<ElementType> = Vec::new();
    for element in elements {
        if !found.contains(element) {
            found.push(*element);
        }
    }
    found
}

impl CandidateSource {
    fn read<'d>(&self, frame: &Frame<'d>, found: &mut Resources<'d>) -> Result<(), Missing> {
        match self {
            CandidateSource::List(slot) => add(&frame.get(*slot), found),
            CandidateSource::Matches(slot) => match frame.get(*slot) {
                Value::List(list) => {
                    found.resources.extend(list.items.iter().filter_map(Value::json));
                    Ok(())
                }
                other => add(&other, found),
            },
            CandidateSource::Bundle { entry, name, slot } => match frame.data.entries.get(*entry) {
                Some(EntryData::Available(bundle)) => {
                    found.resources.extend(included(*bundle, name));
                    Ok(())
                }
                Some(EntryData::Empty) => Ok(()),
                Some(EntryData::Unavailable) | None => Err(Missing { origin: Some(*slot), ..Missing::unknown(Cause::Unavailable) }),
            },
        }
    }
}

fn add<'d>(value: &Value<'d>, found: &mut Resources<'d>) -> Result<(), Missing> {
    match value {
        Value::Json(resource) if resource.get("resourceType").is_some() => found.resources.push(*resource),
        Value::Missing(missing) if !missing.is_absent() => return Err(*missing),
        Value::List(list) => {
            found.open = found.open.or(list.open);
            for item in &list.items {
                if let Err(missing) = add(item, found) {
                    found.open = found.open.or(Some(missing));
                }
            }
        }
        _ => {}
    }
    Ok(())
}
