//! A test file as written: what a rule is to answer, patient by patient. `reader` makes it from YAML.
//!
//! Knows what is expected and where that stands. Must never know how a test is run.

use super::{Json, Spanned};
use crate::source::{Span, Text};

/// A file of tests of one rule.
#[derive(Clone, Debug)]
pub struct TestFile {
    /// The whole file.
    pub span: Span,
    /// The id of the rule.
    pub rule: Text,
    /// The day on which the tests play.
    pub today: Text,
    /// The record of tests that have none of their own.
    pub patient: Option<Patient>,
    /// The tests.
    pub tests: Vec<Test>,
}

/// A patient's record.
#[derive(Clone, Debug)]
pub enum Patient {
    /// A file beside the test file.
    File(Text),
    /// Resources.
    Resources(Json),
}

/// A call, and what it is to be answered.
#[derive(Clone, Debug)]
pub struct Test {
    /// The whole.
    pub span: Span,
    /// What it shows.
    pub name: Text,
    /// The day on which it plays, if another than the file's.
    pub today: Option<Text>,
    /// Its record, if another than the file's.
    pub patient: Option<Patient>,
    /// The hook that fires.
    pub hook: Option<Text>,
    /// Fields of the hook's context.
    pub context: Vec<(Text, Json)>,
    /// What the EHR sends, by entry.
    pub prefetch: Vec<(Text, Json)>,
    /// What the token grants.
    pub scope: Option<Text>,
    /// Members laid over the access that is granted; `null`: no access is granted.
    pub authorization: Option<Json>,
    /// What is expected, of the call as it is or with some values set. Never empty where the file has no errors.
    pub cases: Vec<Case>,
}

/// What is expected of a call, some of whose values may be set.
#[derive(Clone, Debug)]
pub struct Case {
    /// The name of a row.
    pub name: Option<Text>,
    /// Values of the rule that are set.
    pub set: Vec<(Text, Json)>,
    /// What is expected.
    pub expect: Expect,
}

/// What is expected of an answer.
#[derive(Clone, Debug)]
pub struct Expect {
    /// The whole.
    pub span: Span,
    /// `status`
    pub status: Option<Spanned<u16>>,
    /// `cards`: a list of objects.
    pub cards: Option<Json>,
    /// `systemActions`: a list of objects.
    pub system_actions: Option<Json>,
    /// `values`
    pub values: Vec<(Text, Json)>,
    /// `missing`
    pub missing: Option<Spanned<Vec<Text>>>,
    /// `diagnostics`
    pub diagnostics: Option<Json>,
}

impl Expect {
    /// Whether it expects nothing at all, so that any answer would do.
    pub fn is_empty(&self) -> bool {
        let Expect { span: _, status, cards, system_actions, values, missing, diagnostics } = self;
        status.is_none() && cards.is_none() && system_actions.is_none() && values.is_empty() && missing.is_none() && diagnostics.is_none()
    }

    /// Whether a call that is answered so was answered, not refused.
    pub fn is_of_an_answer(&self) -> bool {
        self.status.as_ref().is_none_or(|status| status.value == 200)
    }
}

impl TestFile {
    /// All that is expected, case by case.
    pub fn expectations(&self) -> impl Iterator<Item = &Expect> {
        self.tests.iter().flat_map(|test| &test.cases).map(|case| &case.expect)
    }
}
