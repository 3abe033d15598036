//! `include`: the prefetch, values and value sets of shared files, brought in under their own names.
//!
//! The same name with the same definition is one; with another it is an error.
//!
//! Knows paths within the rules folder, and definitions as written. Must never know what a name is used for.

use crate::{
    catalogue::{include_clash, include_cycle, unknown_include},
    diagnostic::{Diagnostic, Diagnostics},
    model::{self, Definitions, Prefetch},
    source::{FileId, Sources, Span, Text},
};
use engine_spelling::closest;
use std::collections::BTreeMap;

/// Shared files by their path below the rules folder.
pub type Shared = BTreeMap<String, (FileId, Definitions)>;

/// What a rule defines, its includes' definitions first.
pub fn resolve(rule: &model::Rule, shared: &Shared, sources: &Sources, diagnostics: &mut Diagnostics) -> Definitions {
    let mut inclusion = Inclusion { shared, sources, diagnostics, open: Vec::new(), done: Vec::new(), definitions: Definitions::default() };
    inclusion.include(&rule.includes);
    inclusion.add(&rule.definitions);
    inclusion.definitions
}

/// The shared files that `include` brings in, each once, with what it defines itself; `None` where it names none.
pub fn reached<'s>(include: &Text, shared: &'s Shared, sources: &Sources) -> Option<Vec<(FileId, &'s Definitions)>> {
    let path = |include: &Text| path_from(&sources.file(include.span().file).path, include.as_str());
    let mut reached: BTreeMap<String, &'s (FileId, Definitions)> = BTreeMap::new();
    let mut open = vec![path(include)?];
    while let Some(path_of_one) = open.pop() {
        let Some(file) = shared.get(&path_of_one).filter(|_| !reached.contains_key(&path_of_one)) else { continue };
        open.extend(file.1.includes.iter().filter_map(path));
        reached.insert(path_of_one, file);
    }
    (!reached.is_empty()).then(|| reached.into_values().map(|(file, definitions)| (*file, definitions)).collect())
}

/// Brings in the files that a rule includes.
struct Inclusion<'i> {
    shared: &'i Shared,
    sources: &'i Sources,
    diagnostics: &'i mut Diagnostics,
    /// Files that are being included: one among them again is a cycle.
    open: Vec<String>,
    done: Vec<String>,
    definitions: Definitions,
}

impl Inclusion<'_> {
    fn include(&mut self, includes: &[Text]) {
        for include in includes {
            let path = path_from(&self.sources.file(include.span().file).path, include.as_str());
            match path.filter(|path| self.shared.contains_key(path)) {
                Some(path) => self.include_file(include, path),
                None => self.report_unknown(include),
            }
        }
    }

    fn include_file(&mut self, include: &Text, path: String) {
        if self.open.contains(&path) {
            let message = format!("`{}` includes itself, by way of what it includes", include.as_str());
            self.diagnostics
                .push(Diagnostic::new(&include_cycle::CHECK, include.span(), message).help("put what both need into a third file"));
            return;
        }
        if self.done.contains(&path) {
            return;
        }
        let Some((_, definitions)) = self.shared.get(&path) else { return };
        self.open.push(path.clone());
        self.include(&definitions.includes);
        self.add(definitions);
        self.open.pop();
        self.done.push(path);
    }

    fn add(&mut self, more: &Definitions) {
        for entry in &more.prefetch {
            let known = self.definitions.prefetch.iter().find(|known| known.name.as_str() == entry.name.as_str());
            let is_same = known.map(|known| ask_the_same(known, entry));
            if self.is_new(&entry.name, known.map(|known| known.name.span()), is_same) {
                self.definitions.prefetch.push(entry.clone());
            }
        }
        for value in &more.values {
            let known = self.definitions.values.iter().find(|known| known.name.as_str() == value.name.as_str());
            let is_same = known.map(|known| self.text_at(known.span) == self.text_at(value.span));
            if self.is_new(&value.name, known.map(|known| known.name.span()), is_same) {
                self.definitions.values.push(value.clone());
            }
        }
        for (name, set) in &more.value_sets {
            let known = self.definitions.value_sets.iter().find(|(known, _)| known.as_str() == name.as_str());
            let is_same = known.map(|(_, known)| self.text_at(known.span) == self.text_at(set.span));
            if self.is_new(name, known.map(|(known, _)| known.span()), is_same) {
                self.definitions.value_sets.push((name.clone(), set.clone()));
            }
        }
    }

    /// Whether a name isn't there yet. Within one file, a name twice is reported where the names are defined.
    fn is_new(&mut self, name: &Text, known: Option<Span>, is_same: Option<bool>) -> bool {
        let Some(known) = known else { return true };
        if known.file == name.span().file {
            return true;
        }
        if is_same == Some(false) {
            let message = format!("`{}` is defined differently in an included file", name.as_str());
            let diagnostic = Diagnostic::new(&include_clash::CHECK, name.span(), message)
                .related(known, "defined here first")
                .help("rename one of them, or make both the same");
            self.diagnostics.push(diagnostic);
        }
        false
    }

    /// The text of a definition, white space made one: how it is laid out doesn't matter.
    fn text_at(&self, span: Span) -> String {
        let text = &self.sources.file(span.file).text;
        let slice = text.get(span.start as usize..span.end as usize).unwrap_or_default();
        slice.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn report_unknown(&mut self, include: &Text) {
        self.definitions.are_incomplete = true;
        let message = format!("there is no shared file `{}`", include.as_str());
        let from = &self.sources.file(include.span().file).path;
        let known: Vec<String> = self.shared.keys().map(|path| relative(from, path)).collect();
        let mut diagnostic = Diagnostic::new(&unknown_include::CHECK, include.span(), message);
        if let Some(meant) = closest(include.as_str(), known.iter().map(String::as_str)) {
            diagnostic = diagnostic.did_you_mean(meant);
        }
        self.diagnostics.push(diagnostic.help("shared files lie in a folder `common`, and their path is relative to this file"));
    }
}

/// Whether two entries say the same under every key. An entry in full and one in the short form may.
fn ask_the_same(one: &Prefetch, other: &Prefetch) -> bool {
    // Named one by one, so that a new key is compared too.
    let Prefetch { name: _, query, is_required, is_advertised } = one;
    query.as_str() == other.query.as_str() && *is_required == other.is_required && *is_advertised == other.is_advertised
}

/// `path` as `from`'s folder sees it; `None` where it leads out of the rules folder.
fn path_from(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

fn relative(from: &str, path: &str) -> String {
    "../".repeat(from.matches('/').count()) + path
}

#[cfg(test)]
mod tests {
    use super::path_from;

    #[test]
    fn a_path_is_relative_to_the_file_that_names_it() {
        assert_eq!(path_from("renal/dose.yaml", "../common/ckd.yaml").as_deref(), Some("common/ckd.yaml"));
        assert_eq!(path_from("dose.yaml", "common/./ckd.yaml").as_deref(), Some("common/ckd.yaml"));
    }

    #[test]
    fn no_path_leads_out_of_the_rules_folder() {
        assert_eq!(path_from("renal/dose.yaml", "../../etc/passwd"), None);
    }
}
