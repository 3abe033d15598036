//! The keywords that a key of the language takes, each with what it says: a variant of the model and a word of the language, written once.

/// A keyword, and what it says.
#[derive(Debug)]
pub struct Keyword {
    /// As written.
    pub word: &'static str,
    /// What it says.
    pub about: &'static str,
}

/// Declares an enum whose variants are the words of a key.
macro_rules! keywords {
    ($(#[$attribute:meta])* $name:ident { $($(#[$default:ident])? $variant:ident = $word:literal: $about:literal,)+ }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $about] $(#[$default])? $variant,)+
        }

        impl $name {
            /// The words with what they say, in the order in which people read them.
            pub const WORDS: &[$crate::keyword::Keyword] = &[$($crate::keyword::Keyword { word: $word, about: $about }),+];

            /// As written.
            pub const fn word(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }

            /// What `word` says.
            pub fn parse(word: &str) -> Option<$name> {
                match word {
                    $($word => Some($name::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use keywords;
