//! Narrowing: what is known to hold at a place that is reached only where conditions have turned out one way (flow facts). Which names are there, and what
//! numbers and texts may still be.
//!
//! Knows constraints. Must never know what they are of: a name or an expression is a key.

use super::{Atom, Constraint, ConstraintKind, Needs, Relation, range::Range, sorted_map::SortedMap};
use crate::value::{
    compare::Comparator,
    slot::{Slot, Slots},
};
use engine_fhir::date::DateTime;
use engine_syntax::source::Span;
use std::{collections::BTreeSet, sync::Arc};

/// What holds at a place.
#[derive(Clone, Debug, Default)]
pub(crate) struct FlowFacts {
    present: SortedMap<Slot, Span>,
    /// Names that may be there for all that is known: a condition whose mistake has been reported may have asked for them.
    supposed: Slots,
    absent: SortedMap<Slot, Span>,
    calls: BTreeSet<Arc<str>>,
    numbers: SortedMap<Arc<str>, Range>,
    texts: SortedMap<Arc<str>, KnownText>,
    truths: SortedMap<Arc<str>, (bool, Span)>,
}

/// What a text is, or is not.
#[derive(Clone, Debug, Default)]
struct KnownText {
    is: Option<(String, Span)>,
    is_not: Vec<(String, Span)>,
}

/// A constraint that can't hold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contradiction {
    /// The constraint.
    pub(crate) here: Span,
    /// What rules it out; none: its own nature.
    pub(crate) with: Option<Span>,
}

impl FlowFacts {
    /// The names that are there.
    #[cfg(test)]
    pub(crate) fn present(&self) -> impl Iterator<Item = Slot> {
        self.present.iter().map(|(slot, _)| *slot)
    }

    /// Whether a name is there.
    pub(crate) fn has(&self, slot: Slot) -> bool {
        self.present.get(&slot).is_some() || self.supposed.contains(slot)
    }

    /// Whether a call gives a value, by its key.
    pub(crate) fn has_call(&self, key: &str) -> bool {
        self.calls.contains(key)
    }

    /// Counts a name as there, though nothing says so.
    pub(crate) fn suppose(&mut self, slot: Slot) {
        self.supposed.insert(slot);
    }

    /// Takes a constraint for true, or for false where `holds` is not set. Where it can't be so beside what holds already, that is said.
    pub(crate) fn assume(&mut self, constraint: &Constraint, holds: bool) -> Result<(), Contradiction> {
        match &constraint.kind {
            ConstraintKind::Constant(truth) if *truth == holds => Ok(()),
            ConstraintKind::Constant(_) => Err(Contradiction { here: constraint.span, with: None }),
            ConstraintKind::Not(negated) => self.assume(negated, !holds),
            ConstraintKind::Named(meant) => {
                self.assume(meant, holds).map_err(|contradiction| contradiction.seen_from(constraint.span, meant.span))
            }
            ConstraintKind::All(constraints) if holds => self.assume_each(constraints, true),
            ConstraintKind::Any(constraints) if !holds => self.assume_each(constraints, false),
            ConstraintKind::All(constraints) | ConstraintKind::Any(constraints) => self.assume_one(constraints, holds),
            ConstraintKind::Atom(atom) => self.assume_atom(atom, holds, constraint.span),
        }
    }

    /// What leaves no choice comes first, since it may decide the others.
    fn assume_each(&mut self, constraints: &[Constraint], holds: bool) -> Result<(), Contradiction> {
        let (choices, plain): (Vec<&Constraint>, Vec<&Constraint>) = constraints.iter().partition(|constraint| constraint.is_choice(holds));
        plain.into_iter().chain(choices).try_for_each(|constraint| self.assume(constraint, holds))
    }

    /// One of several holds: what holds with each of those that can is a fact.
    fn assume_one(&mut self, constraints: &[Constraint], holds: bool) -> Result<(), Contradiction> {
        let mut possible: Vec<FlowFacts> = Vec::new();
        let mut first_conflict = None;
        for constraint in constraints {
            let mut with = self.clone();
            match with.assume(constraint, holds) {
                Ok(()) => possible.push(with),
                Err(contradiction) => first_conflict = first_conflict.or(Some(contradiction)),
            }
        }
        match (possible.len(), first_conflict) {
            (0, Some(contradiction)) => return Err(contradiction),
            (1, _) => *self = possible.swap_remove(0),
            _ => self.keep_common(&possible),
        }
        Ok(())
    }

    fn keep_common(&mut self, possible: &[FlowFacts]) {
        let Some((first, others)) = possible.split_first() else { return };
        for (slot, span) in first.present.iter().filter(|(slot, _)| others.iter().all(|facts| facts.has(*slot))) {
            self.present.get_or_insert_with(slot, || *span);
        }
        self.calls.extend(first.calls.iter().filter(|key| others.iter().all(|facts| facts.has_call(key))).cloned());
    }

    fn assume_atom(&mut self, atom: &Atom, holds: bool, span: Span) -> Result<(), Contradiction> {
        self.need(if holds { &atom.if_true } else { &atom.if_false }, span)?;
        match &atom.relation {
            Relation::Number { subject, comparator, value } => {
                let comparator = if holds { *comparator } else { comparator.negated() };
                let range = self.numbers.get_or_insert_with(&subject.key, || Range::of(subject));
                range.narrow(subject, comparator, *value, span)
            }
            Relation::Text { subject, is_equal, text } => {
                self.texts.get_or_insert_with(&subject.key, KnownText::default).narrow(text, *is_equal == holds, span)
            }
            Relation::Truth(subject) => match *self.truths.get_or_insert_with(&subject.key, || (holds, span)) {
                (truth, earlier) if truth != holds => Err(Contradiction { here: span, with: Some(earlier) }),
                _ => Ok(()),
            },
        }
    }

    fn need(&mut self, needs: &Needs, span: Span) -> Result<(), Contradiction> {
        for slot in needs.present.iter() {
            if let Some(earlier) = self.absent.get(&slot) {
                return Err(Contradiction { here: span, with: Some(*earlier) });
            }
            self.present.get_or_insert_with(&slot, || span);
        }
        for slot in needs.absent.iter() {
            if let Some(earlier) = self.present.get(&slot) {
                return Err(Contradiction { here: span, with: Some(*earlier) });
            }
            self.absent.get_or_insert_with(&slot, || span);
        }
        self.calls.extend(needs.calls.iter().cloned());
        Ok(())
    }
}

impl KnownText {
    fn narrow(&mut self, text: &str, is_equal: bool, span: Span) -> Result<(), Contradiction> {
        let conflict = match is_equal {
            true => {
                let other = self.is.as_ref().filter(|(is, _)| differ(is, text)).map(|(_, earlier)| *earlier);
                other.or_else(|| self.is_not.iter().find(|(not, _)| not == text).map(|(_, earlier)| *earlier))
            }
            false => self.is.as_ref().filter(|(is, _)| is == text).map(|(_, earlier)| *earlier),
        };
        match is_equal {
            true => self.is = self.is.take().or(Some((text.to_owned(), span))),
            false => self.is_not.push((text.to_owned(), span)),
        }
        conflict.map_or(Ok(()), |earlier| Err(Contradiction { here: span, with: Some(earlier) }))
    }
}

/// Whether nothing is both. Dates written differently may be one moment.
fn differ(one: &str, other: &str) -> bool {
    one != other && (DateTime::parse(one).is_err() || DateTime::parse(other).is_err())
}

impl Constraint {
    /// Whether several ways lead to it turning out so.
    fn is_choice(&self, holds: bool) -> bool {
        match &self.kind {
            ConstraintKind::All(_) => !holds,
            ConstraintKind::Any(_) => holds,
            ConstraintKind::Not(negated) => negated.is_choice(!holds),
            ConstraintKind::Named(meant) => meant.is_choice(holds),
            ConstraintKind::Constant(_) | ConstraintKind::Atom(_) => false,
        }
    }
}

impl Contradiction {
    /// The same, as seen from where a name is used and not from where it is defined.
    fn seen_from(self, place: Span, definition: Span) -> Contradiction {
        let lies_within = |span: Span| span.file == definition.file && definition.start <= span.start && span.end <= definition.end;
        Contradiction { here: place, with: self.with.filter(|with| !lies_within(*with)) }
    }
}

impl Comparator {
    /// What holds where it doesn't.
    pub(crate) fn negated(self) -> Comparator {
        match self {
            Comparator::Equal => Comparator::NotEqual,
            Comparator::NotEqual => Comparator::Equal,
            Comparator::Less => Comparator::GreaterOrEqual,
            Comparator::LessOrEqual => Comparator::Greater,
            Comparator::Greater => Comparator::LessOrEqual,
            Comparator::GreaterOrEqual => Comparator::Less,
        }
    }

    /// The same with its sides exchanged.
    pub(crate) fn reversed(self) -> Comparator {
        match self {
            Comparator::Equal | Comparator::NotEqual => self,
            Comparator::Less => Comparator::Greater,
            Comparator::LessOrEqual => Comparator::GreaterOrEqual,
            Comparator::Greater => Comparator::Less,
            Comparator::GreaterOrEqual => Comparator::LessOrEqual,
        }
    }
}
