//! Calls of functions: the number of arguments, their types and their coercion.
//!
//! Knows what functions declare. Must never know one by its name.

use super::TypeChecker;
use crate::{
    expression::{
        function::{self, Accepts, Function, Role},
        syntax::{token::TokenKind, tree::SyntaxTree},
        term::flow::Outcome,
        typing::{
            call_site::CallSite,
            coerce::{coerce, coerce_date_literal, read_as},
            comparable::list_for_one,
            typed_term::TypedTerm,
        },
    },
    scope::contradiction,
    value::{
        reading::Reading,
        types::{Presence, Type},
    },
};
use engine_spelling::closest;
use engine_syntax::{catalogue, diagnostic::Diagnostic, source::Span};

impl TypeChecker<'_, '_> {
    pub(super) fn call(&mut self, tree: &SyntaxTree, name: usize, arguments: &[SyntaxTree]) -> TypedTerm {
        let name_span = self.report.span(self.tokens[name].range.clone());
        let TokenKind::Name(name) = &self.tokens[name].kind else { return self.mistaken(tree) };
        let Some(function) = function::find(name) else {
            let diagnostic = self.unknown_function(name, name_span);
            arguments.iter().for_each(|argument| drop(self.check(argument)));
            return self.refuse(tree, diagnostic);
        };
        if let (Role::Negation, [negated]) = (function.attributes.role, arguments) {
            self.warn_of_double_negation(tree, negated);
        }
        let arguments = self.arguments(function, arguments);
        if !function.argument_counts().contains(&arguments.len()) {
            let diagnostic = wrong_argument_count(function, arguments.len(), self.span(tree));
            return self.refuse(tree, diagnostic);
        }
        self.build(tree, function, arguments)
    }

    /// Checks the arguments. One that is reached only where the first one holds (the second of `if`) may count on what that requires to be present.
    fn arguments(&mut self, function: &Function, trees: &[SyntaxTree]) -> Vec<TypedTerm> {
        let (outside, was_negated, role) = (self.flow_facts.clone(), self.is_negated, function.attributes.role);
        self.is_negated = role == Role::Negation && !was_negated;
        let mut compiled: Vec<TypedTerm> = Vec::with_capacity(trees.len());
        for (index, tree) in trees.iter().enumerate() {
            if let (Some(outcome), Some(first)) =
                (function.parameters.get(index).and_then(|parameter| parameter.only_where_first), compiled.first())
            {
                let constraint = self.reader().constraint(&trees[0], &first.term);
                let _contradiction = self.flow_facts.assume(&constraint, outcome == Outcome::True);
            }
            let argument = self.check(tree);
            if role == Role::Conditional && index == 0 {
                contradiction::report(&self.reader().constraint(tree, &argument.term), self.report.diagnostics());
            }
            compiled.push(argument);
            self.flow_facts.clone_from(&outside);
        }
        self.is_negated = was_negated;
        compiled
    }

    fn build(&mut self, tree: &SyntaxTree, function: &'static Function, mut arguments: Vec<TypedTerm>) -> TypedTerm {
        let mut all_fit = true;
        for (parameter, argument) in function.parameters.iter().zip(&mut arguments) {
            all_fit &= self.coerce_argument(function, parameter.accepts, argument);
        }
        if !all_fit {
            return self.mistaken(tree);
        }
        let span = self.span(tree);
        let mut call = CallSite { arguments, span, library: self.library, names: self.names, diagnostics: self.report.diagnostics() };
        let Some(built) = (function.build)(&mut call) else { return self.mistaken(tree) };
        let mut called = TypedTerm { span, ..built };
        if called.typed.may_be_missing() && self.is_call_there(tree) {
            called.typed.presence = Presence::Present;
        }
        self.note_presence(function, &called);
        called
    }

    /// Whether a call like this is known to give a value here.
    fn is_call_there(&self, tree: &SyntaxTree) -> bool {
        let key = self.reader().key(tree);
        self.flow_facts.has_call(&key) || self.names.is_call_present(&key)
    }

    /// Notes what a call asks of presence, or that it is unknown where names are missing.
    fn note_presence(&mut self, function: &Function, called: &TypedTerm) {
        match function.attributes.role {
            Role::PresenceTest { .. } => {
                let mut slots = Vec::new();
                called.term.slots(&mut slots);
                slots.into_iter().for_each(|slot| self.asked.insert(slot));
            }
            // These need what their arguments need, which has been noted.
            Role::Negation | Role::Conditional => {}
            Role::Computation => self.note_maybe_unknown(called),
        }
    }

    /// Coerces an argument to what its parameter accepts, and reports one that it can't coerce.
    fn coerce_argument(&mut self, function: &Function, accepts: Accepts, argument: &mut TypedTerm) -> bool {
        if accepts == Accepts::Literal {
            return self.is_literal(function, argument);
        }
        if let Type::Any = argument.typed.kind {
            if let Some(reading) = accepts.reading().and_then(|kind| Reading::for_type(&kind)) {
                read_as(argument, reading, Type::Any);
            }
            return true;
        }
        if accepts.fits(&argument.typed.kind) {
            return true;
        }
        if accepts == Accepts::Date && coerce_date_literal(argument, self.report.diagnostics()) {
            return true;
        }
        if is_fhir_code(accepts, &argument.typed.kind) {
            let kind = if matches!(argument.typed.kind, Type::List(_)) { Type::Code.list() } else { Type::Code };
            read_as(argument, Reading::Code, kind);
            return accepts.fits(&argument.typed.kind) || self.refuse_argument(function, accepts, argument);
        }
        coerce(argument);
        accepts.fits(&argument.typed.kind) || self.refuse_argument(function, accepts, argument)
    }

    fn is_literal(&mut self, function: &Function, argument: &TypedTerm) -> bool {
        let is_literal = argument.term.constant_text().is_some();
        if !is_literal {
            let diagnostic = Diagnostic::new(&catalogue::argument_not_literal::CHECK, argument.span, "a text in quotes is needed here")
                .label("known only while a call is answered")
                .help(format!("it is looked up before any call, so that a mistake is found now: `{}`", function.signature));
            self.report.push(diagnostic);
        }
        is_literal
    }

    fn refuse_argument(&mut self, function: &Function, accepts: Accepts, argument: &TypedTerm) -> bool {
        let kind = &argument.typed.kind;
        if matches!(kind, Type::List(_)) && accepts.is_single() {
            self.report.push(list_for_one(argument));
            return false;
        }
        let message = format!("`{}` takes {accepts} here, and this is {}", function.name, kind.with_article());
        let diagnostic = Diagnostic::new(&catalogue::wrong_argument_type::CHECK, argument.span, message).label(kind.to_string());
        let diagnostic = match help_for(accepts, kind) {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        };
        self.report.push(diagnostic.help(format!("it is used as `{}`", function.signature)));
        false
    }

    fn unknown_function(&self, name: &str, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::new(&catalogue::unknown_function::CHECK, span, format!("there is no function `{name}`"));
        if self.names.lookup(name).is_some() {
            return diagnostic.help(format!("`{name}` is a value, and stands without parentheses"));
        }
        if let Some(meant) = function::find_by_other_name(name) {
            return diagnostic.help(format!("write `{}`", meant.usage()));
        }
        if let Some(help) = of_other_languages(name) {
            return diagnostic.help(help);
        }
        match closest(name, function::ALL.iter().map(|function| function.name)).and_then(function::find) {
            Some(meant) => diagnostic.did_you_mean(meant.name).help(format!("`{}`", meant.signature)),
            None => diagnostic.help("see the list of functions in the reference of the rule language"),
        }
    }
}

/// A FHIR `code` where a code is asked for: it is one, without a system.
fn is_fhir_code(accepts: Accepts, kind: &Type) -> bool {
    let is_code = |kind: &Type| matches!(kind, Type::Element(elements) if elements.alternatives.iter().all(|element| element.is("code")));
    matches!(accepts, Accepts::Code | Accepts::Codes)
        && match kind {
            Type::List(of) => is_code(of),
            kind => is_code(kind),
        }
}

fn wrong_argument_count(function: &Function, given: usize, span: Span) -> Diagnostic {
    let (least, most) = function.argument_counts().into_inner();
    let wanted = if least == most { counted(most, "argument") } else { format!("{least} to {most} arguments") };
    let given = match given {
        0 => "none stand here".to_owned(),
        1 => "one stands here".to_owned(),
        given => format!("{given} stand here"),
    };
    let message = format!("`{}` takes {wanted}, and {given}", function.name);
    let diagnostic =
        Diagnostic::new(&catalogue::wrong_argument_count::CHECK, span, message).help(format!("it is used as `{}`", function.signature));
    match function.attributes.argument_count_help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// "no argument", "one argument", "3 arguments".
fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}"),
        1 => format!("one {noun}"),
        count => format!("{count} {noun}s"),
    }
}

fn help_for(accepts: Accepts, kind: &Type) -> Option<&'static str> {
    Some(match (accepts, kind) {
        (Accepts::List, Type::Element(_)) => "this is one resource or element, which is there or not: `present(x)`",
        (Accepts::Measures, Type::List(_)) => "read the elements `as: number` or `as: quantity` where they are found",
        (Accepts::Printable, Type::List(_)) => "say with `path` and `as` what of each is printed",
        (Accepts::List | Accepts::Measures | Accepts::Ordered | Accepts::Printable, kind) if !matches!(kind, Type::List(_)) => {
            "this is one value, and needs no function of lists"
        }
        (Accepts::Codes, Type::List(_)) => "read the elements `as: code` where they are found",
        (Accepts::Code | Accepts::Codes, Type::Text) => "read it `as: code` under `values`; a text is compared with `==`",
        (Accepts::Code | Accepts::Codes, Type::Element(elements)) if elements.are_resources() => {
            "read its main code under `values`: `{ from: …, as: code }`"
        }
        (Accepts::Date, Type::Element(elements)) if elements.are_resources() => {
            "read its main date under `values`: `{ from: …, as: date }`"
        }
        (Accepts::Date, Type::Text) => "read it `as: date` under `values`",
        (Accepts::Number | Accepts::Measure, Type::Text) => "read it `as: number` under `values`; a number stands without quotes",
        (Accepts::Number, Type::Quantity(_)) => "take its number: `value(x)`",
        (Accepts::Quantity, Type::Number) => "a number has no unit",
        (Accepts::Text, Type::Code) => "a code prints as `{{ x }}` in a text",
        (Accepts::Boolean, _) => "write a condition, as `x > 7` or `present(x)`",
        _ => return None,
    })
}

/// What to write for functions of other languages that none here replaces by itself.
fn of_other_languages(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "pow" | "power" => "write `x ^ y`",
        "age" => "read the birth date under `values`: `{ from: patient, path: $.birthDate, as: age }`",
        "and" | "all" => "write `&&` between conditions, or `all:` under `when`",
        "or" | "any" => "write `||` between conditions, or `any:` under `when`",
        "concat" => "join texts with `+`",
        "tostring" | "str" | "string" | "text" => "values stand in a text as `{{ x }}`",
        "date" => "a date stands in quotes: '2026-01-31'",
        "replace" | "split" | "substring" | "substr" => {
            "texts are tested with `contains_text`, `starts_with`, `ends_with` and `matches`, and never cut"
        }
        "log" => "write `ln(x)`, the natural logarithm",
        _ => return None,
    })
}
