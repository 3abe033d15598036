//! What JSON may stand at a place, by FHIR's elements: one of several shapes, or JSON that FHIR doesn't type.
//!
//! Knows FHIR's definitions. Must never know an instance, or the text of a path.

use crate::{terminology::binding::RequiredBinding, value::types::Elements};
use engine_fhir::{
    binding::Binding,
    types::{self, Child, ElementType},
};
use std::collections::HashSet;

/// What JSON may stand at a place.
#[derive(Clone, Debug)]
pub(crate) struct ElementPlace {
    /// The shapes that may stand there; `None` where FHIR doesn't type it.
    pub(crate) shapes: Option<Vec<ElementShape>>,
    /// The resource types that the entries of a Bundle may hold; any, where it is empty.
    pub(crate) bundle_of: Vec<ElementType>,
    /// Whether there may be several such places.
    pub(crate) is_many: bool,
}

/// One thing that may stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ElementShape {
    /// Its type; that of its elements, where it is an array.
    pub(crate) element: ElementType,
    /// Whether it is an array of those.
    pub(crate) is_array: bool,
    /// The types that a Reference may point at, where FHIR says so.
    pub(crate) targets: &'static [&'static str],
    /// The codes that it may be, where FHIR fixes them.
    pub(crate) binding: Option<Binding>,
}

/// The type that FHIR gives an element in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JsonType {
    Text,
    Number,
    Boolean,
    Null,
    List,
    Object,
}

impl ElementPlace {
    /// The place of JSON that FHIR doesn't type.
    pub(crate) fn untyped() -> ElementPlace {
        ElementPlace { shapes: None, bundle_of: Vec::new(), is_many: false }
    }

    /// The place of one of these elements.
    pub(crate) fn of(elements: &Elements) -> ElementPlace {
        let shapes = elements.alternatives.iter().map(|element| ElementShape::one(*element)).collect();
        ElementPlace { shapes: Some(shapes), bundle_of: elements.bundle_of.clone(), is_many: false }
    }

    /// Its types, arrays by their elements'.
    pub(crate) fn elements(&self) -> Option<Elements> {
        let mut alternatives = Vec::new();
        for shape in self.shapes.as_ref()? {
            if !alternatives.contains(&shape.element) {
                alternatives.push(shape.element);
            }
        }
        let has_bundle = alternatives.iter().any(|element| element.is("Bundle"));
        Some(Elements { alternatives, bundle_of: if has_bundle { self.bundle_of.clone() } else { Vec::new() } })
    }

    /// Whether several values may come of it: several places, or an array.
    pub(crate) fn is_list(&self) -> bool {
        self.is_many || self.shapes.iter().flatten().any(|shape| shape.is_array)
    }

    /// The codes that FHIR fixes for all that may stand there.
    pub(crate) fn required_binding(&self) -> Option<RequiredBinding> {
        RequiredBinding::of(self.shapes.iter().flatten().map(|shape| shape.binding))
    }

    /// Whether it is a Coding that may be of any code system: FHIR fixes the codes of none that it may be.
    pub(super) fn is_free_coding(&self) -> bool {
        self.shapes.as_ref().is_some_and(|shapes| shapes.iter().all(|shape| shape.element.is("Coding") && shape.binding.is_none()))
    }

    /// The same place with other shapes; `is_many` adds that there may be several.
    pub(super) fn with(&self, shapes: Vec<ElementShape>, is_many: bool) -> ElementPlace {
        ElementPlace { shapes: Some(shapes), bundle_of: self.bundle_of.clone(), is_many: self.is_many || is_many }
    }

    /// The members `name` of these shapes, arrays taken by their elements.
    pub(super) fn members<'s>(&self, name: &str, shapes: impl IntoIterator<Item = &'s ElementShape>) -> Vec<ElementShape> {
        merged(shapes.into_iter().flat_map(|shape| {
            // The codings of a concept have the codes that FHIR fixes for it.
            let binding = shape.binding.filter(|_| name == "coding");
            self.member(name, shape.element).into_iter().map(move |member| ElementShape { binding: member.binding.or(binding), ..member })
        }))
    }

    fn member(&self, name: &str, element: ElementType) -> Vec<ElementShape> {
        if element.definition().name == "Bundle" && element.path() == "entry" && name == "resource" && !self.bundle_of.is_empty() {
            return self.bundle_of.iter().map(|resource| ElementShape::one(*resource)).collect();
        }
        concrete(element).filter_map(|element| Some(ElementShape::of(element, &element.child(name)?))).collect()
    }

    /// It and everything in it, as `..` visits it.
    pub(super) fn everything(&self) -> Vec<ElementShape> {
        let mut waiting = self.shapes.clone().unwrap_or_default();
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        while let Some(shape) = waiting.pop() {
            if !seen.insert((shape.element.definition().name, shape.element.path(), shape.is_array)) {
                continue;
            }
            // What stands for all elements of its type is required_binding as none of them.
            found.push(ElementShape { binding: None, ..shape });
            match shape.is_array {
                true => waiting.push(ElementShape { is_array: false, ..shape }),
                false => waiting.extend(child_names(shape.element).iter().flat_map(|name| self.member(name, shape.element))),
            }
        }
        found
    }
}

impl ElementShape {
    /// One element.
    pub(crate) fn one(element: ElementType) -> ElementShape {
        ElementShape { element, is_array: false, targets: &[], binding: None }
    }

    /// A member of `parent`.
    fn of(parent: ElementType, child: &Child) -> ElementShape {
        let is_coded = child.element_type.is("code") || child.element_type.is("CodeableConcept");
        let binding = Binding::of(parent.definition(), child.element).filter(|_| is_coded);
        ElementShape { element: child.element_type, is_array: child.element.is_list, targets: child.element.targets, binding }
    }
}

impl JsonType {
    pub(super) fn of(shape: ElementShape) -> JsonType {
        match shape.element.definition().name {
            _ if shape.is_array => JsonType::List,
            "boolean" => JsonType::Boolean,
            "decimal" | "integer" | "positiveInt" | "unsignedInt" => JsonType::Number,
            _ if shape.element.is_primitive() => JsonType::Text,
            _ => JsonType::Object,
        }
    }
}

/// The same shapes, each once.
pub(super) fn merged(shapes: impl IntoIterator<Item = ElementShape>) -> Vec<ElementShape> {
    let mut found: Vec<ElementShape> = Vec::new();
    for shape in shapes {
        if !found.contains(&shape) {
            found.push(shape);
        }
    }
    found
}

/// Whether this stands for any resource.
pub(crate) fn is_any_resource(element: ElementType) -> bool {
    element.is_resource() && element.definition().is_abstract
}

/// The type itself; where it stands for any resource, each of them.
pub(crate) fn concrete(element: ElementType) -> impl Iterator<Item = ElementType> {
    let is_any = is_any_resource(element);
    let resources = types::resources().filter(move |_| is_any).map(ElementType::of);
    (!is_any).then_some(element).into_iter().chain(resources)
}

/// The names of all members of an element, for suggestions too.
pub(super) fn child_names(element: ElementType) -> Vec<String> {
    let mut names: Vec<String> = concrete(element).flat_map(ElementType::child_names).collect();
    names.sort();
    names.dedup();
    names
}
