//! Which UCUM code may have been meant by a text that isn't one.

use super::Unit;
use engine_spelling::slips;
use octofhir_ucum::{Case, get_all_prefixes, get_all_units, lookup_unit};

/// As many suggestions as a message can bear.
const MOST: usize = 3;

/// What people write, in lower case, and the UCUM code for it.
const ALIASES: &[(&str, &str)] = &[
    ("bpm", "/min"),
    ("breaths", "{breaths}"),
    ("beats", "{beats}"),
    ("cap", "{capsule}"),
    ("caps", "{capsule}"),
    ("capsule", "{capsule}"),
    ("capsules", "{capsule}"),
    ("cc", "mL"),
    ("cells", "{cells}"),
    ("celsius", "Cel"),
    ("copies", "{copies}"),
    ("day", "d"),
    ("days", "d"),
    ("degc", "Cel"),
    ("degf", "[degF]"),
    ("drop", "[drp]"),
    ("drops", "[drp]"),
    ("fahrenheit", "[degF]"),
    ("feet", "[ft_i]"),
    ("foot", "[ft_i]"),
    ("ft", "[ft_i]"),
    ("gm", "g"),
    ("gms", "g"),
    ("hour", "h"),
    ("hours", "h"),
    ("hr", "h"),
    ("hrs", "h"),
    ("in", "[in_i]"),
    ("inch", "[in_i]"),
    ("inches", "[in_i]"),
    ("iu", "[IU]"),
    ("lb", "[lb_av]"),
    ("lbs", "[lb_av]"),
    ("mcg", "ug"),
    ("mcl", "uL"),
    ("mcmol", "umol"),
    ("miu", "m[IU]"),
    ("uiu", "u[IU]"),
    ("mins", "min"),
    ("mmhg", "mm[Hg]"),
    ("cmh2o", "cm[H2O]"),
    ("mon", "mo"),
    ("months", "mo"),
    ("msec", "ms"),
    ("oz", "[oz_av]"),
    ("patch", "{patch}"),
    ("patches", "{patch}"),
    ("pct", "%"),
    ("percent", "%"),
    ("ph", "[pH]"),
    ("pound", "[lb_av]"),
    ("pounds", "[lb_av]"),
    ("puff", "{puff}"),
    ("puffs", "{puff}"),
    ("ratio", "1"),
    ("score", "{score}"),
    ("sec", "s"),
    ("secs", "s"),
    ("tab", "{tablet}"),
    ("tabs", "{tablet}"),
    ("tablet", "{tablet}"),
    ("tablets", "{tablet}"),
    ("tbsp", "[tbs_us]"),
    ("tsp", "[tsp_us]"),
    ("unit", "[IU]"),
    ("units", "[IU]"),
    ("week", "wk"),
    ("weeks", "wk"),
    ("year", "a"),
    ("years", "a"),
    ("yr", "a"),
    ("yrs", "a"),
    ("°c", "Cel"),
    ("°f", "[degF]"),
];

/// The units that laboratories and wards use most.
const COMMON: &str = "\
    % /min 10*3/uL 10*6/uL 10*9/L 10*12/L Cel [IU]/L [IU]/mL [degF] [in_i] [lb_av] [pH] a cm d fL g g/dL g/L h kg kg/m2 kPa L m m2 meq/L \
    mg mg/dL mg/g mg/kg mg/L mg/mmol min mL mL/min mL/min/{1.73_m2} mm mm/h mm[Hg] mmol mmol/L mmol/mol mo mosm/kg ms \
    ng/dL ng/L ng/mL nmol/L pg pg/mL pmol/L s U/L ug ug/dL ug/L ug/mL uL umol/L wk {score} {tablet} {capsule} {patch}";

/// Codes that may have been meant, the likeliest first. All are units.
pub(super) fn suggest(text: &str) -> Vec<String> {
    if text.len() > super::MAX_LENGTH {
        return Vec::new();
    }
    let mut codes: Vec<String> = Vec::new();
    for code in corrected(text).into_iter().chain(nearest(text)) {
        if codes.len() < MOST && !codes.contains(&code) && Unit::find(&code).is_some() {
            codes.push(code);
        }
    }
    codes
}

/// The text with every part corrected that isn't a unit; `None` if one can't be corrected.
fn corrected(text: &str) -> Option<String> {
    let text = plain(text);
    let mut code = String::with_capacity(text.len());
    for part in split(&text) {
        match part {
            "/" | "." => code.push_str(part),
            _ => code.push_str(&corrected_part(part)?),
        }
    }
    // `beats/min` of `bpm`: a code that starts with a slash can't follow another part.
    Some(code.replace("//", "/"))
}

/// In ASCII and without spaces, as UCUM is.
fn plain(text: &str) -> String {
    let spelled = text.trim().replace(" per ", "/").replace(['µ', 'μ'], "u").replace('²', "2").replace('³', "3").replace(['·', '⋅'], ".");
    let text: String = spelled.chars().filter(|character| !character.is_whitespace()).collect();
    let text = match text.strip_prefix(['x', 'X', '×', '*']) {
        Some(power) if power.starts_with("10") => power.to_owned(),
        _ => text,
    };
    with_power_of_ten(with_body_surface(text))
}

/// `/1.73m2` names a body surface: an annotation in UCUM, not a factor.
fn with_body_surface(text: String) -> String {
    let before = ["/1.73m2", "/1.73m^2", "/1.73"].into_iter().find_map(|area| text.strip_suffix(area));
    before.map_or_else(|| text.clone(), |before| format!("{before}/{{1.73_m2}}"))
}

/// `10E3` is `10*3`, and `m^2` is `m2`.
fn with_power_of_ten(text: String) -> String {
    match text.strip_prefix("10e").or_else(|| text.strip_prefix("10E")) {
        Some(power) => format!("10*{power}"),
        None if text.starts_with("10") => text,
        None => text.replace('^', ""),
    }
}

/// Parts and the marks between them; what stands in brackets and braces is one part.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_u32);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'/' | b'.' if depth == 0 => {
                parts.extend([&text[start..index], &text[index..=index]]);
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

fn corrected_part(part: &str) -> Option<String> {
    if Unit::find(part).is_some() {
        return Some(part.to_owned());
    }
    let symbol = part.trim_end_matches(|last: char| last.is_ascii_digit());
    let exponent = &part[symbol.len()..];
    let lower = symbol.to_lowercase();
    if let Some((_, code)) = ALIASES.iter().find(|(alias, _)| *alias == lower || *alias == part.to_lowercase()) {
        return Some(format!("{code}{exponent}"));
    }
    let code = in_any_case(symbol).or_else(|| by_name(&lower))?;
    Some(format!("{code}{exponent}"))
}

/// `MG`, `Kg`: a symbol in the wrong case.
fn in_any_case(symbol: &str) -> Option<String> {
    if !symbol.is_ascii() {
        return None;
    }
    let (prefix, atom) = lookup_unit(symbol, Case::Insensitive)?;
    Some(format!("{}{}", prefix.map_or("", |prefix| prefix.symbol), atom.code))
}

/// `grams`, `milliliter`: a unit's name, in the singular or plural, with a prefix's or without.
fn by_name(lower: &str) -> Option<String> {
    let atom = |name: &str| {
        let singular = name.strip_suffix('s').unwrap_or(name);
        get_all_units().iter().find(|atom| [name, singular].contains(&atom.display_name.to_lowercase().as_str()))
    };
    let prefixed = || {
        get_all_prefixes().iter().find_map(|prefix| {
            let rest = lower.strip_prefix(&prefix.display_name.to_lowercase())?;
            atom(rest).filter(|atom| atom.is_metric).map(|atom| format!("{}{}", prefix.symbol, atom.code))
        })
    };
    atom(lower).map(|atom| atom.code.to_owned()).or_else(prefixed)
}

/// Common units that differ from it by a letter or so.
fn nearest(text: &str) -> Vec<String> {
    let allowed = (text.to_lowercase().chars().count() / 4).max(1);
    let by_slips = COMMON.split_whitespace().map(|code| (slips(text, code), code));
    let mut near: Vec<(usize, &str)> = by_slips.filter(|(slips, _)| *slips <= allowed).collect();
    near.sort_by_key(|(slips, _)| *slips);
    near.into_iter().map(|(_, code)| code.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_slips_are_recognized() {
        let cases = [
            ("mcg", "ug"),
            ("µg", "ug"),
            ("μmol/L", "umol/L"),
            ("mcg/kg/min", "ug/kg/min"),
            ("mmHg", "mm[Hg]"),
            ("IU/L", "[IU]/L"),
            ("mIU/mL", "m[IU]/mL"),
            ("degC", "Cel"),
            ("°F", "[degF]"),
            ("bpm", "/min"),
            ("beats/min", "{beats}/min"),
            ("MG/DL", "mg/dL"),
            ("Kg", "kg"),
            ("mmo/L", "mmol/L"),
            ("kg/m²", "kg/m2"),
            ("kg/m^2", "kg/m2"),
            ("m^2", "m2"),
            ("mL/min/1.73m2", "mL/min/{1.73_m2}"),
            ("mL/min/1.73 m²", "mL/min/{1.73_m2}"),
            ("x10^9/L", "10^9/L"),
            ("10E3/uL", "10*3/uL"),
            ("mg/dL ", "mg/dL"),
            ("mg per day", "mg/d"),
            ("milligrams", "mg"),
            ("grams", "g"),
            ("lbs", "[lb_av]"),
            ("tabs", "{tablet}"),
            ("percent", "%"),
            ("years", "a"),
        ];
        for (text, code) in cases {
            let suggestions = Unit::parse(text).map(|unit| unit.code().to_owned()).unwrap_err().suggestions;
            assert!(suggestions.iter().any(|suggestion| suggestion == code), "{text}: {suggestions:?}");
        }
    }

    #[test]
    fn nothing_is_suggested_for_what_looks_like_no_unit() {
        assert_eq!(suggest("hemoglobin a1c"), Vec::<String>::new());
        assert_eq!(suggest(&"µ".repeat(10_000)), Vec::<String>::new());
    }
}
