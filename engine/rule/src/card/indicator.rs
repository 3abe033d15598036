//! `indicator`: one of three words, or an expression that gives one of them.

use crate::{
    check::catalogue::unknown_indicator,
    compiler::Compiler,
    diagnostic::{Diagnostic, closest},
    frame::Frame,
    source::Text,
    template::{Place, Template, WhenMissing},
};
use engine_hooks::card::Indicator;

/// A compiled indicator.
#[derive(Debug)]
pub(crate) enum IndicatorChoice {
    /// One word.
    Fixed(Indicator),
    /// `{{ if(…, 'critical', 'warning') }}`
    Chosen(Template),
}

impl IndicatorChoice {
    pub(crate) fn compile(text: &Text, compiler: &mut Compiler<'_>) -> Option<IndicatorChoice> {
        let template = Template::compile(text, Place::Line, WhenMissing::Refuse, compiler)?;
        let Some(word) = template.as_literal() else { return Some(IndicatorChoice::Chosen(template)) };
        if let Some(indicator) = Indicator::parse(word) {
            return Some(IndicatorChoice::Fixed(indicator));
        }
        if text.is_missing() {
            return None;
        }
        let mut diagnostic = Diagnostic::new(&unknown_indicator::CHECK, text.span(), format!("`{word}` is no indicator"))
            .help("an indicator is `info`, `warning` or `critical`");
        if let Some(meant) = closest(word, Indicator::ALL.iter().map(|indicator| indicator.as_str())) {
            diagnostic = diagnostic.label(format!("did you mean `{meant}`?"));
        }
        compiler.report(diagnostic);
        None
    }

    /// The indicator of this call. A word that is none of the three, which only an expression can give, is shown as a warning: a card is never lost for it.
    pub(crate) fn choose<'d>(&'d self, frame: &Frame<'d>) -> Indicator {
        match self {
            IndicatorChoice::Fixed(indicator) => *indicator,
            IndicatorChoice::Chosen(template) => Indicator::parse(&template.shown(frame)).unwrap_or(Indicator::Warning),
        }
    }
}
