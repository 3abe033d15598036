//! The types that `resolve()` in a template may read: each is a need of its own when scopes are checked.
//!
//! Knows FHIR's elements and the queries of earlier entries. Must never know scopes.

use super::query_types::gives;
use engine_fhir::{
    query::Query,
    types::{self, Child, ElementType, TypeDefinition},
};
use engine_hooks::prefetch::{ElementPath, Root, StepKind, Template, TemplatePart};

/// Every type that a `resolve()` of the template may read; all types, where the path doesn't say which. `query_of` knows the queries of earlier entries.
pub(super) fn types<'q>(
    template: &Template,
    query_of: &dyn Fn(&str) -> Option<&'q Query<Vec<TemplatePart>>>,
) -> Vec<&'static TypeDefinition> {
    let mut found: Vec<&'static TypeDefinition> = Vec::new();
    for (token, _) in template.tokens() {
        for definition in token.paths().flat_map(|path| of_path(path, query_of)) {
            if !found.contains(&definition) {
                found.push(definition);
            }
        }
    }
    found
}

/// What is known of the values at a step: what they may be, and where their references may point.
struct StepTypes {
    types: Vec<ElementType>,
    targets: Vec<&'static TypeDefinition>,
}

fn of_path<'q>(path: &ElementPath, query_of: &dyn Fn(&str) -> Option<&'q Query<Vec<TemplatePart>>>) -> Vec<&'static TypeDefinition> {
    let query = match &path.root {
        Root::Context { .. } => None,
        Root::Entry { name } => query_of(name),
    };
    let given: Vec<ElementType> = query.map_or_else(|| types::resources().collect(), gives).into_iter().map(ElementType::of).collect();
    let start = match query {
        Some(Query::Read { resource_type, .. }) => vec![ElementType::of(resource_type)],
        _ => ElementType::named("Bundle").into_iter().collect(),
    };
    let mut reached = StepTypes { types: start, targets: types::resources().collect() };
    let mut read = Vec::new();
    for step in &path.steps {
        match &step.kind {
            StepKind::Element { name, choices } => reached = reached.child(name, choices, &given),
            StepKind::OfType(definition) => reached.types = vec![ElementType::of(definition)],
            StepKind::Resolve => {
                read.extend(reached.targets.iter().copied());
                reached = StepTypes {
                    types: reached.targets.iter().map(|definition| ElementType::of(definition)).collect(),
                    targets: types::resources().collect(),
                };
            }
        }
    }
    read
}

impl StepTypes {
    fn child(self, name: &str, choices: &[String], given: &[ElementType]) -> StepTypes {
        let names = || std::iter::once(name).chain(choices.iter().map(String::as_str));
        let children: Vec<Child> = self.types.iter().flat_map(|element| names().filter_map(|name| element.child(name))).collect();
        let targets = children.iter().flat_map(targets).collect();
        let types = children
            .iter()
            .flat_map(|child| if child.element_type.is("Resource") { given.to_vec() } else { vec![child.element_type] })
            .collect();
        StepTypes { types, targets }
    }
}

fn targets(child: &Child) -> Vec<&'static TypeDefinition> {
    match child.element.targets {
        [] | ["Resource"] if child.element_type.is("Reference") => types::resources().collect(),
        targets => targets.iter().filter_map(|name| types::resource(name)).collect(),
    }
}
