//! Excerpts of untrusted text, safe to log.

use std::fmt;

/// How many characters are shown.
const MAX_CHARACTERS: usize = 100;

/// The beginning of a text that nobody has vouched for: short, and without anything that could be taken for another line of a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Excerpt(String);

impl Excerpt {
    /// The excerpt of a text.
    pub fn of(text: &str) -> Excerpt {
        let is_cut = text.chars().nth(MAX_CHARACTERS).is_some();
        let shown = text.chars().take(MAX_CHARACTERS).flat_map(char::escape_debug);
        Excerpt(shown.chain(is_cut.then_some('…')).collect())
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}`", self.0)
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::Excerpt;

    #[test]
    fn it_is_short_and_one_line() {
        assert_eq!(Excerpt::of("k1").to_string(), "`k1`");
        assert_eq!(Excerpt::of("a\nINFO all is well\u{1b}[0m").to_string(), r"`a\nINFO all is well\u{1b}[0m`");
        assert_eq!(Excerpt::of(&"x".repeat(10_000)).to_string(), format!("`{}…`", "x".repeat(100)));
    }
}
