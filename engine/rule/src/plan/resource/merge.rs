//! How a resource is changed: a JSON merge patch (RFC 7386) is laid over it, and elements are appended to its lists. Nothing else of it is lost.
//!
//! Knows JSON. Must never know expressions.

use engine_fhir::{Document, Kind, Node, equality::are_equal, writer::JsonWriter};

/// What to change, as JSON texts.
#[derive(Debug, Default)]
pub(crate) struct Patch<'p> {
    /// Members laid over: `null` removes, an object merges, anything else replaces.
    pub(crate) laid_over: Vec<(&'p str, String)>,
    /// Elements added to lists, but for those that are there already.
    pub(crate) appended: Vec<(&'p str, Vec<String>)>,
}

/// The security label of a resource that isn't whole (FHIR R4, 3.1.0.4.1).
const SUBSETTED: &str = "SUBSETTED";

/// Whether a resource came cut short (`_elements`, `_summary`), so that writing it back would lose what was left out.
pub(crate) fn is_cut_short(resource: Node<'_>) -> bool {
    let tags = resource.get("meta").and_then(|meta| meta.get("tag"));
    tags.is_some_and(|tags| tags.elements().any(|tag| tag.get("code").is_some_and(|code| code.is_text(SUBSETTED))))
}

/// `base` with `patch`. `None` where the patch isn't JSON, which compiling rules out.
pub(crate) fn apply(base: Node<'_>, patch: &Patch<'_>) -> Option<String> {
    let laid_over =
        patch.laid_over.iter().map(|(name, json)| Some((*name, Document::parse(json.as_str()).ok()?))).collect::<Option<Vec<_>>>()?;
    let members: Vec<(&str, Node<'_>)> = laid_over.iter().map(|(name, document)| (*name, document.root())).collect();
    let mut writer = JsonWriter::new();
    merge_members(base, &members, &mut writer);
    let merged = writer.finish();
    if patch.appended.is_empty() { Some(merged) } else { append_all(&merged, &patch.appended) }
}

/// RFC 7386, 2: `base`'s members with `members` laid over them, in base's order, new ones last.
fn merge_members(base: Node<'_>, members: &[(&str, Node<'_>)], writer: &mut JsonWriter) {
    writer.begin_object();
    for (name, value) in base.members() {
        match members.iter().find(|(changed, _)| *changed == name) {
            None => {
                writer.name(&name);
                writer.node(value);
            }
            Some((_, patch)) if patch.is_null() => {}
            Some((_, patch)) => {
                writer.name(&name);
                merge_value(Some(value), *patch, writer);
            }
        }
    }
    for (name, patch) in members.iter().filter(|(name, patch)| !patch.is_null() && base.get(name).is_none()) {
        writer.name(name);
        merge_value(None, *patch, writer);
    }
    writer.end_object();
}

fn merge_value(base: Option<Node<'_>>, patch: Node<'_>, writer: &mut JsonWriter) {
    if patch.kind() != Kind::Object {
        writer.node(patch);
        return;
    }
    let members: Vec<_> = patch.members().collect();
    let members: Vec<(&str, Node<'_>)> = members.iter().map(|(name, value)| (name.as_ref(), *value)).collect();
    match base.filter(|base| base.kind() == Kind::Object) {
        Some(base) => merge_members(base, &members, writer),
        None => merge_members(patch, &members, writer),
    }
}

fn append_all(merged: &str, appended: &[(&str, Vec<String>)]) -> Option<String> {
    let document = Document::parse(merged).ok()?;
    let root = document.root();
    let mut writer = JsonWriter::new();
    writer.begin_object();
    for (name, value) in root.members() {
        writer.name(&name);
        match appended.iter().find(|(changed, _)| *changed == name) {
            Some((_, added)) if value.kind() == Kind::Array => append(value, added, &mut writer)?,
            _ => writer.node(value),
        }
    }
    for (name, added) in appended.iter().filter(|(name, added)| root.get(name).is_none() && !added.is_empty()) {
        writer.name(name);
        writer.begin_array();
        added.iter().for_each(|element| writer.raw(element));
        writer.end_array();
    }
    writer.end_object();
    Some(writer.finish())
}

fn append(list: Node<'_>, added: &[String], writer: &mut JsonWriter) -> Option<()> {
    writer.begin_array();
    list.elements().for_each(|element| writer.node(element));
    for element in added {
        let document = Document::parse(element.as_str()).ok()?;
        if !list.elements().any(|known| are_equal(known, document.root())) {
            writer.raw(element);
        }
    }
    writer.end_array();
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patched(base: &str, laid_over: &[(&str, &str)], appended: &[(&str, &[&str])]) -> String {
        let base = Document::parse(base).expect("base");
        let patch = Patch {
            laid_over: laid_over.iter().map(|(name, json)| (*name, (*json).to_owned())).collect(),
            appended: appended.iter().map(|(name, list)| (*name, list.iter().map(|json| (*json).to_owned()).collect())).collect(),
        };
        apply(base.root(), &patch).expect("patch")
    }

    #[test]
    fn what_the_patch_does_not_name_stays_as_it_came() {
        assert_eq!(patched(r#"{"a":1.50,"b":{"c":1,"d":2}}"#, &[("b", r#"{"c":9,"d":null}"#)], &[]), r#"{"a":1.50,"b":{"c":9}}"#);
    }

    #[test]
    fn a_new_member_comes_last_without_its_nulls() {
        assert_eq!(patched(r#"{"a":1}"#, &[("n", r#"{"x":null,"y":1}"#)], &[]), r#"{"a":1,"n":{"y":1}}"#);
    }

    #[test]
    fn an_element_that_is_there_already_is_not_appended_again() {
        let base = r#"{"note":[{"text":"x","n":1.0}]}"#;
        assert_eq!(
            patched(base, &[], &[("note", &[r#"{"n":1,"text":"x"}"#, r#"{"text":"y"}"#])]),
            r#"{"note":[{"text":"x","n":1.0},{"text":"y"}]}"#
        );
    }

    #[test]
    fn a_list_that_is_not_there_is_made() {
        assert_eq!(patched(r#"{"a":1}"#, &[], &[("note", &["7"])]), r#"{"a":1,"note":[7]}"#);
    }

    #[test]
    fn a_resource_cut_short_is_known_by_its_tag() {
        let whole = Document::parse(r#"{"meta":{"tag":[{"code":"x"}]}}"#).expect("whole");
        let cut = Document::parse(r#"{"meta":{"tag":[{"system":"s","code":"SUBSETTED"}]}}"#).expect("cut");
        assert!(!is_cut_short(whole.root()) && is_cut_short(cut.root()));
    }
}
