//! A link: to a web page, or to a SMART app with its `appContext`.

use crate::{
    frame::Frame,
    plan::{
        context::RuleContext,
        template::{EscapeContext, Template, WhenMissing},
    },
};
use engine_fhir::writer::JsonWriter;
use engine_hooks::card::LinkType;
use engine_syntax::model;

/// A compiled link.
#[derive(Debug)]
pub(crate) struct Link {
    label: Template,
    url: Template,
    kind: LinkType,
    app_context: Option<Template>,
    autolaunchable: Option<bool>,
}

impl Link {
    pub(crate) fn compile(link: &model::Link, context: &mut RuleContext<'_>) -> Option<Link> {
        let label = Template::compile_line(&link.label, context);
        let url = Template::compile(&link.url, EscapeContext::Url, WhenMissing::Refuse, context);
        let app_context = context.optional(link.app_context.as_ref(), |text, context| {
            Template::compile(text, EscapeContext::Data, WhenMissing::LeaveOut, context)
        });
        Some(Link { label: label?, url: url?, kind: link.kind.value, app_context: app_context?, autolaunchable: link.autolaunchable })
    }

    /// Writes the link, unless a value of its URL is missing. Whether it did.
    pub(crate) fn write<'d>(&'d self, frame: &Frame<'d>, writer: &mut JsonWriter) -> bool {
        let Ok(url) = self.url.text(frame) else { return false };
        writer.begin_object();
        writer.member("label", &self.label.shown(frame));
        writer.member("url", &url);
        writer.member("type", self.kind.as_str());
        if let Some(app_context) = self.app_context.as_ref().and_then(|app_context| app_context.text(frame).ok()) {
            writer.member("appContext", &app_context);
        }
        if let Some(autolaunchable) = self.autolaunchable {
            writer.name("autolaunchable");
            writer.boolean(autolaunchable);
        }
        writer.end_object();
        true
    }
}
