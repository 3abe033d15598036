//! A suggestion: actions that a clinician can take with one click.
//!
//! Knows when a suggestion is worth showing. Must never know what its actions do.

use super::action::Action;
use crate::{
    frame::{Frame, trace::RulePart},
    plan::{
        block::Block,
        condition::Condition,
        context::RuleContext,
        template::Template,
        writing::{write_array, write_each},
    },
};
use engine_fhir::writer::JsonWriter;
use engine_hooks::card::ActionSelectionBehavior;
use engine_syntax::model;

/// A compiled suggestion.
#[derive(Debug)]
pub(crate) struct Suggestion {
    block: Block,
    label: Template,
    is_recommended: Option<bool>,
    action_selection_behavior: Option<ActionSelectionBehavior>,
    actions: Vec<Action>,
}

impl Suggestion {
    pub(crate) fn compile(suggestion: &model::Suggestion, context: &mut RuleContext<'_>) -> Option<Suggestion> {
        context.in_block(|context| {
            let block = Block::compile(RulePart::Suggestion, &suggestion.block, context);
            let label = Template::compile_line(&suggestion.label, context);
            let actions = context.each(&suggestion.actions, Action::compile);
            Some(Suggestion {
                block: block?,
                label: label?,
                is_recommended: suggestion.is_recommended.as_ref().map(|flag| flag.value),
                action_selection_behavior: suggestion.action_selection_behavior.as_ref().map(|behavior| behavior.value),
                actions: actions?,
            })
        })
    }

    /// The conditions that it and its actions ask.
    pub(crate) fn conditions<'c>(&'c self, found: &mut Vec<&'c Condition>) {
        self.block.conditions(found);
        self.actions.iter().for_each(|action| action.conditions(found));
    }

    /// Writes it once for each iteration, and gives how many were written.
    pub(crate) fn write<'d>(&'d self, frame: &mut Frame<'d>, writer: &mut JsonWriter) -> usize {
        write_each(&self.block, frame, writer, &mut |frame, writer| self.write_one(frame, writer))
    }

    /// A suggestion whose actions all fell out would promise what it doesn't do: it is left out too.
    fn write_one<'d>(&'d self, frame: &mut Frame<'d>, writer: &mut JsonWriter) -> bool {
        writer.begin_object();
        writer.member("label", &self.label.shown(frame));
        writer.member("uuid", &uuid::Uuid::new_v4().to_string());
        if let Some(is_recommended) = self.is_recommended {
            writer.name("isRecommended");
            writer.boolean(is_recommended);
        }
        if let Some(behavior) = self.action_selection_behavior {
            writer.member("actionSelectionBehavior", behavior.as_str());
        }
        let is_written = self.actions.is_empty() || self.write_actions(frame, writer) > 0;
        writer.end_object();
        is_written
    }

    fn write_actions<'d>(&'d self, frame: &mut Frame<'d>, writer: &mut JsonWriter) -> usize {
        write_array("actions", writer, |writer| self.actions.iter().map(|action| action.write(frame, writer)).sum())
    }
}
