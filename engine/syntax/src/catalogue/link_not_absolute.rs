//! A link, or a source, whose URL is not an address in full.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::{Rule, Source},
    source::Text,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "link-not-absolute",
    severity: Severity::Error,
    summary: "a URL of a link or a source that is not an address in full",
    explanation: "An EHR opens a link outside of this service, so a relative URL leads nowhere; and a URL whose beginning comes from data could lead anywhere.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    links: [ { label: Guide, url: /guide, type: absolute } ]
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    links: [ { label: Guide, url: 'https://example.org/guide', type: absolute } ]
"##,
    ),
};

/// A URL begins with its scheme as written, so that no text out of a record can choose it.
pub(super) fn check(rule: &Rule, diagnostics: &mut Diagnostics) {
    // The rule's own source is that of the cards that name none.
    let is_inherited = rule.cards.iter().any(|card| card.source.is_none());
    rule.source.iter().filter(|_| is_inherited).for_each(|source| check_source(source, diagnostics));
    for card in &rule.cards {
        card.source.iter().for_each(|source| check_source(source, diagnostics));
        card.links.iter().for_each(|link| check_address("a link's URL", &link.url, diagnostics));
    }
}

fn check_source(source: &Source, diagnostics: &mut Diagnostics) {
    source.url.iter().for_each(|url| check_address("a source's URL", url, diagnostics));
    source.icon.iter().for_each(|icon| check_address("the URL of an icon", icon, diagnostics));
}

fn check_address(what: &str, written: &Text, diagnostics: &mut Diagnostics) {
    if written.is_missing() || ["https://", "http://"].iter().any(|scheme| written.as_str().starts_with(scheme)) {
        return;
    }
    let message = format!("{what} must begin with `https://`");
    let address = in_full(written.as_str());
    let help = format!("write the address in full: `{}`", address.as_deref().unwrap_or("https://…"));
    diagnostics.push(Diagnostic::new(&CHECK, written.span(), message).help(help));
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
