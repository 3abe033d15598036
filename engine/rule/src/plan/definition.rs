//! An entry of `values`: an extraction, a find, an expression, or a loop. Each sets one slot, which later ones see.
//!
//! Knows what is known of a value before any call. Must never know what it is used for.

use super::{block::Block, condition::Condition, context::RuleContext, usage::ValueUsage};
use crate::{
    expression::Expression,
    extract::{extraction::Extraction, find::Find},
    frame::{Frame, trace::RulePart},
    scope::{Scope, constraint::ValueFacts, contradiction, names::NameSort, search_guarantees::SearchGuarantees},
    terminology::binding::RequiredBinding,
    value::{
        List, Value,
        slot::Slot,
        types::{Presence, Type, Typed},
    },
};
use engine_fhir::Node;
use engine_syntax::{
    model::{self, As, ValueForm},
    source::Text,
};
use std::rc::Rc;

/// A compiled value and its slot.
#[derive(Debug)]
pub(crate) struct Definition {
    /// Where the value goes.
    pub(crate) slot: Slot,
    /// What it is.
    pub(crate) kind: Type,
    computation: Computation,
    /// The text of an expression.
    written: Option<Text>,
}

/// How a value is computed.
#[derive(Debug)]
enum Computation {
    Extraction(Extraction),
    Find(Find),
    Expression(Expression),
    Loop(Loop),
    /// A mistake has been reported; the rule isn't served.
    Broken,
}

#[derive(Debug)]
struct Loop {
    block: Block,
    yields: Expression,
}

/// Compiles definitions in the file's order, so that each sees those above it.
pub(crate) fn compile_all(definitions: &[model::Definition], context: &mut RuleContext<'_>) -> Vec<Definition> {
    context.scope.announce(definitions.iter().map(|definition| (definition.name.as_str().to_owned(), definition.name.span())));
    definitions.iter().map(|definition| Definition::compile(definition, context)).collect()
}

impl Definition {
    fn compile(definition: &model::Definition, context: &mut RuleContext<'_>) -> Definition {
        let uses = context.scope.uses();
        let (mut computation, typed) =
            Computation::compile(&definition.value, context).unwrap_or((Computation::Broken, Typed::present(Type::Any)));
        note_reads_one(definition, uses, context);
        let required_binding = computation.required_binding(context);
        let texts = computation.texts(context);
        let guarantees = search_guarantees(&definition.value, &typed, context);
        let kind = typed.kind.clone();
        let slot = context.define(&definition.name, typed, NameSort::Value);
        context.scope.note_texts(slot, texts);
        context.scope.note_required_binding(slot, required_binding);
        context.scope.note_search_guarantees(slot, guarantees);
        if let Some(facts) = value_facts(&mut computation, context) {
            context.scope.note_value_facts(slot, facts);
        }
        let written = match &definition.value {
            ValueForm::Expression(text) => Some(text.clone()),
            _ => None,
        };
        Definition { slot, kind, computation, written }
    }

    /// Computes the value and sets its slot.
    pub(crate) fn run<'d>(&'d self, frame: &mut Frame<'d>) {
        let value = match &self.computation {
            Computation::Extraction(extraction) => extraction.run(frame),
            Computation::Find(find) => find.run(frame),
            Computation::Expression(expression) => expression.evaluate(frame),
            Computation::Loop(repeated) => repeated.run(frame),
            Computation::Broken => Value::ABSENT,
        };
        frame.set(self.slot, value);
    }
}

/// What is known of a value by its expression, and the names that it is there with, where those are all that it needs.
fn value_facts(computation: &mut Computation, context: &mut RuleContext<'_>) -> Option<ValueFacts> {
    let Computation::Expression(expression) = computation else { return None };
    let mut facts = expression.take_facts().value;
    if let Some(constraint) = &facts.constraint {
        contradiction::report(constraint, context.diagnostics);
    }
    if expression.typed().presence == Presence::WithItsNames {
        facts.derived_from = Some(expression.slots());
    }
    Some(facts)
}

/// Notes what is read of an entry where that is one resource, and references that lead to more.
fn note_reads_one(definition: &model::Definition, uses: usize, context: &mut RuleContext<'_>) {
    let (entry, place, reading) = match &definition.value {
        ValueForm::Find(find) => {
            let place = find.pick.as_ref().map_or(definition.name.span(), |pick| pick.span);
            (Find::reads_one(find, &context.scope, context.library), place, &find.reading)
        }
        ValueForm::Extraction(extraction) => {
            let place = extraction.path.as_ref().map_or(definition.name.span(), Text::span);
            (Extraction::reads_one(extraction, &context.scope), place, &extraction.reading)
        }
        _ => return,
    };
    if let Some(entry) = entry {
        context.scope.note_reads_one(entry, place, uses);
    }
    if reading.kind.as_ref().is_some_and(|kind| kind.value == As::Resource) {
        context.scope.note_follows_references();
    }
}

/// What is guaranteed of the list that a computation gives: what its source guarantees, whose order it keeps.
fn search_guarantees(computation: &ValueForm, typed: &Typed, context: &RuleContext<'_>) -> Option<SearchGuarantees> {
    let source = match (computation, &typed.kind) {
        (ValueForm::Find(find), Type::List(_)) if find.pick.is_none() && find.find.len() == 1 => &find.find[0],
        (ValueForm::Extraction(extraction), Type::List(_)) => &extraction.from,
        _ => return None,
    };
    context.scope.search_guarantees_of(source.as_str())
}

impl Definition {
    /// The places that the value was extracted from.
    pub(crate) fn places<'d>(&self, frame: &Frame<'d>) -> Vec<Node<'d>> {
        match &self.computation {
            Computation::Extraction(extraction) => extraction.places(frame),
            Computation::Find(find) => find.places(frame),
            Computation::Expression(_) | Computation::Loop(_) | Computation::Broken => Vec::new(),
        }
    }

    /// The conditions that a loop asks.
    pub(crate) fn conditions<'r>(&'r self, found: &mut Vec<&'r Condition>) {
        if let Computation::Loop(repeated) = &self.computation {
            repeated.block.conditions(found);
        }
    }

    /// The text of an expression, as written.
    pub(crate) fn expression(&self) -> Option<&str> {
        self.written.as_ref().map(Text::as_str)
    }

    /// How many resources a find looks at.
    pub(crate) fn looked_at(&self, frame: &Frame<'_>) -> Option<usize> {
        match &self.computation {
            Computation::Find(find) => find.looked_at(frame),
            _ => None,
        }
    }
}

impl Computation {
    /// The texts that it may give, where they are known before any call.
    fn texts(&self, context: &RuleContext<'_>) -> Option<Vec<String>> {
        match self {
            Computation::Expression(expression) => expression.texts(&context.scope),
            _ => None,
        }
    }

    /// The required binding of what it gives.
    fn required_binding(&self, context: &RuleContext<'_>) -> Option<RequiredBinding> {
        match self {
            Computation::Extraction(extraction) => extraction.required_binding().cloned(),
            Computation::Find(find) => find.required_binding().cloned(),
            Computation::Expression(expression) => expression.required_binding(&context.scope),
            Computation::Loop(_) | Computation::Broken => None,
        }
    }

    fn compile(written: &ValueForm, context: &mut RuleContext<'_>) -> Option<(Computation, Typed)> {
        match written {
            ValueForm::Extraction(extraction) => {
                let (extraction, typed) = Extraction::compile(extraction, &context.scope, context.diagnostics)?;
                Some((Computation::Extraction(extraction), typed))
            }
            ValueForm::Find(find) => {
                let (find, typed) = Find::compile(find, &context.scope, context.library, context.diagnostics)?;
                Some((Computation::Find(find), typed))
            }
            ValueForm::Expression(text) => {
                let expression = context.expression(text)?;
                let typed = expression.typed().clone();
                Some((Computation::Expression(expression), typed))
            }
            ValueForm::Unreadable => None,
            ValueForm::Loop(repeated) => Loop::compile(repeated, context).map(|(repeated, typed)| (Computation::Loop(repeated), typed)),
        }
    }
}

impl Loop {
    fn compile(source: &model::Loop, context: &mut RuleContext<'_>) -> Option<(Loop, Typed)> {
        let compiled =
            context.in_block(|context| (Block::compile(RulePart::Loop, &source.block, context), context.expression(&source.yields)));
        let (Some(block), Some(yields)) = compiled else { return None };
        let presence = block.presence();
        let kind = yields.typed().kind.clone().list();
        Some((Loop { block, yields }, Typed { kind, presence }))
    }

    /// Gives one element for each iteration whose `when` is true. One that can't be decided leaves the list open.
    fn run<'d>(&'d self, frame: &mut Frame<'d>) -> Value<'d> {
        let mut items = Vec::new();
        let outcome = self.block.run(frame, &mut |frame| items.push(self.yields.evaluate(frame)));
        match outcome {
            Err(missing) => Value::Missing(missing),
            Ok(open) => Value::List(Rc::new(List { items, open })),
        }
    }
}

/// Which of the values something reads.
pub(crate) fn usage<'r>(written: &'r [model::Definition], compiled: &[Definition], scope: &Scope) -> Vec<ValueUsage<'r>> {
    let pairs = written.iter().zip(compiled);
    pairs.map(|(written, compiled)| ValueUsage { name: &written.name, is_used: scope.is_used(compiled.slot) }).collect()
}
