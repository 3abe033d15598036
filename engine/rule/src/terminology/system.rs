//! Code systems as rule files write them: a URI that data bears character for character.

use super::snomed::{self, Problem};
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{bad_check_digit, bad_code, bad_code_system, not_a_concept},
    diagnostic::{Diagnostic, Diagnostics},
    source::Text,
};

const LOINC: &str = "http://loinc.org";
const SNOMED: &str = "http://snomed.info/sct";

/// Systems that are often misspelled, what people call them, and their OID.
const KNOWN: &[(&str, &str, &str)] = &[
    (LOINC, "loinc", "2.16.840.1.113883.6.1"),
    (SNOMED, "snomed", "2.16.840.1.113883.6.96"),
    ("http://www.nlm.nih.gov/research/umls/rxnorm", "rxnorm", "2.16.840.1.113883.6.88"),
    ("http://hl7.org/fhir/sid/icd-10-cm", "icd-10-cm", "2.16.840.1.113883.6.90"),
    ("http://hl7.org/fhir/sid/icd-10", "icd-10", "2.16.840.1.113883.6.3"),
    ("http://hl7.org/fhir/sid/icd-9-cm", "icd-9-cm", "2.16.840.1.113883.6.103"),
    ("http://hl7.org/fhir/sid/cvx", "cvx", "2.16.840.1.113883.12.292"),
    ("http://hl7.org/fhir/sid/ndc", "ndc", "2.16.840.1.113883.6.69"),
    ("http://www.ama-assn.org/go/cpt", "cpt", "2.16.840.1.113883.6.12"),
    ("http://www.whocc.no/atc", "atc", "2.16.840.1.113883.6.73"),
    ("http://unitsofmeasure.org", "ucum", "2.16.840.1.113883.6.8"),
];

/// Reports a system that no data bears.
pub(super) fn check_system(system: &Text, diagnostics: &mut Diagnostics) {
    let written = system.as_str();
    if KNOWN.iter().any(|(uri, ..)| *uri == written) {
        return;
    }
    let meant = meant(written);
    if meant.is_none() && is_absolute(written) {
        return;
    }
    let message = format!("`{written}` is not how data writes this code system");
    let message = if is_absolute(written) { message } else { format!("`{written}` is no code system: it is not an absolute URI") };
    let diagnostic = Diagnostic::new(&bad_code_system::CHECK, system.span(), message);
    diagnostics.push(match meant {
        Some(uri) => diagnostic.help(format!("write `{uri}`")).fix(system.span(), uri),
        None => diagnostic.help("write the system's URI as it stands in `Coding.system`, for example `http://loinc.org`"),
    });
}

/// Reports a code that no data bears. Gives whether the text can be a code at all.
pub(super) fn check_code(system: &str, code: &Text, diagnostics: &mut Diagnostics) -> bool {
    let written = code.as_str();
    let help = "compare it with the code system's own page";
    if written.is_empty() || written.split_whitespace().collect::<Vec<_>>().join(" ") != written {
        let message = format!("`{written}` is no code: a code isn't empty, and has no spaces around it and single ones within");
        diagnostics.push(Diagnostic::new(&bad_code::CHECK, code.span(), message).help(help));
        return false;
    }
    if system == LOINC && !is_loinc(written) {
        let message = format!("`{written}` is no LOINC code: its last digit doesn't fit the others");
        diagnostics.push(Diagnostic::new(&bad_check_digit::CHECK, code.span(), message).help(help));
    }
    if system == SNOMED
        && let Some(problem) = snomed::problem(written)
    {
        let check = if problem == Problem::CheckDigit { &bad_check_digit::CHECK } else { &not_a_concept::CHECK };
        diagnostics.push(Diagnostic::new(check, code.span(), format!("`{written}` is no SNOMED CT concept: {problem}")).help(help));
    }
    true
}

/// Whether the code system may have such a code, by the digits that check the others.
pub(super) fn is_sound(system: &str, code: &str) -> bool {
    match system {
        LOINC => is_loinc(code),
        SNOMED => snomed::problem(code).is_none(),
        _ => true,
    }
}

/// A scheme and something after it.
fn is_absolute(uri: &str) -> bool {
    let Some((scheme, rest)) = uri.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme && !rest.trim_start_matches('/').is_empty() && !uri.contains(char::is_whitespace)
}

/// The known system that was meant: by its OID, by its name, or by its URI but for case, `https`, `www` or a slash.
fn meant(written: &str) -> Option<&'static str> {
    let bare = |uri: &str| {
        let uri = uri.to_lowercase().replace(['_', ' '], "-");
        let host = uri.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
        host.trim_end_matches('/').to_owned()
    };
    let wanted = bare(written);
    let without_dashes = |name: &str| name.replace('-', "");
    let is_named = |name: &str| name == wanted || without_dashes(name) == without_dashes(&wanted);
    let identifier = wanted.trim_start_matches("urn:").trim_start_matches("oid:");
    let same = KNOWN.iter().find(|(uri, name, oid)| bare(uri) == wanted || is_named(name) || *oid == identifier);
    let by_name = || closest(&wanted, KNOWN.iter().map(|(_, name, _)| *name)).filter(|_| !is_absolute(written));
    same.or_else(|| by_name().and_then(|name| KNOWN.iter().find(|(_, known, _)| *known == name))).map(|(uri, ..)| *uri)
}

/// Whether a LOINC code's check digit fits (LOINC Users' Guide, "LOINC Code Structure"); a code of another form (`LA…`, `LP…`) passes.
fn is_loinc(code: &str) -> bool {
    let Some((digits, check)) = code.split_once('-') else { return true };
    if digits.is_empty() || check.len() != 1 || !code.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return true;
    }
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let digit = |character: char| character.to_digit(10).unwrap_or(0);
    let sum: u32 = digits.chars().rev().enumerate().map(|(at, one)| if at % 2 == 0 { doubled(digit(one)) } else { digit(one) }).sum();
    (10 - sum % 10) % 10 == check.chars().map(digit).sum::<u32>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine_syntax::source::{FileId, Span};

    fn text(value: &str) -> Text {
        Text::verbatim(value, Span { file: FileId(0), start: 0, end: value.len() as u32 }, 0)
    }

    fn system(written: &str) -> Option<String> {
        let mut diagnostics = Diagnostics::default();
        check_system(&text(written), &mut diagnostics);
        diagnostics.iter().next().map(|diagnostic| diagnostic.help.join(" "))
    }

    fn is_code(system: &str, code: &str) -> bool {
        let mut diagnostics = Diagnostics::default();
        check_code(system, &text(code), &mut diagnostics);
        diagnostics.is_empty()
    }

    #[test]
    fn a_misspelled_system_is_put_right() {
        for written in ["LOINC", "loinc.org", "https://loinc.org", "http://loinc.org/", "http://www.loinc.org", "Loinc", "lonic"] {
            assert_eq!(system(written).as_deref(), Some("write `http://loinc.org`"), "{written}");
        }
        assert_eq!(system("SNOMED").as_deref(), Some("write `http://snomed.info/sct`"));
        for written in
            ["urn:oid:2.16.840.1.113883.6.96", "2.16.840.1.113883.6.96", "OID:2.16.840.1.113883.6.96", "https://snomed.info/sct/"]
        {
            assert_eq!(system(written).as_deref(), Some("write `http://snomed.info/sct`"), "{written}");
        }
        assert_eq!(system("ICD10CM").as_deref(), Some("write `http://hl7.org/fhir/sid/icd-10-cm`"));
    }

    #[test]
    fn any_absolute_uri_may_be_a_system() {
        for written in ["http://loinc.org", "urn:oid:2.16.840.1.113883.3.464", "https://ehr.example.org/codes", "http://example.org/loinc"]
        {
            assert_eq!(system(written), None, "{written}");
        }
        for written in ["our codes", "", "http://", "codes:"] {
            assert!(system(written).is_some(), "{written}");
        }
    }

    #[test]
    fn loinc_codes_have_a_check_digit() {
        for code in ["4548-4", "17856-6", "2160-0", "33914-3", "8480-6", "98979-8", "LA6576-8", "LP14449-0"] {
            assert!(is_code(LOINC, code), "{code}");
        }
        for code in ["4548-5", "4584-4", "17856-7"] {
            assert!(!is_code(LOINC, code), "{code}");
            assert!(is_code("urn:local", code), "{code}");
        }
    }

    #[test]
    fn codes_have_no_stray_spaces() {
        assert!(is_code("urn:x", "two words") && is_code("urn:x", "08"));
        for code in ["", " a", "a ", "a  b", "a\tb"] {
            assert!(!is_code("urn:x", code), "{code:?}");
        }
    }
}
