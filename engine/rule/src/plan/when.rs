//! Conditions as they are compiled: what each claims is held against what holds around it, and holds itself from there on.

use super::{condition::Condition, context::RuleContext};
use crate::{
    expression::Unsure,
    scope::{
        claim::{Claim, ClaimKind},
        contradiction,
    },
    value::{slot::Slots, types::Type},
};
use engine_syntax::{check::catalogue::condition_not_boolean, diagnostic::Diagnostic, model, source::Text};

/// Compiles the `when` of a file, a card, a loop; to the end of the block it holds. `None` where a mistake has been reported, `Some(None)` where there is
/// none.
pub(crate) fn compile(written: Option<&model::Condition>, context: &mut RuleContext<'_>) -> Option<Option<Condition>> {
    let Some(written) = written else { return Some(None) };
    let Some(Compiled { condition, claim, unsure, asked }) = Compiled::of(written, context) else {
        context.scope.count_all_as_present();
        return None;
    };
    let is_told = contradiction::report(&claim, context.diagnostics);
    if let Err(contradiction) = context.scope.assume(&claim)
        && !is_told
    {
        context.report(contradiction::excluded(claim.span, contradiction));
    }
    context.note_negations(unsure.into_iter().filter(|part| part.is_negated && part.slots.is_disjoint(&asked)));
    Some(Some(condition))
}

/// A condition, and what is known of it before any call.
struct Compiled {
    condition: Condition,
    claim: Claim,
    /// Its parts that are unknown where names are missing.
    unsure: Vec<Unsure>,
    /// The names of which it asks whether they are there.
    asked: Slots,
}

impl Compiled {
    fn of(written: &model::Condition, context: &mut RuleContext<'_>) -> Option<Compiled> {
        match written {
            model::Condition::Expression(text) => Compiled::of_expression(text, context),
            model::Condition::All(list) => Some(Compiled::of_all(&list.value, context)?.joined(list.span, Condition::All, ClaimKind::All)),
            model::Condition::Any(list) => Some(Compiled::of_all(&list.value, context)?.joined(list.span, Condition::Any, ClaimKind::Any)),
            model::Condition::None(list) => {
                let mut none = Compiled::of_all(&list.value, context)?.joined(list.span, Condition::None, ClaimKind::Any);
                none.claim = Claim { span: list.span, kind: ClaimKind::Not(Box::new(none.claim)) };
                none.unsure.iter_mut().for_each(|part| part.is_negated = !part.is_negated);
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
        let known = expression.take_known();
        // JSON that FHIR doesn't type may be true or false.
        let nothing = || Claim { kind: ClaimKind::All(Vec::new()), span: text.span() };
        let claim = known.meaning.claim.map_or_else(nothing, |claim| (*claim).clone());
        Some(Compiled { condition: Condition::of(expression, text), claim, unsure: known.unsure, asked: known.asked })
    }

    /// Compiles all, so that every mistake is told, then gives up if one had any.
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
        claim: fn(Vec<Claim>) -> ClaimKind,
    ) -> Compiled {
        let (mut conditions, mut claims, mut unsure, mut asked) = (Vec::new(), Vec::new(), Vec::new(), Slots::default());
        for part in self.0 {
            conditions.push(part.condition);
            claims.push(part.claim);
            unsure.extend(part.unsure);
            asked.extend(&part.asked);
        }
        Compiled { condition: join(conditions), claim: Claim { kind: claim(claims), span }, unsure, asked }
    }
}

fn not_boolean(text: &Text, kind: &Type) -> Diagnostic {
    let message = format!("a condition must be true or false, and this is a {kind}");
    Diagnostic::new(&condition_not_boolean::CHECK, text.span(), message)
        .label(format!("{kind}"))
        .help("compare it (`age >= 18`), ask whether it is there (`present(x)`), or count it (`count(x) > 0`)")
}
