//! A rule file as written: every member with its place, nothing resolved, nothing typed. `reader` makes it from YAML.

use crate::{
    source::{Span, Text},
    word::words,
};
use engine_hooks::card::{ActionSelectionBehavior, ActionType, LinkType, SelectionBehavior};

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A rule file. What must be there and isn't has been reported; compile only what has no errors.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The whole file.
    pub span: Span,
    /// `id`
    pub id: Text,
    /// `hook`: one or several.
    pub hooks: Vec<Text>,
    /// `hookVersion`
    pub hook_version: Option<Text>,
    /// `version`
    pub version: Text,
    /// `mode`
    pub mode: Mode,
    /// `title`
    pub title: Option<Text>,
    /// `description`
    pub description: Text,
    /// `usageRequirements`
    pub usage_requirements: Option<Text>,
    /// `source`: of every card that names none.
    pub source: Option<Source>,
    /// `review`
    pub review: Option<Review>,
    /// `access`
    pub access: Access,
    /// `include`
    pub includes: Vec<Text>,
    /// What it defines itself.
    pub definitions: Definitions,
    /// `when`
    pub when: Option<Condition>,
    /// `cards`
    pub cards: Vec<Card>,
    /// `systemActions`
    pub system_actions: Vec<Action>,
}

/// What rule files and shared files (`common/`) both may define.
#[derive(Clone, Debug, Default)]
pub struct Definitions {
    /// `prefetch`
    pub prefetch: Vec<Prefetch>,
    /// `values`
    pub values: Vec<Definition>,
    /// `valueSets`: by name, in the form of a value set file.
    pub value_sets: Vec<(Text, ValueSetFile)>,
    /// `include`, of a shared file.
    pub includes: Vec<Text>,
    /// Whether some are lacking, since an included file isn't there.
    pub are_incomplete: bool,
}

impl Definitions {
    /// Whether nothing is defined.
    pub fn is_empty(&self) -> bool {
        self.prefetch.is_empty() && self.values.is_empty() && self.value_sets.is_empty()
    }
}

/// A code system, and its codes with their display.
pub type SystemCodes = (Text, Vec<(Text, Option<Text>)>);

/// A code system, and its codes with their cells by column.
pub type SystemRows = (Text, Vec<(Text, Vec<(Text, Json)>)>);

/// A value set as written.
#[derive(Clone, Debug)]
pub struct ValueSetFile {
    /// `title`
    pub title: Option<Text>,
    /// `source`
    pub source: Option<Text>,
    /// `codes`: system, then codes with their display.
    pub codes: Vec<SystemCodes>,
    /// `fhir`: a ValueSet resource beside it.
    pub fhir: Option<Text>,
    /// The whole.
    pub span: Span,
}

/// A table as written.
#[derive(Clone, Debug)]
pub struct TableFile {
    /// `title`
    pub title: Option<Text>,
    /// `source`
    pub source: Option<Text>,
    /// `columns`: name and type.
    pub columns: Vec<(Text, Text)>,
    /// `rows`: system, then code, then cells by column.
    pub rows: Vec<SystemRows>,
    /// The whole.
    pub span: Span,
}

words! {
    /// `mode`
    #[derive(Default)]
    Mode {
        #[default]
        Live = "live": "Answers with its cards.",
        Silent = "silent": "Is evaluated and audited, and answers no cards and no system actions.",
        Off = "off": "Is not served.",
    }
}

words! {
    /// `access`
    #[derive(Default)]
    Access {
        #[default]
        User = "user": "With the token that comes with the request.",
        Backend = "backend": "With the engine's own token, for hooks that no user triggers.",
    }
}

/// `source`
#[derive(Clone, Debug)]
pub struct Source {
    /// `label`
    pub label: Text,
    /// `url`
    pub url: Option<Text>,
    /// `icon`
    pub icon: Option<Text>,
    /// `topic`
    pub topic: Option<Coding>,
}

/// A Coding as written.
#[derive(Clone, Debug)]
pub struct Coding {
    /// `system`
    pub system: Option<Text>,
    /// `code`
    pub code: Text,
    /// `display`
    pub display: Option<Text>,
}

/// `review`
#[derive(Clone, Debug)]
pub struct Review {
    /// `owner`
    pub owner: Option<Text>,
    /// `last`
    pub last: Option<Text>,
    /// `next`
    pub next: Option<Text>,
}

/// An entry of `prefetch`.
#[derive(Clone, Debug)]
pub struct Prefetch {
    /// Its name.
    pub name: Text,
    /// `query`, or the short form.
    pub query: Text,
    /// `required`
    pub is_required: bool,
    /// `advertise`
    pub is_advertised: bool,
}

/// An entry of `values`.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Its name.
    pub name: Text,
    /// What it is.
    pub value: ValueForm,
    /// The whole value.
    pub span: Span,
}

/// The forms of a value.
#[derive(Clone, Debug)]
pub enum ValueForm {
    /// `{ from, path, as }`
    Extraction(Extraction),
    /// `{ find, … }`
    Find(Find),
    /// A plain string.
    Expression(Text),
    /// `{ for, values, when, yield }`
    Loop(Box<Loop>),
    /// A form whose mistake has been reported: a value of any type, so that nothing more is said where it is used.
    Unreadable,
}

/// `{ from, path, as, … }`
#[derive(Clone, Debug)]
pub struct Extraction {
    /// `from`
    pub from: Text,
    /// `path`
    pub path: Option<Text>,
    /// `as`, `unit`, `molarMass`
    pub reading: Reading,
    /// `pick`: first or last.
    pub pick: Option<Spanned<Pick>>,
}

/// What an element is read as.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// `as`
    pub kind: Option<Spanned<As>>,
    /// `unit`
    pub unit: Option<Text>,
    /// `molarMass`, g/mol
    pub molar_mass: Option<Text>,
}

words! {
    /// The words of `as`.
    As {
        Text = "text": "Text.",
        Number = "number": "A number.",
        Boolean = "boolean": "True or false.",
        Date = "date": "A date.",
        DateTime = "dateTime": "A date and time.",
        Age = "age": "Whole years since a date.",
        Quantity = "quantity": "A number with its unit.",
        Code = "code": "A concept with all its codings.",
        Resource = "resource": "A resource, a reference followed.",
    }
}

words! {
    /// The words of `pick`. Those that go by dates are for a find alone, which is reported where it is compiled.
    Pick {
        Latest = "latest": "The latest by the resource's main date.",
        Earliest = "earliest": "The earliest by the resource's main date.",
        First = "first": "The first as it came.",
        Last = "last": "The last as it came.",
    }
}

/// `{ find, type, codes, within, having, status, pick, path, as, … }`
#[derive(Clone, Debug)]
pub struct Find {
    /// `find`: one or several.
    pub find: Vec<Text>,
    /// `type`
    pub resource_type: Option<Text>,
    /// `codes`: a value set, or a loop's `row.column`.
    pub codes: Option<Text>,
    /// `within`
    pub within: Option<Spanned<Within>>,
    /// `having`
    pub having: Option<Text>,
    /// `status: any`
    pub any_status: bool,
    /// `pick`
    pub pick: Option<Spanned<Pick>>,
    /// `path`
    pub path: Option<Text>,
    /// `as`, `unit`, `molarMass`
    pub reading: Reading,
}

/// `within: 6 months`, `within: next 2 weeks`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Within {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: CalendarUnit,
    /// Ahead instead of back.
    pub is_ahead: bool,
}

/// Units of `within`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CalendarUnit {
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

/// `for`, `values` and `when` of a loop, a card, a suggestion, an action, a paragraph.
#[derive(Clone, Debug, Default)]
pub struct Repeat {
    /// `for`: variable and list, the first outermost.
    pub variables: Vec<(Text, Text)>,
    /// `values`
    pub values: Vec<Definition>,
    /// `when`
    pub when: Option<Condition>,
}

/// `{ for, values, when, yield }`
#[derive(Clone, Debug)]
pub struct Loop {
    /// `for`, `values`, `when`
    pub repeat: Repeat,
    /// `yield`
    pub yields: Text,
}

/// `when`
#[derive(Clone, Debug)]
pub enum Condition {
    /// An expression.
    Expression(Text),
    /// `all`
    All(Spanned<Vec<Condition>>),
    /// `any`
    Any(Spanned<Vec<Condition>>),
    /// `none`
    None(Spanned<Vec<Condition>>),
}

impl Condition {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Condition::Expression(text) => text.span(),
            Condition::All(list) | Condition::Any(list) | Condition::None(list) => list.span,
        }
    }
}

/// An entry of `cards`.
#[derive(Clone, Debug)]
pub struct Card {
    /// `id`
    pub id: Text,
    /// `for`, `values`, `when`
    pub repeat: Repeat,
    /// `summary`
    pub summary: Text,
    /// `indicator`
    pub indicator: Text,
    /// `detail`: paragraphs; a plain string is one.
    pub detail: Vec<Paragraph>,
    /// `source`
    pub source: Option<Source>,
    /// `links`
    pub links: Vec<Link>,
    /// `suggestions`
    pub suggestions: Vec<Suggestion>,
    /// `selectionBehavior`
    pub selection_behavior: Option<Spanned<SelectionBehavior>>,
    /// `overrideReasons`
    pub override_reasons: Vec<Coding>,
    /// The whole card.
    pub span: Span,
}

/// A paragraph of `detail`.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// `for`, `values`, `when`
    pub repeat: Repeat,
    /// `text`
    pub text: Text,
}

/// An entry of `links`.
#[derive(Clone, Debug)]
pub struct Link {
    /// `label`
    pub label: Text,
    /// `url`
    pub url: Text,
    /// `type`
    pub kind: Spanned<LinkType>,
    /// `appContext`
    pub app_context: Option<Text>,
    /// `autolaunchable`
    pub autolaunchable: Option<bool>,
}

/// An entry of `suggestions`.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// `for`, `values`, `when`
    pub repeat: Repeat,
    /// `label`
    pub label: Text,
    /// `isRecommended`
    pub is_recommended: Option<Spanned<bool>>,
    /// `actionSelectionBehavior`
    pub action_selection_behavior: Option<Spanned<ActionSelectionBehavior>>,
    /// `actions`
    pub actions: Vec<Action>,
    /// The whole suggestion.
    pub span: Span,
}

/// An entry of `actions` or `systemActions`.
#[derive(Clone, Debug)]
pub struct Action {
    /// `for`, `values`, `when`
    pub repeat: Repeat,
    /// `type`
    pub kind: Spanned<ActionType>,
    /// `description`
    pub description: Option<Text>,
    /// `resource`
    pub resource: Option<Json>,
    /// `resourceId`
    pub resource_id: Option<Text>,
    /// The whole action.
    pub span: Span,
}

/// JSON written in YAML, strings with `{{ }}`.
#[derive(Clone, Debug)]
pub struct Json {
    /// What it is.
    pub kind: JsonKind,
    /// Where it stands.
    pub span: Span,
}

impl Json {
    /// The member `name` of an object.
    pub fn member(&self, name: &str) -> Option<&Json> {
        let JsonKind::Object(members) = &self.kind else { return None };
        members.iter().find(|(member, _)| member.as_str() == name).map(|(_, json)| json)
    }

    /// As JSON text, strings and the digits of numbers as they are written.
    pub fn to_text(&self) -> String {
        match &self.kind {
            JsonKind::Null => "null".to_owned(),
            JsonKind::Boolean(value) => value.to_string(),
            JsonKind::Number(digits) => digits.clone(),
            JsonKind::Text(text) => quote(text),
            JsonKind::Array(elements) => format!("[{}]", elements.iter().map(Json::to_text).collect::<Vec<_>>().join(",")),
            JsonKind::Object(members) => {
                let members = members.iter().map(|(name, member)| format!("{}:{}", quote(name), member.to_text()));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
        }
    }
}

/// A text as a JSON string.
fn quote(text: &Text) -> String {
    serde_json::Value::from(text.as_str()).to_string()
}

/// What JSON is.
#[derive(Clone, Debug)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean(bool),
    /// A number's digits, valid JSON.
    Number(String),
    /// A string.
    Text(Text),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(Vec<(Text, Json)>),
}
