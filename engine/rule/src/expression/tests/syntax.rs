//! What tokens and trees hold to, whatever is written.

use super::*;
use crate::expression::{
    function,
    syntax::{
        lexer, parser, recognizer,
        report::ExpressionReport,
        token::{Operator, Token, TokenKind},
        tree::{SyntaxKind, SyntaxTree},
    },
};
use proptest::prelude::*;

/// Parses, without names or types.
fn parse(written: &str) -> Option<(Vec<Token>, SyntaxTree)> {
    let text = words(written);
    let mut report = ExpressionReport::new(&text, 0);
    let mut tokens = lexer::tokenize(written, &mut report)?;
    if !recognizer::check(&mut tokens, written.len(), |name| function::find(name).is_some(), &mut report) {
        return None;
    }
    let tree = parser::parse(&tokens, &mut report)?;
    (!report.has_errors()).then_some((tokens, tree))
}

/// A tree as text, every part in parentheses.
fn outline(tree: &SyntaxTree, tokens: &[Token]) -> String {
    let all =
        |operands: &[SyntaxTree], symbol: &str| operands.iter().map(|operand| outline(operand, tokens)).collect::<Vec<_>>().join(symbol);
    match &tree.kind {
        SyntaxKind::Literal(token) | SyntaxKind::Name(token) => written(&tokens[*token].kind),
        SyntaxKind::Call(name, arguments) => format!("{}({})", written(&tokens[*name].kind), all(arguments, ", ")),
        SyntaxKind::All(operands) => format!("({})", all(operands, " && ")),
        SyntaxKind::Any(operands) => format!("({})", all(operands, " || ")),
        SyntaxKind::Not(operand) => format!("(!{})", outline(operand, tokens)),
        SyntaxKind::Negate(operand) => format!("(-{})", outline(operand, tokens)),
        SyntaxKind::Binary(operator, left, right) => {
            format!("({} {} {})", outline(left, tokens), operator.symbol(), outline(right, tokens))
        }
    }
}

fn written(kind: &TokenKind) -> String {
    match kind {
        TokenKind::Number(value) => value.to_string(),
        TokenKind::Text(text) => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
        TokenKind::Boolean(value) => value.to_string(),
        TokenKind::Name(name) => name.clone(),
        _ => String::new(),
    }
}

fn outlined(written: &str) -> String {
    let (tokens, tree) = parse(written).unwrap();
    outline(&tree, &tokens)
}

#[test]
fn operators_group_by_evalexprs_precedence() {
    for (written, expected) in [
        ("a || b && c", "(a || (b && c))"),
        ("!a == b", "((!a) == b)"),
        ("-a ^ 2", "(-(a ^ 2))"),
        ("a - b - c", "((a - b) - c)"),
        ("a + b * c % d", "(a + ((b * c) % d))"),
        ("a > b + 1 && c", "((a > (b + 1)) && c)"),
        ("f(a, g(), -b)[".trim_end_matches('['), "f(a, g(), (-b))"),
        ("2 ^ -3 * 4", "((2 ^ (-3)) * 4)"),
        ("!!a", "(!(!a))"),
        ("(a && b) && c", "((a && b) && c)"),
    ] {
        assert_eq!(outlined(written), expected, "{written}");
    }
}

#[test]
fn every_part_knows_its_place() {
    let source = "round((a + 1), 2) > -b && f()";
    let (tokens, tree) = parse(source).unwrap();
    let mut places = Vec::new();
    collect(&tree, &mut |part| places.push(&source[part.range(&tokens)]));
    assert_eq!(places, [source, "round((a + 1), 2) > -b", "round((a + 1), 2)", "(a + 1)", "a", "1", "2", "-b", "b", "f()"]);
}

fn collect<'t>(tree: &'t SyntaxTree, see: &mut impl FnMut(&'t SyntaxTree)) {
    see(tree);
    match &tree.kind {
        SyntaxKind::Literal(_) | SyntaxKind::Name(_) => {}
        SyntaxKind::Call(_, operands) | SyntaxKind::All(operands) | SyntaxKind::Any(operands) => {
            operands.iter().for_each(|operand| collect(operand, see))
        }
        SyntaxKind::Not(operand) | SyntaxKind::Negate(operand) => collect(operand, see),
        SyntaxKind::Binary(_, left, right) => {
            collect(left, see);
            collect(right, see);
        }
    }
}

#[test]
fn what_is_absurdly_large_is_refused_without_a_crash() {
    let deep = |open: &str, close: &str, count: usize| format!("{}1{} == 1", open.repeat(count), close.repeat(count));
    for written in [
        deep("(", ")", 100_000),
        deep("(", ")", 70),
        deep("abs(", ")", 1_000),
        deep("-", "", 1_900),
        deep("!", "", 100_000),
        format!("1{} == 1", " + 1".repeat(900)),
        format!("1{} == 1", " ^ 1".repeat(900)),
        "a".repeat(100_000),
        "1 ".repeat(7_000),
    ] {
        let found = compile(&written).unwrap_err();
        assert!(found.iter().any(|one| matches!(one.check.name, "expression-too-large" | "expression-syntax")), "{}", found[0].message);
    }
}

#[test]
fn long_chains_of_conditions_are_no_trouble() {
    let written = vec!["status == 'final'"; 400].join(" || ");
    assert_eq!(evaluate(&written), "true");
}

#[test]
fn places_are_those_of_the_file() {
    let text = Text::verbatim("summary: {{ agee }}", Span { file: FileId(7), start: 100, end: 119 }, 100);
    let mut diagnostics = Diagnostics::default();
    assert!(Expression::compile(&text, 12..16, &world(), &library(), &mut diagnostics).is_none());
    assert_eq!(diagnostics.iter().next().unwrap().span, Span { file: FileId(7), start: 112, end: 116 });
}

/// Expressions of every shape.
fn any_expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-z][a-z0-9_]{0,5}(\\.[a-z]{1,4})?".prop_filter("words have meanings", |name| !matches!(
            name.as_str(),
            "and"
                | "or"
                | "not"
                | "is"
                | "in"
                | "true"
                | "false"
                | "eq"
                | "ne"
                | "lt"
                | "le"
                | "gt"
                | "ge"
                | "has"
                | "if"
                | "mod"
                | "div"
                | "xor"
                | "like"
        )),
        (0u32..1000, 0u32..100).prop_map(|(whole, fraction)| format!("{whole}.{fraction:02}")),
        "[ a-z'\\\\é]{0,6}".prop_map(|text| written(&TokenKind::Text(text))),
        Just("true".to_owned()),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let binary =
            prop_oneof![Just("+"), Just("-"), Just("*"), Just("/"), Just("%"), Just("^"), Just("&&"), Just("||"), Just("=="), Just("<=")];
        prop_oneof![
            (inner.clone(), binary, inner.clone()).prop_map(|(left, operator, right)| format!("({left} {operator} {right})")),
            (inner.clone(), "[!-]").prop_map(|(operand, operator)| format!("({operator}{operand})")),
            ("[f-h]", proptest::collection::vec(inner, 0..3)).prop_map(|(name, arguments)| format!("{name}({})", arguments.join(", "))),
        ]
    })
}

proptest! {
    #[test]
    fn a_tree_written_out_reads_as_the_same_tree(written in any_expression()) {
        let (tokens, tree) = parse(&written).unwrap();
        let again = outline(&tree, &tokens);
        let (tokens_again, tree_again) = parse(&again).unwrap();
        prop_assert_eq!(&again, &outline(&tree_again, &tokens_again));
    }

    #[test]
    fn every_token_stands_where_it_says(written in any_expression()) {
        let (tokens, _) = parse(&written).unwrap();
        for token in tokens {
            let part = &written[token.range.clone()];
            let again = parse_tokens(part);
            prop_assert_eq!(again, vec![token.kind]);
        }
    }

    #[test]
    fn no_text_is_too_strange_to_be_refused(written in "\\PC{0,60}") {
        let _ = compile(&written);
    }

    #[test]
    fn no_jumble_of_tokens_is_too_strange_to_be_refused(parts in proptest::collection::vec(prop_oneof![
        Just("("), Just(")"), Just(","), Just("-"), Just("!"), Just("&&"), Just("||"), Just("=="), Just("<"), Just("+"), Just("^"), Just("%"), Just("="),
        Just("age"), Just("weight"), Just("scores"), Just("problem"), Just("born"), Just("5"), Just("'x'"), Just("not"), Just("and"), Just("count"), Just("if"),
        Just("'2026"), Just("2026-01-01"), Just("“x”"), Just("{{"), Just("default("), Just("round("),
    ], 0..14)) {
        if let Ok(expression) = compile(&parts.join(" ")) {
            with_frame(|frame| show(&expression.evaluate(frame)));
        }
    }
}

fn parse_tokens(written: &str) -> Vec<TokenKind> {
    let text = words(written);
    let tokens = lexer::tokenize(written, &mut ExpressionReport::new(&text, 0)).unwrap_or_default();
    tokens.into_iter().map(|token| token.kind).collect()
}

#[test]
fn an_operator_keeps_its_symbol() {
    assert_eq!(parse_tokens("&&"), [TokenKind::Operator(Operator::And)]);
}
