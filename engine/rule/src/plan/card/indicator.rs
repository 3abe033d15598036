//! `indicator`: one of three words, or an expression that gives one of them.

use crate::{
    frame::Frame,
    plan::{context::RuleContext, template::Template},
};
use engine_hooks::card::Indicator;
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{indicator_not_known, unknown_indicator},
    diagnostic::Diagnostic,
    source::{Span, Text},
};

/// A compiled indicator.
#[derive(Debug)]
pub(crate) enum IndicatorChoice {
    /// One word.
    Fixed(Indicator),
    /// `{{ if(…, 'critical', 'warning') }}`
    Chosen(Template),
}

impl IndicatorChoice {
    pub(crate) fn compile(text: &Text, context: &mut RuleContext<'_>) -> Option<IndicatorChoice> {
        let template = Template::compile_line(text, context)?;
        let Some(word) = template.as_literal() else {
            return check_choice(text, &template, context).map(|()| IndicatorChoice::Chosen(template));
        };
        if let Some(indicator) = Indicator::parse(word) {
            return Some(IndicatorChoice::Fixed(indicator));
        }
        if text.is_missing() {
            return None;
        }
        context.report(unknown(word, text.span()));
        None
    }

    /// The indicator of this call. What gives none, since a value was missing within it, is shown as a warning: a card is never lost for it.
    pub(crate) fn choose<'d>(&'d self, frame: &Frame<'d>) -> Indicator {
        match self {
            IndicatorChoice::Fixed(indicator) => *indicator,
            IndicatorChoice::Chosen(template) => Indicator::parse(&template.shown(frame)).unwrap_or(Indicator::Warning),
        }
    }
}

/// Every text that the expression may give is an indicator.
fn check_choice(text: &Text, template: &Template, context: &mut RuleContext<'_>) -> Option<()> {
    let Some(words) = template.texts(&context.scope) else {
        let message = "it can't be told before a call whether this is an indicator";
        let help = "choose between words: `{{ if(condition, 'critical', 'warning') }}`, or a table's column that holds them";
        context.report(Diagnostic::new(&indicator_not_known::CHECK, text.span(), message).help(help));
        return None;
    };
    let wrong: Vec<&String> = words.iter().filter(|word| Indicator::parse(word).is_none()).collect();
    for word in &wrong {
        let place = text.as_str().find(word.as_str()).map(|start| text.span_of(start..start + word.len()));
        context.report(unknown(word, place.unwrap_or(text.span())));
    }
    wrong.is_empty().then_some(())
}

fn unknown(word: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(&unknown_indicator::CHECK, span, format!("`{word}` is no indicator"))
        .help("an indicator is `info`, `warning` or `critical`");
    match closest(word, Indicator::ALL.iter().map(|indicator| indicator.as_str())) {
        Some(meant) => diagnostic.did_you_mean(meant),
        None => diagnostic,
    }
}
