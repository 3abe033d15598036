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
use engine_syntax::{
    check::catalogue::{app_context_needs_smart, link_not_absolute},
    diagnostic::Diagnostic,
    model,
    source::Text,
};

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
        let url = url?;
        check_address("a link's URL", &link.url, &url, context)?;
        check_app_context(link, context)?;
        Some(Link { label: label?, url, kind: link.kind.value, app_context: app_context?, autolaunchable: link.autolaunchable })
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

/// A URL begins with its scheme as written, so that no text out of a record can choose it.
pub(super) fn check_address(what: &str, written: &Text, url: &Template, context: &mut RuleContext<'_>) -> Option<()> {
    let start = url.literal_start();
    if start.starts_with("https://") || start.starts_with("http://") {
        return Some(());
    }
    let message = format!("{what} must begin with `https://`");
    let address = in_full(written.as_str());
    let help = format!("write the address in full: `{}`", address.as_deref().unwrap_or("https://…"));
    context.report(Diagnostic::new(&link_not_absolute::CHECK, written.span(), message).help(help));
    None
}

/// With a scheme, where what is written can only begin with a host: `www.fda.gov`, `//example.org/guide`.
fn in_full(written: &str) -> Option<String> {
    let rest = written.strip_prefix("//");
    let address = rest.unwrap_or(written);
    let host = address.split(['/', '?', '#', ':']).next()?;
    let is_host = is_name_of_host(host) && (rest.is_some() || host.starts_with("www.") || has_known_ending(host));
    is_host.then(|| format!("https://{address}"))
}

fn is_name_of_host(text: &str) -> bool {
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    text.contains('.') && text.split('.').all(is_label)
}

/// Whether it ends as hosts do and files don't.
fn has_known_ending(host: &str) -> bool {
    const ENDINGS: [&str; 8] = [".com", ".edu", ".gov", ".health", ".int", ".net", ".org", ".org.uk"];
    ENDINGS.iter().any(|ending| host.ends_with(ending))
}

fn check_app_context(link: &model::Link, context: &mut RuleContext<'_>) -> Option<()> {
    let Some(app_context) = link.app_context.as_ref().filter(|_| link.kind.value != LinkType::Smart) else { return Some(()) };
    let message = "`appContext` is for SMART apps only";
    let diagnostic = Diagnostic::new(&app_context_needs_smart::CHECK, app_context.span(), message)
        .related(link.kind.span, "the link is of this type")
        .help("use `type: smart` for an app, or leave `appContext` out");
    context.report(diagnostic);
    None
}

#[cfg(test)]
mod tests {
    use super::in_full;

    #[test]
    fn a_host_without_a_scheme_is_written_out() {
        for (written, address) in [
            ("www.fda.gov", "https://www.fda.gov"),
            ("fda.gov/drugs?x=1", "https://fda.gov/drugs?x=1"),
            ("//example.org/{{ code }}", "https://example.org/{{ code }}"),
            ("www.awmf.de:8443#top", "https://www.awmf.de:8443#top"),
        ] {
            assert_eq!(in_full(written).as_deref(), Some(address), "{written}");
        }
    }

    #[test]
    fn what_may_be_a_file_or_a_script_is_not() {
        for written in
            ["/guide", "guide.html", "guide/www.fda.gov", "javascript:alert(1)", "www.{{ host }}", "www", "..", "ftp://fda.gov", ""]
        {
            assert_eq!(in_full(written), None, "{written}");
        }
    }
}
