//! Which of several known words was meant by an unknown one: suggestions in messages.
//!
//! Knows words as texts. Must never know what they name.

/// A beginning that is shorter says too little.
const SHORTEST_BEGINNING: usize = 3;

/// How many slips of the keyboard lie between two words, whatever their case: letters left out, added, changed or transposed (Damerau-Levenshtein
/// distance).
pub fn slips(word: &str, other: &str) -> usize {
    strsim::damerau_levenshtein(&word.to_lowercase(), &other.to_lowercase())
}

/// The candidate that looks most like `word`, if any does: because few slips lie between them, or because it begins like it.
pub fn closest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let alike = candidates.into_iter().filter_map(|candidate| Some((likeness(word, candidate)?, candidate)));
    alike.min_by_key(|(likeness, _)| *likeness).map(|(_, candidate)| candidate)
}

/// The slips between two words that look alike; as many as there can be where one only begins like the other.
fn likeness(word: &str, candidate: &str) -> Option<usize> {
    let slips = slips(word, candidate);
    let allowed = (word.chars().count().max(candidate.chars().count()) / 3).max(1);
    if slips <= allowed { Some(slips) } else { begins_like(candidate, word).then_some(usize::MAX) }
}

fn begins_like(candidate: &str, word: &str) -> bool {
    word.len() >= SHORTEST_BEGINNING && candidate.to_lowercase().starts_with(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_or_begins_alike_is_suggested() {
        assert_eq!(closest("birthdate", ["birthDate", "deceasedDateTime"]), Some("birthDate"));
        assert_eq!(closest("warn", ["info", "warning", "critical"]), Some("warning"));
        assert_eq!(closest("xyz", ["info", "warning"]), None);
    }

    #[test]
    fn the_fewest_slips_win() {
        assert_eq!(closest("subjct", ["object", "subject"]), Some("subject"));
        assert_eq!(slips("MMOL/L", "mmo/L"), 1);
    }
}
