//! A Coding that a rule writes: an override reason, a topic.

use crate::{
    frame::Frame,
    plan::{context::RuleContext, template::Template},
    terminology,
};
use engine_fhir::writer::JsonWriter;
use engine_syntax::model;

/// A compiled Coding.
#[derive(Debug)]
pub(crate) struct Coding {
    system: Option<Template>,
    code: Template,
    display: Option<Template>,
}

impl Coding {
    pub(crate) fn compile(coding: &model::Coding, context: &mut RuleContext<'_>) -> Option<Coding> {
        let system = context.optional(coding.system.as_ref(), Template::compile_line);
        let code = Template::compile_line(&coding.code, context);
        let display = context.optional(coding.display.as_ref(), Template::compile_line);
        if let (Some(written), Some(Some(system)), Some(code)) = (&coding.system, &system, &code)
            && system.as_literal().is_some()
            && code.as_literal().is_some()
        {
            terminology::check_coding(written, &coding.code, context.diagnostics);
        }
        Some(Coding { system: system?, code: code?, display: display? })
    }

    /// Writes the object.
    pub(crate) fn write<'d>(&'d self, frame: &Frame<'d>, writer: &mut JsonWriter) {
        writer.begin_object();
        for (name, text) in [("system", self.system.as_ref()), ("code", Some(&self.code)), ("display", self.display.as_ref())] {
            if let Some(text) = text {
                writer.member(name, &text.shown(frame));
            }
        }
        writer.end_object();
    }
}
