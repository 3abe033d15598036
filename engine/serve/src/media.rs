//! Media types (content types) of requests and of FHIR servers' responses.

/// Whether a `Content-Type` says JSON in UTF-8: `application/json`, `application/fhir+json` …
pub(crate) fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let is_json = parts.next().is_some_and(|media_type| {
        let (kind, subtype) = media_type.split_once('/').unwrap_or_default();
        let subtype = subtype.to_ascii_lowercase();
        kind.eq_ignore_ascii_case("application") && (subtype == "json" || subtype.ends_with("+json") || subtype == "json+fhir")
    });
    is_json && parts.all(is_utf8_or_no_charset)
}

fn is_utf8_or_no_charset(parameter: &str) -> bool {
    match parameter.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
            matches!(value.trim().trim_matches('"').to_ascii_lowercase().as_str(), "utf-8" | "utf8" | "us-ascii")
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn json_is_known_by_its_media_type() {
        for yes in [
            "application/json",
            "Application/JSON; charset=UTF-8",
            "application/fhir+json;fhirVersion=4.0",
            "application/json;charset=\"utf-8\"",
        ] {
            assert!(is_json(yes), "{yes}");
        }
        for no in ["", "text/html", "text/json", "application/jsonp", "application/xml", "application/json; charset=utf-16", "json"] {
            assert!(!is_json(no), "{no}");
        }
    }
}
