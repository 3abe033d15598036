//! Private-use characters that stand for tokens while a query is parsed or written: U+E000 for the first, and so on.

const FIRST: u32 = 0xE000;
const LAST: u32 = 0xF8FF;

/// The placeholder of the token at `index`; `None` past 6,400 tokens.
pub(super) fn of(index: usize) -> Option<char> {
    let character = FIRST.checked_add(u32::try_from(index).ok()?)?;
    char::from_u32(character).filter(|_| character <= LAST)
}

/// The index of the token whose placeholder a character is.
pub(super) fn index(character: char) -> Option<usize> {
    let is_placeholder = (FIRST..=LAST).contains(&u32::from(character));
    is_placeholder.then(|| (u32::from(character) - FIRST) as usize)
}

/// Whether a placeholder is in the text.
pub(super) fn is_in(text: &str) -> bool {
    text.contains(|character| index(character).is_some())
}
