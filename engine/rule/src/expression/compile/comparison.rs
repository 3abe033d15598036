//! Comparisons: what may be compared with what, and how.

use super::TypeChecker;
use crate::{
    expression::{
        syntax::{token::Operator, tree::SyntaxTree},
        term::{Term, comparison::Comparison},
        typing::{
            comparable::{ComparisonKind, check_comparable},
            typed_term::TypedTerm,
        },
    },
    value::{
        compare::Comparator,
        types::{Type, Typed, joint_presence},
    },
};
use engine_syntax::{catalogue, diagnostic::Diagnostic, source::Span};

impl Operator {
    /// What it asks, if it compares.
    pub(crate) fn comparator(self) -> Option<Comparator> {
        Some(match self {
            Operator::Equal => Comparator::Equal,
            Operator::NotEqual => Comparator::NotEqual,
            Operator::Less => Comparator::Less,
            Operator::LessOrEqual => Comparator::LessOrEqual,
            Operator::Greater => Comparator::Greater,
            Operator::GreaterOrEqual => Comparator::GreaterOrEqual,
            _ => return None,
        })
    }
}

impl TypeChecker<'_, '_> {
    pub(super) fn compare(&mut self, tree: &SyntaxTree, comparator: Comparator, left: &SyntaxTree, right: &SyntaxTree) -> TypedTerm {
        let (mut left, mut right) = (self.check(left), self.check(right));
        if left.is_mistaken() || right.is_mistaken() {
            return self.mistaken(tree);
        }
        let span = self.span(tree);
        let Some(kind) = check_comparable(&mut left, &mut right, span, self.report.diagnostics()) else { return self.mistaken(tree) };
        let has_order = !matches!(kind, ComparisonKind::Texts | ComparisonKind::Booleans | ComparisonKind::Codes);
        if !has_order && !matches!(comparator, Comparator::Equal | Comparator::NotEqual) {
            return self.refuse(tree, without_order(&left.typed.kind, span));
        }
        if matches!(kind, ComparisonKind::Texts) {
            self.check_compared_texts(comparator, &left, &right);
        }
        let unit = if let ComparisonKind::Quantities(unit) = kind { unit } else { None };
        let typed = Typed { kind: Type::Boolean, presence: joint_presence([&left.typed, &right.typed]) };
        let comparison = Comparison { comparator, left: left.term, right: right.term, unit };
        let compared = TypedTerm { term: Term::Comparison(Box::new(comparison)), typed, span };
        self.note_maybe_unknown(&compared);
        compared
    }
}

/// Texts, truths and codes are equal or differ; none comes before another.
fn without_order(kind: &Type, span: Span) -> Diagnostic {
    let help = match kind {
        Type::Text => "compare with `==` or `!=`; what is a number or a date is read `as: number` or `as: date` under `values`",
        Type::Code => "compare with `==` or `!=`, or ask `code_in(code, 'set')`",
        _ => "compare with `==` or `!=`",
    };
    Diagnostic::new(&catalogue::incompatible_types::CHECK, span, format!("a {kind} is neither more nor less than another")).help(help)
}
