//! The main code, the main date and the "withdrawn" states of each clinical resource type (`data/main-elements.json`).

/// What a clinician means by "the code", "the date" and "doesn't count" of a resource type.
#[derive(Debug, PartialEq, Eq)]
pub struct MainElements {
    /// Element of the main code, as the definition names it (`medication[x]`).
    pub code: Option<&'static str>,
    /// Elements of the main date; the first that is there counts (`effective[x]`, `collection.collected[x]`).
    pub dates: &'static [&'static str],
    /// Elements with the codes that say that it didn't happen, isn't so, or must not be done.
    pub withdrawn: &'static [(&'static str, &'static [&'static str])],
    /// Elements that say the same by being true (`doNotPerform`).
    pub withdrawn_if_true: &'static [&'static str],
}

/// The main elements of a resource type, where it has any.
pub fn find(resource_type: &str) -> Option<&'static MainElements> {
    let _ = resource_type;
    todo!()
}
