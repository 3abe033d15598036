//! The enumerations of cards, with their words on the wire (CDS Hooks 2.0.1, "CDS Service Response").

/// Declares an enum of fixed words with its spelling on the wire.
macro_rules! words {
    ($(#[$head:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$head])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// All words, in the specification's order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word as the wire has it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The word spelled `text`.
            pub fn parse(text: &str) -> Option<$name> {
                match text { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// `Card.indicator`: urgency.
    Indicator {
        /// Information.
        Info = "info",
        /// A warning.
        Warning = "warning",
        /// Critical.
        Critical = "critical",
    }
}

words! {
    /// `Card.selectionBehavior`: how many suggestions may be taken.
    SelectionBehavior {
        /// One at most.
        AtMostOne = "at-most-one",
        /// Any number.
        Any = "any",
    }
}

words! {
    /// `Suggestion.actionSelectionBehavior` (3.0).
    ActionSelectionBehavior {
        /// All or none.
        All = "all",
        /// Any number.
        Any = "any",
        /// One at most.
        AtMostOne = "at-most-one",
    }
}

words! {
    /// `Action.type`.
    ActionType {
        /// A new resource.
        Create = "create",
        /// A changed resource, whole.
        Update = "update",
        /// A resource to be removed.
        Delete = "delete",
    }
}

words! {
    /// `Link.type`.
    LinkType {
        /// A web page.
        Absolute = "absolute",
        /// A SMART app.
        Smart = "smart",
    }
}
