//! `source`: whose advice it is.

use super::coding::Coding;
use crate::{
    frame::Frame,
    plan::{
        context::RuleContext,
        template::{EscapeContext, Template, WhenMissing},
    },
};
use engine_fhir::writer::JsonWriter;
use engine_syntax::{model, source::Text};

/// A compiled source.
#[derive(Debug)]
pub(crate) struct CardSource {
    label: Template,
    url: Option<Template>,
    icon: Option<Template>,
    topic: Option<Coding>,
}

impl CardSource {
    /// The card's own source, else the file's.
    pub(crate) fn compile(card: &model::Card, of_file: Option<&model::Source>, context: &mut RuleContext<'_>) -> Option<CardSource> {
        let source = card.source.as_ref().or(of_file)?;
        let label = Template::compile_line(&source.label, context);
        let url = context.optional(source.url.as_ref(), address);
        let icon = context.optional(source.icon.as_ref(), address);
        let topic = context.optional(source.topic.as_ref(), Coding::compile);
        Some(CardSource { label: label?, url: url?, icon: icon?, topic: topic? })
    }

    pub(crate) fn write<'d>(&'d self, frame: &Frame<'d>, writer: &mut JsonWriter) {
        writer.name("source");
        writer.begin_object();
        writer.member("label", &self.label.shown(frame));
        for (name, url) in [("url", &self.url), ("icon", &self.icon)] {
            if let Some(url) = url.as_ref().and_then(|url| url.text(frame).ok()) {
                writer.member(name, &url);
            }
        }
        if let Some(topic) = &self.topic {
            writer.name("topic");
            topic.write(frame, writer);
        }
        writer.end_object();
    }
}

/// Compiles a URL.
fn address(text: &Text, context: &mut RuleContext<'_>) -> Option<Template> {
    Template::compile(text, EscapeContext::Url, WhenMissing::Refuse, context)
}
