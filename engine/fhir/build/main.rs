//! Turns `data/*.json` into Rust tables, sorted for binary search, so that nothing is parsed when the program starts.

mod lower;

use serde::{Deserialize, de::DeserializeOwned};
use std::{
    collections::BTreeMap,
    env,
    error::Error,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=data");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let elements: Types = read("elements.json")?;
    fs::write(out.join("types.rs"), types(&elements)?)?;
    fs::write(out.join("search_parameters.rs"), search_parameters(&read("search-parameters.json")?, &elements)?)?;
    fs::write(out.join("patient_compartment.rs"), patient_compartment(&read("patient-compartment.json")?)?)?;
    fs::write(out.join("main_elements.rs"), main_elements(&read("main-elements.json")?)?)?;
    Ok(())
}

fn read<T: DeserializeOwned>(name: &str) -> Result<T> {
    Ok(serde_json::from_str(&fs::read_to_string(Path::new("data").join(name))?)?)
}

// A `BTreeMap` sorts its keys by bytes, as the tables' binary searches expect.

#[derive(Deserialize)]
struct Types {
    types: BTreeMap<String, Type>,
}

#[derive(Deserialize)]
struct Type {
    kind: String,
    r#abstract: bool,
    elements: BTreeMap<String, Element>,
}

#[derive(Deserialize)]
struct Element {
    min: u32,
    max: String,
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    targets: Vec<String>,
    #[serde(default)]
    codes: Vec<String>,
    r#ref: Option<String>,
}

fn types(data: &Types) -> Result<String> {
    let mut out = format!("static TYPES: [TypeDefinition; {}] = [\n", data.types.len());
    for (name, definition) in &data.types {
        let kind = match definition.kind.as_str() {
            "resource" => "Resource",
            "complex-type" => "Complex",
            "primitive-type" => "Primitive",
            other => return Err(format!("{name}: unknown kind {other}").into()),
        };
        let is_abstract = definition.r#abstract;
        writeln!(out, "TypeDefinition {{ name: {name:?}, kind: TypeKind::{kind}, is_abstract: {is_abstract}, elements: &[")?;
        for (path, element) in definition.elements.iter().filter(|(_, element)| element.max != "0") {
            let Element { min, max, types, targets, codes, r#ref } = element;
            writeln!(
                out,
                "ElementDefinition {{ path: {path:?}, is_required: {}, is_list: {}, types: &{types:?}, targets: &{targets:?}, \
                 codes: &{codes:?}, content_reference: {ref:?} }},",
                *min > 0,
                max != "1",
            )?;
        }
        out.push_str("] },\n");
    }
    out.push_str("];\n");
    Ok(out)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SearchParameters {
    search_parameters: BTreeMap<String, BTreeMap<String, SearchParameter>>,
}

#[derive(Deserialize)]
struct SearchParameter {
    r#type: String,
    #[serde(default)]
    target: Vec<String>,
    expression: String,
}

fn search_parameters(data: &SearchParameters, elements: &Types) -> Result<String> {
    let mut out = format!("static PARAMETERS: [(&str, &[SearchParameter]); {}] = [\n", data.search_parameters.len());
    for (resource_type, parameters) in &data.search_parameters {
        writeln!(out, "({resource_type:?}, &[")?;
        for (name, SearchParameter { r#type, target, expression }) in parameters {
            let kind = capitalized(r#type);
            let expression = narrowed(expression, resource_type);
            let element_paths = lower::element_paths(elements, resource_type, r#type, &expression);
            writeln!(
                out,
                "SearchParameter {{ name: {name:?}, kind: ParameterKind::{kind}, targets: &{target:?}, expression: {expression:?}, \
                 element_paths: {element_paths} }},"
            )?;
        }
        out.push_str("]),\n");
    }
    out.push_str("];\n");
    Ok(out)
}

fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_uppercase() + rest
}

/// HL7 shares an expression among the types of a parameter. Keeps the alternatives that start at this type.
/// An expression that names no type at all is relative to it and stays whole.
fn narrowed(expression: &str, resource_type: &str) -> String {
    let own: Vec<&str> = alternatives(expression).filter(|alternative| starts_at(alternative, resource_type)).collect();
    if own.is_empty() { expression.to_owned() } else { own.join(" | ") }
}

fn starts_at(alternative: &str, resource_type: &str) -> bool {
    let path = alternative.trim_start_matches('(').strip_prefix(resource_type);
    path.is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
}

/// The alternatives of a FHIRPath union.
fn alternatives(expression: &str) -> impl Iterator<Item = &str> {
    split(expression, '|').map(str::trim)
}

/// Splits where `separator` stands in no parentheses.
fn split(expression: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut depth = 0usize;
    expression.split(move |character| {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == separator && depth == 0
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PatientCompartment {
    patient_compartment: BTreeMap<String, Vec<String>>,
}

fn patient_compartment(data: &PatientCompartment) -> Result<String> {
    let mut out = format!("static PATIENT_COMPARTMENT: [(&str, &[&str]); {}] = [\n", data.patient_compartment.len());
    for (resource_type, parameters) in &data.patient_compartment {
        writeln!(out, "({resource_type:?}, &{parameters:?}),")?;
    }
    out.push_str("];\n");
    Ok(out)
}

#[derive(Deserialize)]
struct MainElements {
    types: BTreeMap<String, MainElementsOfType>,
}

#[derive(Deserialize)]
struct MainElementsOfType {
    code: Option<String>,
    date: Vec<String>,
    #[serde(default)]
    withdrawn: BTreeMap<String, Withdrawn>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Withdrawn {
    Codes(Vec<String>),
    True([bool; 1]),
}

fn main_elements(data: &MainElements) -> Result<String> {
    let mut out = format!("static MAIN_ELEMENTS: [(&str, MainElements); {}] = [\n", data.types.len());
    for (resource_type, MainElementsOfType { code, date, withdrawn }) in &data.types {
        let mut by_code: Vec<(&str, &[String])> = Vec::new();
        let mut if_true: Vec<&str> = Vec::new();
        for (element, values) in withdrawn {
            match values {
                Withdrawn::Codes(codes) => by_code.push((element, codes)),
                Withdrawn::True([true]) => if_true.push(element),
                Withdrawn::True([false]) => return Err(format!("{resource_type}.{element}: withdrawn if false").into()),
            }
        }
        write!(out, "({resource_type:?}, MainElements {{ code: {code:?}, dates: &{date:?}, withdrawn: &[")?;
        for (element, codes) in by_code {
            write!(out, "({element:?}, &{codes:?}),")?;
        }
        writeln!(out, "], withdrawn_if_true: &{if_true:?} }}),")?;
    }
    out.push_str("];\n");
    Ok(out)
}
