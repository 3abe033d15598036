//! A string of the settings: `${NAME}` in it stands for a variable of the environment, and the whole is parsed as what the setting means.
//!
//! Variables are put in after YAML is read, so that none can change a file's structure. One that isn't set is an error, never an empty string.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};
use std::borrow::Cow;

/// A value that a string of the settings can stand for.
pub(super) trait FromText: Sized {
    /// What is expected, for people: `a size such as 10MB`.
    const EXPECTED: &'static str;
    /// Reads it, where the text is one.
    fn read(text: &str) -> Option<Self>;
}

/// A string of the settings, parsed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parsed<T>(pub(super) T);

impl<'de, T: FromText> Deserialize<'de> for Parsed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Parsed<T>, D::Error> {
        let written = String::deserialize(deserializer)?;
        let text = expand(&written, |name| std::env::var(name).ok()).map_err(de::Error::custom)?;
        match T::read(text.trim()) {
            Some(value) => Ok(Parsed(value)),
            None => Err(de::Error::custom(format!("`{written}` is not {}", T::EXPECTED))),
        }
    }
}

impl<T: FromText> JsonSchema for Parsed<T> {
    fn schema_name() -> Cow<'static, str> {
        T::EXPECTED.into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "description": T::EXPECTED })
    }
}

impl FromText for String {
    const EXPECTED: &'static str = "text";
    fn read(text: &str) -> Option<String> {
        Some(text.to_owned())
    }
}

impl FromText for std::path::PathBuf {
    const EXPECTED: &'static str = "a path";
    fn read(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| text.into())
    }
}

/// `text` with each `${NAME}` replaced; `$${` stands for `${` itself.
fn expand(text: &str, variable: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        let (before, after) = (&rest[..at], &rest[at + 2..]);
        if let Some(before) = before.strip_suffix('$') {
            out.push_str(before);
            out.push_str("${");
            rest = after;
            continue;
        }
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            return Err("`${` has no closing `}`; write `$${` for the characters themselves".to_owned());
        };
        out.push_str(
            &variable(name).ok_or_else(|| format!("the environment has no variable `{name}`; set it before starting the engine"))?,
        );
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::expand;

    fn expanded(text: &str) -> Result<String, String> {
        expand(text, |name| (name == "PORT").then(|| "8080".to_owned()))
    }

    #[test]
    fn a_variable_is_put_in() {
        assert_eq!(expanded("127.0.0.1:${PORT}/${PORT}").as_deref(), Ok("127.0.0.1:8080/8080"));
    }

    #[test]
    fn a_variable_that_is_not_set_is_an_error() {
        assert!(expanded("${HOST}").unwrap_err().contains("no variable `HOST`"));
    }

    #[test]
    fn an_open_brace_is_an_error() {
        assert!(expanded("${PORT").is_err());
    }

    #[test]
    fn two_dollars_stand_for_one() {
        assert_eq!(expanded("$${PORT} $5").as_deref(), Ok("${PORT} $5"));
    }
}
