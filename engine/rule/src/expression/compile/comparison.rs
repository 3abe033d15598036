//! Comparisons: what may be compared with what, and how.

use super::{Compiler, Pairing, Tree, align, presence_of};
use crate::{
    check::catalogue,
    diagnostic::Diagnostic,
    expression::{
        comparison::{Comparator, Comparison},
        term::Term,
        token::Operator,
    },
    function::Argument,
    types::{Type, Typed},
};

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

impl Compiler<'_, '_> {
    pub(super) fn compare(&mut self, tree: &Tree, comparator: Comparator, left: &Tree, right: &Tree) -> Argument {
        let (mut left, mut right) = (self.compile(left), self.compile(right));
        let span = self.span(tree);
        let Some(pairing) = align(&mut left, &mut right, span, self.report.diagnostics()) else { return self.mistaken(tree) };
        let has_order = !matches!(pairing, Pairing::Texts | Pairing::Booleans | Pairing::Codes);
        if !has_order && !matches!(comparator, Comparator::Equal | Comparator::NotEqual) {
            let kind = left.typed.kind.to_string();
            let diagnostic =
                Diagnostic::new(&catalogue::incompatible_types::CHECK, span, format!("a {kind} is neither more nor less than another"))
                    .help("compare with `==` or `!=`; what is a number or a date is read `as: number` or `as: date` under `values`");
            return self.refuse(tree, diagnostic);
        }
        let unit = if let Pairing::Quantities(unit) = pairing { unit } else { None };
        let typed = Typed { kind: Type::Boolean, presence: presence_of([&left, &right]) };
        let comparison = Comparison { comparator, left: left.term, right: right.term, unit };
        Argument { term: Term::Comparison(Box::new(comparison)), typed, span }
    }
}
