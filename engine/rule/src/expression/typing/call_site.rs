//! A call while it is compiled: its typed arguments, and what a function's `build` step makes of them.

use super::{
    coerce::coerce,
    common_type::common_type,
    comparable::{ComparisonKind, check_comparable},
    typed_term::TypedTerm,
};
use crate::{
    expression::term::{
        Term,
        operation::{Binary, EveryOf, Nullary, Operation, OverList, SomeOf, StrictFn, Unary},
        texts,
    },
    frame::Frame,
    scope::names::Names,
    terminology::{Library, binding::RequiredBinding},
    value::{
        List, Missing, Value,
        types::{Presence, Type, Typed, joint_presence},
    },
};
use engine_fhir::{Decimal, unit::Unit};
use engine_spelling::closest;
use engine_syntax::{
    check::Check,
    diagnostic::{Diagnostic, Diagnostics},
    source::Span,
};
use std::sync::Arc;

/// What to say of a name that there isn't.
pub(crate) struct UnknownName {
    /// The check that finds it.
    pub(crate) check: &'static Check,
    /// That there is none.
    pub(crate) message: String,
    /// What to do where no other name is close.
    pub(crate) help: String,
}

/// A call being compiled. Its arguments are of the number and types that the function's parameters ask for.
pub(crate) struct CallSite<'c> {
    /// The arguments.
    pub(crate) arguments: Vec<TypedTerm>,
    /// The whole call.
    pub(crate) span: Span,
    /// Value sets and tables.
    pub(crate) library: &'c Library,
    /// What is known of the names in scope.
    pub(crate) names: &'c dyn Names,
    /// Where mistakes are reported.
    pub(crate) diagnostics: &'c mut Diagnostics,
}

impl CallSite<'_> {
    /// The type of an argument; of one that was left out, any.
    pub(crate) fn kind(&self, index: usize) -> Type {
        self.arguments.get(index).map_or(Type::Any, |argument| argument.typed.kind.clone())
    }
    /// Whether an argument is always there; one that was left out isn't.
    pub(crate) fn presence(&self, index: usize) -> Presence {
        self.arguments.get(index).map_or(Presence::MayBeMissing, |argument| argument.typed.presence)
    }
    /// Where an argument stands.
    pub(crate) fn span_of(&self, index: usize) -> Span {
        self.arguments.get(index).map_or(self.span, |argument| argument.span)
    }
    /// The text of an argument that is known now.
    pub(crate) fn literal(&self, index: usize) -> Option<String> {
        self.arguments.get(index)?.term.constant_text().map(str::to_owned)
    }
    /// The required binding of an argument, or of the elements of its list.
    pub(crate) fn required_binding(&self, index: usize) -> Option<RequiredBinding> {
        texts::required_binding(&self.arguments.get(index)?.term, self.names)
    }
    /// Reports a mistake.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
    /// Reports an argument, a text in quotes, that is not one of the `known` names.
    pub(crate) fn report_unknown<'n>(&mut self, index: usize, unknown: UnknownName, known: impl IntoIterator<Item = &'n str>) {
        let diagnostic = Diagnostic::new(unknown.check, self.span_of(index), unknown.message);
        let meant = self.literal(index).and_then(|name| closest(&name, known));
        self.report(match meant {
            Some(meant) => diagnostic.label(format!("did you mean '{meant}'?")),
            None => diagnostic.help(unknown.help),
        });
    }
    /// Reports a list, the first argument, of which a place is asked for though nothing guarantees its order.
    pub(crate) fn check_order(&mut self) {
        if let Some(TypedTerm { term: Term::Slot(list), .. }) = self.arguments.first()
            && let Some(guarantees) = self.names.search_guarantees(*list)
        {
            guarantees.check_place(self.span, self.diagnostics);
        }
    }

    /// Takes an argument out, as it is.
    pub(crate) fn take(&mut self, index: usize) -> Option<TypedTerm> {
        (index < self.arguments.len()).then(|| self.arguments.swap_remove(index))
    }
    /// Coerces two arguments to their common type, which it gives.
    pub(crate) fn common_type(&mut self, left: usize, right: usize) -> Option<Type> {
        let [left, right] = self.arguments.get_disjoint_mut([left, right]).ok()?;
        common_type(left, right, self.span, self.diagnostics)
    }
    /// Makes the elements of a list and a value comparable; the unit to compare in, where one is declared.
    pub(crate) fn check_comparable_element(&mut self, list: usize, value: usize) -> Option<Option<Arc<Unit>>> {
        let [list, value] = self.arguments.get_disjoint_mut([list, value]).ok()?;
        coerce(list);
        let kind = list.typed.kind.of_elements();
        let mut element = TypedTerm { term: Term::NOTHING, typed: Typed::present(kind), span: list.span };
        let comparison = check_comparable(&mut element, value, self.span, self.diagnostics)?;
        if let Term::Read(_, reading) = element.term {
            list.wrap(|term| Term::Read(term, reading));
        }
        Some(if let ComparisonKind::Quantities(unit) = comparison { unit } else { None })
    }

    /// Gives the call this operation.
    pub(crate) fn with(&mut self, kind: Type, operation: impl Operation + 'static) -> Option<TypedTerm> {
        let presence = joint_presence(self.arguments.iter().map(|argument| &argument.typed));
        let arguments = std::mem::take(&mut self.arguments);
        let term = Term::Call(Box::new(operation), arguments.into_iter().map(|argument| argument.term).collect());
        Some(TypedTerm { term, typed: Typed { kind, presence }, span: self.span })
    }
    /// A function of no argument.
    pub(crate) fn nullary(
        &mut self,
        kind: Type,
        function: impl for<'d> Fn(&Frame<'d>) -> Value<'d> + Send + Sync + 'static,
    ) -> Option<TypedTerm> {
        self.with(kind, Nullary(function))
    }
    /// A function of its first argument, which is unknown where that is missing.
    pub(crate) fn unary(&mut self, kind: Type, function: impl StrictFn) -> Option<TypedTerm> {
        self.with(kind, Unary(function))
    }
    /// A function of its first two arguments, which is unknown where one is missing.
    pub(crate) fn binary<F>(&mut self, kind: Type, function: F) -> Option<TypedTerm>
    where
        F: for<'d> Fn(Value<'d>, Value<'d>, &Frame<'d>) -> Value<'d> + Send + Sync + 'static,
    {
        self.with(kind, Binary(function))
    }
    /// A function of a list, which takes an absent list for an empty one.
    pub(crate) fn over_list<F>(&mut self, kind: Type, function: F) -> Option<TypedTerm>
    where
        F: for<'d> Fn(&List<'d>, &[Term], &Frame<'d>) -> Value<'d> + Send + Sync + 'static,
    {
        self.with(kind, OverList { function, of_empty: None })
    }
    /// The same, of one that gives zero of an empty list.
    pub(crate) fn over_list_from_zero<F>(&mut self, kind: Type, function: F) -> Option<TypedTerm>
    where
        F: for<'d> Fn(&List<'d>, &[Term], &Frame<'d>) -> Value<'d> + Send + Sync + 'static,
    {
        self.with(kind, OverList { function, of_empty: Some(Decimal::ZERO) })
    }
    /// Whether some element passes.
    pub(crate) fn some_of<F>(&mut self, passes: F) -> Option<TypedTerm>
    where
        F: for<'d> Fn(&Value<'d>, &[Term], &Frame<'d>) -> Result<bool, Missing> + Send + Sync + 'static,
    {
        self.with(Type::Boolean, SomeOf(passes))
    }
    /// Whether every element passes.
    pub(crate) fn every_of<F>(&mut self, passes: F) -> Option<TypedTerm>
    where
        F: for<'d> Fn(&Value<'d>, &[Term], &Frame<'d>) -> Result<bool, Missing> + Send + Sync + 'static,
    {
        self.with(Type::Boolean, EveryOf(passes))
    }
}
