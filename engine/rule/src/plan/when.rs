//! Conditions as they are compiled, with what control flow proves (flow facts): the constraint of each is held against what holds around it, and narrows
//! what follows.
//!
//! Knows constraints and names. Must never know a value.

use super::{condition::Condition, context::RuleContext};
use crate::{
    expression::MaybeUnknown,
    scope::{
        constraint::{Constraint, ConstraintKind},
        contradiction,
    },
    value::{slot::Slots, types::Type},
};
use engine_syntax::{catalogue::condition_not_boolean, diagnostic::Diagnostic, model, source::Text};

/// Compiles the `when` of a file, a card, a loop; to the end of the block it holds. `None` where a mistake has been reported, `Some(None)` where there is
/// none.
pub(crate) fn compile(written: Option<&model::Condition>, context: &mut RuleContext<'_>) -> Option<Option<Condition>> {
    let Some(written) = written else { return Some(None) };
    let Some(Compiled { condition, constraint, maybe_unknown, asked }) = Compiled::of(written, context) else {
        context.scope.count_all_as_present();
        return None;
    };
    let is_reported = contradiction::report(&constraint, context.diagnostics);
    if let Err(contradiction) = context.scope.assume(&constraint)
        && !is_reported
    {
        context.report(contradiction::excluded(constraint.span, contradiction));
    }
    context.note_negations(maybe_unknown.into_iter().filter(|part| part.is_negated && part.slots.is_disjoint(&asked)));
    Some(Some(condition))
}

/// A condition, and what is known of it before any call.
struct Compiled {
    condition: Condition,
    constraint: Constraint,
    /// Its parts that are unknown where names are missing.
    maybe_unknown: Vec<MaybeUnknown>,
    /// The names of which it asks whether they are there.
    asked: Slots,
}

impl Compiled {
    fn of(written: &model::Condition, context: &mut RuleContext<'_>) -> Option<Compiled> {
        match written {
            model::Condition::Expression(text) => Compiled::of_expression(text, context),
            model::Condition::All(list) => {
                Some(Compiled::of_all(&list.value, context)?.joined(list.span, Condition::All, ConstraintKind::All))
            }
            model::Condition::Any(list) => {
                Some(Compiled::of_all(&list.value, context)?.joined(list.span, Condition::Any, ConstraintKind::Any))
            }
            model::Condition::None(list) => {
                let mut none = Compiled::of_all(&list.value, context)?.joined(list.span, Condition::None, ConstraintKind::Any);
                none.constraint = Constraint { span: list.span, kind: ConstraintKind::Not(Box::new(none.constraint)) };
                none.maybe_unknown.iter_mut().for_each(|part| part.is_negated = !part.is_negated);
                Some(none)
            }
        }
    }

    fn of_expression(text: &Text, context: &mut RuleContext<'_>) -> Option<Compiled> {
        let mut expression = context.expression(text)?;
        let kind = &expression.typed().kind;
        if !kind.is_like(&Type::Boolean) {
            context.report(not_boolean(text, kind));
            return None;
        }
        let facts = expression.take_facts();
        // JSON that FHIR doesn't type may be true or false.
        let nothing = || Constraint { kind: ConstraintKind::All(Vec::new()), span: text.span() };
        let constraint = facts.value.constraint.map_or_else(nothing, |constraint| (*constraint).clone());
        Some(Compiled { condition: Condition::of(expression, text), constraint, maybe_unknown: facts.maybe_unknown, asked: facts.asked })
    }

    /// Compiles all, so that every mistake is reported; `None` where one had any.
    fn of_all(list: &[model::Condition], context: &mut RuleContext<'_>) -> Option<Several> {
        let compiled: Vec<Option<Compiled>> = list.iter().map(|condition| Compiled::of(condition, context)).collect();
        compiled.into_iter().collect::<Option<Vec<Compiled>>>().map(Several)
    }
}

/// Conditions that are joined.
struct Several(Vec<Compiled>);

impl Several {
    fn joined(
        self,
        span: engine_syntax::source::Span,
        join: fn(Vec<Condition>) -> Condition,
        constraint: fn(Vec<Constraint>) -> ConstraintKind,
    ) -> Compiled {
        let (mut conditions, mut constraints, mut maybe_unknown, mut asked) = (Vec::new(), Vec::new(), Vec::new(), Slots::default());
        for part in self.0 {
            conditions.push(part.condition);
            constraints.push(part.constraint);
            maybe_unknown.extend(part.maybe_unknown);
            asked.extend(&part.asked);
        }
        Compiled { condition: join(conditions), constraint: Constraint { kind: constraint(constraints), span }, maybe_unknown, asked }
    }
}

fn not_boolean(text: &Text, kind: &Type) -> Diagnostic {
    let message = format!("a condition must be true or false, and this is a {kind}");
    Diagnostic::new(&condition_not_boolean::CHECK, text.span(), message)
        .label(format!("{kind}"))
        .help("compare it (`age >= 18`), ask whether it is there (`present(x)`), or count it (`count(x) > 0`)")
}
