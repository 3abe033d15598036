//! A condition and its parts as lines, one for each.

use engine_rule::{
    frame::trace::{ConditionForm, ConditionTrace, MissingReason, Snapshot},
    value::truth::Truth,
};

/// The longest value that is shown beside a condition.
const LONGEST: usize = 60;

/// The line of a condition or of a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionLine {
    /// Either "true", "false" or "missing".
    pub truth: &'static str,
    /// The expression as written, or how several conditions are joined.
    pub text: String,
    /// The values that were compared, or what was missing.
    pub note: String,
}

impl ConditionLine {
    /// The lines of a condition, from the outside inwards. Their texts are indented by how deep they stand, and as wide as the widest.
    pub fn of(condition: &ConditionTrace) -> Vec<ConditionLine> {
        let mut lines = Vec::new();
        push(condition, 0, &mut lines);
        let width = lines.iter().map(|line| line.text.chars().count()).max().unwrap_or_default();
        lines.iter_mut().for_each(|line| line.text = format!("{:width$}", line.text));
        lines
    }
}

/// How a truth is called.
pub(super) fn word(truth: &Truth<MissingReason>) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown(_) => "missing",
    }
}

fn push(condition: &ConditionTrace, depth: usize, lines: &mut Vec<ConditionLine>) {
    let (text, parts): (String, &[ConditionTrace]) = match &condition.form {
        ConditionForm::Expression { text, .. } => (text.split_whitespace().collect::<Vec<_>>().join(" "), &[]),
        ConditionForm::All(parts) => ("all of".to_owned(), parts),
        ConditionForm::Any(parts) => ("any of".to_owned(), parts),
        ConditionForm::None(parts) => ("none of".to_owned(), parts),
    };
    let text = format!("{:indent$}{text}", "", indent = depth * 2);
    lines.push(ConditionLine { truth: word(&condition.truth), text, note: note(condition) });
    parts.iter().for_each(|part| push(part, depth + 1, lines));
}

/// The values that were compared, or what was missing.
fn note(condition: &ConditionTrace) -> String {
    match (&condition.form, &condition.truth) {
        (form, Truth::Unknown(reason)) => open_list(form).unwrap_or_else(|| reason.to_string()),
        (ConditionForm::Expression { sides: Some((left, symbol, right)), .. }, _) => {
            format!("{} {symbol} {}", shortened(left), shortened(right))
        }
        (ConditionForm::Expression { names, .. }, _) => {
            names.iter().map(|(name, value)| format!("{name} = {}", shortened(value))).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

/// A list that may lack elements, which can keep a condition from being decided.
fn open_list(form: &ConditionForm) -> Option<String> {
    let ConditionForm::Expression { names, .. } = form else { return None };
    names.iter().find_map(|(name, value)| match value {
        Snapshot::List { open: Some(reason), .. } => Some(format!("{name} may lack some: {}", reason.kind)),
        _ => None,
    })
}

/// A value in one line that is not too long.
pub(super) fn shortened(value: &Snapshot) -> String {
    let text = value.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
