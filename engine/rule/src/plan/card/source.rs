//! `source`: whose advice it is.

use super::{coding::Coding, link::check_address};
use crate::{
    frame::Frame,
    plan::{
        context::Compiler,
        template::{Place, Template, WhenMissing},
    },
};
use engine_fhir::writer::JsonWriter;
use engine_syntax::{check::catalogue::missing_source, diagnostic::Diagnostic, model, source::Text};

/// A compiled source.
#[derive(Debug)]
pub(crate) struct Source {
    label: Template,
    url: Option<Template>,
    icon: Option<Template>,
    topic: Option<Coding>,
}

impl Source {
    /// The card's own source, else the file's.
    pub(crate) fn compile(card: &model::Card, of_file: Option<&model::Source>, compiler: &mut Compiler<'_>) -> Option<Source> {
        let Some(source) = card.source.as_ref().or(of_file) else {
            let diagnostic = Diagnostic::new(&missing_source::CHECK, card.id.span(), "a card must say whose advice it is")
                .help("add `source: { label: …, url: … }` to the card, or to the file for all its cards");
            compiler.report(diagnostic);
            return None;
        };
        let label = Template::compile_line(&source.label, compiler);
        let url = compiler.optional(source.url.as_ref(), |url, compiler| address("a source's URL", url, compiler));
        let icon = compiler.optional(source.icon.as_ref(), |icon, compiler| address("the URL of an icon", icon, compiler));
        let topic = compiler.optional(source.topic.as_ref(), Coding::compile);
        Some(Source { label: label?, url: url?, icon: icon?, topic: topic? })
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

/// Compiles a URL; `what` names it in messages.
fn address(what: &str, text: &Text, compiler: &mut Compiler<'_>) -> Option<Template> {
    let url = Template::compile(text, Place::Url, WhenMissing::Refuse, compiler)?;
    check_address(what, text, &url, compiler).map(|()| url)
}
