//! The types of arithmetic: what may be computed with what, and the type of the result; constants are folded.

use super::TypeChecker;
use crate::{
    expression::{
        syntax::{token::Operator, tree::SyntaxTree},
        term::{
            Constant, Term,
            arithmetic::{Arithmetic, ArithmeticOperator},
        },
        typing::{
            coerce::{coerce, read_as},
            comparable::{both_labelled, list_for_one},
            typed_term::TypedTerm,
        },
    },
    value::{
        reading::Reading,
        types::{Presence, Type, Typed, joint_presence},
    },
};
use engine_syntax::{catalogue, check::Check, diagnostic::Diagnostic, source::Span};

impl TypeChecker<'_, '_> {
    pub(super) fn negate(&mut self, tree: &SyntaxTree, operand: &SyntaxTree) -> TypedTerm {
        let mut operand = self.check(operand);
        prepare(&mut operand);
        let span = self.span(tree);
        match (operand.term, &operand.typed.kind) {
            (Term::Constant(Constant::Number(value)), _) => TypedTerm { term: Term::number(-value), typed: operand.typed, span },
            (term, Type::Number | Type::Quantity(_) | Type::Any) => {
                TypedTerm { term: Term::Negation(Box::new(term)), typed: operand.typed, span }
            }
            (_, kind) => {
                let message = format!("{} has no negative", kind.with_article());
                let diagnostic = Diagnostic::new(&catalogue::incompatible_types::CHECK, operand.span, message)
                    .label(kind.to_string())
                    .help("`-` takes a number or a quantity; `!` turns a condition round");
                self.refuse(tree, diagnostic)
            }
        }
    }

    pub(super) fn compute(&mut self, tree: &SyntaxTree, operator: Operator, left: &SyntaxTree, right: &SyntaxTree) -> TypedTerm {
        let (mut left, mut right) = (self.check(left), self.check(right));
        if left.is_mistaken() || right.is_mistaken() {
            return self.mistaken(tree);
        }
        prepare(&mut left);
        prepare(&mut right);
        let span = self.span(tree);
        let Some(arithmetic_operator) = arithmetic_operator(operator) else { return self.mistaken(tree) };
        match result_type(arithmetic_operator, &left.typed.kind, &right.typed.kind) {
            Ok(kind) => {
                let presence = if may_have_no_result(arithmetic_operator, &right) {
                    Presence::MayBeMissing
                } else {
                    joint_presence([&left.typed, &right.typed])
                };
                self.refuse_zero_divisor(arithmetic_operator, &right);
                let arithmetic = Arithmetic { operator: arithmetic_operator, left: left.term, right: right.term };
                let term = arithmetic.constant().map_or_else(|| Term::Arithmetic(Box::new(arithmetic)), Term::number);
                TypedTerm { term, typed: Typed { kind, presence }, span }
            }
            Err(mismatch) => {
                let diagnostic = mismatch.report(operator, &left, &right, span);
                self.refuse(tree, diagnostic)
            }
        }
    }
}

impl TypeChecker<'_, '_> {
    fn refuse_zero_divisor(&mut self, operator: ArithmeticOperator, divisor: &TypedTerm) {
        let is_zero = divisor.term.constant_number().is_some_and(|value| value.is_zero());
        if is_zero && matches!(operator, ArithmeticOperator::Divide | ArithmeticOperator::Remainder) {
            let diagnostic = Diagnostic::new(&catalogue::never_known::CHECK, divisor.span, "nothing can be divided by 0")
                .label("always unknown")
                .help("whatever depends on this is unknown for every patient: divide by what was meant");
            self.report.push(diagnostic);
        }
    }
}

/// Reads JSON as its FHIR type has it, untyped JSON as the number or text that it is.
fn prepare(operand: &mut TypedTerm) {
    coerce(operand);
    if matches!(operand.typed.kind, Type::Any) {
        read_as(operand, Reading::Plain, Type::Any);
    }
}

fn arithmetic_operator(operator: Operator) -> Option<ArithmeticOperator> {
    Some(match operator {
        Operator::Plus => ArithmeticOperator::Add,
        Operator::Minus => ArithmeticOperator::Subtract,
        Operator::Times => ArithmeticOperator::Multiply,
        Operator::Divide => ArithmeticOperator::Divide,
        Operator::Remainder => ArithmeticOperator::Remainder,
        Operator::Power => ArithmeticOperator::Power,
        _ => return None,
    })
}

/// A division by what may be zero, a power of what may be negative.
fn may_have_no_result(operator: ArithmeticOperator, right: &TypedTerm) -> bool {
    let constant = right.term.constant_number();
    match operator {
        ArithmeticOperator::Divide | ArithmeticOperator::Remainder => constant.is_none_or(|value| value.is_zero()),
        ArithmeticOperator::Power => constant.is_none_or(|value| value.is_sign_negative() || !value.fract().is_zero()),
        ArithmeticOperator::Add | ArithmeticOperator::Subtract | ArithmeticOperator::Multiply => false,
    }
}

/// Why two types can't be computed with.
enum Mismatch {
    List,
    Date,
    QuantityProduct,
    QuantityAndNumber,
    Units,
    TextAndOther,
    Types,
}

fn result_type(operator: ArithmeticOperator, left: &Type, right: &Type) -> Result<Type, Mismatch> {
    use ArithmeticOperator::{Add, Divide, Multiply, Subtract};
    match (left, right) {
        (Type::List(_), _) | (_, Type::List(_)) => Err(Mismatch::List),
        (Type::Any, Type::Any) => Ok(Type::Any),
        (Type::Any, Type::Number) | (Type::Number, Type::Any) => Ok(Type::Number),
        (Type::Any, other) | (other, Type::Any) => Ok(other.clone()),
        (Type::Number, Type::Number) => Ok(Type::Number),
        (Type::Text, Type::Text) if operator == Add => Ok(Type::Text),
        (Type::Text, _) | (_, Type::Text) if operator == Add => Err(Mismatch::TextAndOther),
        (Type::Quantity(left), Type::Quantity(right)) => match operator {
            Add | Subtract => match (left, right) {
                (Some(left), Some(right)) if !right.converts_to(left, false) => Err(Mismatch::Units),
                _ => Ok(Type::Quantity(left.clone())),
            },
            _ => Err(Mismatch::QuantityProduct),
        },
        (Type::Quantity(unit), Type::Number) if matches!(operator, Multiply | Divide) => Ok(Type::Quantity(unit.clone())),
        (Type::Number, Type::Quantity(unit)) if operator == Multiply => Ok(Type::Quantity(unit.clone())),
        (Type::Quantity(_), Type::Number) | (Type::Number, Type::Quantity(_)) => Err(Mismatch::QuantityAndNumber),
        (left, right) if left.is_date() || right.is_date() => Err(Mismatch::Date),
        _ => Err(Mismatch::Types),
    }
}

impl Mismatch {
    fn report(&self, operator: Operator, left: &TypedTerm, right: &TypedTerm, span: Span) -> Diagnostic {
        let symbol = operator.symbol();
        let types = || format!("`{symbol}` doesn't take {} and {}", left.typed.kind.with_article(), right.typed.kind.with_article());
        let labelled = |check: &'static Check, message: String| both_labelled(Diagnostic::new(check, span, message), left, right);
        let incompatible = &catalogue::incompatible_types::CHECK;
        match self {
            Mismatch::List => list_for_one(if matches!(left.typed.kind, Type::List(_)) { left } else { right }),
            Mismatch::Date => labelled(&catalogue::date_arithmetic::CHECK, format!("`{symbol}` doesn't compute with dates"))
                .help("write `add_days(date, 30)` for a date, `days_between(date, date)` or `days_since(date)` for the days between two"),
            Mismatch::QuantityProduct => labelled(&catalogue::quantity_product::CHECK, format!("`{symbol}` doesn't take two quantities"))
                .help("compute with their numbers, in units that you name: `value(in_unit(weight, 'kg')) / value(in_unit(height, 'm')) ^ 2`"),
            Mismatch::QuantityAndNumber => labelled(incompatible, types())
                .help("a number has no unit: compute with the quantity's number, `value(x)`; a quantity may be multiplied and divided by a number"),
            Mismatch::Units => labelled(&catalogue::incompatible_units::CHECK, format!("`{symbol}` needs units that convert into each other"))
                .help("declare one `unit` for both, with `molarMass` between mass and substance"),
            Mismatch::TextAndOther => labelled(incompatible, types()).help("`+` joins texts; other values stand in a text as `{{ x }}`"),
            Mismatch::Types => labelled(incompatible, types()).help("arithmetic takes numbers and quantities"),
        }
    }
}
