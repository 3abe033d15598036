//! Why an entry can't be had. Told in the engine's own words, never in a FHIR server's.

use crate::fit::Misfit;
use engine_fhir::document::ParseError;
use std::fmt;

/// Why an entry can't be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unavailable {
    /// The client says that it failed to get it.
    ClientFailed,
    /// It wasn't sent, and no access was granted to get it.
    NoToken,
    /// It wasn't sent, and the engine's own token to get it with can't be had.
    NoOwnToken,
    /// Only its first page was sent, and no access was granted to get the rest.
    NoTokenForPages,
    /// Without clients, only FHIR servers of this machine are asked.
    ServerNotAllowed,
    /// A token of its template has no value in this call.
    NoValue {
        /// As the template has it.
        token: String,
    },
    /// A token's value can't stand where it stands.
    BadValue,
    /// It needs another entry, which can't be had.
    DependsOn {
        /// Its name.
        entry: String,
    },
    /// With its values known, the token's scope doesn't cover it.
    NotCovered,
    /// It needs references followed further than is sensible.
    TooManyReferences,
    /// The deadline came first.
    TimedOut,
    /// No connection, or one that broke off.
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
    /// The server points elsewhere; a token is not carried there.
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
    /// What the server answered can't be the answer.
    Misfit(Misfit),
    /// The server answered more than `limits.resources`.
    TooManyResources {
        /// Resources.
        limit: usize,
    },
    /// A further page lies on another server or path.
    PageElsewhere,
    /// A further page leads back to one already had.
    PageRepeated,
    /// More pages than `limits.pages`.
    TooManyPages {
        /// Pages.
        limit: usize,
    },
}

impl Unavailable {
    /// The FHIR IssueType that says it best.
    pub fn issue_code(&self) -> &'static str {
        match self {
            Unavailable::NoToken | Unavailable::NoTokenForPages | Unavailable::NoValue { .. } => "required",
            Unavailable::TimedOut => "timeout",
            Unavailable::NotCovered | Unavailable::ServerNotAllowed | Unavailable::AddressRefused => "forbidden",
            Unavailable::Answered { status: 404 | 410 } => "not-found",
            Unavailable::Answered { status: 401 | 403 } => "forbidden",
            Unavailable::TooLarge { .. } | Unavailable::TooManyPages { .. } | Unavailable::TooManyResources { .. } => "too-costly",
            Unavailable::NoOwnToken
            | Unavailable::NoAnswer
            | Unavailable::ServerFailing
            | Unavailable::Answered { .. }
            | Unavailable::ServerFailed => "transient",
            _ => "processing",
        }
    }

    /// Its name in metrics.
    pub fn name(&self) -> &'static str {
        match self {
            Unavailable::ClientFailed => "client-failed",
            Unavailable::NoToken | Unavailable::NoTokenForPages => "no-token",
            Unavailable::NoOwnToken => "no-own-token",
            Unavailable::ServerNotAllowed => "server-not-allowed",
            Unavailable::NoValue { .. } => "no-value",
            Unavailable::BadValue => "bad-value",
            Unavailable::DependsOn { .. } => "depends-on",
            Unavailable::NotCovered => "not-covered",
            Unavailable::TooManyReferences => "too-many-references",
            Unavailable::TimedOut => "timed-out",
            Unavailable::NoAnswer => "no-answer",
            Unavailable::AddressRefused => "address-refused",
            Unavailable::ServerFailing => "server-failing",
            Unavailable::Answered { .. } => "answered-otherwise",
            Unavailable::Redirected { .. } => "redirected",
            Unavailable::NotJson | Unavailable::BadJson(_) => "not-json",
            Unavailable::TooLarge { .. } => "too-large",
            Unavailable::ServerFailed => "server-failed",
            Unavailable::Misfit(_) => "misfit",
            Unavailable::TooManyResources { .. } => "too-many-resources",
            Unavailable::PageElsewhere => "page-elsewhere",
            Unavailable::PageRepeated => "page-repeated",
            Unavailable::TooManyPages { .. } => "too-many-pages",
        }
    }
}

impl fmt::Display for Unavailable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Unavailable::ClientFailed => "the client tried to prefetch it and failed (it sent an OperationOutcome)",
            Unavailable::NoToken => {
                "it was not prefetched, and no token was lent to fetch it; send it in `prefetch`, or `fhirServer` and `fhirAuthorization`"
            }
            Unavailable::NoTokenForPages => {
                "only its first page was prefetched, and no token was lent to fetch the rest; send `fhirServer` and `fhirAuthorization`"
            }
            Unavailable::NoOwnToken => "it was not prefetched, and a token of the engine's own can't be had now; its log says why",
            Unavailable::ServerNotAllowed => {
                "it was not prefetched, and without `clients` the engine fetches only from FHIR servers on its own machine"
            }
            Unavailable::NoValue { token } => {
                return write!(
                    formatter,
                    "`{token}` has no value in this call, so it can't be asked for; send it in `prefetch`, or the value"
                );
            }
            Unavailable::BadValue => "a value that its query needs can't stand in a query",
            Unavailable::DependsOn { entry } => return write!(formatter, "its query needs `{entry}`, which can't be had"),
            Unavailable::NotCovered => "the token's scope does not cover its query, now that its values are known",
            Unavailable::TooManyReferences => "its query needs more references followed than the engine follows",
            Unavailable::TimedOut => "the FHIR server did not answer within the deadline (`limits.deadline` in engine.yaml)",
            Unavailable::NoAnswer => "the FHIR server can't be reached, or broke off its answer",
            Unavailable::AddressRefused => {
                "the FHIR server's name leads to an address where the engine sends nothing (`internalHosts` in engine.yaml lists those that are meant to \
                 be in its own network)"
            }
            Unavailable::ServerFailing => "the FHIR server failed again and again a moment ago, and is left alone for a while",
            Unavailable::Answered { status } => return write!(formatter, "the FHIR server answered {status}"),
            Unavailable::Redirected { status } => {
                return write!(formatter, "the FHIR server answered {status}, a redirect, which is not followed with a token");
            }
            Unavailable::NotJson => "the FHIR server answered something other than JSON",
            Unavailable::BadJson(error) => return write!(formatter, "the FHIR server answered malformed JSON ({error})"),
            Unavailable::TooLarge { limit } => {
                return write!(formatter, "the FHIR server answered more than {limit} bytes (`limits.response` in engine.yaml)");
            }
            Unavailable::ServerFailed => "the FHIR server answered an OperationOutcome with an error",
            Unavailable::Misfit(misfit) => return write!(formatter, "the FHIR server answered what can't be used: {}", misfit.reason),
            Unavailable::TooManyResources { limit } => {
                return write!(formatter, "the FHIR server answered more than {limit} resources (`limits.resources` in engine.yaml)");
            }
            Unavailable::PageElsewhere => {
                "the FHIR server's link to its next page leads to another server or path, where the token is not sent"
            }
            Unavailable::PageRepeated => "the FHIR server's link to its next page leads back to a page already had",
            Unavailable::TooManyPages { limit } => {
                return write!(formatter, "it has more than {limit} pages (`limits.pages` in engine.yaml)");
            }
        };
        formatter.write_str(text)
    }
}
