//! `when`: an expression, or all, any or none of several conditions. True alone fires; what can't be decided doesn't.

use crate::{
    certainty,
    check::catalogue::condition_not_boolean,
    compiler::Compiler,
    diagnostic::Diagnostic,
    expression::{
        Expression, Unsure,
        claim::{Claim, ClaimKind},
    },
    frame::{Frame, Slot},
    model,
    source::Text,
    types::Type,
    value::Missing,
};
use std::collections::BTreeSet;

/// A compiled condition.
#[derive(Debug)]
pub(crate) enum Condition {
    /// An expression.
    Expression(Expression),
    /// True where all are, false where one is.
    All(Vec<Condition>),
    /// True where one is, false where all are.
    Any(Vec<Condition>),
    /// True where all are false, false where one is true.
    None(Vec<Condition>),
}

/// Kleene's three truths; unknown says what was missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    True,
    False,
    Unknown(Missing),
}

/// Compiles the `when` of a file, a card, a loop: from here to the end of the block it holds. `None` where a mistake has been reported, `Some(None)` where
/// there is none.
pub(crate) fn compile_when(written: Option<&model::Condition>, compiler: &mut Compiler<'_>) -> Option<Option<Condition>> {
    let Some(written) = written else { return Some(None) };
    let Some(condition) = Condition::compile(written, compiler) else {
        compiler.scope.count_all_as_present();
        return None;
    };
    let claim = condition.claim(written);
    let is_told = certainty::report(&claim, compiler.diagnostics);
    if let Err(contradiction) = compiler.scope.assume(&claim)
        && !is_told
    {
        compiler.report(certainty::excluded(written.span(), contradiction));
    }
    compiler.note_negations(condition.negations());
    Some(Some(condition))
}

impl Condition {
    /// Compiles a condition; `None` where a mistake has been reported.
    pub(crate) fn compile(condition: &model::Condition, compiler: &mut Compiler<'_>) -> Option<Condition> {
        match condition {
            model::Condition::Expression(text) => compile_boolean(text, compiler).map(Condition::Expression),
            model::Condition::All(list) => compile_all(&list.value, compiler).map(Condition::All),
            model::Condition::Any(list) => compile_all(&list.value, compiler).map(Condition::Any),
            model::Condition::None(list) => compile_all(&list.value, compiler).map(Condition::None),
        }
    }

    /// Its truth.
    pub(crate) fn decide<'d>(&'d self, frame: &Frame<'d>) -> Truth {
        match self {
            Condition::Expression(expression) => truth_of(expression, frame),
            Condition::All(list) => decide_all(list.iter().map(|condition| condition.decide(frame))),
            Condition::Any(list) => decide_all(list.iter().map(|condition| condition.decide(frame).not())).not(),
            Condition::None(list) => decide_all(list.iter().map(|condition| condition.decide(frame).not())),
        }
    }

    /// What it claims.
    fn claim(&self, written: &model::Condition) -> Claim {
        let each = |list: &[Condition], written: &[model::Condition]| list.iter().zip(written).map(|(one, text)| one.claim(text)).collect();
        let span = written.span();
        let kind = match (self, written) {
            (Condition::Expression(expression), _) => match &expression.meaning().claim {
                Some(claim) => return (**claim).clone(),
                None => ClaimKind::All(Vec::new()),
            },
            (Condition::All(list), model::Condition::All(written)) => ClaimKind::All(each(list, &written.value)),
            (Condition::Any(list), model::Condition::Any(written)) => ClaimKind::Any(each(list, &written.value)),
            (Condition::None(list), model::Condition::None(written)) => {
                ClaimKind::Not(Box::new(Claim { kind: ClaimKind::Any(each(list, &written.value)), span }))
            }
            _ => ClaimKind::All(Vec::new()),
        };
        Claim { kind, span }
    }

    /// Its parts that it needs to be false, and that are unknown where names are missing of which it doesn't ask whether they are there.
    fn negations(&self) -> Vec<Unsure> {
        let (mut unsure, mut asked) = (Vec::new(), BTreeSet::new());
        self.gather_unsure(false, &mut unsure, &mut asked);
        unsure.retain(|part| part.is_negated && part.slots.is_disjoint(&asked));
        unsure
    }

    fn gather_unsure(&self, is_negated: bool, unsure: &mut Vec<Unsure>, asked: &mut BTreeSet<Slot>) {
        match self {
            Condition::Expression(expression) => {
                unsure.extend(expression.unsure().iter().map(|part| Unsure { is_negated: part.is_negated != is_negated, ..part.clone() }));
                asked.extend(expression.asked());
            }
            Condition::All(list) | Condition::Any(list) => list.iter().for_each(|one| one.gather_unsure(is_negated, unsure, asked)),
            Condition::None(list) => list.iter().for_each(|one| one.gather_unsure(!is_negated, unsure, asked)),
        }
    }
}

impl Truth {
    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            unknown @ Truth::Unknown(_) => unknown,
        }
    }
}

fn compile_boolean(text: &Text, compiler: &mut Compiler<'_>) -> Option<Expression> {
    let expression = compiler.expression(text)?;
    let kind = &expression.typed().kind;
    if kind.is_like(&Type::Boolean) {
        return Some(expression);
    }
    let diagnostic =
        Diagnostic::new(&condition_not_boolean::CHECK, text.span(), format!("a condition must be true or false, and this is a {kind}"))
            .label(format!("{kind}"))
            .help("compare it (`age >= 18`), ask whether it is there (`present(x)`), or count it (`count(x) > 0`)");
    compiler.report(diagnostic);
    None
}

/// Compiles all, so that every mistake is told, then gives up if one had any.
fn compile_all(list: &[model::Condition], compiler: &mut Compiler<'_>) -> Option<Vec<Condition>> {
    let compiled: Vec<Option<Condition>> = list.iter().map(|condition| Condition::compile(condition, compiler)).collect();
    compiled.into_iter().collect()
}

fn truth_of<'d>(expression: &'d Expression, frame: &Frame<'d>) -> Truth {
    let value = expression.evaluate(frame);
    match (value.truth(), value.missing()) {
        (Some(true), _) => Truth::True,
        (Some(false), _) => Truth::False,
        (None, Some(missing)) => Truth::Unknown(missing),
        (None, None) => Truth::Unknown(Missing::unknown(crate::value::Cause::Unreadable)),
    }
}

/// Kleene's "and": one false decides, else one unknown leaves it open.
fn decide_all(truths: impl Iterator<Item = Truth>) -> Truth {
    let mut result = Truth::True;
    for truth in truths {
        match truth {
            Truth::False => return Truth::False,
            Truth::Unknown(_) if result == Truth::True => result = truth,
            _ => {}
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Cause;

    const UNKNOWN: Truth = Truth::Unknown(Missing::unknown(Cause::NotHad));

    #[test]
    fn one_false_decides_all_of_them_even_beside_an_unknown() {
        assert_eq!(decide_all([UNKNOWN, Truth::False, Truth::True].into_iter()), Truth::False);
    }

    #[test]
    fn an_unknown_leaves_all_of_them_open() {
        assert_eq!(decide_all([Truth::True, UNKNOWN].into_iter()), UNKNOWN);
    }

    #[test]
    fn all_of_nothing_is_true() {
        assert_eq!(decide_all([].into_iter()), Truth::True);
    }
}
