//! `summary`: one line, shorter than 140 characters (CDS Hooks 2.0.1, "Card Attributes"). One that is longer all the same is cut.

use super::markup;
use crate::plan::{
    context::RuleContext,
    template::{Length, Template, escape::LONGEST_SUMMARY},
};
use engine_syntax::{
    catalogue::{summary_may_be_cut, summary_too_long},
    diagnostic::Diagnostic,
    source::Text,
};

/// How many characters may be written out, so that a value still has room.
const LONGEST_LITERAL: usize = 120;

pub(super) fn compile(text: &Text, context: &mut RuleContext<'_>) -> Option<Template> {
    let summary = Template::compile_line(text, context)?;
    markup::report_in_summary(text, &summary, context);
    let Length { known, is_open } = summary.length(&context.scope);
    let help = "say the essential here, and the rest under `detail`";
    if known > LONGEST_SUMMARY {
        let can_be = if summary.as_literal().is_some() { "is" } else { "can be" };
        let message = format!("this summary {can_be} {known} characters long");
        let label = format!("{LONGEST_SUMMARY} at most");
        context.report(Diagnostic::new(&summary_too_long::CHECK, text.span(), message).label(label).help(help));
    } else if is_open && known > LONGEST_LITERAL {
        let message = format!("this summary leaves {} characters for its values", LONGEST_SUMMARY - known);
        context.report(Diagnostic::new(&summary_may_be_cut::CHECK, text.span(), message).help(help));
    }
    Some(summary)
}
