//! `# lint: allow(check) reason`: a warning or note that the author has looked at, on its line or the line below the comment.
//!
//! An error can't be allowed, since a rule with one isn't served. A suppression without a reason is a finding itself, and so is one that suppresses nothing.
//!
//! Knows comments and findings. Must never know what a check looks at.

use crate::{
    catalogue::{suppression_without_reason, unused_suppression},
    check::{Check, Severity, find},
    diagnostic::{Diagnostic, Diagnostics},
    source::{FileId, SourceFile, Sources, Span},
    yaml,
};

/// A suppression as written.
struct Suppression {
    names: Vec<String>,
    span: Span,
    /// The byte range that it covers: its own line, or the next where it stands alone.
    covers: std::ops::Range<u32>,
    has_reason: bool,
}

/// What is left of `found`, with findings about the suppressions themselves. These are looked for only in files for which `is_whole` holds, since others have
/// findings that were not looked for. `checks` are all that a suppression may name.
pub fn apply(found: Diagnostics, checks: &[&'static Check], sources: &Sources, is_whole: impl Fn(FileId) -> bool) -> Diagnostics {
    let suppressions: Vec<Suppression> = sources.files().flat_map(|(id, file)| written(id, file)).collect();
    let mut used = vec![false; suppressions.len()];
    let mut left = Diagnostics::default();
    for finding in found {
        let by = suppressions.iter().position(|suppression| suppression.allows(&finding));
        match by {
            Some(index) => used[index] = true,
            None => left.push(finding),
        }
    }
    for (suppression, is_used) in suppressions.iter().zip(used).filter(|(suppression, _)| is_whole(suppression.span.file)) {
        suppression.report(is_used, checks, &mut left);
    }
    left
}

impl Suppression {
    fn allows(&self, finding: &Diagnostic) -> bool {
        finding.check.severity != Severity::Error
            && finding.span.file == self.span.file
            && self.covers.contains(&finding.span.start)
            && self.names.iter().any(|name| name == finding.check.name)
    }

    fn report(&self, is_used: bool, checks: &[&'static Check], left: &mut Diagnostics) {
        let names = self.names.join(", ");
        if !is_used {
            let diagnostic = Diagnostic::new(&unused_suppression::CHECK, self.span, format!("nothing here is found by `{names}`"));
            let error = self.names.iter().filter_map(|name| find(checks, name)).find(|check| check.severity == Severity::Error);
            let help = match (error, self.names.iter().find(|name| find(checks, name).is_none())) {
                (Some(check), _) => format!("`{}` is an error, which can't be allowed: a rule with an error isn't served", check.name),
                (None, Some(unknown)) => format!("there is no check `{unknown}`; `engine lint --list` lists them"),
                (None, None) => "remove the comment".to_owned(),
            };
            left.push(diagnostic.help(help));
        } else if !self.has_reason {
            let message = format!("`{names}` is allowed without a reason");
            let diagnostic = Diagnostic::new(&suppression_without_reason::CHECK, self.span, message);
            left.push(diagnostic.help(format!("say why: `# lint: allow({names}) kept for the 2026 audit`")));
        }
    }
}

/// The suppressions of a file.
fn written(id: FileId, file: &SourceFile) -> Vec<Suppression> {
    if !file.text.contains("lint:") {
        return Vec::new();
    }
    yaml::comments(id, &file.text).into_iter().filter_map(|span| read(span, &file.text)).collect()
}

/// A comment that is a suppression.
fn read(span: Span, text: &str) -> Option<Suppression> {
    let comment = text.get(span.start as usize..span.end as usize)?;
    let allowed = comment.trim_start_matches('#').trim_start().strip_prefix("lint:")?.trim_start().strip_prefix("allow(")?;
    let (names, reason) = allowed.split_once(')')?;
    let names = names.split(',').map(|name| name.trim().to_owned()).collect();
    Some(Suppression { names, span, covers: covered(span, text), has_reason: !reason.trim().is_empty() })
}

fn covered(span: Span, text: &str) -> std::ops::Range<u32> {
    let line_start = |offset: usize| text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = |offset: usize| text[offset..].find('\n').map_or(text.len(), |newline| offset + newline);
    let start = line_start(span.start as usize);
    let end = line_end(span.start as usize);
    let is_alone = text[start..span.start as usize].trim().is_empty();
    let end = if is_alone { line_end((end + 1).min(text.len())) } else { end };
    start as u32..end as u32 + 1
}
