//! Markup where it isn't read as such: HTML in Markdown, and either in a summary, which is plain text.

use crate::plan::{context::RuleContext, template::Template};
use engine_syntax::{
    catalogue::{html_in_markdown, markup_in_summary},
    diagnostic::Diagnostic,
    source::Text,
};
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

/// A tag (CommonMark 0.31, 6.6).
const TAG: &str = r"</?[A-Za-z][A-Za-z0-9-]*(\s[^<>]*)?/?>";

/// A tag or a comment, or a code span, in which none is meant.
static HTML: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!("`[^`]*`|(?<markup>{TAG}|<!--)")).ok());

/// A tag; or bold, a link or code in Markdown.
static ANY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?<markup>{TAG}|\*\*[^*\s][^*]*\*\*|__[^_\s][^_]*__|\[[^\]]+\]\([a-z]+:[^)]*\)|`[^`]+`)")).ok());

/// Warns of the first HTML in a text that is Markdown.
pub(super) fn report_html(text: &Text, template: &Template, context: &mut RuleContext<'_>) {
    if let Some((range, written)) = find(&HTML, template) {
        let diagnostic = Diagnostic::new(&html_in_markdown::CHECK, text.span_of(range), format!("`{written}` is HTML"))
            .help("write it in Markdown: `**bold**`, `*italic*`, `- item`, `[text](https://…)`, an empty line between paragraphs");
        context.report(diagnostic);
    }
}

/// Warns of the first markup in a summary.
pub(super) fn report_in_summary(text: &Text, template: &Template, context: &mut RuleContext<'_>) {
    if let Some((range, _)) = find(&ANY, template) {
        let diagnostic =
            Diagnostic::new(&markup_in_summary::CHECK, text.span_of(range), "a summary is plain text, and shows this as it is written")
                .help("write the words alone; what needs bold or a link stands under `detail`");
        context.report(diagnostic);
    }
}

/// The first `markup` that a pattern finds in what is written out, and where.
fn find<'t>(pattern: &Option<Regex>, template: &'t Template) -> Option<(Range<usize>, &'t str)> {
    let pattern = pattern.as_ref()?;
    template.literals().find_map(|literal| {
        let found = pattern.captures_iter(&literal.text).find_map(|captures| captures.name("markup"))?;
        Some((literal.start + found.start()..literal.start + found.end(), found.as_str()))
    })
}
