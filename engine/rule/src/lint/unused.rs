//! Files that nothing uses: value sets and tables that no rule names, includes of which a rule takes nothing.
//!
//! Goes by words: what stands anywhere in a text, if only in a remark, counts as used. So whatever is told is surely unused, mistakes elsewhere or not.

use engine_syntax::{
    check::catalogue::{unused_include, unused_value_set},
    diagnostic::{Diagnostic, Diagnostics},
    include::{self, Shared},
    model::{Definitions, Rule},
    source::{
        FileId, SourceFile, Sources, Span, Text,
        file_kind::{FileKind, stem},
    },
};
use std::collections::BTreeMap;

/// Warns of value sets and tables that no rule, no shared file and no table names. A folder without rules is a library of others, and all may be used.
pub(crate) fn report_sets(sources: &Sources, diagnostics: &mut Diagnostics) {
    let is = |file: &SourceFile, kinds: &[FileKind]| kinds.contains(&FileKind::of(&file.path));
    if !sources.files().any(|(_, file)| is(file, &[FileKind::Rule])) {
        return;
    }
    let sets = sources.files().filter(|(_, file)| is(file, &[FileKind::ValueSet, FileKind::Table]));
    let mut unused: BTreeMap<&str, FileId> = sets.map(|(id, file)| (stem(&file.path), id)).collect();
    for (user, file) in sources.files().filter(|(_, file)| is(file, &[FileKind::Rule, FileKind::Shared, FileKind::Table])) {
        if unused.is_empty() {
            return;
        }
        for word in words(&file.text) {
            if unused.get(word).is_some_and(|own| *own != user) {
                unused.remove(word);
            }
        }
    }
    for (name, file) in unused {
        let start = Span { file, start: 0, end: 0 };
        let diagnostic = Diagnostic::new(&unused_value_set::CHECK, start, format!("no rule uses `{name}`"));
        diagnostics.push(diagnostic.help("name it where it is meant, as in `codes:` of a find, or remove the file"));
    }
}

/// Warns of a rule's includes of whose names neither the rule nor another of its includes uses one.
pub(crate) fn report_includes(rule: &Rule, shared: &Shared, sources: &Sources, diagnostics: &mut Diagnostics) {
    let own = &sources.file(rule.span.file).text;
    for include in &rule.includes {
        let Some(included) = include::reached(include, shared, sources) else { continue };
        if may_be_followed(&included) || included.iter().all(|(_, definitions)| definitions.is_empty()) {
            continue;
        }
        let others = rule.includes.iter().filter(|other| other.as_str() != include.as_str());
        let is_used_by = |other: &Text| {
            let files = include::reached(other, shared, sources).unwrap_or_default();
            files.iter().flat_map(|(file, _)| words(&sources.file(*file).text)).any(|word| defines(&included, word))
        };
        if !words(own).any(|word| defines(&included, word)) && !others.into_iter().any(is_used_by) {
            let message = format!("nothing of `{}` is used", include.as_str());
            diagnostics.push(Diagnostic::new(&unused_include::CHECK, include.span(), message).help("use what it defines, or remove it"));
        }
    }
}

/// Shared files that an include brings in, with what each defines.
type Included<'s> = Vec<(FileId, &'s Definitions)>;

/// Whether one of the files defines this name.
fn defines(included: &Included<'_>, word: &str) -> bool {
    included.iter().any(|(_, definitions)| {
        let entries = definitions.prefetch.iter().map(|entry| &entry.name);
        let values = definitions.values.iter().map(|value| &value.name);
        let sets = definitions.value_sets.iter().map(|(name, _)| name);
        entries.chain(values).chain(sets).any(|name| name.as_str() == word)
    })
}

/// Whether a query of the files is there for what references lead to, and needn't be named.
fn may_be_followed(included: &Included<'_>) -> bool {
    included.iter().flat_map(|(_, definitions)| &definitions.prefetch).any(|entry| entry.query.as_str().starts_with("Medication"))
}

/// The words of a text, in the characters that names have. A search parameter, as `patient=…`, is none; what `==` compares is.
fn words(text: &str) -> impl Iterator<Item = &str> {
    Pieces(text).flat_map(|piece| {
        let is_plain = piece.bytes().all(|byte| byte.is_ascii() && byte != b'=');
        let (word, words) = if is_plain { (Some(piece), None) } else { (None, Some(words_of_mixed(piece))) };
        word.into_iter().chain(words.into_iter().flatten())
    })
}

fn words_of_mixed(piece: &str) -> impl Iterator<Item = &str> {
    let sides = piece.split(|character: char| !character.is_ascii() && !character.is_alphanumeric()).flat_map(|part| part.split("=="));
    sides.filter(|word| !word.is_empty() && !word.contains('='))
}

/// Splits a text at the ASCII characters of which no word is made, byte by byte, since every file is read so.
struct Pieces<'t>(&'t str);

impl<'t> Iterator for Pieces<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let start = self.0.bytes().position(may_be_of_word)?;
        let begun = self.0.get(start..)?;
        let length = begun.bytes().position(|byte| !may_be_of_word(byte)).unwrap_or(begun.len());
        let (piece, rest) = begun.split_at_checked(length)?;
        self.0 = rest;
        Some(piece)
    }
}

fn may_be_of_word(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'=') || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule_set::RuleSet;
    use engine_hooks::catalogue::Catalogue;

    const RULE: &str = "id: a\nhook: patient-view\nversion: 1.0.0\ndescription: x\nprefetch: { patient: 'Patient/{{context.patientId}}' }\n\
        values:\n  problem: { from: patient, path: $.maritalStatus, as: code }\n\
        when: code_in(problem, 'used')\ncards: [ { id: a, summary: x, indicator: info, source: { label: x } } ]\n";

    fn told(files: &[(&str, &str)]) -> Vec<String> {
        let mut sources = Sources::default();
        files.iter().for_each(|(path, text)| {
            sources.add(*path, *text);
        });
        let (_, found) = RuleSet::compile(&sources, &Catalogue::hl7());
        found.iter().map(|finding| format!("{}: {}", sources.file(finding.span.file).path, finding.message)).collect()
    }

    #[test]
    fn a_value_set_that_no_rule_names_is_told() {
        let set = "codes: { urn:x: [ a ] }\n";
        let files = [("a/a.yaml", RULE), ("valuesets/used.yaml", set), ("valuesets/other.yaml", set)];
        assert_eq!(told(&files), ["valuesets/other.yaml: no rule uses `other`"]);
    }

    #[test]
    fn a_library_without_rules_may_be_used_by_others() {
        assert!(told(&[("valuesets/other.yaml", "codes: { urn:x: [ a ] }\n")]).is_empty());
    }

    #[test]
    fn names_are_whole_words() {
        assert_eq!(words("codes: hba1c # a1c-date, {{codes.x_y}}").collect::<Vec<_>>(), ["codes", "hba1c", "a1c-date", "codes", "x_y"]);
        assert_eq!(words("Condition?patient={{x}} age==3 &code=a").collect::<Vec<_>>(), ["Condition", "x", "age", "3"]);
        assert_eq!(words("“größe” – x…größe==é").collect::<Vec<_>>(), ["größe", "x", "größe", "é"]);
    }
}
