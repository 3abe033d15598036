//! Lowering: from the library's syntax tree (AST) to the segments of a path, each with its span in the text.
//!
//! Knows RFC 9535, and bounds what one path may make the engine do. Must never know FHIR or a document.

use super::{
    Filter, Operand, Origin, Path, Query, Relation, Segment, Selector, SelectorKind,
    error::{Fault, PathError},
    token_spans::TokenSpans,
};
use engine_fhir::decimal;
use jsonpath_rust::parser::model::{
    self, Comparable, Comparison, FilterAtom, FnArg, Literal, SingularQuery, SingularQuerySegment, Test, TestFunction,
};
use regex::{Regex, RegexBuilder};
use std::ops::Range;

/// Bounds on what one path may make the engine do: each step beyond them could multiply the nodes visited.
const MOST_SEGMENTS: usize = 64;
const MOST_DESCENTS: usize = 2;
const MOST_NESTED_FILTERS: usize = 3;
const MOST_COMBINATIONS: usize = 64;

type Lowered<T> = Result<T, PathError>;

/// Lowers one path; walks its text beside the tree.
pub(super) struct Lowering<'t> {
    text: &'t str,
    tokens: TokenSpans<'t>,
    segments: usize,
    descents: usize,
    filters: usize,
    /// How often one node may be selected, by lists of selectors on the way to it.
    combinations: usize,
}

impl<'t> Lowering<'t> {
    pub(super) fn new(text: &'t str) -> Lowering<'t> {
        Lowering { text, tokens: TokenSpans::new(text), segments: 0, descents: 0, filters: 0, combinations: 1 }
    }

    pub(super) fn path(&mut self, segments: &[model::Segment]) -> Lowered<Path> {
        Ok(Path::new(segments.iter().map(|segment| self.segment(segment)).collect::<Lowered<_>>()?))
    }

    fn segment(&mut self, segment: &model::Segment) -> Lowered<Segment> {
        self.count_segment()?;
        Ok(match segment {
            model::Segment::Selector(selector) => Segment::One(self.selector(selector)?),
            model::Segment::Selectors(selectors) => Segment::Several(self.selectors(selectors)?),
            model::Segment::Descendant(inner) => {
                self.descents += 1;
                self.bound(self.descents, MOST_DESCENTS)?;
                Segment::Descendant(self.descended(inner)?)
            }
        })
    }

    fn descended(&mut self, inner: &model::Segment) -> Lowered<Vec<Selector>> {
        match inner {
            model::Segment::Selector(selector) => Ok(vec![self.selector(selector)?]),
            model::Segment::Selectors(selectors) => self.selectors(selectors),
            model::Segment::Descendant(inner) => self.descended(inner),
        }
    }

    fn count_segment(&mut self) -> Lowered<()> {
        self.segments += 1;
        self.bound(self.segments, MOST_SEGMENTS)
    }

    fn bound(&self, count: usize, most: usize) -> Lowered<()> {
        match count > most {
            true => Err(PathError { place: 0..self.text.len(), fault: Fault::TooBroad }),
            false => Ok(()),
        }
    }

    fn selectors(&mut self, selectors: &[model::Selector]) -> Lowered<Vec<Selector>> {
        self.combinations = self.combinations.saturating_mul(selectors.len());
        self.bound(self.combinations, MOST_COMBINATIONS)?;
        selectors.iter().map(|selector| self.selector(selector)).collect()
    }

    fn selector(&mut self, selector: &model::Selector) -> Lowered<Selector> {
        match selector {
            model::Selector::Name(name) => Ok(self.name(name)),
            model::Selector::Index(index) => Ok(self.index(*index)),
            model::Selector::Wildcard => Ok(Selector { kind: SelectorKind::Wildcard, place: self.tokens.take() }),
            model::Selector::Slice(start, end, step) => Ok(self.slice(*start, *end, *step)),
            model::Selector::Filter(filter) => self.filter_selector(filter),
        }
    }

    fn name(&mut self, name: &str) -> Selector {
        Selector { kind: SelectorKind::Name(name.into()), place: self.tokens.take() }
    }

    fn index(&mut self, index: i64) -> Selector {
        Selector { kind: SelectorKind::Index(index), place: self.tokens.take() }
    }

    fn slice(&mut self, start: Option<i64>, end: Option<i64>, step: Option<i64>) -> Selector {
        let places: Vec<Range<usize>> = [start, end, step].into_iter().flatten().map(|_| self.tokens.take()).collect();
        let place = match (places.first(), places.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..self.text.len(),
        };
        Selector { kind: SelectorKind::Slice { start, end, step: step.unwrap_or(1) }, place }
    }

    fn filter_selector(&mut self, filter: &model::Filter) -> Lowered<Selector> {
        let place = self.tokens.take();
        self.filters += 1;
        self.bound(self.filters, MOST_NESTED_FILTERS)?;
        let filter = self.filter(filter)?;
        self.filters -= 1;
        Ok(Selector { kind: SelectorKind::Filter(filter), place })
    }

    fn filter(&mut self, filter: &model::Filter) -> Lowered<Filter> {
        Ok(match filter {
            model::Filter::Or(filters) => Filter::Any(filters.iter().map(|filter| self.filter(filter)).collect::<Lowered<_>>()?),
            model::Filter::And(filters) => Filter::All(filters.iter().map(|filter| self.filter(filter)).collect::<Lowered<_>>()?),
            model::Filter::Atom(FilterAtom::Filter { expr, not }) => negated(self.filter(expr)?, *not),
            model::Filter::Atom(FilterAtom::Test { expr, not }) => negated(self.test(expr)?, *not),
            model::Filter::Atom(FilterAtom::Comparison(comparison)) => self.comparison(comparison)?,
        })
    }

    fn test(&mut self, test: &Test) -> Lowered<Filter> {
        match test {
            Test::RelQuery(segments) => Ok(Filter::Exists(self.query(Origin::Current, segments)?)),
            Test::AbsQuery(query) => Ok(Filter::Exists(self.query(Origin::Root, &query.segments)?)),
            Test::Function(function) => self.test_function(function),
        }
    }

    fn test_function(&mut self, function: &TestFunction) -> Lowered<Filter> {
        let place = self.tokens.take();
        match function {
            TestFunction::Match(text, pattern) => self.fits(text, pattern, true, place),
            TestFunction::Search(text, pattern) => self.fits(text, pattern, false, place),
            TestFunction::Custom(name, _) => Err(PathError { place, fault: Fault::UnknownFunction(name.clone()) }),
            TestFunction::Length(_) | TestFunction::Value(_) | TestFunction::Count(_) => {
                let name = self.text[place.clone()].to_owned();
                Err(PathError { place, fault: Fault::NotATest(name) })
            }
        }
    }

    fn fits(&mut self, text: &FnArg, pattern: &FnArg, is_whole: bool, place: Range<usize>) -> Lowered<Filter> {
        let text = self.argument(text, &place)?;
        let FnArg::Literal(Literal::String(pattern)) = pattern else { return Err(PathError { place, fault: Fault::Pattern }) };
        let place = self.tokens.take();
        match compile(pattern, is_whole) {
            Ok(pattern) => Ok(Filter::Fits { text, pattern }),
            Err(_) => Err(PathError { place, fault: Fault::Pattern }),
        }
    }

    fn comparison(&mut self, comparison: &Comparison) -> Lowered<Filter> {
        let relation = match comparison {
            Comparison::Eq(..) => Relation::Equal,
            Comparison::Ne(..) => Relation::NotEqual,
            Comparison::Lt(..) => Relation::Less,
            Comparison::Lte(..) => Relation::LessOrEqual,
            Comparison::Gt(..) => Relation::Greater,
            Comparison::Gte(..) => Relation::GreaterOrEqual,
        };
        let (left, right) = comparison.vals();
        let (left, start) = self.comparable(left)?;
        let (right, end) = self.comparable(right)?;
        Ok(Filter::Compare { left, relation, right, place: start.start..end.end })
    }

    /// An operand, and the span of its last token.
    fn comparable(&mut self, comparable: &Comparable) -> Lowered<(Operand, Range<usize>)> {
        match comparable {
            Comparable::Literal(literal) => {
                let place = self.tokens.take();
                Ok((self.literal(literal, &place)?, place))
            }
            Comparable::SingularQuery(query) => self.singular(query),
            Comparable::Function(function) => {
                let place = self.tokens.take();
                Ok((self.function(function, &place)?, place))
            }
        }
    }

    fn literal(&self, literal: &Literal, place: &Range<usize>) -> Lowered<Operand> {
        Ok(match literal {
            Literal::String(text) => Operand::Text(text.as_str().into()),
            Literal::Bool(value) => Operand::Boolean(*value),
            Literal::Null => Operand::Null,
            Literal::Int(_) | Literal::Float(_) => {
                let digits = decimal::parse(&self.text[place.clone()]);
                Operand::Number(digits.ok_or_else(|| PathError { place: place.clone(), fault: Fault::Unexpected })?)
            }
        })
    }

    fn singular(&mut self, query: &SingularQuery) -> Lowered<(Operand, Range<usize>)> {
        let (origin, segments) = match query {
            SingularQuery::Current(segments) => (Origin::Current, segments),
            SingularQuery::Root(segments) => (Origin::Root, segments),
        };
        let mut steps = Vec::new();
        for segment in segments {
            self.count_segment()?;
            steps.push(match segment {
                SingularQuerySegment::Name(name) => self.name(name),
                SingularQuerySegment::Index(index) => self.index(*index),
            });
        }
        let place = match (steps.first(), steps.last()) {
            (Some(first), Some(last)) => self.origin_before(first.place.start)..last.place.end,
            _ => 0..self.text.len(),
        };
        let path = Path::new(steps.into_iter().map(Segment::One).collect());
        Ok((Operand::Node(Query { origin, path }), place))
    }

    /// Where the `@` or `$` stands that the token at `token` follows.
    fn origin_before(&self, token: usize) -> usize {
        self.text.get(..token).and_then(|before| before.rfind(['@', '$'])).unwrap_or(token)
    }

    fn function(&mut self, function: &TestFunction, place: &Range<usize>) -> Lowered<Operand> {
        match function {
            TestFunction::Length(argument) => match self.argument(argument, place)? {
                Operand::Node(query) if !query.path.is_straight() => Err(PathError { place: place.clone(), fault: Fault::Several }),
                operand => Ok(Operand::Length(Box::new(operand))),
            },
            TestFunction::Count(argument) => Ok(Operand::Count(self.query_argument(argument, place)?)),
            TestFunction::Value(argument) => Ok(Operand::Node(self.query_argument(argument, place)?)),
            TestFunction::Custom(name, _) => Err(PathError { place: place.clone(), fault: Fault::UnknownFunction(name.clone()) }),
            TestFunction::Match(..) | TestFunction::Search(..) => Err(PathError { place: place.clone(), fault: Fault::Unexpected }),
        }
    }

    /// An argument that is a value: a literal, a path, or a function of those.
    fn argument(&mut self, argument: &FnArg, function: &Range<usize>) -> Lowered<Operand> {
        match argument {
            FnArg::Literal(literal) => {
                let place = self.tokens.take();
                self.literal(literal, &place)
            }
            FnArg::Test(test) => match &**test {
                Test::RelQuery(segments) => Ok(Operand::Node(self.query(Origin::Current, segments)?)),
                Test::AbsQuery(query) => Ok(Operand::Node(self.query(Origin::Root, &query.segments)?)),
                Test::Function(inner) => {
                    let place = self.tokens.take();
                    self.function(inner, &place)
                }
            },
            FnArg::Filter(_) => Err(PathError { place: function.clone(), fault: Fault::Unexpected }),
        }
    }

    fn query_argument(&mut self, argument: &FnArg, function: &Range<usize>) -> Lowered<Query> {
        match argument {
            FnArg::Test(test) => match &**test {
                Test::RelQuery(segments) => self.query(Origin::Current, segments),
                Test::AbsQuery(query) => self.query(Origin::Root, &query.segments),
                Test::Function(_) => Err(PathError { place: function.clone(), fault: Fault::Unexpected }),
            },
            FnArg::Literal(_) | FnArg::Filter(_) => Err(PathError { place: function.clone(), fault: Fault::Unexpected }),
        }
    }

    /// A path inside a filter. From `$` it may not branch: it would be walked anew for each element that is tried.
    fn query(&mut self, origin: Origin, segments: &[model::Segment]) -> Lowered<Query> {
        let path = self.path(segments)?;
        if origin == Origin::Root && !path.is_straight() {
            return Err(PathError { place: 0..self.text.len(), fault: Fault::TooBroad });
        }
        Ok(Query { origin, path })
    }
}

fn negated(filter: Filter, is_negated: bool) -> Filter {
    if is_negated { Filter::Not(Box::new(filter)) } else { filter }
}

/// An I-Regexp (RFC 9485): its dot matches all but line ends, `\r` included.
fn compile(pattern: &str, is_whole: bool) -> Result<Regex, regex::Error> {
    let pattern = if is_whole { format!(r"\A(?:{pattern})\z") } else { pattern.to_owned() };
    RegexBuilder::new(&pattern).crlf(true).build()
}
