//! How a filter is decided (RFC 9535, 2.3.5.2). Numbers compare exactly, as decimals.
//!
//! Knows JSON. Must never know FHIR, or a value that is unknown.

use super::{Filter, Operand, Origin, Query, Relation};
use engine_fhir::{Decimal, Kind, Node, decimal, equality::are_equal};
use std::{borrow::Cow, cmp::Ordering, ops::ControlFlow};

/// What an operand comes to.
enum Comparand<'c> {
    Nothing,
    Text(Cow<'c, str>),
    Number(Decimal),
    Boolean(bool),
    Null,
    /// An array, an object, or a number beyond 28 digits.
    Structure(Node<'c>),
}

impl Filter {
    /// Whether it holds of `current`.
    pub(super) fn holds(&self, current: Node<'_>, root: Node<'_>) -> bool {
        match self {
            Filter::Any(filters) => filters.iter().any(|filter| filter.holds(current, root)),
            Filter::All(filters) => filters.iter().all(|filter| filter.holds(current, root)),
            Filter::Not(filter) => !filter.holds(current, root),
            Filter::Exists(query) => query.first(current, root).is_some(),
            Filter::Compare { left, relation, right, .. } => {
                relation.holds(&left.comparand(current, root), &right.comparand(current, root))
            }
            Filter::Fits { text, pattern } => match text.comparand(current, root) {
                Comparand::Text(text) => pattern.is_match(&text),
                _ => false,
            },
        }
    }
}

impl Query {
    fn each<'d>(&self, current: Node<'d>, root: Node<'d>, visit: &mut dyn FnMut(Node<'d>) -> ControlFlow<()>) -> ControlFlow<()> {
        let start = match self.origin {
            Origin::Root => root,
            Origin::Current => current,
        };
        self.path.each(start, root, visit)
    }

    fn first<'d>(&self, current: Node<'d>, root: Node<'d>) -> Option<Node<'d>> {
        let mut found = None;
        let _ = self.each(current, root, &mut |node| {
            found = Some(node);
            ControlFlow::Break(())
        });
        found
    }

    fn only<'d>(&self, current: Node<'d>, root: Node<'d>) -> Option<Node<'d>> {
        let mut found = None;
        let end = self.each(current, root, &mut |node| match found.replace(node) {
            None => ControlFlow::Continue(()),
            Some(_) => ControlFlow::Break(()),
        });
        found.filter(|_| end.is_continue())
    }

    fn count<'d>(&self, current: Node<'d>, root: Node<'d>) -> usize {
        let mut count = 0;
        let _ = self.each(current, root, &mut |_| {
            count += 1;
            ControlFlow::Continue(())
        });
        count
    }
}

impl Operand {
    fn comparand<'c>(&'c self, current: Node<'c>, root: Node<'c>) -> Comparand<'c> {
        match self {
            Operand::Text(text) => Comparand::Text(Cow::Borrowed(text)),
            Operand::Number(number) => Comparand::Number(*number),
            Operand::Boolean(value) => Comparand::Boolean(*value),
            Operand::Null => Comparand::Null,
            Operand::Node(query) => query.only(current, root).map_or(Comparand::Nothing, Comparand::of),
            Operand::Length(operand) => operand.comparand(current, root).length(),
            Operand::Count(query) => Comparand::Number(query.count(current, root).into()),
        }
    }
}

impl<'c> Comparand<'c> {
    fn of(node: Node<'c>) -> Comparand<'c> {
        let simple = match node.kind() {
            Kind::Null => Some(Comparand::Null),
            Kind::Boolean => node.as_boolean().map(Comparand::Boolean),
            Kind::Text => node.as_text().map(Comparand::Text),
            Kind::Number => node.as_number().and_then(decimal::parse).map(Comparand::Number),
            Kind::Array | Kind::Object => None,
        };
        simple.unwrap_or(Comparand::Structure(node))
    }

    /// `length()`: characters of a text, elements of an array, members of an object; of anything else nothing.
    fn length(self) -> Comparand<'c> {
        match self {
            Comparand::Text(text) => Comparand::Number(text.chars().count().into()),
            Comparand::Structure(node) if matches!(node.kind(), Kind::Array | Kind::Object) => Comparand::Number(node.len().into()),
            _ => Comparand::Nothing,
        }
    }

    fn equals(&self, other: &Comparand<'_>) -> bool {
        match (self, other) {
            (Comparand::Nothing, Comparand::Nothing) | (Comparand::Null, Comparand::Null) => true,
            (Comparand::Text(left), Comparand::Text(right)) => left == right,
            (Comparand::Number(left), Comparand::Number(right)) => left == right,
            (Comparand::Boolean(left), Comparand::Boolean(right)) => left == right,
            (Comparand::Structure(left), Comparand::Structure(right)) => are_equal(*left, *right),
            _ => false,
        }
    }

    /// How they are ordered; `None` where there is no order between them.
    fn order(&self, other: &Comparand<'_>) -> Option<Ordering> {
        match (self, other) {
            (Comparand::Text(left), Comparand::Text(right)) => Some(left.cmp(right)),
            (Comparand::Number(left), Comparand::Number(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }
}

impl Relation {
    fn holds(self, left: &Comparand<'_>, right: &Comparand<'_>) -> bool {
        match self {
            Relation::Equal => left.equals(right),
            Relation::NotEqual => !left.equals(right),
            Relation::Less => left.order(right) == Some(Ordering::Less),
            Relation::Greater => left.order(right) == Some(Ordering::Greater),
            Relation::LessOrEqual => left.order(right) == Some(Ordering::Less) || left.equals(right),
            Relation::GreaterOrEqual => left.order(right) == Some(Ordering::Greater) || left.equals(right),
        }
    }
}
