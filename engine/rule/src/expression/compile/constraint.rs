//! From a compiled expression to its constraint: its tree tells the shape and the words, its terms what must be there.

use super::function_at;
use crate::{
    expression::{
        function::{Attributes, Role},
        syntax::{
            report::ExpressionReport,
            token::{Token, TokenKind},
            tree::{SyntaxKind, SyntaxTree},
        },
        term::{
            Constant, Term,
            comparison::Comparison,
            flow::{self, Outcome},
        },
    },
    scope::{
        constraint::{Atom, Constraint, ConstraintKind, Needs, Relation, Subject, ValueFacts},
        names::Names,
    },
    value::{compare::Comparator, slot::Slots},
};
use std::{cmp::Ordering, collections::BTreeSet, fmt::Write, rc::Rc, sync::Arc};

/// Reads the constraints of one expression.
pub(crate) struct Reader<'r> {
    /// Its tokens.
    pub(crate) tokens: &'r [Token],
    /// The names in scope.
    pub(crate) names: &'r dyn Names,
    /// Where it stands.
    pub(crate) report: &'r ExpressionReport<'r>,
}

impl Reader<'_> {
    /// What a condition constraints.
    pub(crate) fn constraint(&self, tree: &SyntaxTree, term: &Term) -> Constraint {
        let kind = match (&tree.kind, term) {
            (SyntaxKind::All(trees), Term::All(terms)) => ConstraintKind::All(self.each(trees, terms)),
            (SyntaxKind::Any(trees), Term::Any(terms)) => ConstraintKind::Any(self.each(trees, terms)),
            (SyntaxKind::Not(operand), Term::Not(negated)) => ConstraintKind::Not(Box::new(self.constraint(operand, negated))),
            (SyntaxKind::Call(_, arguments), Term::Not(negated)) if arguments.len() == 1 => {
                ConstraintKind::Not(Box::new(self.constraint(&arguments[0], negated)))
            }
            (_, Term::Constant(Constant::Boolean(truth))) => ConstraintKind::Constant(*truth),
            (SyntaxKind::Binary(_, left, right), Term::Comparison(comparison)) => self.comparison([left, right], term, comparison),
            (_, Term::Slot(slot)) => match self.names.value_facts(*slot).and_then(|value_facts| value_facts.constraint.clone()) {
                Some(constraint) => ConstraintKind::Named(constraint),
                None => self.truth(tree, term),
            },
            _ => self.truth(tree, term),
        };
        Constraint { kind, span: self.report.span(tree.range(self.tokens)) }
    }

    /// What a value is another name of, and what is there wherever it is.
    pub(crate) fn value_facts(&self, tree: &SyntaxTree, term: &Term) -> ValueFacts {
        ValueFacts {
            constraint: None,
            subject: Some(self.subject(tree, term)),
            implies: self.closed(flow::required_present(term, Outcome::Present)),
            derived_from: None,
        }
    }

    /// An expression as it is written, white space, parentheses around it and spellings of names aside: equal keys are the same thing within one call.
    pub(crate) fn key(&self, tree: &SyntaxTree) -> String {
        let outside = usize::from(tree.is_grouped);
        let tokens = self.tokens.get(tree.tokens.start + outside..tree.tokens.end.saturating_sub(outside)).unwrap_or_default();
        let mut key = String::with_capacity(tokens.len() * 8);
        tokens.iter().for_each(|token| self.write_word(token, &mut key));
        key
    }

    fn write_word(&self, token: &Token, key: &mut String) {
        // Writing into a text can't fail.
        let _ = match &token.kind {
            TokenKind::Name(name) => match self.names.slot(name) {
                Some(slot) => write!(key, "#{} ", slot.0),
                None => write!(key, "{name} "),
            },
            TokenKind::Text(text) => write!(key, "{text:?} "),
            TokenKind::Number(number) => write!(key, "{} ", number.normalize()),
            TokenKind::Boolean(truth) => write!(key, "{truth} "),
            TokenKind::Operator(operator) => write!(key, "{} ", operator.symbol()),
            TokenKind::Open => write!(key, "( "),
            TokenKind::Close => write!(key, ") "),
            TokenKind::Comma => write!(key, ", "),
        };
    }

    fn each(&self, trees: &[SyntaxTree], terms: &[Term]) -> Vec<Constraint> {
        trees.iter().zip(terms).map(|(tree, term)| self.constraint(tree, term)).collect()
    }

    fn truth(&self, tree: &SyntaxTree, term: &Term) -> ConstraintKind {
        self.atom(Relation::Truth(self.subject(tree, term)), &[tree], term)
    }

    fn comparison(&self, trees: [&SyntaxTree; 2], term: &Term, comparison: &Comparison) -> ConstraintKind {
        if let Some(truth) = comparison.constant() {
            return ConstraintKind::Constant(truth);
        }
        let [left, right] = trees;
        let comparator = comparison.comparator;
        let relation = match (&comparison.left, &comparison.right) {
            (left_term, Term::Constant(constant)) => relation(self.subject(left, left_term), comparator, constant),
            (Term::Constant(constant), right_term) => relation(self.subject(right, right_term), comparator.reversed(), constant),
            _ => None,
        };
        match relation {
            Some(relation) => self.atom(relation, &trees, term),
            None => {
                let (left, right) = (self.subject(left, &comparison.left), self.subject(right, &comparison.right));
                if left.key == right.key
                    && let Some(truth) = comparator.decide(Ordering::Equal.into())
                {
                    return ConstraintKind::Constant(truth);
                }
                let key = format!("{} {comparator:?} {}", left.key, right.key).into();
                self.atom(Relation::Truth(Subject { key, least: None, is_whole: false }), &trees, term)
            }
        }
    }

    fn atom(&self, relation: Relation, trees: &[&SyntaxTree], term: &Term) -> ConstraintKind {
        let needs = |outcome| Needs {
            present: self.closed(flow::required_present(term, outcome)),
            absent: flow::required_absent(term, outcome),
            calls: self.calls(trees, outcome),
        };
        ConstraintKind::Atom(Box::new(Atom { relation, if_true: needs(Outcome::True), if_false: needs(Outcome::False) }))
    }

    /// The calls that give a value where this turns out so: those compared, arithmetic looked through, and those found present.
    fn calls(&self, trees: &[&SyntaxTree], outcome: Outcome) -> BTreeSet<Arc<str>> {
        let mut found = BTreeSet::new();
        for tree in trees {
            match &tree.kind {
                SyntaxKind::Call(name, arguments) => match function_at(self.tokens, *name).map(|function| function.attributes.role) {
                    Some(Role::PresenceTest { present_if: Some(present_if) }) if present_if == outcome => {
                        found.extend(self.calls(&arguments.iter().collect::<Vec<_>>(), Outcome::Present));
                    }
                    _ => drop(found.insert(self.key(tree).into())),
                },
                SyntaxKind::Binary(_, left, right) => found.extend(self.calls(&[left, right], Outcome::Present)),
                SyntaxKind::Negate(operand) => found.extend(self.calls(&[operand], Outcome::Present)),
                _ => {}
            }
        }
        found
    }

    /// These names, and those that are there wherever they are.
    fn closed(&self, slots: Slots) -> Slots {
        let facts: Vec<Rc<ValueFacts>> = slots.iter().filter_map(|slot| self.names.value_facts(slot)).collect();
        facts.iter().fold(slots, |all, facts| all.union(&facts.implies))
    }

    fn subject(&self, tree: &SyntaxTree, term: &Term) -> Subject {
        if let Term::Slot(slot) = term
            && let Some(subject) = self.names.value_facts(*slot).and_then(|facts| facts.subject.clone())
        {
            return subject;
        }
        let Attributes { least, is_whole, .. } = match &tree.kind {
            SyntaxKind::Call(name, _) => function_at(self.tokens, *name).map_or(Attributes::NONE, |function| function.attributes),
            _ => Attributes::NONE,
        };
        Subject { key: self.key(tree).into(), least, is_whole }
    }
}

fn relation(subject: Subject, comparator: Comparator, constant: &Constant) -> Option<Relation> {
    match (constant, comparator) {
        (Constant::Number(value), comparator) => Some(Relation::Number { subject, comparator, value: *value }),
        (Constant::Text(text), Comparator::Equal | Comparator::NotEqual) => {
            Some(Relation::Text { subject, is_equal: comparator == Comparator::Equal, text: text.to_string() })
        }
        _ => None,
    }
}
