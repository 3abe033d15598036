//! Turns `data/hooks.json` into a static table, so that nothing is parsed when the program starts.

use serde_json::Value;
use std::{error::Error, fmt::Write, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=data/hooks.json");
    let library: Value = serde_json::from_str(&std::fs::read_to_string("data/hooks.json")?)?;
    let mut out = String::from("&[\n");
    for hook in list(&library, "hooks")? {
        writeln!(out, "    Row {{ name: {:?}, version: {:?}, context: &[", text(hook, "hook")?, text(hook, "hookVersion")?)?;
        for field in list(hook, "context")? {
            writeln!(out, "        {},", field_row(field)?)?;
        }
        out.push_str("    ] },\n");
    }
    out.push_str("]\n");
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("hooks.rs"), out)?;
    Ok(())
}

fn field_row(field: &Value) -> Result<String, Box<dyn Error>> {
    let kind = match text(field, "type")? {
        "string" => "Text",
        "array" => "Array",
        "object" => "Object",
        other => return Err(format!("hooks.json: a context field of type {other}").into()),
    };
    let (name, required, token) = (text(field, "name")?, flag(field, "required")?, flag(field, "prefetchToken")?);
    Ok(format!("({name:?}, {required}, {token}, FieldKind::{kind})"))
}

fn text<'v>(value: &'v Value, name: &str) -> Result<&'v str, String> {
    value[name].as_str().ok_or_else(|| format!("hooks.json: `{name}` is not text in {value}"))
}

fn flag(value: &Value, name: &str) -> Result<bool, String> {
    value[name].as_bool().ok_or_else(|| format!("hooks.json: `{name}` is not a boolean in {value}"))
}

fn list<'v>(value: &'v Value, name: &str) -> Result<&'v Vec<Value>, String> {
    value[name].as_array().ok_or_else(|| format!("hooks.json: `{name}` is not a list in {value}"))
}
