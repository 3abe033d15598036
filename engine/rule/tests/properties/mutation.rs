//! Slips of the hand in a right file.

use crate::{choices::Choices, rules};

/// What a hand may slip in.
const SLIPS: [&str; 34] = [
    " ", "\n", "\t", ":", ": ", "#", " #", "'", "\"", "{", "}", "{{", "}}", "[", "]", "(", ")", ",", "!", "&", "*", "|", "-", "=", "<",
    "0", "9e9", "$", ".", "%", "é", "null", "- ", "@",
];

/// A right file with one to three slips: its path and its text.
pub(crate) fn of_a_right_file(choices: &mut Choices) -> (String, String) {
    let files = rules::files();
    let (path, text) = &files[choices.below(files.len())];
    let mut text = text.clone();
    for _ in 0..=choices.below(3) {
        text = slip(&text, choices);
    }
    (path.clone(), text)
}

fn slip(text: &str, choices: &mut Choices) -> String {
    match choices.below(6) {
        0 => insert(text, choices),
        1 => remove(text, choices),
        2 => swap_words(text, choices),
        3 => copy_line(text, choices),
        4 => drop_line(text, choices),
        _ => take_word_of_another_file(text, choices),
    }
}

/// A place between two characters.
fn place(text: &str, choices: &mut Choices) -> usize {
    let place = choices.below(text.len() + 1);
    (0..=place).rev().find(|index| text.is_char_boundary(*index)).unwrap_or_default()
}

fn insert(text: &str, choices: &mut Choices) -> String {
    let place = place(text, choices);
    let slip = choices.one(&SLIPS);
    format!("{}{slip}{}", &text[..place], &text[place..])
}

fn remove(text: &str, choices: &mut Choices) -> String {
    let start = place(text, choices);
    let length = choices.below(8);
    text[..start].chars().chain(text[start..].chars().skip(length)).collect()
}

fn copy_line(text: &str, choices: &mut Choices) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let (from, to) = (choices.below(lines.len()), choices.below(lines.len()));
    if let Some(line) = lines.get(from).copied() {
        lines.insert(to, line);
    }
    lines.join("\n")
}

fn drop_line(text: &str, choices: &mut Choices) -> String {
    let dropped = choices.below(text.lines().count());
    text.lines().enumerate().filter(|(index, _)| *index != dropped).map(|(_, line)| format!("{line}\n")).collect()
}

fn words(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty()).collect()
}

fn swap_words(text: &str, choices: &mut Choices) -> String {
    replace_word(text, text, choices)
}

fn take_word_of_another_file(text: &str, choices: &mut Choices) -> String {
    let files = rules::files();
    let (_, other) = &files[choices.below(files.len())];
    replace_word(text, other, choices)
}

/// Puts a word of `other` in place of one of `text`.
fn replace_word(text: &str, other: &str, choices: &mut Choices) -> String {
    let (words, others) = (words(text), words(other));
    let (Some(word), Some(taken)) = (words.get(choices.below(words.len())), others.get(choices.below(others.len()))) else {
        return text.to_owned();
    };
    let start = word.as_ptr() as usize - text.as_ptr() as usize;
    format!("{}{taken}{}", &text[..start], &text[start + word.len()..])
}
