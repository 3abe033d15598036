//! Why the data of a prefetch entry are unavailable. Its messages are the engine's own words, never a FHIR server's, and hold no patient's data.

use crate::entry_data::EntryDataError;
use engine_fhir::document::ParseError;
use std::{error::Error, fmt};

/// Why the data of a prefetch entry are unavailable: why they could not be fetched, by the client or by the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The client says that it failed to fetch them.
    ClientFailed,
    /// They weren't sent, and no access was granted to fetch them.
    NoToken,
    /// They weren't sent, and a token of the engine's own to fetch them with is unavailable.
    NoOwnToken,
    /// Only their first page was sent, and no access was granted to fetch the rest.
    NoTokenForPages,
    /// The FHIR server isn't on this machine, and without `clients` no other is asked.
    ServerNotAllowed,
    /// A token of the query's template has no value in this call.
    NoValue {
        /// As the template has it.
        token: String,
    },
    /// A token's value can't stand in a query.
    BadValue,
    /// The query needs the data of another entry, which are unavailable.
    DependsOn {
        /// The other entry's name.
        entry: String,
    },
    /// The token's scope doesn't cover the query, now that its values are known.
    NotCovered,
    /// The query needs more references followed than the engine follows.
    TooManyReferences,
    /// The deadline came before the answer.
    TimedOut,
    /// There was no connection, or it broke off.
    NoAnswer,
    /// The server's name leads to an address where no token is sent.
    AddressRefused,
    /// The server failed again and again, and is left alone for a while.
    ServerFailing,
    /// The server answered something other than 200.
    Answered {
        /// The status.
        status: u16,
    },
    /// The server redirects; a token isn't sent on to another place.
    Redirected {
        /// The status.
        status: u16,
    },
    /// The server answered something other than JSON.
    NotJson,
    /// What the server called JSON isn't.
    BadJson(ParseError),
    /// The server answered more than `limits.response`.
    TooLarge {
        /// Bytes.
        limit: usize,
    },
    /// The server answered that it failed.
    ServerFailed,
    /// What the server answered can't be the data of the entry.
    UnusableData(EntryDataError),
    /// The server answered more than `limits.resources`.
    TooManyResources {
        /// Resources.
        limit: usize,
    },
    /// A further page lies on another server or path.
    PageElsewhere,
    /// A further page leads back to one that was already fetched.
    PageRepeated,
    /// The search has more pages than `limits.pages`.
    TooManyPages {
        /// Pages.
        limit: usize,
    },
}

impl FetchError {
    /// The FHIR IssueType that says it best.
    pub fn issue_code(&self) -> &'static str {
        match self {
            FetchError::NoToken | FetchError::NoTokenForPages | FetchError::NoValue { .. } => "required",
            FetchError::TimedOut => "timeout",
            FetchError::NotCovered | FetchError::ServerNotAllowed | FetchError::AddressRefused => "forbidden",
            FetchError::Answered { status: 404 | 410 } => "not-found",
            FetchError::Answered { status: 401 | 403 } => "forbidden",
            FetchError::TooLarge { .. } | FetchError::TooManyPages { .. } | FetchError::TooManyResources { .. } => "too-costly",
            FetchError::NoOwnToken
            | FetchError::NoAnswer
            | FetchError::ServerFailing
            | FetchError::Answered { .. }
            | FetchError::ServerFailed => "transient",
            _ => "processing",
        }
    }

    /// Its name in metrics.
    pub fn name(&self) -> &'static str {
        match self {
            FetchError::ClientFailed => "client-failed",
            FetchError::NoToken | FetchError::NoTokenForPages => "no-token",
            FetchError::NoOwnToken => "no-own-token",
            FetchError::ServerNotAllowed => "server-not-allowed",
            FetchError::NoValue { .. } => "no-value",
            FetchError::BadValue => "bad-value",
            FetchError::DependsOn { .. } => "depends-on",
            FetchError::NotCovered => "not-covered",
            FetchError::TooManyReferences => "too-many-references",
            FetchError::TimedOut => "timed-out",
            FetchError::NoAnswer => "no-answer",
            FetchError::AddressRefused => "address-refused",
            FetchError::ServerFailing => "server-failing",
            FetchError::Answered { .. } => "answered-otherwise",
            FetchError::Redirected { .. } => "redirected",
            FetchError::NotJson | FetchError::BadJson(_) => "not-json",
            FetchError::TooLarge { .. } => "too-large",
            FetchError::ServerFailed => "server-failed",
            FetchError::UnusableData(_) => "misfit",
            FetchError::TooManyResources { .. } => "too-many-resources",
            FetchError::PageElsewhere => "page-elsewhere",
            FetchError::PageRepeated => "page-repeated",
            FetchError::TooManyPages { .. } => "too-many-pages",
        }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            FetchError::ClientFailed => "the client tried to prefetch it and failed (it sent an OperationOutcome)",
            FetchError::NoToken => {
                "it was not prefetched, and no token was lent to fetch it; send it in `prefetch`, or `fhirServer` and `fhirAuthorization`"
            }
            FetchError::NoTokenForPages => {
                "only its first page was prefetched, and no token was lent to fetch the rest; send `fhirServer` and `fhirAuthorization`"
            }
            FetchError::NoOwnToken => "it was not prefetched, and a token of the engine's own can't be had now; its log says why",
            FetchError::ServerNotAllowed => {
                "it was not prefetched, and without `clients` the engine fetches only from FHIR servers on its own machine"
            }
            FetchError::NoValue { token } => {
                return write!(
                    formatter,
                    "`{token}` has no value in this call, so it can't be asked for; send it in `prefetch`, or the value"
                );
            }
            FetchError::BadValue => "a value that its query needs can't stand in a query",
            FetchError::DependsOn { entry } => return write!(formatter, "its query needs `{entry}`, which can't be had"),
            FetchError::NotCovered => "the token's scope does not cover its query, now that its values are known",
            FetchError::TooManyReferences => "its query needs more references followed than the engine follows",
            FetchError::TimedOut => "the FHIR server did not answer within the deadline (`limits.deadline` in engine.yaml)",
            FetchError::NoAnswer => "the FHIR server can't be reached, or broke off its answer",
            FetchError::AddressRefused => {
                "the FHIR server's name leads to an address where the engine sends nothing (`internalHosts` in engine.yaml lists those that are meant to \
                 be in its own network)"
            }
            FetchError::ServerFailing => "the FHIR server failed again and again a moment ago, and is left alone for a while",
            FetchError::Answered { status } => return write!(formatter, "the FHIR server answered {status}"),
            FetchError::Redirected { status } => {
                return write!(formatter, "the FHIR server answered {status}, a redirect, which is not followed with a token");
            }
            FetchError::NotJson => "the FHIR server answered something other than JSON",
            FetchError::BadJson(error) => return write!(formatter, "the FHIR server answered malformed JSON ({error})"),
            FetchError::TooLarge { limit } => {
                return write!(formatter, "the FHIR server answered more than {limit} bytes (`limits.response` in engine.yaml)");
            }
            FetchError::ServerFailed => "the FHIR server answered an OperationOutcome with an error",
            FetchError::UnusableData(error) => return write!(formatter, "the FHIR server answered what can't be used: {error}"),
            FetchError::TooManyResources { limit } => {
                return write!(formatter, "the FHIR server answered more than {limit} resources (`limits.resources` in engine.yaml)");
            }
            FetchError::PageElsewhere => {
                "the FHIR server's link to its next page leads to another server or path, where the token is not sent"
            }
            FetchError::PageRepeated => "the FHIR server's link to its next page leads back to a page already had",
            FetchError::TooManyPages { limit } => {
                return write!(formatter, "it has more than {limit} pages (`limits.pages` in engine.yaml)");
            }
        };
        formatter.write_str(text)
    }
}

impl Error for FetchError {}
