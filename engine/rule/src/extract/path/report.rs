//! Diagnostics of a path: what is wrong with it, and the span of the very word.
//!
//! Knows how authors err. Must never decide what is wrong: `parse` and `walk` do.

use super::{
    element_place::{ElementShape, JsonType, child_names},
    error::{Fault, PathError},
};
use crate::terminology::binding::RequiredBinding;
use engine_fhir::types;
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{code_without_system, list_needs_index, not_a_list, path_compares_unlike, path_syntax, path_too_broad, unknown_element},
    diagnostic::{Diagnostic, Diagnostics},
    source::Text,
};
use std::ops::Range;

/// Where the findings on one path go.
#[derive(Debug)]
pub(crate) struct Report<'r> {
    /// The path's text.
    text: &'r Text,
    /// All findings.
    diagnostics: &'r mut Diagnostics,
    /// Whether a side of a comparison is walked, where a path may give one thing only.
    pub(super) is_comparing: bool,
}

/// How to compare each element of a list.
const INSIDE: &str = "`coding[?@.system == 'http://loinc.org' && @.code == '4548-4']`";

impl<'r> Report<'r> {
    /// A report on the path `text`.
    pub(crate) fn new(text: &'r Text, diagnostics: &'r mut Diagnostics) -> Report<'r> {
        Report { text, diagnostics, is_comparing: false }
    }

    /// Reports that the path can't be read.
    pub(crate) fn syntax(&mut self, error: &PathError) {
        let span = self.text.span_of(error.place.clone());
        let span = if span.start == span.end { self.text.span() } else { span };
        let written = self.text.as_str();
        let check = if error.fault == Fault::TooBroad { &path_too_broad::CHECK } else { &path_syntax::CHECK };
        let mut diagnostic = Diagnostic::new(check, span, message(&error.fault, written.get(error.place.clone()).unwrap_or_default()));
        diagnostic.help = help(&error.fault, written);
        self.diagnostics.push(diagnostic);
    }

    /// Reports a name that no shape has as a member.
    pub(super) fn unknown_element(&mut self, name: &str, at: &Range<usize>, shapes: &[ElementShape]) {
        let names: Vec<String> = shapes.iter().flat_map(|shape| child_names(shape.element)).collect();
        let span = self.text.span_of(at.clone());
        let diagnostic = Diagnostic::new(&unknown_element::CHECK, span, format!("{} has no element `{name}`", describe(shapes)));
        let choices = choices(name, &names);
        let meant = closest(name, names.iter().map(String::as_str));
        self.diagnostics.push(match (meant, other_thing(name, shapes)) {
            _ if !choices.is_empty() => {
                diagnostic.help(format!("`{name}` is a choice, and JSON writes its type with it: {}", listed(&choices)))
            }
            (Some(meant), _) => diagnostic.did_you_mean(meant),
            (None, Some(help)) => diagnostic.help(help),
            (None, None) if names.is_empty() => diagnostic.help("it is a plain value and has no parts"),
            (None, None) => diagnostic,
        });
    }

    /// Reports a member that each element of a list has, and not the list.
    pub(super) fn list_needs_index(&mut self, name: &str, at: &Range<usize>) {
        let written = self.text.as_str();
        let dot = written.get(..at.start).map_or(0, |before| before.trim_end_matches(['.', '[', '\'', '"']).len());
        let with = |index: &str| format!("{}{index}{}", &written[..dot], &written[dot..]);
        let message = format!("`{name}` belongs to the elements of a list, and the path doesn't say which");
        let help = match self.is_comparing {
            true => format!("write `{}` for the first, or ask inside the list: {INSIDE}", with("[0]")),
            false => format!("write `{}` for all of them, or `{}` for the first", with("[*]"), with("[0]")),
        };
        self.diagnostics.push(
            Diagnostic::new(&list_needs_index::CHECK, self.text.span_of(at.clone()), message)
                .label("what comes before is a list")
                .help(help),
        );
    }

    /// Reports `[0]`, `[*]` or a filter on what isn't a list.
    pub(super) fn not_a_list(&mut self, at: &Range<usize>, shapes: &[ElementShape]) {
        let message = format!("{} is one element here, not a list", describe(shapes));
        let written = self.text.as_str().get(at.clone()).unwrap_or_default();
        self.diagnostics.push(
            Diagnostic::new(&not_a_list::CHECK, self.text.span_of(at.clone()), message)
                .help(format!("leave out the brackets with `{written}`: the element is there once at most")),
        );
    }

    /// Reports a code, in a comparison at `at`, that isn't one of those which FHIR fixes.
    pub(super) fn code(&mut self, code: &str, at: &Range<usize>, required_binding: &RequiredBinding) {
        let quoted = |quote: char| self.text.as_str().get(at.clone())?.find(&format!("{quote}{code}{quote}"));
        let start = quoted('\'').or_else(|| quoted('"')).map(|start| at.start + start + 1);
        let place = start.map_or(at.clone(), |start| start..start + code.len());
        required_binding.check_code(code, self.text.span_of(place)).into_iter().for_each(|found| self.diagnostics.push(found));
    }

    /// Reports a code, in a comparison at `at`, that may be of any system.
    pub(super) fn code_without_system(&mut self, code: &str, at: &Range<usize>) {
        let message = format!("`{code}` may be another thing in another code system");
        let written = self.text.as_str().get(at.clone()).unwrap_or_default();
        let sides = written.split(['=', '!']).map(str::trim);
        let coding = sides.filter_map(|side| side.strip_suffix("code")).next().unwrap_or("@.");
        let diagnostic = Diagnostic::new(&code_without_system::CHECK, self.text.span_of(at.clone()), message);
        self.diagnostics.push(diagnostic.help(format!("ask for its system in the same filter: `{coding}system == '…' && {written}`")));
    }

    /// Reports two things that are never of one type.
    pub(super) fn unlike_comparison(&mut self, at: &Range<usize>, left: &[JsonType], right: &[JsonType]) {
        let message = format!("{} never equals {}", name_of(left), name_of(right));
        let mut diagnostic = Diagnostic::new(&path_compares_unlike::CHECK, self.text.span_of(at.clone()), message);
        if left.contains(&JsonType::Null) || right.contains(&JsonType::Null) {
            diagnostic = diagnostic.help("FHIR has no null: write `[?@.element]` for \"it is there\" and `[?!@.element]` for \"it isn't\"");
        } else if left.contains(&JsonType::Object) || right.contains(&JsonType::Object) {
            diagnostic = diagnostic.help("go on to the part that holds the text or number, as in `@.system`, `@.code` or `@.value`");
        }
        self.diagnostics.push(diagnostic);
    }
}

/// The message, which quotes what is `written` where that is wrong.
fn message(fault: &Fault, written: &str) -> String {
    match fault {
        Fault::Unexpected => format!("a path can't have `{written}` there"),
        Fault::Unclosed => format!("this `{written}` is never closed"),
        other => other.to_string(),
    }
}

fn help(fault: &Fault, path: &str) -> Vec<String> {
    let help = match fault {
        Fault::NoRoot => format!("write `$.{}`: `$` is the resource itself", below_type(path)),
        Fault::Unexpected => {
            "a path looks like `$.name[0].family`; `[*]` is every element of a list, `[?@.use == 'official']` those that fit".to_owned()
        }
        Fault::Unfinished => "finish it or leave out its end: `$.name[0].family`".to_owned(),
        Fault::Unclosed => "close it: `[0]`, `['name']`, `[?@.use == 'official']`".to_owned(),
        Fault::FhirPath => {
            "`.where(use = 'official')` is `[?@.use == 'official']`; `.first()` is `[0]`; `.exists()` is `present(…)` in a condition"
                .to_owned()
        }
        Fault::SingleEquals => "write `==`".to_owned(),
        Fault::SeveralCompared => format!("say which: `[0]` for the first, or ask inside the list: {INSIDE}"),
        Fault::Unquoted => "write `.name` or `['name']`".to_owned(),
        Fault::UnknownFunction(_) => "it has `length`, `count`, `match`, `search` and `value`".to_owned(),
        Fault::NotATest(name) => format!("compare it: `{name}(…) > 1`"),
        Fault::Several => "`count(…)` counts what a path gives".to_owned(),
        Fault::Pattern => "give it as text: `match(@.code, 'J4[45].*')`".to_owned(),
        Fault::TooBroad => {
            "name the elements on the way instead of `..`, put few filters inside filters, and start paths in them with `@`".to_owned()
        }
    };
    vec![help]
}

/// A path without the type that FHIRPath writes at its start.
fn below_type(path: &str) -> &str {
    let path = path.trim_start_matches(['.', '/']);
    match path.split_once('.') {
        Some((name, rest)) if types::resource(name).is_some() => rest,
        _ => path,
    }
}

/// What an author took the place for, where that is a common mistake: a search for its resources, a Reference for what it points at, `$` for what stands
/// before the type.
fn other_thing(name: &str, shapes: &[ElementShape]) -> Option<String> {
    let all = |type_name: &str| shapes.iter().all(|shape| shape.element.is(type_name));
    if all("Bundle") {
        let path = format!("$.entry[*].resource.{name}");
        return Some(format!("a search gives a Bundle of resources: `{path}`, or `find` with `path: $.{name}`"));
    }
    if all("Reference") {
        return Some("a Reference points at a resource: follow it with `as: resource`, and start from that value".to_owned());
    }
    all(name).then(|| format!("`$` is the {name} itself: leave `.{name}` out"))
}

/// The suffixed names of a choice written without its type.
fn choices<'n>(name: &str, names: &'n [String]) -> Vec<&'n str> {
    let stem = name.strip_suffix("[x]").unwrap_or(name);
    let is_choice =
        |candidate: &&str| candidate.strip_prefix(stem).is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()));
    let found: Vec<&str> = names.iter().map(String::as_str).filter(is_choice).collect();
    if found.len() > 1 { found } else { Vec::new() }
}

fn listed(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(6).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > shown.len() { " …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// The types of shapes, each once: "Observation", "Condition or Procedure", "any resource".
fn describe(shapes: &[ElementShape]) -> String {
    let mut names: Vec<String> = Vec::new();
    for shape in shapes {
        let name = if super::element_place::is_any_resource(shape.element) { "any resource".to_owned() } else { shape.element.name() };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.len() {
        0..=4 => names.join(" or "),
        more => format!("{} or one of {} others", names[..3].join(", "), more - 3),
    }
}

fn name_of(types: &[JsonType]) -> &'static str {
    match types.first() {
        Some(JsonType::Text) => "a text",
        Some(JsonType::Number) => "a number",
        Some(JsonType::Boolean) => "true or false",
        Some(JsonType::Null) => "null",
        Some(JsonType::List) => "a list",
        Some(JsonType::Object) => "an element with parts",
        None => "nothing",
    }
}
