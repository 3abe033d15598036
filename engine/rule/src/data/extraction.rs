//! `{ from, path, as, pick }`: values drawn from one source.

use super::{
    clinical::Clinical,
    draw::{Draw, Drawn},
    source::{Source, Start},
};
use crate::{
    check::catalogue::wrong_pick,
    diagnostic::{Diagnostic, Diagnostics},
    expression::Names,
    frame::Frame,
    model::{self, Pick, Spanned},
    types::{Presence, Type, Typed},
    value::{Cause, List, Value},
};
use std::{rc::Rc, sync::Arc};

/// A compiled extraction.
#[derive(Debug)]
pub struct Extraction {
    source: Source,
    draw: Draw,
    gives: Gives,
}

/// What becomes of the values drawn.
#[derive(Clone, Copy, Debug)]
enum Gives {
    /// There is one at most; of JSON that FHIR doesn't type a list, if it is one.
    One,
    All,
    First,
    Last,
}

impl Extraction {
    /// Compiles; every mistake goes to `diagnostics`, and then there is no extraction.
    pub fn compile(written: &model::Extraction, names: &dyn Names, diagnostics: &mut Diagnostics) -> Option<(Extraction, Typed)> {
        let pick = order(written.pick.as_ref(), diagnostics);
        let (source, start) = Source::compile(&written.from, names, diagnostics)?;
        let elements = start.place.elements().map(|elements| elements.alternatives).unwrap_or_default();
        let clinical = Arc::new(Clinical::of(&elements));
        let (draw, drawn) = Draw::compile(written.path.as_ref(), &written.reading, &start.place, &clinical, diagnostics)?;
        let gives = match pick? {
            Some(End::First) => Gives::First,
            Some(End::Last) => Gives::Last,
            None if drawn.is_list || start.is_list => Gives::All,
            None => Gives::One,
        };
        let typed = typed(gives, drawn, &start);
        Some((Extraction { source, draw, gives }, typed))
    }

    /// Its value.
    pub fn run<'d>(&self, frame: &Frame<'d>) -> Value<'d> {
        match (self.gives, self.source.read(frame)) {
            (Gives::One, Value::Json(root)) => self.draw.one(root, frame),
            (Gives::All, Value::Missing(missing)) if missing.is_absent => Value::list(Vec::new()),
            (_, Value::Missing(missing)) => Value::Missing(missing),
            (gives, value) => gives.of(self.all(value, frame)),
        }
    }

    /// All values drawn from what the source holds; a list is drawn from element by element.
    fn all<'d>(&self, value: Value<'d>, frame: &Frame<'d>) -> List<'d> {
        let mut found = List::default();
        self.gather(&value, frame, &mut found);
        found
    }

    fn gather<'d>(&self, value: &Value<'d>, frame: &Frame<'d>, found: &mut List<'d>) {
        match value {
            Value::Json(root) => self.draw.each(*root, frame, &mut |value| found.items.push(value)),
            Value::List(list) => {
                found.open = found.open.or(list.open);
                list.items.iter().for_each(|item| self.gather(item, frame, found));
            }
            Value::Missing(missing) if missing.is_absent => {}
            Value::Missing(_) => found.items.push(value.clone()),
            _ => found.items.push(Value::unknown(Cause::Unreadable)),
        }
    }
}

impl Gives {
    fn of(self, mut found: List<'_>) -> Value<'_> {
        let nothing = found.open.map_or(Value::ABSENT, Value::Missing);
        match self {
            Gives::All => Value::List(Rc::new(found)),
            Gives::One if found.items.len() > 1 => Value::List(Rc::new(found)),
            Gives::One | Gives::First if !found.items.is_empty() => found.items.swap_remove(0),
            Gives::One | Gives::First => nothing,
            Gives::Last => found.items.pop().unwrap_or(nothing),
        }
    }
}

fn typed(gives: Gives, drawn: Drawn, start: &Start) -> Typed {
    match gives {
        Gives::All => Typed { kind: drawn.kind.list(), presence: start.presence },
        Gives::One if drawn.is_root => Typed { kind: drawn.kind, presence: start.presence },
        Gives::One | Gives::First | Gives::Last => Typed { kind: drawn.kind, presence: Presence::MayBeMissing },
    }
}

/// An end of a list.
#[derive(Clone, Copy)]
enum End {
    First,
    Last,
}

/// The end that `pick` names; `None` after a mistake.
fn order(pick: Option<&Spanned<Pick>>, diagnostics: &mut Diagnostics) -> Option<Option<End>> {
    match pick.map(|pick| (pick.value, pick.span)) {
        None => Some(None),
        Some((Pick::First, _)) => Some(Some(End::First)),
        Some((Pick::Last, _)) => Some(Some(End::Last)),
        Some((Pick::Latest | Pick::Earliest, span)) => {
            let message = "`from` has no dates to pick by";
            diagnostics.push(Diagnostic::new(&wrong_pick::CHECK, span, message).help("write `first` or `last`, or `find` instead of `from`"));
            None
        }
    }
}
