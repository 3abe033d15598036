//! What serde_json reads, a document reads, and the same; what it refuses, a document refuses.

use super::*;
use proptest::prelude::*;
use serde_json::Value;

/// The value that a node holds, by way of every reader a node has.
fn value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Boolean => Value::Bool(node.as_boolean().unwrap()),
        Kind::Number => serde_json::from_str(node.as_number().unwrap()).unwrap(),
        Kind::Text => Value::String(node.as_text().unwrap().into_owned()),
        Kind::Array => Value::Array(node.elements().enumerate().map(|(index, element)| step(node, element, node.at(index))).collect()),
        Kind::Object => Value::Object(node.members().map(|(name, inner)| (name.to_string(), step(node, inner, node.get(&name)))).collect()),
    }
}

/// The value of `inner`, which a walk through `outer` came by and a look into it finds as well.
fn step(outer: Node<'_>, inner: Node<'_>, found: Option<Node<'_>>) -> Value {
    assert!(outer.contains(inner) && !inner.contains(outer) && found.is_some_and(|found| found.is_same(inner)));
    assert!(!outer.is_empty() && outer.raw().contains(inner.raw()));
    value(inner)
}

fn agree(text: &[u8]) {
    let shown = String::from_utf8_lossy(text);
    match (serde_json::from_slice::<Value>(text), Document::parse(text)) {
        (Ok(expected), Ok(document)) => {
            assert_eq!(value(document.root()), expected, "{shown}");
            assert_eq!(document.root().raw(), shown.trim_matches([' ', '\n', '\r', '\t']));
        }
        (Err(_), Err(_)) => {}
        (Err(error), Ok(_)) => assert!(error.to_string().starts_with("number out of range"), "accepted, but {error}: {shown}"),
        (Ok(_), Err(error)) => panic!("refused, as {error}: {shown}"),
    }
}

fn root(text: &str) -> Document {
    Document::parse(text).unwrap()
}

#[test]
fn what_serde_json_takes_or_refuses_is_taken_or_refused() {
    let texts = r#"
        {}  []  [1,]  [,1]  {,}  {"a":1,}  {"a"}  {1:2}  [}  {]  {"a":1]  ["a":1]  [1}  ]  }  ,  :  "  "a  "\  "\u12  0  -0  -  +1
        01  -01  1.  .1  1.5  1e  1e+  1e5  1E-5  1e+5  1.0e  0e1  0.0  00  0x1  1_0  1e400  -1e400  NaN  Infinity  true  tru
        truee  True  false  fals  null  nul  nulll  [true  [true,false,null]  'a'  "\ud83d\ude00"  "\ud83d"  "\ude00"  "\u0000"
        "\/"  "\a"  "é😀"  {"":""}  {"a":1,"a":2}  {"a":1,"\u0061":2}  {"\u0061":1,"b":0,"a":2}  [[],{},[{}]]
        {"a":{"b":[1,{"c":null}]},"d":"e"}  18446744073709551616  -9223372036854775809  0.1000000000000000055511151231257827  {}{}
        []]
    "#;
    let oddly_spaced = "| |{ }|[ ]| [1] |[1 2]|{\"a\" 1}|true false|1 x|\"\t\"|\"\n\"|\"\u{7f}\"|\"\u{1f}\"|\"\u{0}\"|\u{feff}1|\u{a0}1|1\u{b}|// a\n1|[1\u{0}]";
    for text in texts.split_ascii_whitespace().chain(oddly_spaced.split('|')) {
        agree(text.as_bytes());
    }
    for bytes in [&b"\"\xff\""[..], b"\xff", b"\"\xc3\"", b"\"\xed\xa0\x80\"", b"[\"a\", \"\xe2\x82\"]"] {
        agree(bytes);
    }
}

/// JSON with every kind of value, oddly spaced, names that repeat, strings with escapes and without.
fn json() -> impl Strategy<Value = String> {
    let space = || "[ \n\t\r]{0,3}|\n {0,20}";
    let string = || r#""([a-c"]|\\["\\/bfnrt]|\\u00[46]1|\\ud83d\\ude00|é|[ -!#-\[\]-~]{0,20})*""#.prop_map(|text| repair(&text));
    let number = "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?";
    let scalar = prop_oneof![Just("null".to_owned()), Just("true".to_owned()), Just("false".to_owned()), number, string()];
    scalar.prop_recursive(6, 80, 8, move |inner| {
        let spaced = (space(), inner, space()).prop_map(|(before, value, after)| format!("{before}{value}{after}")).boxed();
        let member =
            (space(), string(), space(), spaced.clone()).prop_map(|(before, name, after, value)| format!("{before}{name}{after}:{value}"));
        prop_oneof![
            prop::collection::vec(spaced, 0..8).prop_map(|elements| format!("[{}]", elements.join(","))),
            prop::collection::vec(member, 0..8).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

/// Takes out the quotes that a string's pattern put inside it.
fn repair(string: &str) -> String {
    let inside = &string[1..string.len() - 1];
    let mut repaired = String::from("\"");
    let mut escaped = false;
    for character in inside.chars() {
        if character != '"' || escaped {
            repaired.push(character);
        }
        escaped = character == '\\' && !escaped;
    }
    repaired + "\""
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn any_json_is_read_as_serde_json_reads_it(text in json()) {
        agree(text.as_bytes());
    }
    #[test]
    fn json_cut_short_or_changed_in_a_byte_is_judged_as_serde_json_judges_it(text in json(), place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = text.into_bytes();
        let place = place.index(bytes.len());
        agree(&bytes[..place]);
        bytes[place] = byte;
        agree(&bytes);
    }
    #[test]
    fn text_made_of_jsons_own_signs_is_judged_as_serde_json_judges_it(text in r#"[\[\]{},:"0-9a.eE+\\ utrfalsn-]{0,24}"#) {
        agree(text.as_bytes());
    }
    #[test]
    fn any_bytes_are_judged_as_serde_json_judges_them(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        agree(&bytes);
    }
}

#[test]
fn nesting_is_bounded_and_ten_thousand_brackets_are_an_error() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(Document::parse(nested(MAX_DEPTH)).is_ok());
    let error = Document::parse(nested(MAX_DEPTH + 1)).unwrap_err();
    assert_eq!((error.offset, error.reason), (MAX_DEPTH, ParseErrorReason::TooDeep));
    assert_eq!(Document::parse("[".repeat(10_000)).unwrap_err().reason, ParseErrorReason::TooDeep);
}

#[test]
fn numbers_keep_their_digits() {
    let document = root("[1.50, 1e400, -0, 123456789012345678901234567890]");
    let digits: Vec<_> = document.root().elements().map(|node| node.as_number().unwrap()).collect();
    assert_eq!(digits, ["1.50", "1e400", "-0", "123456789012345678901234567890"]);
}

#[test]
fn a_name_that_stands_twice_has_its_last_value() {
    let document = root(r#"{"a":1,"b":2,"\u0061":3}"#);
    let node = document.root();
    assert_eq!(node.get("a").unwrap().raw(), "3");
    assert_eq!(node.get_each(["b", "a", "c"]).map(|member| member.map(Node::raw)), [Some("2"), Some("3"), None]);
    assert_eq!(node.len(), 2);
    let members: Vec<_> = node.members().map(|(name, value)| (name.into_owned(), value.raw())).collect();
    assert_eq!(members, [("b".to_owned(), "2"), ("a".to_owned(), "3")]);
}

#[test]
fn many_members_are_told_apart_as_few_are() {
    let members: Vec<_> = (0..5000).map(|number| format!(r#""n{}":{number}"#, number % 4000)).collect();
    let document = root(&format!("{{{}}}", members.join(",")));
    assert_eq!(document.root().len(), 4000);
    assert_eq!(document.root().members().next().unwrap().0, "n1000");
    assert_eq!(document.root().get("n0").unwrap().raw(), "4000");
}

#[test]
fn a_text_is_compared_without_its_escapes() {
    let document = root(r#"["abc", "a\u0062c", 1, "ab"]"#);
    let equal: Vec<_> = document.root().elements().map(|node| node.is_text("abc")).collect();
    assert_eq!(equal, [true, true, false, false]);
}

#[test]
fn a_node_contains_what_lies_within_it() {
    let document = root(r#"{"a":{"b":[1]},"c":2}"#);
    let whole = document.root();
    let (a, c) = (whole.get("a").unwrap(), whole.get("c").unwrap());
    let element = a.get("b").unwrap().at(0).unwrap();
    assert!(whole.contains(whole) && whole.contains(element) && a.contains(element));
    assert!(!a.contains(c) && !c.contains(a) && !element.contains(a));
    let twin = root(document.text());
    assert!(!whole.contains(twin.root()) && !whole.is_same(twin.root()) && whole.is_same(document.root()));
}

#[test]
fn a_walk_into_the_wrong_kind_finds_nothing() {
    let document = root(r#"["a", {"b":1}]"#);
    let (array, object) = (document.root(), document.root().at(1).unwrap());
    assert!(array.get("a").is_none() && object.at(0).is_none());
    assert_eq!((array.members().count(), object.elements().count()), (0, 0));
    assert_eq!((array.at(0).unwrap().len(), array.at(2).is_none()), (0, true));
}

#[test]
fn debug_output_quotes_nothing() {
    let document = root(r#"{"name":"Crooks"}"#);
    assert!(!format!("{document:?} {:?}", document.root().get("name")).contains("Crooks"));
}

#[test]
fn an_error_names_the_place_in_characters_and_what_is_expected() {
    let error = Document::parse("{\n  \"naïve\" 1}").unwrap_err();
    assert_eq!((error.offset, error.line, error.column), (13, 2, 11));
    insta::assert_snapshot!(error, @"line 2, column 11: a colon is expected here, between the name of a member and its value");
}

#[test]
fn each_mistake_has_its_reason() {
    let mistakes: [(&[u8], ParseErrorReason); 20] = [
        (b" \n", ParseErrorReason::Empty),
        (b"{\"a\":[1", ParseErrorReason::CutShort),
        (b"\"abc", ParseErrorReason::CutShort),
        (b"\xEF\xBB\xBF{}", ParseErrorReason::ByteOrderMark),
        (b"[\"\xE9\"]", ParseErrorReason::NotUtf8),
        (b"[nil]", ParseErrorReason::Value),
        (b"{a:1}", ParseErrorReason::Name),
        (b"{\"a\"=1}", ParseErrorReason::Colon),
        (b"[1 2]", ParseErrorReason::ArrayCommaOrEnd),
        (b"{\"a\":1 \"b\":2}", ParseErrorReason::ObjectCommaOrEnd),
        (b"[1,]", ParseErrorReason::TrailingComma),
        (b"{\"a\":1,}", ParseErrorReason::TrailingComma),
        (b"[-]", ParseErrorReason::Digit),
        (b"[1.]", ParseErrorReason::Digit),
        (b"[08]", ParseErrorReason::LeadingZero),
        (b"\"a\nb\"", ParseErrorReason::ControlCharacter),
        (b"\"\\d\"", ParseErrorReason::Escape),
        (b"\"\\u12x4\"", ParseErrorReason::HexadecimalEscape),
        (b"\"\\ud800 \"", ParseErrorReason::HalfSurrogatePair),
        (b"{} {}", ParseErrorReason::TrailingText),
    ];
    for (text, reason) in mistakes {
        assert_eq!(Document::parse(text).unwrap_err().reason, reason, "{}", String::from_utf8_lossy(text));
    }
}
