//! SNOMED CT identifiers (SNOMED CT Release File Specification, "SCTID"): what can be told of one without the terminology itself.

use std::fmt;

/// Why an identifier is that of no concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// Its last digit doesn't fit the others.
    CheckDigit,
    /// It has fewer than 6 digits or more than 18.
    Length,
    /// It is that of a description: a name of a concept.
    Description,
    /// It is that of a relationship between concepts.
    Relationship,
    /// The two digits before the last stand for nothing that there is.
    Partition,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Problem::CheckDigit => "its last digit doesn't fit the others",
            Problem::Length => "it has 6 to 18 digits",
            Problem::Description => "it is the number of one of its names (a description)",
            Problem::Relationship => "it is the number of a relationship",
            Problem::Partition => "its two digits before the last would be `00`, or `10` in a national extension",
        })
    }
}

/// What is wrong with a code; `None` if it is not a number (a postcoordinated expression).
pub(super) fn problem(code: &str) -> Option<Problem> {
    if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if !(6..=18).contains(&code.len()) {
        return Some(Problem::Length);
    }
    if !has_check_digit(code) {
        return Some(Problem::CheckDigit);
    }
    match code.get(code.len() - 3..code.len() - 1) {
        Some("00" | "10") => None,
        Some("01" | "11") => Some(Problem::Description),
        Some("02" | "12") => Some(Problem::Relationship),
        _ => Some(Problem::Partition),
    }
}

/// Verhoeff's scheme: the product of all digits in the dihedral group of ten, each turned by its place from the right, is the identity.
fn has_check_digit(digits: &str) -> bool {
    let product = digits.bytes().rev().enumerate().fold(0, |product, (place, byte)| multiplied(product, turned(byte - b'0', place)));
    product == 0
}

/// The product of two elements of the dihedral group: rotations are 0 to 4, reflections 5 to 9.
fn multiplied(left: u8, right: u8) -> u8 {
    match (left < 5, right < 5) {
        (true, true) => (left + right) % 5,
        (true, false) => (left + right) % 5 + 5,
        (false, true) => (left + 5 - right) % 5 + 5,
        (false, false) => (left + 5 - right) % 5,
    }
}

/// Verhoeff's permutation, as often as the place says: after eight times all is as it was.
fn turned(digit: u8, place: usize) -> u8 {
    const PERMUTATION: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    (0..place % 8).fold(digit, |digit, _| PERMUTATION.get(usize::from(digit)).copied().unwrap_or(digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concepts_have_a_check_digit_and_a_partition() {
        for code in ["44054006", "73211009", "46635009", "22253000", "138875005", "900000000000207008", "999480561000087100"] {
            assert_eq!(problem(code), None, "{code}");
        }
        for code in ["44054007", "44045006", "73211090"] {
            assert_eq!(problem(code), Some(Problem::CheckDigit), "{code}");
        }
        assert_eq!(problem("4405"), Some(Problem::Length));
        assert_eq!(problem("64176011"), Some(Problem::Description), "a name of hypertension");
        assert_eq!(problem("73211009:246454002=1"), None);
    }
}
