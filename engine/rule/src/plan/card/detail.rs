//! `detail`: paragraphs of Markdown with a blank line between them; a paragraph with `for` is a line for each element.

use super::markup;
use crate::{
    frame::{Frame, trace::RulePart},
    plan::{
        block::Block,
        condition::Condition,
        context::RuleContext,
        template::{self, EscapeContext, Template, WhenMissing},
    },
};
use engine_fhir::writer::JsonWriter;
use engine_syntax::model;

/// Compiled paragraphs.
#[derive(Debug)]
pub(crate) struct Detail {
    paragraphs: Vec<Paragraph>,
}

#[derive(Debug)]
struct Paragraph {
    block: Block,
    text: Template,
}

impl Detail {
    pub(crate) fn compile(paragraphs: &[model::Paragraph], context: &mut RuleContext<'_>) -> Option<Detail> {
        context.each(paragraphs, Paragraph::compile).map(|paragraphs| Detail { paragraphs })
    }

    /// The conditions that its paragraphs ask.
    pub(crate) fn conditions<'c>(&'c self, found: &mut Vec<&'c Condition>) {
        self.paragraphs.iter().for_each(|paragraph| paragraph.block.conditions(found));
    }

    /// Writes the member, unless no paragraph shows.
    pub(crate) fn write<'d>(&'d self, frame: &mut Frame<'d>, writer: &mut JsonWriter) {
        let mut text = template::with_capacity();
        for paragraph in &self.paragraphs {
            paragraph.show(frame, &mut text);
        }
        if !text.is_empty() {
            writer.member("detail", &text);
        }
    }
}

impl Paragraph {
    fn compile(paragraph: &model::Paragraph, context: &mut RuleContext<'_>) -> Option<Paragraph> {
        context.in_block(|context| {
            let block = Block::compile(RulePart::Paragraph, &paragraph.block, context);
            let text = Template::compile(&paragraph.text, EscapeContext::Markdown, WhenMissing::Refuse, context);
            if let Some(text) = &text {
                markup::report_html(&paragraph.text, text, context);
            }
            Some(Paragraph { block: block?, text: text? })
        })
    }

    fn show<'d>(&'d self, frame: &mut Frame<'d>, text: &mut String) {
        let mut separator = if text.is_empty() { "" } else { "\n\n" };
        // A list that is missing or open shows the lines that are known.
        let _end = self.block.run(frame, &mut |frame| {
            let before = text.len();
            text.push_str(separator);
            separator = "\n";
            self.text.show(frame, text);
            text.truncate(text.trim_end().len());
            frame.fuel.write(text.len().saturating_sub(before));
        });
    }
}
