//! A value set: codes by system.

use super::{
    code_map::{CodeMap, Found},
    fhir,
    system::{check_code, check_system},
};
use engine_fhir::{Document, Node, concept::Concept, document::ParseError, query::escape::escape};
use engine_syntax::{
    catalogue::{bad_fhir_value_set, duplicate_code, empty_value_set},
    diagnostic::{Diagnostic, Diagnostics},
    model::ValueSetFile,
    source::Text,
};

/// Codes by system. Membership is exact: system and code as they stand.
#[derive(Clone, Debug, Default)]
pub struct ValueSet {
    /// The name it is used by.
    pub name: String,
    /// Its canonical URL: what a FHIR ValueSet calls itself, else where the file says that the list comes from.
    pub url: Option<String>,
    codes: CodeMap<Option<String>>,
}

/// A code of a value set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code<'s> {
    /// Its system.
    pub system: &'s str,
    /// The code.
    pub code: &'s str,
    /// What the file calls it.
    pub display: Option<&'s str>,
}

impl ValueSet {
    /// Compiles a file; `fhir` is what the file's `fhir` names, as it was read, or `None` where there is no such file. What is wrong goes to
    /// `diagnostics`; the codes that could be read are in the set all the same.
    pub fn compile(name: &str, file: &ValueSetFile, fhir: Option<Result<Document, ParseError>>, diagnostics: &mut Diagnostics) -> ValueSet {
        let url = file.source.as_ref().map(|source| source.as_str().to_owned());
        let mut set = ValueSet { name: name.to_owned(), url, codes: CodeMap::default() };
        let found_before = diagnostics.len();
        if let Some(path) = &file.fhir {
            set.read_fhir(path, fhir, diagnostics);
        }
        set.read_codes(file, diagnostics);
        if let (Some(path), false) = (&file.fhir, file.codes.is_empty()) {
            let message = "a value set has `codes` or `fhir`, not both";
            diagnostics.push(Diagnostic::new(&bad_fhir_value_set::CHECK, path.span(), message).help("take one of them out"));
        }
        if set.is_empty() && diagnostics.len() == found_before {
            let message = format!("the value set `{name}` has no codes");
            let help = "list its codes under `codes`, by system, or name a FHIR ValueSet file under `fhir`";
            diagnostics.push(Diagnostic::new(&empty_value_set::CHECK, file.span, message).help(help));
        }
        set
    }

    pub(super) fn of_codes<'s>(name: &str, codes: impl Iterator<Item = (&'s str, &'s str)>) -> ValueSet {
        let mut set = ValueSet { name: name.to_owned(), url: None, codes: CodeMap::default() };
        for (system, code) in codes {
            set.codes.insert(system, code, None);
        }
        set
    }

    /// Whether it has this code of this system.
    pub fn has(&self, system: &str, code: &str) -> bool {
        self.codes.get(system, code).is_some()
    }
    /// Whether it has one of the concept's codings. `None`: can't be told. That is so of a concept without any code, and of a Coding that doesn't say of
    /// which system it is, though its code is in the set; a bare `code` (`Patient.gender`) is judged by the code alone, for its element fixes its system.
    pub fn has_concept(&self, concept: Concept<'_>) -> Option<bool> {
        match self.codes.find(concept) {
            Found::Yes(_) => Some(true),
            Found::No => Some(false),
            Found::Unknown => None,
        }
    }
    /// Every code as a search token, `system|code`, FHIR-escaped, in the file's order.
    pub fn tokens(&self) -> Vec<String> {
        self.codes().map(|code| format!("{}|{}", escape(code.system), escape(code.code))).collect()
    }
    /// Every code, in the file's order.
    pub fn codes(&self) -> impl Iterator<Item = Code<'_>> {
        self.codes.entries().iter().map(|entry| Code { system: &entry.system, code: &entry.code, display: entry.value.as_deref() })
    }
    /// How many codes it has.
    pub fn len(&self) -> usize {
        self.codes.entries().len()
    }
    /// Whether it has no code.
    pub fn is_empty(&self) -> bool {
        self.codes.entries().is_empty()
    }

    fn read_codes(&mut self, file: &ValueSetFile, diagnostics: &mut Diagnostics) {
        for (system, codes) in &file.codes {
            check_system(system, diagnostics);
            for (code, display) in codes {
                let is_new = self.codes.insert(system.as_str(), code.as_str(), display.as_ref().map(|text| text.as_str().to_owned()));
                if check_code(system.as_str(), code, diagnostics) && !is_new {
                    let message = format!("the code `{}` stands twice", code.as_str());
                    diagnostics.push(Diagnostic::new(&duplicate_code::CHECK, code.span(), message).help("take one of them out"));
                }
            }
        }
    }

    fn read_fhir(&mut self, path: &Text, fhir: Option<Result<Document, ParseError>>, diagnostics: &mut Diagnostics) {
        let problem = match fhir {
            None => Some("there is no such file beside this one".to_owned()),
            Some(Err(error)) => Some(format!("it is not JSON: see its line {}, column {}", error.line, error.column)),
            Some(Ok(document)) => match fhir::read(document.root()) {
                Ok(codes) => {
                    self.url = document.root().get("url").and_then(Node::as_text).map(Into::into).or(self.url.take());
                    for code in codes {
                        self.codes.insert(&code.system, &code.code, code.display.map(Into::into));
                    }
                    None
                }
                Err(problem) => Some(problem.to_string()),
            },
        };
        if let Some(problem) = problem {
            let message = format!("`{}` can't be used as a value set: {problem}", path.as_str());
            let help = "name a FHIR ValueSet as JSON that lists its codes: one with a whole `expansion`, as a terminology server's `$expand` gives it";
            diagnostics.push(Diagnostic::new(&bad_fhir_value_set::CHECK, path.span(), message).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine_syntax::source::{FileId, Span};

    const SPAN: Span = Span { file: FileId(0), start: 0, end: 0 };

    fn text(value: &str) -> Text {
        Text::verbatim(value, SPAN, 0)
    }

    fn file(codes: &[(&str, &[&str])], fhir: Option<&str>) -> ValueSetFile {
        let codes = codes.iter().map(|(system, codes)| (text(system), codes.iter().map(|code| (text(code), None)).collect()));
        ValueSetFile { title: None, source: None, codes: codes.collect(), fhir: fhir.map(text), span: SPAN }
    }

    fn compile(file: &ValueSetFile, fhir: Option<&str>) -> (ValueSet, Vec<String>) {
        let mut diagnostics = Diagnostics::default();
        let set = ValueSet::compile("hba1c", file, fhir.map(Document::parse), &mut diagnostics);
        (set, diagnostics.iter().map(|diagnostic| format!("{}: {}", diagnostic.check.name, diagnostic.message)).collect())
    }

    #[test]
    fn codes_become_tokens_in_their_order() {
        let (set, found) = compile(&file(&[("http://loinc.org", &["4548-4", "17856-6"]), ("urn:x", &["a,b|c$d\\e"])], None), None);
        assert_eq!(set.tokens(), ["http://loinc.org|4548-4", "http://loinc.org|17856-6", r"urn:x|a\,b\|c\$d\\e"]);
        assert_eq!(found, Vec::<String>::new());
        assert!(set.has("http://loinc.org", "4548-4") && !set.has("urn:x", "4548-4"));
    }

    #[test]
    fn a_fhir_value_set_gives_its_codes() {
        let json = r#"{"resourceType":"ValueSet","expansion":{"contains":[{"system":"urn:x","code":"a","display":"A"}]}}"#;
        let (set, found) = compile(&file(&[], Some("x.json")), Some(json));
        assert_eq!(set.codes().collect::<Vec<_>>(), [Code { system: "urn:x", code: "a", display: Some("A") }]);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn what_is_wrong_is_said() {
        let said = |file: &ValueSetFile, fhir| compile(file, fhir).1.join("\n");
        assert_eq!(said(&file(&[], None), None), "empty-value-set: the value set `hba1c` has no codes");
        assert_eq!(said(&file(&[("urn:x", &["a", "b", "a"])], None), None), "duplicate-code: the code `a` stands twice");
        assert_eq!(
            said(&file(&[], Some("x.json")), None),
            "bad-fhir-value-set: `x.json` can't be used as a value set: there is no such file beside this one"
        );
        assert_eq!(
            said(&file(&[], Some("x.json")), Some("{\n  oops")),
            "bad-fhir-value-set: `x.json` can't be used as a value set: it is not JSON: see its line 2, column 3"
        );
        let json = r#"{"resourceType":"ValueSet","expansion":{"contains":[{"system":"urn:x","code":"a"}]}}"#;
        assert_eq!(
            said(&file(&[("urn:x", &["b"])], Some("x.json")), Some(json)),
            "bad-fhir-value-set: a value set has `codes` or `fhir`, not both"
        );
    }
}
