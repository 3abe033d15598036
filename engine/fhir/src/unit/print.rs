//! How a unit reads: UCUM's brackets and braces are for machines.

use std::borrow::Cow;

/// A unit as a clinician writes it: `mmHg` for `mm[Hg]`, `°C` for `Cel`, `lb` for `[lb_av]`, `tablet` for `{tablet}`, `mL/min/1.73 m2` for
/// `mL/min/{1.73_m2}`; nothing for `1`. Everything else stays as it is.
pub fn print(code: &str) -> Cow<'_, str> {
    match code {
        "1" => Cow::Borrowed(""),
        "Cel" => Cow::Borrowed("°C"),
        "[degF]" => Cow::Borrowed("°F"),
        _ if !code.contains(['[', '{']) => Cow::Borrowed(code),
        _ => Cow::Owned(without_brackets(code)),
    }
}

fn without_brackets(code: &str) -> String {
    let mut printed = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(open) = rest.find(['[', '{']) {
        let (before, bracketed) = rest.split_at(open);
        printed.push_str(before);
        let close = if bracketed.starts_with('[') { ']' } else { '}' };
        let Some((inside, after)) = bracketed[1..].split_once(close) else {
            printed.push_str(bracketed);
            return printed;
        };
        match close {
            // `[in_i]`, `[lb_av]`: after the line stands whose inch or pound it is.
            ']' => printed.push_str(inside.split_once('_').map_or(inside, |(name, _)| name)),
            _ => {
                let needs_space = printed.ends_with(|last: char| last.is_alphanumeric() || last == '%');
                printed.push_str(if needs_space { " " } else { "" });
                printed.push_str(&inside.replace('_', " "));
            }
        }
        rest = after;
    }
    printed.push_str(rest);
    printed
}

#[cfg(test)]
mod tests {
    use super::print;

    #[test]
    fn reads_as_a_clinician_writes() {
        let cases = [
            ("mm[Hg]", "mmHg"),
            ("cm[H2O]", "cmH2O"),
            ("[IU]/L", "IU/L"),
            ("[degF]", "°F"),
            ("Cel", "°C"),
            ("[lb_av]", "lb"),
            ("{tablet}", "tablet"),
            ("mL/min/{1.73_m2}", "mL/min/1.73 m2"),
            ("g{Hb}/dL", "g Hb/dL"),
            ("{cells}/uL", "cells/uL"),
            ("mg/dL", "mg/dL"),
            ("1", ""),
            ("", ""),
            ("tablet(s)", "tablet(s)"),
            ("[odd", "[odd"),
        ];
        for (code, printed) in cases {
            assert_eq!(print(code), printed, "{code}");
        }
    }
}
