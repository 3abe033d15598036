//! The recursive-descent parser of 3.0's simpler FHIRPath (CDS Hooks 3.0, "Prefetch tokens containing Simpler FHIRPath"):
//!
//! ```text
//! token = term { "|" term }
//! term  = ( "today()" | path ) { ( "+" | "-" ) digits ( "day" | "days" ) }
//! path  = ( "context" "." name | "%" name ) { "." ( name | "ofType(" Type ")" | "resolve()" ) }
//! ```
//!
//! The grammar doesn't nest, so no function calls itself. A name that isn't a plain word stands in backticks, as in FHIRPath.

use super::{
    element,
    error::{PathErrorReason, TemplateError, TemplateErrorReason},
    token::{ElementPath, Operand, PathToken, Root, Step, StepKind, Term},
};
use engine_fhir::types;

/// Parses `text`, which begins at byte `offset` of its template.
pub(super) fn parse(text: &str, offset: usize) -> Result<PathToken, TemplateError> {
    let mut cursor = Cursor { text, at: 0, offset };
    let mut terms = vec![cursor.term()?];
    while cursor.take('|') {
        terms.push(cursor.term()?);
    }
    match cursor.peek() {
        None => Ok(PathToken { text: text.to_owned(), terms }),
        Some(character) => Err(cursor.error_here(PathErrorReason::Unexpected(character))),
    }
}

/// A place in a token's text.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
    offset: usize,
}

type Parsed<T> = Result<T, TemplateError>;

impl<'t> Cursor<'t> {
    fn term(&mut self) -> Parsed<Term> {
        let operand = self.operand()?;
        let mut days = 0i64;
        loop {
            let sign = match self.peek() {
                Some('+') => 1,
                Some('-') => -1,
                _ => return Ok(Term { operand, days }),
            };
            self.at += 1;
            days = self.days(sign, days)?;
        }
    }

    fn operand(&mut self) -> Parsed<Operand> {
        let start = self.skip_spaces();
        if self.take('%') {
            let name = self.name().ok_or_else(|| self.error(start, PathErrorReason::NoEntryName))?;
            return self.path(Root::Entry { name: name.to_owned() }, start);
        }
        match self.word() {
            "today" => self.today(start),
            "context" => {
                let has_field = self.take('.');
                let field = self.name().filter(|_| has_field).ok_or_else(|| self.error(start, PathErrorReason::NoField))?;
                self.path(Root::Context { field: field.to_owned() }, start)
            }
            "" if self.peek().is_none() => Err(self.error_here(PathErrorReason::UnexpectedEnd)),
            "" => Err(self.error_here(PathErrorReason::UnknownStart)),
            _ => Err(self.error(start, PathErrorReason::UnknownStart)),
        }
    }

    fn today(&mut self, start: usize) -> Parsed<Operand> {
        if self.take('(') && self.take(')') {
            return Ok(Operand::Today);
        }
        Err(self.error(start, PathErrorReason::Arguments))
    }

    fn path(&mut self, root: Root, start: usize) -> Parsed<Operand> {
        let span = self.span(start);
        let mut steps = Vec::new();
        while self.take('.') {
            steps.push(self.step()?);
        }
        Ok(Operand::Path(ElementPath { root, span, steps }))
    }

    fn step(&mut self) -> Parsed<Step> {
        let start = self.skip_spaces();
        let name = self.name().ok_or_else(|| self.error_here(PathErrorReason::NoElement))?;
        let kind = match self.take('(') {
            true => self.function(name, start)?,
            false => StepKind::Element { name: name.to_owned(), choices: element::choices(name) },
        };
        Ok(Step { kind, span: self.span(start) })
    }

    /// The call of a function, after its opening bracket.
    fn function(&mut self, name: &str, start: usize) -> Parsed<StepKind> {
        let kind = match name {
            "resolve" => StepKind::Resolve,
            "ofType" => self.resource_type()?,
            _ => {
                self.at -= 1;
                return Err(self.error(start, PathErrorReason::UnknownFunction(name.to_owned())));
            }
        };
        match self.take(')') {
            true => Ok(kind),
            false => Err(self.error(start, PathErrorReason::Arguments)),
        }
    }

    /// `MedicationRequest`, also with its namespace: `FHIR.MedicationRequest`.
    fn resource_type(&mut self) -> Parsed<StepKind> {
        let start = self.skip_spaces();
        let mut name = self.word();
        if name == "FHIR" && self.take('.') {
            name = self.word();
        }
        if name.is_empty() {
            return Err(self.error_here(PathErrorReason::Arguments));
        }
        let found = types::resource(name).map(StepKind::OfType);
        found.ok_or_else(|| self.error(start, PathErrorReason::UnknownType(name.to_owned())))
    }

    /// `90 days`, added to `sum` with its sign.
    fn days(&mut self, sign: i64, sum: i64) -> Parsed<i64> {
        let start = self.skip_spaces();
        let digits = self.take_while(|character| character.is_ascii_digit());
        let unit = self.word();
        if digits.is_empty() || !matches!(unit, "day" | "days") {
            return Err(self.error(start, PathErrorReason::NotDays));
        }
        let days = digits.parse::<i64>().ok().filter(|days| *days <= MOST_DAYS).map(|days| sum + sign * days);
        days.filter(|sum| sum.abs() <= MOST_DAYS).ok_or_else(|| self.error(start, PathErrorReason::TooManyDays))
    }

    /// A plain word, or what stands in backticks.
    fn name(&mut self) -> Option<&'t str> {
        self.skip_spaces();
        let rest = &self.text[self.at..];
        let quoted = rest.strip_prefix('`').and_then(|rest| rest.split_once('`')).map(|(name, _)| name);
        if let Some(name) = quoted {
            self.at += name.len() + 2;
            return Some(name).filter(|name| !name.is_empty());
        }
        Some(self.word()).filter(|word| !word.is_empty())
    }

    fn word(&mut self) -> &'t str {
        self.skip_spaces();
        if self.peek().is_some_and(|first| first.is_ascii_digit()) {
            return "";
        }
        self.take_while(|character| character.is_ascii_alphanumeric() || character == '_')
    }

    fn take_while(&mut self, is_part: impl Fn(char) -> bool) -> &'t str {
        let rest = &self.text[self.at..];
        let end = rest.find(|character| !is_part(character)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn take(&mut self, wanted: char) -> bool {
        let is_there = self.peek() == Some(wanted);
        if is_there {
            self.at += wanted.len_utf8();
        }
        is_there
    }

    /// The next character that isn't a space.
    fn peek(&mut self) -> Option<char> {
        self.skip_spaces();
        self.text[self.at..].chars().next()
    }

    fn skip_spaces(&mut self) -> usize {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.at
    }

    /// The byte range from `start` to here, without the spaces before here.
    fn span(&self, start: usize) -> (usize, usize) {
        let length = self.text[start..self.at].trim_end().len();
        (self.offset + start, self.offset + start + length)
    }

    /// An error about what stands from `start` to here.
    fn error(&self, start: usize, reason: PathErrorReason) -> TemplateError {
        TemplateError { span: self.span(start), reason: TemplateErrorReason::Path(reason) }
    }

    /// An error about the next character.
    fn error_here(&mut self, reason: PathErrorReason) -> TemplateError {
        let length = self.peek().map_or(0, char::len_utf8);
        let at = self.offset + self.at;
        TemplateError { span: (at, at + length), reason: TemplateErrorReason::Path(reason) }
    }
}

/// 9,999 years: more leave the calendar from wherever they start.
const MOST_DAYS: i64 = 3_652_059;
