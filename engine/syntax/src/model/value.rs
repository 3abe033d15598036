//! An entry of `values` as written: an extraction, a find, an expression or a loop.

use super::{Block, Spanned};
use crate::{
    keyword::keywords,
    source::{Span, Text},
};

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

keywords! {
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

keywords! {
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
    /// The calendar unit that is counted.
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

/// `{ for, values, when, yield }`
#[derive(Clone, Debug)]
pub struct Loop {
    /// `for`, `values`, `when`
    pub block: Block,
    /// `yield`
    pub yields: Text,
}
