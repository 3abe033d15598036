//! How a path runs: from a root node to the nodes that it selects, in RFC 9535's order, without allocation on plain paths.
//!
//! Knows JSON. Must never know FHIR.

use super::{Path, Segment, Selector, SelectorKind};
use engine_fhir::{Kind, Node};
use std::ops::ControlFlow;

/// What is done with each node; breaking off ends the walk.
pub(crate) type Visit<'v, 'd> = &'v mut dyn FnMut(Node<'d>) -> ControlFlow<()>;

impl Path {
    /// The node that a straight path gives; any other path gives its first.
    pub(crate) fn first<'d>(&self, root: Node<'d>) -> Option<Node<'d>> {
        let mut found = None;
        let _ = self.each(root, root, &mut |node| {
            found = Some(node);
            ControlFlow::Break(())
        });
        found
    }

    /// Visits every node that it gives.
    pub(crate) fn visit<'d>(&self, root: Node<'d>, visit: &mut dyn FnMut(Node<'d>)) {
        let _ = self.each(root, root, &mut |node| {
            visit(node);
            ControlFlow::Continue(())
        });
    }

    /// Visits every node that it gives from `start`; `root` is what `$` means in its filters.
    pub(super) fn each<'d>(&self, start: Node<'d>, root: Node<'d>, visit: Visit<'_, 'd>) -> ControlFlow<()> {
        walk(&self.segments, start, root, visit)
    }
}

/// Follows `segments` from `node`. Recurs at branches only, so its depth is bounded by the segments a path may have.
fn walk<'d>(segments: &[Segment], node: Node<'d>, root: Node<'d>, visit: Visit<'_, 'd>) -> ControlFlow<()> {
    let mut node = node;
    for (position, segment) in segments.iter().enumerate() {
        let rest = &segments[position + 1..];
        node = match segment {
            Segment::One(Selector { kind: SelectorKind::Name(name), .. }) => match node.get(name) {
                Some(child) => child,
                None => return ControlFlow::Continue(()),
            },
            Segment::One(Selector { kind: SelectorKind::Index(index), .. }) => match element(node, *index) {
                Some(child) => child,
                None => return ControlFlow::Continue(()),
            },
            Segment::One(selector) => return children(selector, node, root, &mut |child| walk(rest, child, root, visit)),
            Segment::Several(selectors) => return all(selectors, node, root, &mut |child| walk(rest, child, root, visit)),
            Segment::Descendant(selectors) => {
                return descend(node, &mut |inner| all(selectors, inner, root, &mut |child| walk(rest, child, root, visit)));
            }
        };
    }
    visit(node)
}

/// Visits a node and everything in it, parents first.
fn descend<'d>(node: Node<'d>, visit: Visit<'_, 'd>) -> ControlFlow<()> {
    visit(node)?;
    each_child(node, &mut |child| descend(child, visit))
}

fn all<'d>(selectors: &[Selector], node: Node<'d>, root: Node<'d>, visit: Visit<'_, 'd>) -> ControlFlow<()> {
    selectors.iter().try_for_each(|selector| children(selector, node, root, visit))
}

/// Visits the children of `node` that `selector` selects.
fn children<'d>(selector: &Selector, node: Node<'d>, root: Node<'d>, visit: Visit<'_, 'd>) -> ControlFlow<()> {
    match &selector.kind {
        SelectorKind::Name(name) => node.get(name).map_or(ControlFlow::Continue(()), visit),
        SelectorKind::Index(index) => element(node, *index).map_or(ControlFlow::Continue(()), visit),
        SelectorKind::Wildcard => each_child(node, visit),
        SelectorKind::Slice { start, end, step } => slice(node, *start, *end, *step, visit),
        SelectorKind::Filter(filter) => each_child(node, &mut |child| match filter.holds(child, root) {
            true => visit(child),
            false => ControlFlow::Continue(()),
        }),
    }
}

fn each_child<'d>(node: Node<'d>, visit: Visit<'_, 'd>) -> ControlFlow<()> {
    match node.kind() {
        Kind::Array => node.elements().try_for_each(visit),
        Kind::Object => node.members().map(|(_, child)| child).try_for_each(visit),
        _ => ControlFlow::Continue(()),
    }
}

/// The element at `index`, counted from the end where negative.
fn element(node: Node<'_>, index: i64) -> Option<Node<'_>> {
    if node.kind() != Kind::Array {
        return None;
    }
    let index = if index < 0 { index.checked_add(i64::try_from(node.len()).ok()?)? } else { index };
    node.at(usize::try_from(index).ok()?)
}

/// Visits the elements of a slice (RFC 9535, 2.3.4.2.2).
fn slice<'d>(node: Node<'d>, start: Option<i64>, end: Option<i64>, step: i64, visit: Visit<'_, 'd>) -> ControlFlow<()> {
    let elements: Vec<Node<'d>> = node.elements().collect();
    let length = i64::try_from(elements.len()).unwrap_or(i64::MAX);
    let normal = |index: i64| if index < 0 { index.saturating_add(length) } else { index };
    let at = |index: i64| usize::try_from(index).ok().and_then(|index| elements.get(index)).copied();
    if step > 0 {
        let mut index = normal(start.unwrap_or(0)).clamp(0, length);
        let end = normal(end.unwrap_or(length)).clamp(0, length);
        while index < end {
            at(index).map_or(ControlFlow::Continue(()), &mut *visit)?;
            index = index.saturating_add(step);
        }
    } else if step < 0 {
        let mut index = start.map_or(length - 1, normal).clamp(-1, length - 1);
        let end = end.map_or(-1, normal).clamp(-1, length - 1);
        while index > end {
            at(index).map_or(ControlFlow::Continue(()), &mut *visit)?;
            index = index.saturating_add(step);
        }
    }
    ControlFlow::Continue(())
}

#[cfg(test)]
mod tests {
    use crate::extract::path::Path;
    use engine_fhir::Document;

    fn selected(path: &str, json: &str) -> Vec<String> {
        let document = Document::parse(json).unwrap();
        let path = Path::parse(path).unwrap();
        let mut found = Vec::new();
        path.visit(document.root(), &mut |node| found.push(node.raw().to_owned()));
        found
    }

    #[test]
    fn names_and_indexes_give_one_node_at_most() {
        let json = r#"{"a":[{"b":1},{"b":2}],"c":null}"#;
        assert_eq!(selected("$.a[0].b", json), ["1"]);
        assert_eq!(selected("$.a[-1]['b']", json), ["2"]);
        assert_eq!(selected("$.c", json), ["null"]);
        assert!(selected("$.a.b", json).is_empty(), "a name selects nothing of an array");
        assert!(selected("$.a[5]", json).is_empty());
        assert!(selected("$.a[-3]", json).is_empty());
        assert!(Path::parse("$.a[0].b").unwrap().is_straight());
        assert!(!Path::parse("$.a[*].b").unwrap().is_straight());
    }

    #[test]
    fn wildcards_lists_and_slices_keep_order() {
        let json = "[0,1,2,3,4,5]";
        assert_eq!(selected("$[*]", json).len(), 6);
        assert_eq!(selected("$[1,0,1]", json), ["1", "0", "1"]);
        assert_eq!(selected("$[1:3]", json), ["1", "2"]);
        assert_eq!(selected("$[::2]", json), ["0", "2", "4"]);
        assert_eq!(selected("$[::-1]", json), ["5", "4", "3", "2", "1", "0"]);
        assert_eq!(selected("$[-2:]", json), ["4", "5"]);
        assert_eq!(selected("$[5:1:-2]", json), ["5", "3"]);
        assert!(selected("$[0:3:0]", json).is_empty());
        assert_eq!(selected("$.*", r#"{"a":1,"b":[2]}"#), ["1", "[2]"]);
    }

    #[test]
    fn descendants_come_parents_first() {
        let json = r#"{"o":{"j":1,"k":2},"a":[5,3,[{"j":4},{"k":6}]]}"#;
        assert_eq!(selected("$..j", json), ["1", "4"]);
        assert_eq!(selected("$..[0]", json), ["5", r#"{"j":4}"#]);
    }

    #[test]
    fn filters_compare_as_rfc_9535_says() {
        let json = r#"{"a":[3,5,1,{"b":"j"},{"b":"k"},{"b":{}},{"b":"kilo"},{"c":null}],"e":"f","l":1.0}"#;
        assert_eq!(selected("$.a[?@.b == 'kilo']", json), [r#"{"b":"kilo"}"#]);
        assert_eq!(selected("$.a[?@>3.5]", json), ["5"]);
        assert_eq!(selected("$.a[?@.b]", json).len(), 4);
        assert_eq!(selected("$.a[?@.c]", json), [r#"{"c":null}"#], "null is there");
        assert_eq!(selected("$.a[?@<2 || @.b == 'k']", json), ["1", r#"{"b":"k"}"#]);
        assert_eq!(selected("$.a[?match(@.b, '[jk]')]", json).len(), 2);
        assert_eq!(selected("$.a[?search(@.b, '[jk]')]", json).len(), 3);
        assert_eq!(selected("$.a[?!@.b]", json).len(), 4);
        assert_eq!(selected("$.a[?@.b != 'j' && @.b]", json).len(), 3);
        assert_eq!(selected("$.a[?@ == $.l]", json), ["1"], "1 equals 1.0");
        assert_eq!(selected("$.a[?length(@.b) == 4]", json), [r#"{"b":"kilo"}"#]);
        assert_eq!(selected("$[?count(@[*]) > 7]", json).len(), 1);
        assert_eq!(selected("$.a[?@.x == @.y]", json).len(), 8, "nothing equals nothing");
        assert!(selected("$.a[?@.x < @.y]", json).is_empty());
        assert_eq!(selected("$.a[?@.x <= @.y]", json).len(), 8);
        assert_eq!(selected("$.a[?value(@..b) == 'k']", json), [r#"{"b":"k"}"#]);
        assert_eq!(selected("$.a[?@.b == $.a[5].b]", json), [r#"{"b":{}}"#]);
    }

    #[test]
    fn names_select_by_characters_not_by_escapes() {
        assert_eq!(selected(r"$['\u0061']", r#"{"a":1}"#), ["1"]);
        assert_eq!(selected(r#"$["a"]"#, r#"{"\u0061":1}"#), ["1"]);
    }

    mod against_the_library {
        use super::selected;
        use jsonpath_rust::JsonPath;
        use proptest::prelude::*;
        use serde_json::{Value, json};

        fn document() -> impl Strategy<Value = Value> {
            let leaf = prop_oneof![
                Just(Value::Null),
                any::<bool>().prop_map(Value::from),
                (-3i64..4).prop_map(Value::from),
                "[abc]{0,2}".prop_map(Value::from)
            ];
            leaf.prop_recursive(4, 40, 4, |inner| {
                prop_oneof![
                    prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                    prop::collection::btree_map("[abc]", inner, 0..4).prop_map(|members| json!(members)),
                ]
            })
        }

        fn segment() -> impl Strategy<Value = String> {
            prop_oneof![
                4 => "[abc]".prop_map(|name| format!(".{name}")),
                2 => (-3i64..4).prop_map(|index| format!("[{index}]")),
                1 => Just("[*]".to_owned()),
                1 => (-3i64..4, -3i64..4, prop_oneof![Just(-1i64), Just(1), Just(2)]).prop_map(|(start, end, step)| format!("[{start}:{end}:{step}]")),
                1 => ("[abc]", 0i64..3).prop_map(|(name, index)| format!("['{name}',{index}]")),
                1 => ("[abc]", prop_oneof![Just("=="), Just("!="), Just("<"), Just(">=")], -2i64..3)
                    .prop_map(|(name, relation, number)| format!("[?@.{name} {relation} {number}]")),
                1 => ("[abc]", "[abc]").prop_map(|(left, right)| format!("[?@.{left} && !@.{right}]")),
            ]
        }

        proptest! {
            #[test]
            fn paths_select_what_the_library_selects(document in document(), segments in prop::collection::vec(segment(), 0..5)) {
                let path = format!("${}", segments.concat());
                let ours: Vec<Value> = selected(&path, &document.to_string()).iter().map(|raw| serde_json::from_str(raw).unwrap()).collect();
                let theirs: Vec<Value> = document.query(&path).unwrap().into_iter().cloned().collect();
                prop_assert_eq!(ours, theirs, "{}", path);
            }
        }
    }
}
