//! `prefetch`: FHIR queries with tokens, put in the order in which they can be asked.

use crate::{
    check::catalogue::{prefetch_cycle, query_syntax, uncoverable_query, unknown_search_parameter, unknown_token, unknown_value_set},
    compiler::Compiler,
    diagnostic::{Diagnostic, closest},
    expression::NameSort,
    frame::Slot,
    model,
    names::Scope,
    plan::PlannedEntry,
    source::Text,
    types::{Elements, Type, Typed},
};
use engine_fhir::{
    compartment,
    query::{Include, Parameter, ParameterName, Query},
    search_parameter,
    types::{self, ElementType, TypeDefinition, TypeKind},
};
use engine_hooks::{
    catalogue::Hook,
    prefetch::{Part, Template, Token},
};
use std::collections::BTreeMap;

/// A compiled entry and the slot of its name.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) planned: PlannedEntry,
    pub(crate) slot: Slot,
}

/// Search parameters that can ask for anything, so that no scope covers them (`spec/scopes.md` of the design; SMART App Launch is silent).
const UNCOVERABLE: [&str; 6] = ["_filter", "_query", "_list", "_contained", "_text", "_content"];

/// Compiles all entries in the order in which they can be asked, and defines their names.
pub(crate) fn compile(prefetch: &[model::Prefetch], hooks: &[Hook], compiler: &mut Compiler<'_>) -> Option<Vec<Entry>> {
    let templates: Vec<Option<Template>> = prefetch.iter().map(|entry| parse(entry, hooks, compiler)).collect();
    let order = order(prefetch, &templates, compiler);
    let mut entries = Vec::new();
    for index in &order {
        let entry = &prefetch[*index];
        let typed = templates[*index].as_ref().map_or(Typed::maybe(Type::Any), |template| typed(template, entry.is_required));
        let position = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        let slot = compiler.define(&entry.name, typed, NameSort::Entry(position));
        entries.push((index, slot));
    }
    let position_of = |name: &str| order.iter().position(|index| prefetch[*index].name.as_str() == name);
    entries
        .into_iter()
        .map(|(index, slot)| Some(Entry { planned: plan(&prefetch[*index], templates[*index].clone()?, &position_of), slot }))
        .collect()
}

fn plan(entry: &model::Prefetch, template: Template, position_of: &dyn Fn(&str) -> Option<usize>) -> PlannedEntry {
    PlannedEntry {
        name: entry.name.as_str().to_owned(),
        is_required: entry.is_required,
        is_advertised: entry.is_advertised,
        depends_on: template.depends_on().into_iter().filter_map(position_of).collect(),
        gives: gives(template.query()),
        is_confined_to_patient: is_confined_to_patient(template.query()),
        resolves: template.resolved_types(),
        template,
    }
}

fn parse(entry: &model::Prefetch, hooks: &[Hook], compiler: &mut Compiler<'_>) -> Option<Template> {
    let text = &entry.query;
    let template = match Template::parse(text.as_str()) {
        Ok(template) => template,
        Err(errors) => {
            for error in errors {
                let check = if error.reason.is_token() { &unknown_token::CHECK } else { &query_syntax::CHECK };
                let diagnostic = Diagnostic::new(check, text.span_of(error.span.0..error.span.1), error.reason.to_string());
                compiler.report(error.reason.help().into_iter().fold(diagnostic, Diagnostic::help));
            }
            return None;
        }
    };
    let before = compiler.diagnostics.len();
    check_tokens(text, &template, hooks, compiler);
    check_parameters(text, &template, compiler);
    let template = with_codes(text, &template, compiler)?;
    (compiler.diagnostics.len() == before).then_some(template)
}

fn with_codes(text: &Text, template: &Template, compiler: &mut Compiler<'_>) -> Option<Template> {
    let library = compiler.library;
    match template.with_codes(|name| library.value_sets.get(name).map(|set| set.tokens())) {
        Ok(template) => Some(template),
        Err(name) => {
            let span = template
                .tokens()
                .into_iter()
                .find(|(token, _)| matches!(token, Token::Codes { name: used } if *used == name))
                .map_or(text.span(), |(_, (start, end))| text.span_of(start..end));
            let diagnostic = Diagnostic::new(&unknown_value_set::CHECK, span, format!("no value set is named `{name}`"));
            let diagnostic = match closest(&name, library.value_sets.keys().map(String::as_str)) {
                Some(meant) => diagnostic.label(format!("did you mean `{meant}`?")),
                None => diagnostic.help(format!("add a file `valuesets/{name}.yaml`")),
            };
            compiler.report(diagnostic);
            None
        }
    }
}

/// Every context token must be offered by every hook that the rule answers.
fn check_tokens(text: &Text, template: &Template, hooks: &[Hook], compiler: &mut Compiler<'_>) {
    for (token, (start, end)) in template.tokens() {
        let Token::Context { field } = token else { continue };
        for hook in hooks {
            let offered: Vec<&str> = hook.context.iter().filter(|field| field.is_prefetch_token).map(|field| field.name.as_str()).collect();
            if offered.contains(&field.as_str()) {
                continue;
            }
            let message = match hook.field(field) {
                Some(_) => format!("`{}` has `{field}` in its context, but doesn't offer it to prefetch", hook.name),
                None => format!("`{}` has no `{field}` in its context", hook.name),
            };
            let mut diagnostic = Diagnostic::new(&unknown_token::CHECK, text.span_of(start..end), message)
                .help(format!("`{}` offers: {}", hook.name, offered.join(", ")));
            if let Some(meant) = closest(field, offered.iter().copied()) {
                diagnostic = diagnostic.label(format!("did you mean `context.{meant}`?"));
            }
            compiler.report(diagnostic);
        }
    }
}

/// Every parameter must be one that the type has and that some scope can cover.
fn check_parameters(text: &Text, template: &Template, compiler: &mut Compiler<'_>) {
    let Query::Search(search) = template.query() else { return };
    let resource_type = search.resource_type.name;
    for parameter in &search.parameters {
        let ParameterName::Plain(name) = parameter.parsed_name() else { continue };
        let (start, _) = template.original_span(parameter.span);
        let span = text.span_of(start..start + name.len());
        if UNCOVERABLE.contains(&name) {
            let message = format!("no SMART scope can cover a query with `{name}`");
            compiler.report(Diagnostic::new(&uncoverable_query::CHECK, span, message).help("ask with the search parameters of the resource type"));
        } else if search_parameter::find(resource_type, name).is_none() {
            let mut diagnostic =
                Diagnostic::new(&unknown_search_parameter::CHECK, span, format!("{resource_type} has no search parameter `{name}`"));
            if let Some(meant) = closest(name, search_parameter::of(resource_type).map(|known| known.name)) {
                diagnostic = diagnostic.label(format!("did you mean `{meant}`?"));
            }
            compiler.report(diagnostic.help(format!("the search parameters of {resource_type}: https://hl7.org/fhir/R4/{}.html#search", resource_type.to_lowercase())));
        }
    }
}

/// The entries' indexes, each after those that it reads; entries on a cycle are reported and come last.
fn order(prefetch: &[model::Prefetch], templates: &[Option<Template>], compiler: &mut Compiler<'_>) -> Vec<usize> {
    let by_name: BTreeMap<&str, usize> = prefetch.iter().enumerate().map(|(index, entry)| (entry.name.as_str(), index)).collect();
    let reads = |index: usize| -> Vec<usize> {
        templates[index].iter().flat_map(Template::depends_on).filter_map(|name| by_name.get(name).copied()).collect()
    };
    report_unknown_entries(prefetch, templates, &by_name, compiler);
    let mut ordered: Vec<usize> = Vec::new();
    loop {
        let ready = (0..prefetch.len()).find(|index| !ordered.contains(index) && reads(*index).iter().all(|read| ordered.contains(read)));
        match ready {
            Some(index) => ordered.push(index),
            None => break,
        }
    }
    let stuck: Vec<usize> = (0..prefetch.len()).filter(|index| !ordered.contains(index)).collect();
    if let Some(first) = stuck.first() {
        let names: Vec<&str> = stuck.iter().map(|index| prefetch[*index].name.as_str()).collect();
        let message = format!("these entries wait for each other: {}", names.join(", "));
        compiler.report(
            Diagnostic::new(&prefetch_cycle::CHECK, prefetch[*first].query.span(), message)
                .help("a token may read the result of another entry only where that one doesn't need this one"),
        );
    }
    ordered.extend(stuck);
    ordered
}

fn report_unknown_entries(prefetch: &[model::Prefetch], templates: &[Option<Template>], by_name: &BTreeMap<&str, usize>, compiler: &mut Compiler<'_>) {
    for (entry, template) in prefetch.iter().zip(templates) {
        for name in template.iter().flat_map(Template::depends_on).filter(|name| !by_name.contains_key(name)) {
            let at = entry.query.as_str().find(&format!("%{name}")).unwrap_or_default();
            let mut diagnostic = Diagnostic::new(
                &unknown_token::CHECK,
                entry.query.span_of(at..at + name.len() + 1),
                format!("no prefetch entry is named `{name}`"),
            );
            if let Some(meant) = closest(name, by_name.keys().copied()) {
                diagnostic = diagnostic.label(format!("did you mean `%{meant}`?"));
            }
            compiler.report(diagnostic);
        }
    }
}

/// What an entry's name holds in expressions: the resource of a read, the list of a search's resources.
fn typed(template: &Template, is_required: bool) -> Typed {
    let gives: Vec<ElementType> = gives(template.query()).into_iter().map(ElementType::of).collect();
    let elements = Elements { alternatives: vec![ElementType::of(template.query().resource_type())], bundle_of: gives };
    match template.query() {
        Query::Read { .. } => Typed::maybe(Type::Element(elements)),
        Query::Search(_) if is_required => Typed::present(Type::Element(elements).list()),
        Query::Search(_) => Typed::maybe(Type::Element(elements).list()),
    }
}

/// The types that a query can give: the one read or searched, and those that it includes.
fn gives(query: &Query<Vec<Part>>) -> Vec<&'static TypeDefinition> {
    let mut types = vec![query.resource_type()];
    if let Query::Search(search) = query {
        for included in search.parameters.iter().flat_map(included_types) {
            if !types.contains(&included) {
                types.push(included);
            }
        }
    }
    types
}

/// The types that `_include` and `_revinclude` bring in.
fn included_types(parameter: &Parameter<Vec<Part>>) -> Vec<&'static TypeDefinition> {
    let is_reverse = match parameter.parsed_name() {
        ParameterName::Include => false,
        ParameterName::ReverseInclude => true,
        _ => return Vec::new(),
    };
    let literals = parameter.values.iter().filter_map(|value| match value.as_slice() {
        [Part::Literal(text)] => Include::parse(text),
        _ => None,
    });
    literals.flat_map(|include| types_of(include, is_reverse)).collect()
}

fn types_of(include: Include<'_>, is_reverse: bool) -> Vec<&'static TypeDefinition> {
    let targets = |resource_type: &str, reference: &str| {
        search_parameter::find(resource_type, reference).map(|found| found.targets).unwrap_or_default().iter().filter_map(|name| types::resource(name)).collect()
    };
    match include {
        Include::AllOf { resource_type } | Include::Along { resource_type, .. } if is_reverse => types::resource(resource_type).into_iter().collect(),
        Include::Along { target: Some(target), .. } => types::resource(target).into_iter().collect(),
        Include::Along { resource_type, reference, target: None } => targets(resource_type, reference),
        Include::Everything | Include::AllOf { .. } => {
            types::all().iter().filter(|definition| definition.kind == TypeKind::Resource && !definition.is_abstract).collect()
        }
    }
}

/// Whether a query is confined to `context.patientId`: a read or `_id` search of that patient, or a search by a parameter that names whose record it is.
fn is_confined_to_patient(query: &Query<Vec<Part>>) -> bool {
    match query {
        Query::Read { resource_type, id } => resource_type.name == "Patient" && is_patient_id(id),
        Query::Search(search) => search.parameters.iter().any(|parameter| {
            let names_the_record = match search.resource_type.name {
                "Patient" => parameter.name == "_id",
                _ => compartment::SUBJECT_PARAMETERS.contains(&parameter.name.as_str()),
            };
            let is_plain = parameter.modifier.as_deref().is_none_or(|modifier| modifier == "Patient");
            names_the_record && is_plain && matches!(parameter.values.as_slice(), [value] if is_patient_id(value))
        }),
    }
}

fn is_patient_id(value: &[Part]) -> bool {
    let rest = match value {
        [Part::Literal(prefix), rest @ ..] if prefix == "Patient/" => rest,
        all => all,
    };
    matches!(rest, [Part::Token(Token::Context { field })] if field == "patientId")
}

/// Names that `context.` offers to expressions, for the scope of a rule.
pub(crate) fn context_fields(hooks: &[Hook], scope: &mut Scope) -> Vec<(String, Slot)> {
    let mut fields: Vec<(String, Slot)> = Vec::new();
    for hook in hooks {
        for field in &hook.context {
            if fields.iter().any(|(name, _)| *name == field.name) {
                continue;
            }
            let in_all = hooks.iter().all(|hook| hook.field(&field.name).is_some_and(|field| field.is_required));
            let typed = crate::data::context::field_type(&hook.name, field);
            let typed = if in_all { Typed::present(typed) } else { Typed::maybe(typed) };
            let slot = scope.define(&format!("context.{}", field.name), typed, NameSort::Value, None);
            fields.push((field.name.clone(), slot));
        }
    }
    fields
}
