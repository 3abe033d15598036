//! The forms of parameter names: plain names, chains, reverse chains (`_has`), includes (FHIR R4, 3.1.1.4 to 3.1.1.6). They are read on demand and without
//! allocation: the rest of a chain is read when it is walked.

/// What a parameter's name is. Reading a name never fails: one without a form of its own is `Plain`, and no type has a parameter of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterName<'q> {
    /// `code`: a parameter of the type searched.
    Plain(&'q str),
    /// `subject:Patient.name`: one step along a reference.
    Chain {
        /// The reference parameter that is followed.
        reference: &'q str,
        /// The type that it is said to point at.
        target: Option<&'q str>,
        /// The name to be looked up there.
        rest: &'q str,
    },
    /// `_has:Observation:patient:code`: one step against a reference.
    Has {
        /// The type that points here.
        resource_type: &'q str,
        /// The reference parameter by which it points.
        reference: &'q str,
        /// The name to be looked up there.
        rest: &'q str,
    },
    /// `_include`; its values are [`Include`]s.
    Include,
    /// `_revinclude`; its values are [`Include`]s.
    ReverseInclude,
    /// One that shapes the answer and filters nothing.
    Result(ResultParameter),
}

/// A parameter that shapes the answer (FHIR R4, 3.1.1.5; `_format`, 3.1.0.1.11; `_maxresults`, FHIR R5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ResultParameter {
    Count,
    Elements,
    Format,
    MaxResults,
    Sort,
    Summary,
    Total,
}

/// A value of `_include` or `_revinclude`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Include<'q> {
    /// `*`
    Everything,
    /// `MedicationRequest:*`: along all references of a type.
    AllOf {
        /// The type whose references they are.
        resource_type: &'q str,
    },
    /// `MedicationRequest:medication:Medication`: along one reference.
    Along {
        /// The type whose reference it is.
        resource_type: &'q str,
        /// The reference parameter.
        reference: &'q str,
        /// The only type that is wanted of those it points at.
        target: Option<&'q str>,
    },
}

impl<'q> ParameterName<'q> {
    /// Reads a name without its modifier.
    pub fn parse(name: &'q str) -> ParameterName<'q> {
        match name {
            "_include" => ParameterName::Include,
            "_revinclude" => ParameterName::ReverseInclude,
            _ => result_parameter(name)
                .map(ParameterName::Result)
                .or_else(|| has(name))
                .or_else(|| chain(name))
                .unwrap_or(ParameterName::Plain(name)),
        }
    }

    /// Whether the name has a form that FHIR knows, to the end of its chain.
    pub(super) fn is_well_formed(self) -> bool {
        match self {
            ParameterName::Plain(name) => !name.is_empty() && !name.contains([':', '.']),
            ParameterName::Chain { rest, .. } | ParameterName::Has { rest, .. } => ParameterName::parse(rest).is_well_formed(),
            _ => true,
        }
    }
}

fn result_parameter(name: &str) -> Option<ResultParameter> {
    Some(match name {
        "_count" => ResultParameter::Count,
        "_elements" => ResultParameter::Elements,
        "_format" => ResultParameter::Format,
        "_maxresults" => ResultParameter::MaxResults,
        "_sort" => ResultParameter::Sort,
        "_summary" => ResultParameter::Summary,
        "_total" => ResultParameter::Total,
        _ => return None,
    })
}

fn has(name: &str) -> Option<ParameterName<'_>> {
    let (resource_type, after) = name.strip_prefix("_has:")?.split_once(':')?;
    let (reference, rest) = after.split_once(':')?;
    let is_complete = ![resource_type, reference, rest].contains(&"");
    is_complete.then_some(ParameterName::Has { resource_type, reference, rest })
}

fn chain(name: &str) -> Option<ParameterName<'_>> {
    let (step, rest) = name.split_once('.')?;
    let (reference, target) = match step.split_once(':') {
        Some((reference, target)) => (reference, Some(target)),
        None => (step, None),
    };
    let is_complete = ![reference, target.unwrap_or(reference), rest].contains(&"") && !target.is_some_and(|target| target.contains(':'));
    is_complete.then_some(ParameterName::Chain { reference, target, rest })
}

/// Splits `name:modifier`. The colons of `_has` and of a chain's types belong to the name.
pub(super) fn split_modifier(text: &str) -> (&str, Option<&str>) {
    let last = last_step(text);
    match last.find(':') {
        Some(colon) => {
            let at = text.len() - last.len() + colon;
            (&text[..at], Some(&text[at + 1..]))
        }
        None => (text, None),
    }
}

/// What is left of a name after all its steps along chains and `_has`; all of a malformed `_has`.
fn last_step(text: &str) -> &str {
    match ParameterName::parse(text) {
        ParameterName::Has { rest, .. } | ParameterName::Chain { rest, .. } => last_step(rest),
        ParameterName::Plain(name) if name.starts_with("_has:") => "",
        _ => text,
    }
}

impl<'q> Include<'q> {
    /// Reads a value of `_include` or `_revinclude`.
    pub fn parse(value: &'q str) -> Option<Include<'q>> {
        if value == "*" {
            return Some(Include::Everything);
        }
        let mut parts = value.split(':');
        let include = match (parts.next()?, parts.next()?, parts.next()) {
            (resource_type, "*", None) => Include::AllOf { resource_type },
            (resource_type, reference, target) => Include::Along { resource_type, reference, target },
        };
        (parts.next().is_none() && !value.split(':').any(str::is_empty)).then_some(include)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colon_before_a_dot_is_a_type_and_after_it_a_modifier() {
        assert_eq!(split_modifier("subject:Patient.name"), ("subject:Patient.name", None));
        assert_eq!(split_modifier("subject:Patient.name:exact"), ("subject:Patient.name", Some("exact")));
        assert_eq!(split_modifier("subject:Patient"), ("subject", Some("Patient")));
        assert_eq!(split_modifier("code:in"), ("code", Some("in")));
        assert_eq!(split_modifier("_include:iterate"), ("_include", Some("iterate")));
        assert_eq!(split_modifier("_has:Observation:patient:code"), ("_has:Observation:patient:code", None));
        assert_eq!(split_modifier("_has:Observation:patient:code:in"), ("_has:Observation:patient:code", Some("in")));
        assert_eq!(split_modifier("_has:A:b:_has:C:d:e:not"), ("_has:A:b:_has:C:d:e", Some("not")));
        assert_eq!(split_modifier("_has:Observation:patient"), ("_has:Observation:patient", None));
    }

    #[test]
    fn chains_are_read_a_step_at_a_time() {
        let name = ParameterName::parse("subject:Patient.general-practitioner.name");
        assert_eq!(name, ParameterName::Chain { reference: "subject", target: Some("Patient"), rest: "general-practitioner.name" });
        let name = ParameterName::parse("general-practitioner.name");
        assert_eq!(name, ParameterName::Chain { reference: "general-practitioner", target: None, rest: "name" });
        let name = ParameterName::parse("_has:Observation:patient:code");
        assert_eq!(name, ParameterName::Has { resource_type: "Observation", reference: "patient", rest: "code" });
        let name = ParameterName::parse("patient._has:Group:member:_id");
        assert_eq!(name, ParameterName::Chain { reference: "patient", target: None, rest: "_has:Group:member:_id" });
    }

    #[test]
    fn plain_and_result_parameters_differ() {
        assert_eq!(ParameterName::parse("_sort"), ParameterName::Result(ResultParameter::Sort));
        assert_eq!(ParameterName::parse("_id"), ParameterName::Plain("_id"));
        assert_eq!(ParameterName::parse("_filter"), ParameterName::Plain("_filter"));
        assert_eq!(ParameterName::parse("_revinclude"), ParameterName::ReverseInclude);
    }

    #[test]
    fn names_without_an_end_or_a_beginning_are_malformed() {
        for name in ["", ".name", "subject.", "subject:.name", "_has:A:b", "_has:A:b:", "_has::b:c", "a:b:c.d", "patient._has:Group"] {
            assert!(!ParameterName::parse(name).is_well_formed(), "{name}");
        }
        for name in ["code", "value-quantity", "a.b.c", "a:B.c", "_has:A:b:_has:C:d:e", "_has:A:b:c.d", "_count"] {
            assert!(ParameterName::parse(name).is_well_formed(), "{name}");
        }
    }

    #[test]
    fn includes_name_everything_a_type_or_a_reference() {
        assert_eq!(Include::parse("*"), Some(Include::Everything));
        assert_eq!(Include::parse("Observation:*"), Some(Include::AllOf { resource_type: "Observation" }));
        let along = Include::Along { resource_type: "Observation", reference: "subject", target: Some("Patient") };
        assert_eq!(Include::parse("Observation:subject:Patient"), Some(along));
        for value in ["", "Observation", "Observation:", ":subject", "A:b:C:d", "A:b:", "A::C"] {
            assert_eq!(Include::parse(value), None, "{value}");
        }
    }
}
