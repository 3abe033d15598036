//! Type checking of a path: it is walked through FHIR's elements, and filters narrow the types of what passes them.
//!
//! Knows what each step may reach. Must never know an instance.

use super::{
    Filter, Operand, Origin, Path, Query, Relation, Segment, Selector, SelectorKind,
    element_place::{ElementPlace, ElementShape, JsonType, is_any_resource, merged},
    report::Report,
};
use engine_fhir::types::ElementType;
use std::ops::Range;

impl Path {
    /// What it reaches from `start`; its first mistake is reported.
    pub(crate) fn reach(&self, start: &ElementPlace, report: &mut Report<'_>) -> Option<ElementPlace> {
        Walk { root: start, report, asks_for_system: false }.follow(&self.segments, start.clone())
    }
}

/// One walk; `root` is what `$` means in filters.
struct Walk<'w, 'r> {
    root: &'w ElementPlace,
    report: &'w mut Report<'r>,
    /// Whether the filter that is walked asks for a code system, which is then that of all its codes.
    asks_for_system: bool,
}

impl Walk<'_, '_> {
    fn follow(&mut self, segments: &[Segment], start: ElementPlace) -> Option<ElementPlace> {
        segments.iter().try_fold(start, |place, segment| self.step(segment, &place))
    }

    fn step(&mut self, segment: &Segment, place: &ElementPlace) -> Option<ElementPlace> {
        let Some(shapes) = &place.shapes else { return Some(untyped_step(segment, place)) };
        match segment {
            Segment::One(selector) => self.select(selector, place, shapes),
            Segment::Several(selectors) => self.several(selectors, place, shapes),
            Segment::Descendant(selectors) => self.descend(selectors, &place.with(place.everything(), true)),
        }
    }

    fn several(&mut self, selectors: &[Selector], place: &ElementPlace, shapes: &[ElementShape]) -> Option<ElementPlace> {
        let mut found = Vec::new();
        for selector in selectors {
            found.extend(self.select(selector, place, shapes)?.shapes.unwrap_or_default());
        }
        Some(place.with(merged(found), true))
    }

    fn descend(&mut self, selectors: &[Selector], everything: &ElementPlace) -> Option<ElementPlace> {
        let shapes = everything.shapes.as_deref().unwrap_or_default();
        match selectors {
            [Selector { kind: SelectorKind::Wildcard, .. }] => Some(everything.clone()),
            _ => self.several(selectors, everything, shapes),
        }
    }

    fn select(&mut self, selector: &Selector, place: &ElementPlace, shapes: &[ElementShape]) -> Option<ElementPlace> {
        match &selector.kind {
            SelectorKind::Name(name) => self.name(name, &selector.place, place, shapes),
            SelectorKind::Index(_) => Some(place.with(self.elements(selector, shapes)?, false)),
            SelectorKind::Wildcard | SelectorKind::Slice { .. } => Some(place.with(self.elements(selector, shapes)?, true)),
            SelectorKind::Filter(filter) => {
                let current = place.with(self.elements(selector, shapes)?, true);
                let outside = std::mem::replace(&mut self.asks_for_system, filter.asks_for("system"));
                self.filter(filter, &current)?;
                self.asks_for_system = outside;
                Some(narrowed(filter, current))
            }
        }
    }

    fn name(&mut self, name: &str, at: &Range<usize>, place: &ElementPlace, shapes: &[ElementShape]) -> Option<ElementPlace> {
        let found = place.members(name, shapes.iter().filter(|shape| !shape.is_array));
        if !found.is_empty() {
            return Some(place.with(found, false));
        }
        match place.members(name, shapes).is_empty() {
            true => self.report.unknown_element(name, at, shapes),
            false => self.report.list_needs_index(name, at),
        }
        None
    }

    /// The elements of those that are arrays. It is a mistake where none is.
    fn elements(&mut self, selector: &Selector, shapes: &[ElementShape]) -> Option<Vec<ElementShape>> {
        let found = merged(shapes.iter().filter(|shape| shape.is_array).map(|shape| ElementShape { is_array: false, ..*shape }));
        if found.is_empty() {
            self.report.not_a_list(&selector.place, shapes);
            return None;
        }
        Some(found)
    }

    fn filter(&mut self, filter: &Filter, current: &ElementPlace) -> Option<()> {
        match filter {
            Filter::Any(filters) => filters.iter().try_for_each(|filter| self.filter(filter, current)),
            Filter::All(filters) => self.all(filters, current),
            Filter::Not(filter) => self.filter(filter, current),
            Filter::Exists(query) => self.query(query, current).map(|_| ()),
            Filter::Fits { text, .. } => self.operand(text, current).map(|_| ()),
            Filter::Compare { left, right, place, relation } => {
                let is_outer = std::mem::replace(&mut self.report.is_comparing, true);
                let (one, other) = (self.operand(left, current)?, self.operand(right, current)?);
                self.report.is_comparing = is_outer;
                if let (Relation::Equal | Relation::NotEqual, Some((query, code))) = (relation, compared_text(left, right)) {
                    self.code(query, code, place, current)?;
                }
                self.comparison(place, one.as_deref(), other.as_deref())
            }
        }
    }

    /// Checks conditions in turn: each sees what those before it leave.
    fn all(&mut self, filters: &[Filter], current: &ElementPlace) -> Option<()> {
        let mut current = current.clone();
        for filter in filters {
            self.filter(filter, &current)?;
            current = narrowed(filter, current);
        }
        Some(())
    }

    fn comparison(&mut self, place: &Range<usize>, left: Option<&[JsonType]>, right: Option<&[JsonType]>) -> Option<()> {
        match (left, right) {
            (Some(left), Some(right)) if !left.iter().any(|one| right.contains(one)) => {
                self.report.unlike_comparison(place, left, right);
                None
            }
            _ => Some(()),
        }
    }

    /// Reports a text that isn't a code of the element that it is compared with, or that may be a code of any system.
    fn code(&mut self, query: &Query, code: &str, place: &Range<usize>, current: &ElementPlace) -> Option<()> {
        if let Some(required_binding) = self.query(query, current)?.required_binding() {
            self.report.code(code, place, &required_binding);
        } else if !self.asks_for_system && query.last_name() == Some("code") && self.owner(query, current)?.is_free_coding() {
            self.report.code_without_system(code, place);
        }
        Some(())
    }

    fn query(&mut self, query: &Query, current: &ElementPlace) -> Option<ElementPlace> {
        self.follow(&query.path.segments, self.start(query, current))
    }

    /// What has the member that a query ends with.
    fn owner(&mut self, query: &Query, current: &ElementPlace) -> Option<ElementPlace> {
        let (_, segments) = query.path.segments.split_last()?;
        self.follow(segments, self.start(query, current))
    }

    fn start(&self, query: &Query, current: &ElementPlace) -> ElementPlace {
        match query.origin {
            Origin::Root => self.root.clone(),
            Origin::Current => current.clone(),
        }
    }

    /// The JSON types that an operand may have, where that is known; `None` after a mistake.
    fn operand(&mut self, operand: &Operand, current: &ElementPlace) -> Option<Option<Vec<JsonType>>> {
        match operand {
            Operand::Text(_) => Some(Some(vec![JsonType::Text])),
            Operand::Number(_) => Some(Some(vec![JsonType::Number])),
            Operand::Boolean(_) => Some(Some(vec![JsonType::Boolean])),
            Operand::Null => Some(Some(vec![JsonType::Null])),
            Operand::Node(query) => {
                let shapes = self.query(query, current)?.shapes;
                Some(shapes.map(|shapes| shapes.into_iter().map(JsonType::of).collect()))
            }
            Operand::Length(operand) => self.operand(operand, current).map(|_| Some(vec![JsonType::Number])),
            Operand::Count(query) => self.query(query, current).map(|_| Some(vec![JsonType::Number])),
        }
    }
}

fn untyped_step(segment: &Segment, place: &ElementPlace) -> ElementPlace {
    let is_one = matches!(segment, Segment::One(Selector { kind: SelectorKind::Name(_) | SelectorKind::Index(_), .. }));
    ElementPlace { is_many: place.is_many || !is_one, ..ElementPlace::untyped() }
}

/// What passes a filter that asks for a type: `@.resourceType == 'Observation'`, `@.resource.resourceType == 'Observation'`.
fn narrowed(filter: &Filter, mut place: ElementPlace) -> ElementPlace {
    match filter {
        Filter::All(filters) => filters.iter().fold(place, |place, filter| narrowed(filter, place)),
        Filter::Compare { left, relation: Relation::Equal, right, .. } => {
            let Some((query, name)) = compared_text(left, right) else { return place };
            let Some(wanted) = ElementType::named(name).filter(|element| element.is_resource()) else { return place };
            match query.names().as_deref() {
                Some(["resourceType"]) => keep(&mut place, wanted),
                Some(["resource", "resourceType"]) => place.bundle_of = vec![wanted],
                _ => {}
            }
            place
        }
        _ => place,
    }
}

/// Keeps one type of resource.
fn keep(place: &mut ElementPlace, wanted: ElementType) {
    for shape in place.shapes.iter_mut().flatten().filter(|shape| is_any_resource(shape.element)) {
        shape.element = wanted;
    }
    if let Some(shapes) = &mut place.shapes {
        shapes.retain(|shape| shape.element == wanted);
    }
}

/// What is compared with a text, and the text.
fn compared_text<'f>(left: &'f Operand, right: &'f Operand) -> Option<(&'f Query, &'f str)> {
    match (left, right) {
        (Operand::Node(query), Operand::Text(text)) | (Operand::Text(text), Operand::Node(query)) => Some((query, text)),
        _ => None,
    }
}

impl Filter {
    /// Whether a query in it ends with this name.
    fn asks_for(&self, name: &str) -> bool {
        let ends = |query: &Query| query.last_name() == Some(name);
        let is_asked_by = |operand: &Operand| matches!(operand, Operand::Node(query) if ends(query));
        match self {
            Filter::Any(filters) | Filter::All(filters) => filters.iter().any(|filter| filter.asks_for(name)),
            Filter::Not(filter) => filter.asks_for(name),
            Filter::Exists(query) => ends(query),
            Filter::Compare { left, right, .. } => is_asked_by(left) || is_asked_by(right),
            Filter::Fits { text, .. } => is_asked_by(text),
        }
    }
}

impl Query {
    /// The name that it ends with.
    fn last_name(&self) -> Option<&str> {
        match self.path.segments.last()? {
            Segment::One(Selector { kind: SelectorKind::Name(name), .. }) => Some(name),
            _ => None,
        }
    }

    /// Its names, where it consists of names from `@`.
    fn names(&self) -> Option<Vec<&str>> {
        let name = |segment| match segment {
            &Segment::One(Selector { kind: SelectorKind::Name(ref name), .. }) => Some(&**name),
            _ => None,
        };
        (self.origin == Origin::Current).then(|| self.path.segments.iter().map(name).collect())?
    }
}
