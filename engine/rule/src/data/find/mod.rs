//! `{ find, type, codes, within, having, status, pick, path, as }`: how clinicians ask.
//!
//! A find goes through resources in the order in which they came. Each must pass every test; one that surely fails a test is out, one whose test can't be
//! decided is out too but leaves the result open. So what is found is found, and what isn't found in an open result is unknown, never 'none'.

mod codes;
mod pick;
mod pool;
mod tests;
mod within;

pub use codes::check_query;

use super::{
    clinical::Clinical,
    draw::{Draw, Drawn, compile_path},
    path::place::Place,
};
use crate::{
    check::catalogue::no_main_date,
    codes::Library,
    diagnostic::{Diagnostic, Diagnostics},
    expression::Names,
    frame::Frame,
    model::{self, Pick, Spanned},
    types::{Elements, Presence, Type, Typed},
    value::{List, Missing, Value},
};
use codes::Codes;
use engine_fhir::Node;
use pick::Picked;
use pool::Pool;
use std::{rc::Rc, sync::Arc};
use tests::{Tests, Verdict};

/// A compiled find.
#[derive(Debug)]
pub struct Find {
    pool: Pool,
    tests: Tests,
    draw: Draw,
    clinical: Arc<Clinical>,
    pick: Option<Pick>,
    /// Whether the picked resource may give several values.
    picks_list: bool,
}

impl Find {
    /// Compiles; every mistake goes to `diagnostics`, and then there is no find.
    pub fn compile(written: &model::Find, names: &dyn Names, library: &Library, diagnostics: &mut Diagnostics) -> Option<(Find, Typed)> {
        let (pool, searched) = Pool::compile(&written.find, written.resource_type.as_ref(), names, diagnostics)?;
        let clinical = Arc::new(Clinical::of(&searched.types));
        let place = Place::of(&Elements { alternatives: searched.types, bundle_of: Vec::new() });
        let codes = Codes::compile(written.codes.as_ref(), &clinical, &place, names, library, diagnostics);
        let has_date = check_date(written, &clinical, &place, diagnostics);
        let having = written.having.as_ref().map(|text| compile_path(text, &place, diagnostics));
        let drawn = Draw::compile(written.path.as_ref(), &written.reading, &place, &clinical, diagnostics);
        let having = having.map_or(Some(None), |compiled| compiled.map(|(path, _)| Some(path)))?;
        let (codes, (draw, drawn), ()) = (codes?, drawn?, has_date?);
        let within = written.within.as_ref().map(|within| within.value);
        let tests = Tests { codes, within, having, any_status: written.any_status };
        let pick = written.pick.as_ref().map(|pick| pick.value);
        let typed = typed(pick, &drawn, searched.presence);
        Some((Find { pool, tests, draw, clinical, pick, picks_list: drawn.is_list }, typed))
    }

    /// Its value.
    pub fn run<'d>(&self, frame: &Frame<'d>) -> Value<'d> {
        let pool = match self.pool.read(frame) {
            Ok(pool) => pool,
            Err(missing) => return Value::Missing(missing),
        };
        let mut open = pool.open;
        let tests = self.tests.start(&self.clinical, frame);
        let mut passed = pool.resources;
        passed.retain(|resource| match tests.decide(*resource) {
            Verdict::Passes => true,
            Verdict::Fails => false,
            Verdict::Undecided(missing) => {
                open = open.or(Some(missing));
                false
            }
        });
        match self.pick {
            None => Value::List(Rc::new(self.draw_all(&passed, open, frame))),
            Some(pick) => self.pick(pick, passed, open, frame),
        }
    }

    fn draw_all<'d>(&self, resources: &[Node<'d>], open: Option<Missing>, frame: &Frame<'d>) -> List<'d> {
        let mut items = Vec::with_capacity(resources.len());
        resources.iter().for_each(|resource| self.draw.each(*resource, frame, &mut |value| items.push(value)));
        List { items, open }
    }

    /// What is found is found; where nothing is, an open pool leaves it unknown.
    fn pick<'d>(&self, pick: Pick, mut resources: Vec<Node<'d>>, open: Option<Missing>, frame: &Frame<'d>) -> Value<'d> {
        resources.retain(|resource| self.draw.draws(*resource, frame));
        let picked = match pick {
            Pick::First => Picked::of(resources.first()),
            Pick::Last => Picked::of(resources.last()),
            Pick::Latest => pick::latest(&resources, &self.clinical, self.tests.looks_ahead(), frame),
            Pick::Earliest => pick::earliest(&resources, &self.clinical, frame),
        };
        match (picked, pick) {
            (Picked::None, _) => Value::Missing(open.unwrap_or(Missing::ABSENT)),
            (Picked::Undecided(missing), _) => Value::Missing(missing),
            (Picked::One(resource), Pick::Last) => self.draw_all(&[resource], None, frame).items.pop().unwrap_or(Value::ABSENT),
            (Picked::One(resource), Pick::Latest | Pick::Earliest) if self.picks_list => {
                Value::List(Rc::new(self.draw_all(&[resource], None, frame)))
            }
            (Picked::One(resource), _) => self.draw.one(resource, frame),
        }
    }
}

/// `first` and `last` make one value of several; `latest` and `earliest` pick a resource, and give all that is drawn from it.
fn typed(pick: Option<Pick>, drawn: &Drawn, presence: Presence) -> Typed {
    match pick {
        None => Typed { kind: drawn.kind.clone().list(), presence },
        Some(Pick::Latest | Pick::Earliest) if drawn.is_list => Typed::maybe(drawn.kind.clone().list()),
        Some(_) => Typed::maybe(drawn.kind.clone()),
    }
}

/// `within`, `latest` and `earliest` go by a main date; `None` where there is none.
fn check_date(written: &model::Find, clinical: &Clinical, place: &Place, diagnostics: &mut Diagnostics) -> Option<()> {
    let by_date = |pick: &&Spanned<Pick>| matches!(pick.value, Pick::Latest | Pick::Earliest);
    let within = written.within.as_ref().map(|within| (within.span, "within"));
    let pick = written.pick.as_ref().filter(by_date).map(|pick| (pick.span, "pick"));
    match within.or(pick) {
        Some((span, what)) if !clinical.has_date() => {
            let types = place.elements().map(|elements| Type::Element(elements).to_string()).unwrap_or_default();
            let message = format!("`{what}` goes by a main date, and {types} has none");
            diagnostics.push(Diagnostic::new(&no_main_date::CHECK, span, message).help("pick `first` or `last` instead"));
            None
        }
        _ => Some(()),
    }
}
