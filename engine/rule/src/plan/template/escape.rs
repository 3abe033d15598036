//! Escaping: what is printed into Markdown, a URL or a summary is escaped for its context, so that no text out of a record becomes markup.
//!
//! Knows how each context is written. Must never know values or expressions.

/// Where a template's text goes, which says how it is escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EscapeContext {
    /// `summary`, `label`, `description`: plain text on one line.
    Line,
    /// `detail`: GitHub-flavoured markdown.
    Markdown,
    /// A URL: percent-encoded.
    Url,
    /// A string of a resource, or `appContext`: as it is.
    Data,
}

/// How many characters a summary may have (CDS Hooks 2.0.1, "Card": under 140).
pub(crate) const LONGEST_SUMMARY: usize = 139;

/// Appends `text`, which a value printed, as the context `escape` needs it.
pub(crate) fn append(text: &str, escape: EscapeContext, out: &mut String) {
    match escape {
        EscapeContext::Data => out.push_str(text),
        EscapeContext::Line => append_line(text, out),
        EscapeContext::Markdown => append_markdown(text, out),
        EscapeContext::Url => append_url(text, out),
    }
}

/// Cuts a summary that is too long, with `…`. Whether it had to.
pub(crate) fn cut_summary(summary: &mut String) -> bool {
    if summary.len() <= LONGEST_SUMMARY || summary.chars().count() <= LONGEST_SUMMARY {
        return false;
    }
    let end = summary.char_indices().nth(LONGEST_SUMMARY - 1).map_or(summary.len(), |(index, _)| index);
    summary.truncate(end);
    summary.push('…');
    true
}

fn append_line(text: &str, out: &mut String) {
    for (index, line) in text.split(char::is_control).enumerate() {
        if index > 0 && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(line);
    }
}

/// CommonMark 0.31, 2.4 (backslash escapes), and GFM's tables, strike-through and autolinks. What lies between punctuation goes over as it is.
fn append_markdown(text: &str, out: &mut String) {
    let mut done = 0;
    for (at, special) in text.match_indices(|character: char| character.is_ascii_punctuation() || character.is_control()) {
        out.push_str(&text[done..at]);
        done = at + special.len();
        let is_markup = match special {
            "\\" | "`" | "*" | "_" | "[" | "]" | "<" | "|" | "~" | "&" | "@" => true,
            "#" | ">" | "+" | "-" | "=" => is_line_start(out),
            "." | ")" => is_list_number(out) || out.ends_with("www"),
            ":" => text[done..].starts_with("//"),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push_str(if special.chars().all(char::is_control) { " " } else { special });
    }
    out.push_str(&text[done..]);
}

/// Whether nothing stands on the last line but white space and what opens a block.
fn is_line_start(out: &str) -> bool {
    after_openers(out).is_empty()
}

/// Whether the last line's text so far would be an ordered list's number.
fn is_list_number(out: &str) -> bool {
    out.ends_with(|last: char| last.is_ascii_digit()) && after_openers(out).bytes().all(|byte| byte.is_ascii_digit())
}

/// What stands on the last line after bullets, quote marks and list numbers.
fn after_openers(out: &str) -> &str {
    let mut rest = out.rsplit('\n').next().unwrap_or_default();
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t', '-', '+', '*', '>', '\\']);
        let number = trimmed.trim_start_matches(|character: char| character.is_ascii_digit());
        let after_number = if number.len() < trimmed.len() { number.strip_prefix(['.', ')']).unwrap_or(trimmed) } else { trimmed };
        if after_number.len() == rest.len() {
            return rest;
        }
        rest = after_number;
    }
}

/// RFC 3986, 2.3: all but unreserved characters.
fn append_url(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_markdown(before: &str, text: &str) -> String {
        let mut out = before.to_owned();
        append(text, EscapeContext::Markdown, &mut out);
        out
    }

    #[test]
    fn markup_out_of_a_record_stays_text() {
        assert_eq!(in_markdown("", "**a** [x](javascript:y) <b>"), r"\*\*a\*\* \[x\](javascript:y) \<b>");
        assert_eq!(in_markdown("see ", "http://x www.y a@b"), r"see http\://x www\.y a\@b");
    }

    #[test]
    fn what_opens_a_block_is_escaped_only_where_a_line_starts() {
        assert_eq!(in_markdown("", "# no heading"), r"\# no heading");
        assert_eq!(in_markdown("- ", "1. no list"), r"- 1\. no list");
        assert_eq!(in_markdown("on ", "2025-01-31"), "on 2025-01-31");
        assert_eq!(in_markdown("", "2025-01-31"), "2025-01-31");
        assert_eq!(in_markdown("", "- no bullet"), r"\- no bullet");
    }

    #[test]
    fn a_line_break_out_of_a_record_breaks_no_line() {
        assert_eq!(in_markdown("", "a\n# b"), "a # b");
    }

    #[test]
    fn several_line_breaks_are_one_space_on_a_line() {
        let mut out = String::new();
        append("a\r\n\r\nb", EscapeContext::Line, &mut out);
        assert_eq!(out, "a b");
    }

    #[test]
    fn a_url_takes_a_value_as_one_piece() {
        let mut out = String::from("https://x/?q=");
        append("a b&c/ü", EscapeContext::Url, &mut out);
        assert_eq!(out, "https://x/?q=a%20b%26c%2F%C3%BC");
    }

    #[test]
    fn a_summary_of_140_characters_is_cut_and_one_of_139_is_not() {
        let mut fits = "ü".repeat(139);
        assert!(!cut_summary(&mut fits));
        let mut long = "ü".repeat(140);
        assert!(cut_summary(&mut long));
        assert_eq!(long.chars().count(), 139);
        assert!(long.ends_with('…'));
    }
}
