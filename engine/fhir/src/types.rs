//! FHIR R4's types and elements, built into the program from HL7's definitions (no parsing at start).
//!
//! Knows what members a place has and what their types are. Must never know of an instance.

use std::fmt;

include!(concat!(env!("OUT_DIR"), "/types.rs"));

/// A FHIR type: a resource, a complex type or a primitive. There is one of each name.
pub struct TypeDefinition {
    /// `Observation`, `Quantity`, `dateTime` …
    pub name: &'static str,
    /// What sort of type.
    pub kind: TypeKind,
    /// Whether no instance has just this type (`Resource`, `Element`).
    pub is_abstract: bool,
    /// Its elements, sorted by path.
    pub elements: &'static [ElementDefinition],
}

impl PartialEq for TypeDefinition {
    fn eq(&self, other: &TypeDefinition) -> bool {
        self.name == other.name
    }
}

impl Eq for TypeDefinition {}

impl fmt::Debug for TypeDefinition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// What sort of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// A resource.
    Resource,
    /// A complex type.
    Complex,
    /// A primitive type.
    Primitive,
}

/// An element of a type.
#[derive(Debug, PartialEq, Eq)]
pub struct ElementDefinition {
    /// Path below the type: `component.value[x]`.
    pub path: &'static str,
    /// Whether at least one must be there.
    pub is_required: bool,
    /// Whether it repeats.
    pub is_list: bool,
    /// The types it may have; several for a choice.
    pub types: &'static [&'static str],
    /// Where a Reference may point (`Resource`: anywhere).
    pub targets: &'static [&'static str],
    /// The codes of its required binding, where that is a plain list.
    pub codes: &'static [&'static str],
    /// The element whose definition it shares (`Observation.referenceRange`).
    pub content_reference: Option<&'static str>,
}

/// A place in FHIR's types: a type, or a backbone element inside one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElementType {
    definition: &'static TypeDefinition,
    /// Empty for the type itself, else the path of the backbone element.
    path: &'static str,
}

/// A member of a place in FHIR's types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Child {
    /// The element's definition.
    pub element: &'static ElementDefinition,
    /// Its type; for a choice, the one in its name (`valueQuantity`). `Resource` stands for any resource.
    pub element_type: ElementType,
}

/// `resourceType`, which JSON adds to the elements of a resource (FHIR R4, 2.6.2).
static RESOURCE_TYPE: ElementDefinition = ElementDefinition {
    path: "resourceType",
    is_required: true,
    is_list: false,
    types: &["code"],
    targets: &[],
    codes: &[],
    content_reference: None,
};

/// The type `name`.
pub fn find(name: &str) -> Option<&'static TypeDefinition> {
    Some(&TYPES[TYPES.binary_search_by_key(&name, |definition| definition.name).ok()?])
}

/// All types, sorted by name.
pub fn all() -> &'static [TypeDefinition] {
    &TYPES
}

/// The resource type `name`, if there is one and it isn't abstract.
pub fn resource(name: &str) -> Option<&'static TypeDefinition> {
    find(name).filter(|found| found.is_resource())
}

/// All resource types that aren't abstract, sorted by name.
pub fn resources() -> impl Iterator<Item = &'static TypeDefinition> {
    all().iter().filter(|definition| definition.is_resource())
}

impl TypeDefinition {
    /// Whether there are resources of just this type.
    fn is_resource(&self) -> bool {
        self.kind == TypeKind::Resource && !self.is_abstract
    }
}

impl ElementType {
    /// The type itself.
    pub fn of(definition: &'static TypeDefinition) -> ElementType {
        ElementType { definition, path: "" }
    }
    /// The type `name`.
    pub fn named(name: &str) -> Option<ElementType> {
        find(name).map(ElementType::of)
    }
    /// The type it is or lies in.
    pub fn definition(self) -> &'static TypeDefinition {
        self.definition
    }
    /// Path below the type; empty for the type itself.
    pub fn path(self) -> &'static str {
        self.path
    }
    /// `Observation`, `Observation.component`, `Quantity`.
    pub fn name(self) -> String {
        match self.path {
            "" => self.definition.name.to_owned(),
            path => format!("{}.{path}", self.definition.name),
        }
    }
    /// Whether it is the type `name` itself.
    pub fn is(self, name: &str) -> bool {
        self.path.is_empty() && self.definition.name == name
    }
    /// Whether it is a whole resource (or `Resource`, any of them).
    pub fn is_resource(self) -> bool {
        self.path.is_empty() && self.definition.kind == TypeKind::Resource
    }
    /// Whether it is a primitive type.
    pub fn is_primitive(self) -> bool {
        self.definition.kind == TypeKind::Primitive
    }
    /// The member that JSON writes as `name`: choices by their suffixed name (`valueQuantity`), `resourceType` of a resource too,
    /// and `_name`, the id and extensions of a primitive (FHIR R4, 2.6.2).
    pub fn child(self, name: &str) -> Option<Child> {
        if name == RESOURCE_TYPE.path && self.is_resource() {
            return Some(Child { element: &RESOURCE_TYPE, element_type: ElementType::named("code")? });
        }
        match name.strip_prefix('_') {
            Some(primitive) => {
                let Child { element, .. } = self.child(primitive).filter(|child| child.element_type.is_primitive())?;
                Some(Child { element, element_type: ElementType::named("Element")? })
            }
            None => self.plain_child(name).or_else(|| self.choice_child(name)),
        }
    }

    /// All names that [`ElementType::child`] knows, but for the `_name` of primitives: for suggestions.
    pub fn child_names(self) -> Vec<String> {
        let resource_type = self.is_resource().then(|| RESOURCE_TYPE.path.to_owned());
        resource_type.into_iter().chain(self.members().flat_map(|(_, element)| element.json_names())).collect()
    }

    fn plain_child(self, name: &str) -> Option<Child> {
        let (_, element) = self.members().find(|(member, element)| *member == name && !element.is_choice())?;
        let element_type = match element.content_reference {
            Some(reference) => self.place(reference.strip_prefix(self.definition.name)?.strip_prefix('.')?)?,
            None => match element.types {
                ["BackboneElement" | "Element"] => self.place(element.path)?,
                [name] => ElementType::named(name)?,
                _ => return None,
            },
        };
        Some(Child { element, element_type })
    }

    fn choice_child(self, name: &str) -> Option<Child> {
        self.members().find_map(|(member, element)| {
            let suffix = name.strip_prefix(member.strip_suffix("[x]")?)?;
            let chosen = element.types.iter().find(|candidate| is_suffix_of(suffix, candidate))?;
            Some(Child { element, element_type: ElementType::named(chosen)? })
        })
    }

    /// The direct members, each with its own name: `value[x]` of `component.value[x]`. A primitive has no members: its value isn't a member in JSON.
    fn members(self) -> impl Iterator<Item = (&'static str, &'static ElementDefinition)> {
        let elements = if self.is_primitive() { &[] } else { self.definition.elements };
        elements.iter().filter_map(move |element| {
            let below = element.path.strip_prefix(self.path)?;
            let name = if self.path.is_empty() { below } else { below.strip_prefix('.')? };
            (!name.contains('.')).then_some((name, element))
        })
    }

    /// The backbone element `path` of the same type.
    fn place(self, path: &str) -> Option<ElementType> {
        let index = self.definition.elements.binary_search_by_key(&path, |element| element.path).ok()?;
        Some(ElementType { definition: self.definition, path: self.definition.elements[index].path })
    }
}

impl ElementDefinition {
    /// Whether it is a choice of types: `value[x]`, written `valueQuantity`.
    pub fn is_choice(&self) -> bool {
        self.path.ends_with("[x]")
    }
    /// Its own name: `value[x]` of `component.value[x]`.
    pub fn name(&self) -> &'static str {
        self.path.rsplit('.').next().unwrap_or(self.path)
    }
    /// The names by which JSON may have it: one for each type of a choice.
    pub fn json_names(&self) -> Vec<String> {
        match self.name().strip_suffix("[x]") {
            Some(stem) => self.types.iter().map(|chosen| format!("{stem}{}", capitalized(chosen))).collect(),
            None => vec![self.name().to_owned()],
        }
    }
}

fn capitalized(name: &str) -> String {
    name.chars().enumerate().map(|(index, letter)| if index == 0 { letter.to_ascii_uppercase() } else { letter }).collect()
}

/// Whether `suffix` is how a choice writes `type_name`: its first letter in upper case.
fn is_suffix_of(suffix: &str, type_name: &str) -> bool {
    let (mut written, mut wanted) = (suffix.chars(), type_name.chars());
    written.next() == wanted.next().map(|first| first.to_ascii_uppercase()) && written.eq(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a path of JSON names leads, as a person would write it.
    fn walk(start: &str, path: &str) -> String {
        let mut place = ElementType::named(start).unwrap();
        let mut is_list = false;
        for name in path.split('.') {
            let Some(child) = place.child(name) else { return format!("{} has no {name}", place.name()) };
            is_list |= child.element.is_list;
            place = child.element_type;
        }
        if is_list { format!("{}*", place.name()) } else { place.name() }
    }

    #[test]
    fn plain_elements_have_their_type() {
        assert_eq!(walk("Patient", "birthDate"), "date");
        assert_eq!(walk("Observation", "code.coding.system"), "uri*");
        assert_eq!(walk("Observation", "subject.reference"), "string");
        assert_eq!(walk("Dosage", "timing.repeat.frequency"), "positiveInt");
        assert_eq!(walk("Observation", "birthDate"), "Observation has no birthDate");
    }

    #[test]
    fn choices_are_known_by_their_suffixed_name_alone() {
        assert_eq!(walk("Observation", "valueQuantity.value"), "decimal");
        assert_eq!(walk("Observation", "valueDateTime"), "dateTime");
        assert_eq!(walk("Extension", "valueUri"), "uri");
        assert_eq!(walk("Extension", "valueBase64Binary"), "base64Binary");
        assert_eq!(walk("Condition", "onsetAge.value"), "decimal");
        assert_eq!(walk("Dosage", "doseAndRate.doseQuantity"), "Quantity*");
        for name in ["value", "value[x]", "valuequantity", "valueAddress", "valueQuantityx"] {
            assert_eq!(walk("Observation", name), format!("Observation has no {name}"));
        }
    }

    #[test]
    fn backbone_elements_stay_inside_their_type() {
        assert_eq!(walk("Bundle", "entry"), "Bundle.entry*");
        assert_eq!(walk("Bundle", "entry.resource"), "Resource*");
        assert_eq!(walk("Bundle", "entry.link.url"), "uri*");
        assert_eq!(walk("Observation", "component.referenceRange"), "Observation.referenceRange*");
        assert_eq!(walk("Observation", "component.referenceRange.low.unit"), "string*");
    }

    #[test]
    fn recursive_elements_go_as_deep_as_asked() {
        assert_eq!(walk("Questionnaire", "item.item.item.linkId"), "string*");
        assert_eq!(walk("Questionnaire", "item.item"), "Questionnaire.item*");
        assert_eq!(walk("QuestionnaireResponse", "item.answer.item.answer.valueCoding"), "Coding*");
        assert_eq!(walk("Extension", "extension.extension.valueString"), "string*");
    }

    #[test]
    fn an_underscore_reaches_the_id_and_extensions_of_a_primitive() {
        assert_eq!(walk("Patient", "_birthDate"), "Element");
        assert_eq!(walk("Patient", "_birthDate.extension.valueDateTime"), "dateTime*");
        assert_eq!(walk("Observation", "_valueString.id"), "string");
        assert_eq!(walk("Patient", "_contact"), "Patient has no _contact");
        assert_eq!(walk("Patient", "__birthDate"), "Patient has no __birthDate");
    }

    #[test]
    fn only_whole_resources_have_a_resource_type() {
        assert_eq!(walk("Observation", "resourceType"), "code");
        assert_eq!(walk("Bundle", "entry.resource.resourceType"), "code*");
        assert_eq!(walk("Quantity", "resourceType"), "Quantity has no resourceType");
        assert_eq!(walk("Observation", "component.resourceType"), "Observation.component has no resourceType");
    }

    #[test]
    fn primitives_have_no_members() {
        assert_eq!(walk("Patient", "birthDate.value"), "date has no value");
        assert!(ElementType::named("string").unwrap().child_names().is_empty());
    }

    #[test]
    fn inherited_elements_are_there() {
        for definition in all().iter().filter(|definition| definition.kind == TypeKind::Resource) {
            let place = ElementType::of(definition);
            assert!(place.child("meta").is_some() && place.child("id").is_some(), "{definition:?}");
        }
        assert_eq!(walk("Observation", "contained"), "Resource*");
        assert_eq!(walk("Observation", "component.modifierExtension.url"), "string*");
        assert_eq!(walk("Duration", "comparator"), "code");
    }

    #[test]
    fn every_name_listed_leads_somewhere() {
        for definition in all() {
            let backbones = definition.elements.iter().filter(|element| matches!(element.types, ["BackboneElement" | "Element"]));
            let places = backbones.map(|element| ElementType { definition, path: element.path }).chain([ElementType::of(definition)]);
            for place in places {
                for name in place.child_names() {
                    assert!(place.child(&name).is_some(), "{}.{name}", place.name());
                }
            }
        }
    }

    #[test]
    fn the_names_of_a_place_expand_its_choices() {
        let component = ElementType::named("Observation").unwrap().child("component").unwrap().element_type;
        insta::assert_snapshot!(component.child_names().join(" "), @"code dataAbsentReason extension id interpretation modifierExtension referenceRange valueQuantity valueCodeableConcept valueString valueBoolean valueInteger valueRange valueRatio valueSampledData valueTime valueDateTime valuePeriod");
    }

    #[test]
    fn abstract_types_are_no_resources_of_their_own() {
        assert!(resource("Observation").is_some());
        for name in ["Resource", "DomainResource", "Quantity", "observation", "Observations", ""] {
            assert_eq!(resource(name), None, "{name}");
        }
    }

    #[test]
    fn cardinality_and_bindings_are_kept() {
        let status = ElementType::named("Observation").unwrap().child("status").unwrap().element;
        assert!(status.is_required && !status.is_list && status.codes.contains(&"amended"));
    }
}
