//! What messages of every room need to be English. Knows words. Must never know what they stand for.

/// A name with its article: "a number", "an Observation".
pub fn with_article(name: &str) -> String {
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'U', 'a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}
