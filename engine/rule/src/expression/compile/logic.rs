//! `&&`, `||` and `!`: of conditions only.

use super::{TypeChecker, function_at};
use crate::{
    expression::{
        function::Role,
        syntax::{
            token::Operator,
            tree::{SyntaxKind, SyntaxTree},
        },
        term::Term,
        typing::{
            coerce::{coerce, read_as},
            typed_term::TypedTerm,
        },
    },
    value::{
        reading::Reading,
        types::{Type, Typed, joint_presence},
    },
};
use engine_syntax::{catalogue, diagnostic::Diagnostic};

impl TypeChecker<'_, '_> {
    /// Checks the operands of one `&&` or `||`. Each may count on what the ones before it require, since it decides nothing where they turn out otherwise.
    pub(super) fn junction(&mut self, tree: &SyntaxTree, operands: &[SyntaxTree], operator: Operator) -> TypedTerm {
        let goes_on = operator == Operator::And;
        let outside = self.flow_facts.clone();
        let mut compiled = Vec::with_capacity(operands.len());
        for operand in operands {
            let condition = self.condition(operand, operator);
            let constraint = self.reader().constraint(operand, &condition.term);
            // A contradiction with what stands before is reported of the whole condition.
            let _contradiction = self.flow_facts.assume(&constraint, goes_on);
            compiled.push(condition);
        }
        self.flow_facts = outside;
        let typed = Typed { kind: Type::Boolean, presence: joint_presence(compiled.iter().map(|operand| &operand.typed)) };
        let terms = compiled.into_iter().map(|operand| operand.term).collect();
        let term = if operator == Operator::And { Term::All(terms) } else { Term::Any(terms) };
        TypedTerm { term, typed, span: self.span(tree) }
    }

    pub(super) fn not(&mut self, tree: &SyntaxTree, operand: &SyntaxTree) -> TypedTerm {
        self.warn_of_double_negation(tree, operand);
        self.is_negated = !self.is_negated;
        let operand = self.condition(operand, Operator::Not);
        self.is_negated = !self.is_negated;
        TypedTerm { term: Term::Not(Box::new(operand.term)), typed: Typed { kind: Type::Boolean, ..operand.typed }, span: self.span(tree) }
    }

    /// Warns of `!!x` and `not(!x)`: what is turned round twice is as it was.
    pub(super) fn warn_of_double_negation(&mut self, outer: &SyntaxTree, negated: &SyntaxTree) {
        let inner = match &negated.kind {
            SyntaxKind::Not(inner) => inner,
            SyntaxKind::Call(name, arguments) if self.is_negation(*name) && arguments.len() == 1 => &arguments[0],
            _ => return,
        };
        let (span, written) = (self.span(outer), self.report.written(inner.range(self.tokens)));
        let diagnostic = Diagnostic::new(&catalogue::double_negation::CHECK, span, "what is turned round twice is as it was")
            .help(format!("write `{written}`"))
            .fix(span, written);
        self.report.push(diagnostic);
    }

    fn is_negation(&self, name: usize) -> bool {
        function_at(self.tokens, name).is_some_and(|function| function.attributes.role == Role::Negation)
    }

    fn condition(&mut self, tree: &SyntaxTree, operator: Operator) -> TypedTerm {
        let mut operand = self.check(tree);
        coerce(&mut operand);
        let help = match &operand.typed.kind {
            Type::Boolean => return operand,
            Type::Any => {
                read_as(&mut operand, Reading::Boolean, Type::Boolean);
                return operand;
            }
            Type::List(_) => "ask of the list: `count(list) > 0`, `any_in(list, 'set')`",
            Type::Number | Type::Quantity(_) => "compare it, as in `x > 7`, or ask whether it is there: `present(x)`",
            Type::Date | Type::DateTime => "compare it, as in `days_since(x) > 30`, or ask whether it is there: `present(x)`",
            Type::Code => "ask whether it is in a value set, `code_in(x, 'set')`, or whether it is there: `present(x)`",
            Type::Text => "compare it, as in `x == 'final'`, or ask whether it is there: `present(x)`",
            Type::Element(_) => "ask whether it is there: `present(x)`",
        };
        let message = format!("`{}` joins conditions, and this is none", operator.symbol());
        let message = if operator == Operator::Not { "`!` turns a condition round, and this is none".to_owned() } else { message };
        let diagnostic =
            Diagnostic::new(&catalogue::incompatible_types::CHECK, operand.span, message).label(operand.typed.kind.to_string()).help(help);
        self.refuse(tree, diagnostic)
    }
}
