//! Whether a YAML tree has the structure that the language asks for: keys, kinds of values, words, patterns.

use super::{Key, KeyKind, MappingSchema, Names, Pattern};
use crate::{
    catalogue::{missing_key, unknown_key, unknown_word, wrong_kind},
    diagnostic::{Diagnostic, Diagnostics},
    keyword::Keyword,
    source::Text,
    wording::with_article,
    yaml::{Style, Yaml},
};
use engine_spelling::closest;

/// What people from other systems write, and what it is called here.
const SYNONYMS: &[(&str, &str)] = &[
    ("condition", "when"),
    ("conditions", "when"),
    ("if", "when"),
    ("where", "when"),
    ("trigger", "hook"),
    ("name", "id"),
    ("severity", "indicator"),
    ("priority", "indicator"),
    ("urgency", "indicator"),
    ("text", "detail"),
    ("message", "summary"),
    ("queries", "prefetch"),
    ("fetch", "prefetch"),
    ("variables", "values"),
    ("foreach", "for"),
    ("each", "for"),
    ("valueset", "codes"),
    ("valueSet", "codes"),
    ("since", "within"),
    ("href", "url"),
    ("link", "url"),
    ("warn", "warning"),
    ("danger", "critical"),
    ("error", "critical"),
    ("information", "info"),
    ("string", "text"),
    ("int", "number"),
    ("integer", "number"),
    ("decimal", "number"),
    ("bool", "boolean"),
    ("datetime", "dateTime"),
    ("newest", "latest"),
    ("oldest", "earliest"),
    ("disabled", "off"),
    ("enabled", "live"),
    ("remove", "delete"),
];

/// How many mistakes of a file are reported; more of them are one mistake made over and over.
const MOST_FINDINGS: usize = 1000;

/// Reports where `yaml`, the value of `name`, is not what `kind` says.
pub fn check(yaml: &Yaml, kind: &KeyKind, name: &str, diagnostics: &mut Diagnostics) {
    let mut found = Diagnostics::default();
    check_kind(yaml, kind, name, &mut found);
    diagnostics.append(found);
}

fn check_kind(yaml: &Yaml, kind: &KeyKind, name: &str, found: &mut Diagnostics) {
    match (kind, yaml) {
        _ if found.len() >= MOST_FINDINGS => {}
        (_, Yaml::Unreadable(_)) => {}
        (KeyKind::Either(kinds), _) => check_either(yaml, kinds, name, found),
        (_, yaml) if !fits(yaml, kind) => found.push(wrong_kind(yaml, kind, name)),
        (KeyKind::Pattern(pattern), Yaml::Scalar { text, .. }) => check_pattern(text, pattern, || format!("`{name}`"), found),
        (KeyKind::Words(words), Yaml::Scalar { text, .. }) => check_word(text, words, name, found),
        (KeyKind::List(of) | KeyKind::OneOrList(of), Yaml::Sequence { elements, .. }) => {
            elements.iter().for_each(|element| check_kind(element, of, name, found))
        }
        (KeyKind::OneOrList(of), _) => check_kind(yaml, of, name, found),
        (KeyKind::Map { keys, values }, Yaml::Mapping { members, .. }) => {
            for (key, value) in members {
                if let Names::Of(pattern) = keys {
                    check_pattern(key, pattern, || format!("a name in `{name}`"), found);
                }
                check_kind(value, values, key.as_str(), found);
            }
        }
        (KeyKind::Object(mapping), Yaml::Mapping { members, .. }) => check_object(yaml, members, mapping, found),
        _ => {}
    }
}

/// Whether the kind of `yaml` is one that `kind` takes; what is inside is not looked at.
fn fits(yaml: &Yaml, kind: &KeyKind) -> bool {
    match (kind, yaml) {
        (_, Yaml::Unreadable(_)) | (KeyKind::Json, _) => true,
        (KeyKind::Text(_) | KeyKind::Pattern(_) | KeyKind::Words(_), Yaml::Scalar { .. }) => !yaml.is_null(),
        (KeyKind::Boolean, Yaml::Scalar { text, style: Style::Plain }) => matches!(text.as_str(), "true" | "false"),
        (KeyKind::Number, Yaml::Scalar { text, style: Style::Plain }) => is_number(text.as_str()),
        (KeyKind::List(_), Yaml::Sequence { .. }) => true,
        (KeyKind::OneOrList(of), yaml) => matches!(yaml, Yaml::Sequence { .. }) || fits(yaml, of),
        (KeyKind::Map { .. } | KeyKind::Object(_) | KeyKind::Resource, Yaml::Mapping { .. }) => true,
        (KeyKind::Either(kinds), _) => kinds.iter().any(|kind| fits(yaml, kind)),
        _ => false,
    }
}

/// Whether it is a number as JSON has it; the language's numbers are exact decimals.
pub(crate) fn is_number(text: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(text).is_ok()
}

fn check_either(yaml: &Yaml, kinds: &'static [KeyKind], name: &str, found: &mut Diagnostics) {
    let fitting: Vec<&KeyKind> = kinds.iter().filter(|kind| fits(yaml, kind)).collect();
    match (fitting.as_slice(), yaml) {
        ([], _) => found.push(wrong_kind(yaml, &KeyKind::Either(kinds), name)),
        ([kind], _) => check_kind(yaml, kind, name, found),
        (several, Yaml::Mapping { members, span }) => {
            let mappings: Vec<&MappingSchema> =
                several.iter().filter_map(|kind| if let KeyKind::Object(mapping) = kind { Some(*mapping) } else { None }).collect();
            let has = |mark: &str| members.iter().any(|(key, _)| key.as_str() == mark);
            match mappings.iter().find(|mapping| mapping.mark.is_some_and(has)) {
                Some(mapping) => check_object(yaml, members, mapping, found),
                None => found.push(unmarked(*span, members, &mappings, name)),
            }
        }
        ([kind, ..], _) => check_kind(yaml, kind, name, found),
    }
}

/// A mapping that could be one of several, and has the mark of none of them.
fn unmarked(span: crate::source::Span, members: &[(Text, Yaml)], mappings: &[&MappingSchema], name: &str) -> Diagnostic {
    let marks: Vec<&str> = mappings.iter().filter_map(|mapping| mapping.mark).collect();
    let slip = members.iter().find_map(|(key, _)| Some((key, nearest(key.as_str(), marks.iter().copied())?)));
    match slip {
        Some((key, meant)) => {
            Diagnostic::new(&unknown_key::CHECK, key.span(), format!("`{}` is no key here", key.as_str())).did_you_mean(meant)
        }
        None => Diagnostic::new(
            &missing_key::CHECK,
            first_key(members).unwrap_or(span),
            format!("`{name}` needs one of the keys {}", or_list(&marks)),
        )
        .help("each of them makes another kind of mapping; without one of them nobody can tell which is meant"),
    }
}

fn check_object(yaml: &Yaml, members: &[(Text, Yaml)], mapping: &MappingSchema, found: &mut Diagnostics) {
    for (key, value) in members {
        match mapping.key(key.as_str()) {
            Some(known) => check_kind(value, &known.kind, known.name, found),
            None => found.push(unknown_key(key, members, mapping)),
        }
    }
    let has = |name: &str| members.iter().any(|(key, _)| key.as_str() == name);
    let place = first_key(members).unwrap_or(yaml.span());
    // A key that was mistyped is there, only under another name.
    let meant: Vec<&str> = members
        .iter()
        .filter(|(key, _)| mapping.key(key.as_str()).is_none())
        .filter_map(|(key, _)| suggestion(key, members, mapping))
        .collect();
    for key in mapping.keys.iter().filter(|key| key.is_required && !has(key.name) && !meant.contains(&key.name)) {
        found.push(missing_key(place, key, mapping));
    }
}

/// The place to which a message about a whole mapping points: its first key.
fn first_key(members: &[(Text, Yaml)]) -> Option<crate::source::Span> {
    members.first().map(|(key, _)| key.span())
}

fn missing_key(place: crate::source::Span, key: &Key, mapping: &MappingSchema) -> Diagnostic {
    Diagnostic::new(&missing_key::CHECK, place, format!("this {} has no `{}`", mapping.name, key.name))
        .label(format!("`{}` is missing here", key.name))
        .help(format!("{} For example `{}: {}`", key.about, key.name, key.example))
}

fn unknown_key(key: &Text, members: &[(Text, Yaml)], mapping: &MappingSchema) -> Diagnostic {
    let found = Diagnostic::new(&unknown_key::CHECK, key.span(), format!("{} has no key `{}`", with_article(mapping.name), key.as_str()));
    if key.as_str() == "<<" {
        return found
            .help("YAML's merge keys are not part of the language; definitions that several rules share go into a file for `include`");
    }
    match suggestion(key, members, mapping) {
        Some(meant) => found.did_you_mean(meant),
        None => {
            let names: Vec<&str> = mapping.keys.iter().map(|key| key.name).collect();
            found.help(format!("its keys are {}", list(&names)))
        }
    }
}

/// The key that is meant by one that the mapping doesn't have: the most alike that isn't there yet.
fn suggestion(key: &Text, members: &[(Text, Yaml)], mapping: &MappingSchema) -> Option<&'static str> {
    let is_free = |name: &str| members.iter().all(|(key, _)| key.as_str() != name);
    nearest(key.as_str(), mapping.keys.iter().map(|key| key.name).filter(|name| is_free(name)))
}

/// The candidate most like `word`, or the one that it is a synonym of.
pub(crate) fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str> + Clone) -> Option<&'c str> {
    let synonym =
        SYNONYMS.iter().find(|(other, _)| *other == word).and_then(|(_, ours)| candidates.clone().find(|candidate| candidate == ours));
    synonym.or_else(|| closest(word, candidates))
}

fn check_pattern(text: &Text, pattern: &Pattern, subject: impl Fn() -> String, found: &mut Diagnostics) {
    if pattern.matches(text.as_str()) {
        return;
    }
    let message = format!("{} can't be `{}`", subject(), shorten(text.as_str()));
    found.push(Diagnostic::new(pattern.check, text.span(), message).label("expected ".to_owned() + pattern.expected));
}

fn check_word(text: &Text, words: &[Keyword], name: &str, found: &mut Diagnostics) {
    let word = text.as_str();
    if words.iter().any(|known| known.word == word) {
        return;
    }
    let known: Vec<&str> = words.iter().map(|word| word.word).collect();
    let diagnostic = Diagnostic::new(&unknown_word::CHECK, text.span(), format!("`{name}` can't be `{}`", shorten(word)));
    let expected = if known.len() == 1 { format!("it takes only {}", list(&known)) } else { format!("it is one of {}", list(&known)) };
    found.push(match nearest(word, known.iter().copied()) {
        Some(meant) => diagnostic.did_you_mean(meant).help(expected),
        None => diagnostic.help(expected),
    });
}

fn wrong_kind(yaml: &Yaml, kind: &KeyKind, name: &str) -> Diagnostic {
    let expected = describe(kind);
    let diagnostic = Diagnostic::new(&wrong_kind::CHECK, yaml.span(), format!("`{name}` takes {expected}, not {}", yaml.describe()))
        .label(format!("expected {expected}"));
    match (kind, yaml) {
        (KeyKind::Boolean, Yaml::Scalar { text, style }) => match text.as_str() {
            "yes" | "Yes" | "on" | "True" | "TRUE" => diagnostic.help("write true"),
            "no" | "No" | "off" | "False" | "FALSE" => diagnostic.help("write false"),
            "true" | "false" if *style != Style::Plain => diagnostic.help("leave the quotes out"),
            _ => diagnostic,
        },
        (KeyKind::List(of), yaml) if fits(yaml, of) => {
            diagnostic.help("write each item on a line of its own that begins with `- `; a list of one has one such line")
        }
        (KeyKind::Text(_), Yaml::Mapping { .. }) => {
            diagnostic.help("a text that begins with `{`, or holds a colon and a space, needs quotes")
        }
        (KeyKind::Text(_) | KeyKind::Words(_) | KeyKind::Pattern(_), Yaml::Scalar { .. }) => {
            diagnostic.help("write a value, or remove the key")
        }
        _ => diagnostic,
    }
}

/// What a kind takes, as messages name it.
fn describe(kind: &KeyKind) -> String {
    match kind {
        KeyKind::Text(super::Use::Expression) => "an expression".to_owned(),
        KeyKind::Text(_) => "text".to_owned(),
        KeyKind::Pattern(pattern) => pattern.expected.to_owned(),
        KeyKind::Words(_) => "a word".to_owned(),
        KeyKind::Boolean => "true or false".to_owned(),
        KeyKind::Number => "a number".to_owned(),
        KeyKind::List(_) => "a list".to_owned(),
        KeyKind::OneOrList(of) => format!("{} or a list", describe(of)),
        KeyKind::Map { .. } => "a mapping of names".to_owned(),
        KeyKind::Object(mapping) => match mapping.mark {
            Some(mark) => format!("a mapping with `{mark}`"),
            None => format!("a mapping ({})", with_article(mapping.name)),
        },
        KeyKind::Either(kinds) => kinds.iter().map(describe).collect::<Vec<_>>().join(", or "),
        KeyKind::Json => "JSON".to_owned(),
        KeyKind::Resource => "a mapping (a FHIR resource)".to_owned(),
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn or_list(names: &[&str]) -> String {
    match names {
        [head @ .., last] if !head.is_empty() => format!("{} or `{last}`", list(head)),
        _ => list(names),
    }
}

/// A text short enough for a message.
fn shorten(text: &str) -> String {
    if text.chars().count() <= 40 { text.to_owned() } else { text.chars().take(39).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{language::RULE, source::FileId, yaml};

    /// What is said of a rule file that has these lines besides what it must have.
    fn messages(lines: &str) -> Vec<String> {
        let source = format!("id: a\nhook: patient-view\nversion: 1.0.0\ndescription: x\n{lines}");
        let mut found = Diagnostics::default();
        let tree = yaml::parse(FileId(0), &source, &mut found).expect("a tree");
        check(&tree, &KeyKind::Object(&RULE), "rule", &mut found);
        let at = |diagnostic: &Diagnostic| source[diagnostic.span.start as usize..diagnostic.span.end as usize].to_owned();
        found.iter().map(|found| format!("{} | {} | {} | {}", found.message, at(found), found.label, found.help.join("; "))).collect()
    }

    fn message(lines: &str) -> String {
        let mut all = messages(lines);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    #[test]
    fn a_key_that_is_not_there_is_named_and_one_that_is_meant() {
        assert_eq!(message("titel: x"), "a rule has no key `titel` | titel | did you mean `title`? | ");
        assert_eq!(message("condition: x"), "a rule has no key `condition` | condition | did you mean `when`? | ");
        assert_eq!(message("review: { ownr: x }"), "a review has no key `ownr` | ownr | did you mean `owner`? | ");
        assert!(message("review: { colour: x }").ends_with("its keys are `owner`, `last`, `next`"));
    }

    #[test]
    fn a_mistyped_key_is_not_also_missing() {
        assert_eq!(
            message("cards: [ { id: a, sumary: b, indicator: info } ]"),
            "a card has no key `sumary` | sumary | did you mean `summary`? | "
        );
    }

    #[test]
    fn a_missing_key_points_at_the_mapping_that_lacks_it() {
        assert!(message("cards: [ { id: a, summary: b } ]").starts_with("this card has no `indicator` | id | "));
    }

    #[test]
    fn a_value_of_the_wrong_kind_says_what_is_expected() {
        assert!(message("title: [ a ]").starts_with("`title` takes text, not a list | [ a ] | expected text"));
        assert!(message("title: null").starts_with("`title` takes text, not null"));
        assert!(message("prefetch: Patient/1").starts_with("`prefetch` takes a mapping of names, not text"));
        assert!(message("prefetch: { a: { query: Patient, required: yes } }").ends_with("write true"));
        assert!(message("prefetch: { a: { query: Patient, required: 'true' } }").ends_with("leave the quotes out"));
        assert!(message("cards: { id: a }").contains("begins with `- `"));
        assert!(message("when: [ a, b ]").starts_with("`when` takes an expression, or a mapping with `all`, or a mapping with `any`"));
    }

    #[test]
    fn a_word_or_a_form_that_does_not_fit_says_what_does() {
        assert_eq!(
            message("mode: silence"),
            "`mode` can't be `silence` | silence | did you mean `silent`? | it is one of `live`, `silent`, `off`"
        );
        assert_eq!(
            message("values: { a: { from: x, as: int } }"),
            "`as` can't be `int` | int | did you mean `number`? | it is one of `text`, `number`, `boolean`, `date`, `dateTime`, `age`, `quantity`, `code`, `resource`"
        );
        assert!(
            message("values: { a: { find: x, within: six months } }").contains("expected a period, as in `6 months` or `next 2 weeks`")
        );
        assert!(message("values: { a b: x }").starts_with("a name in `values` can't be `a b` | a b | "));
    }

    #[test]
    fn mappings_are_told_apart_by_their_marks() {
        assert_eq!(message("values: { a: { form: x, path: $.id } }"), "`form` is no key here | form | did you mean `from`? | ");
        assert!(message("values: { a: { path: $.id } }").starts_with("`a` needs one of the keys `from`, `find` or `for` | path"));
        assert!(message("values: { a: { find: x, yield: y } }").starts_with("a value with `find` has no key `yield`"));
        assert!(message("when: { all: [ x ], any: [ y ] }").starts_with("a condition with `all` has no key `any`"));
    }

    #[test]
    fn text_without_quotes_is_text_as_written() {
        assert!(messages("title: 1.0\nhookVersion: 1.0\nvalueSets: { a: { codes: { http://loinc.org: [ 08, no, 1e3 ] } } }").is_empty());
    }
}
