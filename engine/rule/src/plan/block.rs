//! A block: `for`, `values` and `when`, as a loop, a card, a suggestion, an action and a paragraph have them.
//!
//! Without `for` its body runs once. Several variables give every combination, the first outermost. A block holds definitions, of which one may be a loop
//! and so hold a block: `block` and `definition` know each other, as the grammar does. Must never know what stands in the body.

use super::{
    condition::{Condition, decide},
    context::RuleContext,
    definition::{self, Definition},
    when,
};
use crate::{
    expression::Expression,
    frame::{Frame, trace::RulePart},
    scope::{element_type, names::NameSort},
    terminology::table::Table,
    value::{
        Missing, Value,
        slot::Slot,
        truth::Truth,
        types::{Presence, Typed, joint_presence},
    },
};
use engine_syntax::{catalogue::loop_over_no_list, diagnostic::Diagnostic, model, source::Text};
use std::sync::Arc;

/// How a loop ended: `Ok(Some(…))` where an iteration could not be decided, so that there may have been more; `Err` where a list was missing.
pub(crate) type LoopEnd = Result<Option<Missing>, Missing>;

/// Compiled `for`, `values` and `when`. The names that it defines are in scope until the caller leaves its block.
#[derive(Debug)]
pub(crate) struct Block {
    part: RulePart,
    variables: Vec<Variable>,
    values: Vec<Definition>,
    when: Option<Condition>,
}

/// A variable of `for`.
#[derive(Debug)]
enum Variable {
    /// It goes over the elements of a list.
    List { slot: Slot, list: Expression },
    /// It goes over the rows of a table, with a slot for each column.
    Rows { table: Arc<Table>, columns: Vec<Slot> },
}

impl Block {
    /// Compiles the block of `part`. Names that `when` proves present count as present for the rest of the block.
    pub(crate) fn compile(part: RulePart, written: &model::Block, context: &mut RuleContext<'_>) -> Option<Block> {
        let variables: Vec<Option<Variable>> =
            written.variables.iter().map(|(name, list)| Variable::compile(name, list, context)).collect();
        let values = definition::compile_all(&written.values, context);
        let when = when::compile(written.when.as_ref(), context);
        let variables: Option<Vec<Variable>> = variables.into_iter().collect();
        Some(Block { part, variables: variables?, values, when: when? })
    }

    /// The conditions that it asks.
    pub(crate) fn conditions<'r>(&'r self, found: &mut Vec<&'r Condition>) {
        self.values.iter().for_each(|value| value.conditions(found));
        found.extend(&self.when);
    }

    /// Whether the lists that it goes over are always there.
    pub(crate) fn presence(&self) -> Presence {
        joint_presence(self.variables.iter().filter_map(Variable::typed))
    }

    /// Runs the body in every iteration whose `when` is true, as long as there is fuel.
    pub(crate) fn run<'d>(&'d self, frame: &mut Frame<'d>, body: &mut dyn FnMut(&mut Frame<'d>)) -> LoopEnd {
        self.run_from(0, frame, body)
    }

    fn run_from<'d>(&'d self, depth: usize, frame: &mut Frame<'d>, body: &mut dyn FnMut(&mut Frame<'d>)) -> LoopEnd {
        match self.variables.get(depth) {
            None => Ok(self.run_iteration(frame, body)),
            Some(Variable::Rows { table, columns }) => {
                let mut open = None;
                for row in table.rows() {
                    for (slot, cell) in columns.iter().zip(row) {
                        frame.set(*slot, cell);
                    }
                    open = open.or(self.run_from(depth + 1, frame, body)?);
                    if frame.fuel.check().is_err() {
                        break;
                    }
                }
                Ok(open)
            }
            Some(Variable::List { slot, list }) => match list.evaluate(frame) {
                Value::List(list) => {
                    let mut open = list.open;
                    for item in &list.items {
                        frame.set(*slot, item.clone());
                        open = open.or(self.run_from(depth + 1, frame, body)?);
                        if frame.fuel.check().is_err() {
                            break;
                        }
                    }
                    Ok(open)
                }
                Value::Missing(missing) if missing.is_absent() => Ok(None),
                Value::Missing(missing) => Err(missing),
                single => {
                    frame.set(*slot, single);
                    self.run_from(depth + 1, frame, body)
                }
            },
        }
    }

    /// Runs one iteration, and gives what was missing where its `when` could not be decided.
    fn run_iteration<'d>(&'d self, frame: &mut Frame<'d>, body: &mut dyn FnMut(&mut Frame<'d>)) -> Option<Missing> {
        if !frame.fuel.turn() {
            return None;
        }
        for value in &self.values {
            value.run(frame);
        }
        match self.decide(frame) {
            Truth::True => {
                body(frame);
                None
            }
            Truth::False => None,
            Truth::Unknown(missing) => Some(missing),
        }
    }

    fn decide(&self, frame: &Frame<'_>) -> Truth {
        let Some(condition) = &self.when else { return Truth::True };
        decide(condition, &self.part, || self.variables.iter().flat_map(Variable::slots).copied().collect(), frame)
    }
}

impl Variable {
    fn compile(name: &Text, list: &Text, context: &mut RuleContext<'_>) -> Option<Variable> {
        let table = context.library.tables.get(list.as_str()).filter(|_| !context.scope.has(list.as_str())).cloned();
        match table {
            Some(table) => Some(Variable::rows(name, table, context)),
            None => Variable::list(name, list, context),
        }
    }

    fn rows(name: &Text, table: Arc<Table>, context: &mut RuleContext<'_>) -> Variable {
        context.refuse_clash(name);
        let define = |(index, (column, kind)): (usize, &(String, crate::value::types::Type))| {
            let text = format!("{}.{column}", name.as_str());
            let slot = context.scope.define(&text, Typed::maybe(kind.clone()), NameSort::Value, Some(name.span()));
            context.scope.note_texts(slot, table.texts(index));
            slot
        };
        let columns = table.columns.iter().enumerate().map(define).collect();
        Variable::Rows { table, columns }
    }

    fn list(name: &Text, list: &Text, context: &mut RuleContext<'_>) -> Option<Variable> {
        let expression = context.expression(list);
        let element = expression.as_ref().and_then(|expression| element_type(&expression.typed().kind));
        let typed = element.clone().unwrap_or(Typed::present(crate::value::types::Type::Any));
        let required_binding = expression.as_ref().and_then(|list| list.required_binding(&context.scope));
        let slot = context.define(name, typed, NameSort::Value);
        context.scope.note_required_binding(slot, required_binding);
        let expression = expression?;
        if element.is_none() {
            let kind = &expression.typed().kind;
            let message = format!("`for` needs a list or a table, and `{}` is a {kind}", list.as_str());
            context.report(Diagnostic::new(&loop_over_no_list::CHECK, list.span(), message).label(format!("{kind}")));
            return None;
        }
        Some(Variable::List { slot, list: expression })
    }

    fn slots(&self) -> &[Slot] {
        match self {
            Variable::List { slot, .. } => std::slice::from_ref(slot),
            Variable::Rows { columns, .. } => columns,
        }
    }

    fn typed(&self) -> Option<&Typed> {
        match self {
            Variable::List { list, .. } => Some(list.typed()),
            Variable::Rows { .. } => None,
        }
    }
}
