//! HTML in a text that is Markdown.

use crate::{check::catalogue::html_in_markdown, compiler::Compiler, diagnostic::Diagnostic, source::Text, template::Template};
use regex::Regex;
use std::sync::LazyLock;

/// A tag or a comment (CommonMark 0.31, 6.6), or a code span, in which none is meant.
static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"`[^`]*`|(?<tag></?[A-Za-z][A-Za-z0-9-]*(\s[^<>]*)?/?>|<!--)").ok());

/// Warns of the first tag.
pub(super) fn report(text: &Text, template: &Template, compiler: &mut Compiler<'_>) {
    let Some(tag) = TAG.as_ref() else { return };
    let found = template.literals().find_map(|literal| {
        let found = tag.captures_iter(&literal.text).find_map(|captures| captures.name("tag"))?;
        Some((literal.start + found.start()..literal.start + found.end(), found.as_str()))
    });
    if let Some((range, written)) = found {
        let diagnostic = Diagnostic::new(&html_in_markdown::CHECK, text.span_of(range), format!("`{written}` is HTML"))
            .help("write it in Markdown: `**bold**`, `*italic*`, `- item`, `[text](https://…)`, an empty line between paragraphs");
        compiler.report(diagnostic);
    }
}
