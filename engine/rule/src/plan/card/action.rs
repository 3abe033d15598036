//! An action: a resource to create, change or delete, in a suggestion or as a system action.
//!
//! Knows what each kind of action needs. Must never know how JSON is compiled.

use crate::{
    frame::{Frame, trace::RulePart},
    plan::{
        block::Block,
        condition::Condition,
        context::RuleContext,
        resource::{Resource, fhir},
        template::{EscapeContext, Template, WhenMissing},
        writing::write_each,
    },
};
use engine_fhir::writer::JsonWriter;
use engine_hooks::card::ActionType;
use engine_syntax::model;

/// A compiled action.
#[derive(Debug)]
pub(crate) struct Action {
    block: Block,
    kind: ActionType,
    description: Option<Template>,
    target: Target,
}

/// What it acts on.
#[derive(Debug)]
enum Target {
    /// The new or changed resource, whole.
    Resource(Resource),
    /// A relative reference to what is deleted.
    ResourceId(Template),
}

impl Action {
    /// Compiles an action of a suggestion, which needs a description.
    pub(crate) fn compile(action: &model::Action, context: &mut RuleContext<'_>) -> Option<Action> {
        Action::compile_part(RulePart::Action, action, context).filter(|action| action.description.is_some())
    }

    /// Compiles a system action, whose description is optional.
    pub(crate) fn compile_system(action: &model::Action, context: &mut RuleContext<'_>) -> Option<Action> {
        Action::compile_part(RulePart::SystemAction, action, context)
    }

    fn compile_part(part: RulePart, action: &model::Action, context: &mut RuleContext<'_>) -> Option<Action> {
        context.in_block(|context| {
            let block = Block::compile(part, &action.block, context);
            let description = context.optional(action.description.as_ref(), Template::compile_line);
            let target = Target::compile(action, context);
            Some(Action { block: block?, kind: action.kind.value, description: description?, target: target? })
        })
    }

    /// The conditions that it asks.
    pub(crate) fn conditions<'c>(&'c self, found: &mut Vec<&'c Condition>) {
        self.block.conditions(found);
    }

    /// Writes it once for each iteration, and gives how many were written.
    pub(crate) fn write<'d>(&'d self, frame: &mut Frame<'d>, writer: &mut JsonWriter) -> usize {
        write_each(&self.block, frame, writer, &mut |frame, writer| self.write_one(frame, writer))
    }

    fn write_one<'d>(&'d self, frame: &Frame<'d>, writer: &mut JsonWriter) -> bool {
        writer.begin_object();
        writer.member("type", self.kind.as_str());
        if let Some(description) = &self.description {
            writer.member("description", &description.shown(frame));
        }
        let is_written = self.target.write(frame, writer);
        writer.end_object();
        is_written
    }
}

impl Target {
    fn compile(action: &model::Action, context: &mut RuleContext<'_>) -> Option<Target> {
        match (action.kind.value, &action.resource, &action.resource_id) {
            (ActionType::Delete, _, Some(id)) => {
                Template::compile(id, EscapeContext::Data, WhenMissing::LeaveOut, context).map(Target::ResourceId)
            }
            (ActionType::Create | ActionType::Update, Some(json), _) => {
                let resource = Resource::compile(json, context);
                fhir::check(json, &resource, context);
                Some(Target::Resource(resource))
            }
            _ => None,
        }
    }

    fn write<'d>(&'d self, frame: &Frame<'d>, writer: &mut JsonWriter) -> bool {
        match self {
            Target::Resource(resource) => {
                writer.name("resource");
                resource.write(frame, writer).is_ok()
            }
            Target::ResourceId(id) => id.text(frame).map(|id| writer.member("resourceId", &id)).is_ok(),
        }
    }
}
