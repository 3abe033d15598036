//! FHIR R4's types and elements, built into the program from HL7's definitions (no parsing at start).

/// A FHIR type: a resource, a complex type or a primitive.
#[derive(Debug, PartialEq, Eq)]
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

/// What a member of a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Child {
    /// The element's definition.
    pub element: &'static ElementDefinition,
    /// Its type; of a choice the one that the name tells (`valueQuantity`). `Resource` stands for any resource.
    pub element_type: ElementType,
}

/// The type `name`.
pub fn find(name: &str) -> Option<&'static TypeDefinition> {
    let _ = name;
    todo!()
}

/// All types, sorted by name.
pub fn all() -> &'static [TypeDefinition] {
    todo!()
}

/// The resource type `name`, if there is one and it isn't abstract.
pub fn resource(name: &str) -> Option<&'static TypeDefinition> {
    find(name).filter(|found| found.kind == TypeKind::Resource && !found.is_abstract)
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
    /// The member that JSON writes as `name`: choices by their suffixed name (`valueQuantity`), `resourceType` of a resource too.
    pub fn child(self, name: &str) -> Option<Child> {
        let _ = name;
        todo!()
    }
    /// All names that [`ElementType::child`] knows, for suggestions.
    pub fn child_names(self) -> Vec<String> {
        todo!()
    }
}
