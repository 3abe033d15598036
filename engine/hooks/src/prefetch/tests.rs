//! Templates, from text to the URL that is asked.

use super::*;
use engine_fhir::{Document, date::Clock};

/// What one call has: its context, and earlier results.
struct Call {
    context: Document,
    entries: Vec<(&'static str, Option<Document>)>,
}

impl Call {
    fn new(context: &str) -> Call {
        Call { context: Document::parse(context).unwrap(), entries: Vec::new() }
    }

    fn with(mut self, name: &'static str, result: Option<&str>) -> Call {
        self.entries.push((name, result.map(|json| Document::parse(json).unwrap())));
        self
    }

    fn fill(&self, template: &str) -> Result<Filled, FillError> {
        let clock = Clock::fixed(jiff::civil::date(2024, 9, 13), jiff::tz::TimeZone::UTC);
        let entry = |name: &str| {
            let (_, result) = self.entries.iter().find(|(known, _)| *known == name)?;
            Some(result.as_ref().map(Document::root))
        };
        let values = Values { context: self.context.root(), entry: &entry, resources: &[], clock: &clock };
        parse(template).fill(values)
    }

    /// The URL asked for; `%3F` stands for a value that isn't known yet.
    fn url(&self, template: &str) -> String {
        match self.fill(template) {
            Ok(Filled::Query(query)) => {
                let known = |value: &Option<String>| value.clone().unwrap_or_else(|| "?".to_owned());
                query.map_values(known, |value| [known(value)]).to_url()
            }
            Ok(Filled::NoValue { token }) => format!("no value for {token}"),
            Ok(Filled::Unresolved { references }) => format!("unresolved: {}", references.join(" ")),
            Err(error) => format!("{}: {}", error.path, error.message),
        }
    }
}

fn parse(template: &str) -> Template {
    Template::parse(template).unwrap()
}

/// Every mistake, with the text it points at, and its help.
fn mistakes(template: &str) -> String {
    let describe = |error: &TemplateError| format!("{} | {}\n", &template[error.span.0..error.span.1], error.reason);
    Template::parse(template).unwrap_err().iter().map(describe).collect()
}

fn plain() -> Call {
    Call::new(
        r#"{"userId": "Practitioner/9", "patientId": "Patient/1", "encounterId": "Encounter/2", "performer": "Organization/5",
        "dispatchedOrders": ["ServiceRequest/a", "MedicationRequest/b"], "count": 3, "note": "a,b|c$d\\e & f", "empty": "", "nothing": null, "none": []}"#,
    )
}

#[test]
fn an_id_is_its_id_however_it_came() {
    let call = plain();
    assert_eq!(call.url("Patient/{{context.patientId}}"), "Patient/1");
    assert_eq!(call.url("Condition?patient={{ context.patientId }}"), "Condition?patient=1");
    assert_eq!(call.url("Condition?subject=Patient/{{context.patientId}}"), "Condition?subject=Patient/1");
    assert_eq!(call.url("Condition?subject:Patient={{context.patientId}}"), "Condition?subject:Patient=1");
    assert_eq!(call.url("Condition?encounter={{context.encounterId}}&_count={{context.count}}"), "Condition?encounter=2&_count=3");
}

#[test]
fn a_reference_keeps_its_type_where_the_parameter_may_point_at_several() {
    let call = plain();
    assert_eq!(call.url("Observation?performer={{context.userId}}"), "Observation?performer=Practitioner/9");
    assert_eq!(call.url("PractitionerRole?practitioner={{context.userId}}"), "PractitionerRole?practitioner=9");
    assert_eq!(call.url("Practitioner?_id={{context.userId}}"), "Practitioner?_id=9");
    assert_eq!(call.url("Practitioner/{{context.userId}}"), "Practitioner/9");
    assert_eq!(call.url("Practitioner/{{userPractitionerId}}"), "Practitioner/9");
    assert_eq!(call.url("Observation?performer=Practitioner/{{userPractitionerId}}"), "Observation?performer=Practitioner/9");
}

#[test]
fn a_reference_to_another_type_is_no_value() {
    let call = plain();
    assert_eq!(call.url("PractitionerRole/{{context.userId}}"), "no value for context.userId");
    assert_eq!(call.url("PractitionerRole?_id={{userPractitionerRoleId}}"), "no value for userPractitionerRoleId");
    assert_eq!(call.url("Patient/{{userPatientId}}"), "no value for userPatientId");
    assert_eq!(call.url("RelatedPerson/{{userRelatedPersonId}}"), "no value for userRelatedPersonId");
    assert_eq!(call.url("Observation?performer={{context.dispatchedOrders}}"), "no value for context.dispatchedOrders");
}

#[test]
fn several_values_are_joined_by_or() {
    let call = plain();
    assert_eq!(call.url("ServiceRequest?_id={{context.dispatchedOrders}}"), "ServiceRequest?_id=a");
    assert_eq!(call.url("Task?focus={{context.dispatchedOrders}}"), "Task?focus=ServiceRequest/a,MedicationRequest/b");
    let two = Call::new(r#"{"orders": ["a", "b"], "sites": ["x", "y"]}"#);
    assert_eq!(two.url("Condition?code={{context.orders}}-{{context.sites}},z"), "Condition?code=a-x,a-y,b-x,b-y,z");
    assert_eq!(
        two.url("Condition/{{context.orders}}"),
        "$.context.orders: several values; a read takes one id (a search by `_id` takes several)"
    );
}

#[test]
fn an_empty_value_is_never_sent() {
    let call = plain();
    for field in ["empty", "nothing", "none", "unheardOf"] {
        assert_eq!(call.url(&format!("Condition?code=a,{{{{context.{field}}}}}")), format!("no value for context.{field}"));
    }
}

#[test]
fn a_value_stays_one_value() {
    assert_eq!(plain().url("Condition?code={{context.note}}"), r"Condition?code=a%5C,b%5C%7Cc%5C$d%5C%5Ce%20%26%20f");
}

#[test]
fn what_is_no_id_is_refused_and_never_quoted() {
    let call = Call::new(
        r#"{"patientId": "1&_include=*", "performer": "https://evil.example.org/Organization/1", "orders": ["ServiceRequest/1", "a b"]}"#,
    );
    insta::assert_snapshot!(call.url("Patient/{{context.patientId}}"), @"$.context.patientId: not what the query of `{{context.patientId}}` can take; expected a FHIR id: letters, digits, `-` and `.`, at most 64, with or without `Patient/` before it");
    insta::assert_snapshot!(call.url("Task?owner={{context.performer}}"), @"$.context.performer: not what the query of `{{context.performer}}` can take; expected a reference as `Type/id`, or a FHIR id: letters, digits, `-` and `.`, at most 64");
    insta::assert_snapshot!(call.url("ServiceRequest?_id={{context.orders}}"), @"$.context.orders[1]: not what the query of `{{context.orders}}` can take; expected a FHIR id: letters, digits, `-` and `.`, at most 64, with or without `ServiceRequest/` before it");
}

#[test]
fn an_id_put_together_is_an_id_as_a_whole() {
    let call = Call::new(r#"{"part": "7", "way": "../../Patient/1"}"#);
    assert_eq!(call.url("Patient/a-{{context.part}}"), "Patient/a-7");
    insta::assert_snapshot!(call.url("Patient/a-{{context.way}}"), @"$.context.way: makes no FHIR id; expected letters, digits, `-` and `.`, at most 64 in all");
}

#[test]
fn days_count_from_today() {
    let call = plain();
    assert_eq!(call.url("Observation?date=gt{{today()}}"), "Observation?date=gt2024-09-13");
    assert_eq!(
        call.url("Observation?date=gt{{today() - 90 days}}&date=lt{{ today()+1 day }}"),
        "Observation?date=gt2024-06-15&date=lt2024-09-14"
    );
    assert_eq!(call.url("Observation?date=gt{{today() - 10 days + 1 days}}"), "Observation?date=gt2024-09-04");
}

/// The request of CDS Hooks 3.0's example, with what else its paths may lead to.
fn ordering() -> Call {
    Call::new(
        r##"{"patientId": "1", "started": "2024-05-01", "selections": ["MedicationRequest/m1"], "draftOrders": {"resourceType": "Bundle", "entry": [
        {"resource": {"resourceType": "MedicationRequest", "id": "m1", "medicationReference": {"reference": "Medication/a"},
            "requester": {"reference": "Practitioner/p1"}, "contained": [{"resourceType": "Medication", "id": "in", "status": "active"}]}},
        {"resource": {"resourceType": "MedicationRequest", "id": "m2", "medicationReference": {"reference": "Medication/b"},
            "requester": {"reference": "PractitionerRole/r1"}}},
        {"resource": {"resourceType": "MedicationRequest", "id": "m3", "medicationReference": {"reference": "Medication/b"}, "priorPrescription": {"reference": "MedicationRequest/m1"}}},
        {"resource": {"resourceType": "ServiceRequest", "id": "s1", "requester": {"reference": "urn:uuid:7"}}},
        {"fullUrl": "urn:uuid:7", "resource": {"resourceType": "Organization", "id": "o1"}}
    ]}}"##,
    )
}

#[test]
fn paths_lead_into_the_context() {
    let call = ordering();
    let orders = "context.draftOrders.entry.resource.ofType(MedicationRequest)";
    assert_eq!(call.url(&format!("Medication?_id={{{{{orders}.medication.resolve().id}}}}")), "Medication?_id=a,b");
    assert_eq!(call.url(&format!("Practitioner?_id={{{{{orders}.requester.resolve().ofType(Practitioner).id}}}}")), "Practitioner?_id=p1");
    assert_eq!(call.url(&format!("MedicationRequest?_id={{{{{orders}.id|context.selections}}}}")), "MedicationRequest?_id=m1,m2,m3");
    assert_eq!(call.url(&format!("Practitioner?_id={{{{{orders}.requester}}}}")), "Practitioner?_id=p1");
    assert_eq!(call.url("Observation?date=gt{{context.started - 1 day}}"), "Observation?date=gt2024-04-30");
    assert_eq!(call.url(&format!("Medication?_id={{{{{orders}.doesNot.exist}}}}")), format!("no value for {orders}.doesNot.exist"));
}

#[test]
fn references_are_followed_within_the_data_at_hand() {
    let call = ordering();
    let orders = "context.draftOrders.entry.resource";
    assert_eq!(
        call.url(&format!("Organization?_id={{{{{orders}.ofType(ServiceRequest).requester.resolve().id}}}}")),
        "Organization?_id=o1"
    );
    assert_eq!(call.url("Medication?_id={{context.selections.resolve().medication.resolve().id}}"), "Medication?_id=a");
    assert_eq!(
        call.url(&format!("Practitioner?_id={{{{{orders}.priorPrescription.resolve().requester.resolve().id}}}}")),
        "Practitioner?_id=p1"
    );
    assert_eq!(
        call.url(&format!("Organization?_id={{{{{orders}.medication.resolve().manufacturer.resolve().id}}}}")),
        "unresolved: Medication/a Medication/b"
    );
}

#[test]
fn paths_lead_into_earlier_results() {
    let roles = r#"{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "PractitionerRole", "id": "r1", "practitioner": {"reference": "Practitioner/p1"}}}]}"#;
    let call = ordering().with("roles", Some(roles)).with("empty", None);
    assert_eq!(call.url("Practitioner?_id={{%roles.entry.resource.practitioner.resolve().id}}"), "Practitioner?_id=p1");
    assert_eq!(call.url("Practitioner?_id={{%empty.entry.resource.id}}"), "no value for %empty.entry.resource.id");
    assert_eq!(call.url("Practitioner?_id={{%later.entry.resource.id}}"), "Practitioner?_id=%3F");
    assert_eq!(call.url("Practitioner?_id={{%roles.entry.resource.practitioner|%later.id}}"), "Practitioner?_id=p1,%3F");
    assert_eq!(parse("Practitioner?_id={{%roles.id|%`my-own`.id}},{{%roles.id}}").depends_on(), ["roles", "my-own"]);
}

#[test]
fn codes_are_put_in_place_before_a_call() {
    let find = |name: &str| (name == "hba1c").then(|| vec!["http://loinc.org|4548-4".to_owned(), r"http://loinc.org|a\,b".to_owned()]);
    let template = parse("Observation?patient={{context.patientId}}&code={{codes.hba1c}},x&date=gt{{ today() - 3 days }}");
    let template = template.with_codes(find).unwrap();
    let expected =
        "Observation?patient={{context.patientId}}&code=http://loinc.org%7C4548-4,http://loinc.org%7Ca%5C,b,x&date=gt{{today() - 3 days}}";
    assert_eq!(template.published(), expected);
    assert_eq!(template.outline("7").resource_type().name, "Observation");
    assert_eq!(
        parse("Observation?code={{codes.other}}").with_codes(find).err(),
        Some(UnknownValueSetError { name: "other".to_owned(), span: (17, 32) })
    );
}

#[test]
fn a_client_is_asked_for_the_users_id_where_an_id_stands() {
    assert_eq!(parse("Practitioner/{{context.userId}}").published(), "Practitioner/{{userPractitionerId}}");
    assert_eq!(parse("PractitionerRole?_id={{context.userId}}").published(), "PractitionerRole?_id={{userPractitionerRoleId}}");
    assert_eq!(parse("Observation?performer={{context.userId}}").published(), "Observation?performer={{context.userId}}");
}

#[test]
fn an_outline_knows_the_patient_alone() {
    let outline = parse("Observation?patient={{context.patientId}}&performer={{context.userId}}&code=a").outline("7");
    let values = outline.map_values(|id| id.clone().unwrap_or_default(), |value| [value.clone().unwrap_or_else(|| "?".to_owned())]);
    assert_eq!(values.to_url(), "Observation?patient=7&performer=%3F&code=a");
}

#[test]
fn tokens_know_where_they_stand() {
    let text = "Observation\n  ?patient={{context.patientId}}\n  &code={{codes.hba1c}}";
    let template = parse(text);
    let tokens: Vec<&str> = template.tokens().iter().map(|(_, (start, end))| &text[*start..*end]).collect();
    assert_eq!(tokens, ["{{context.patientId}}", "{{codes.hba1c}}"]);
    let Query::Search(search) = template.query() else { panic!("a search") };
    let parameters: Vec<&str> = search.parameters.iter().map(|parameter| &text[parameter.span.0..parameter.span.1]).collect();
    assert_eq!(parameters, ["patient={{context.patientId}}", "code={{codes.hba1c}}"]);
    assert_eq!(template.published(), "Observation?patient={{context.patientId}}&code={{codes.hba1c}}");
}

#[test]
fn steps_of_a_path_know_where_they_stand() {
    let text = "Medication?_id={{ context.draftOrders.entry . ofType( Medication ).id }}";
    let template = parse(text);
    let path = template.tokens()[0].0.paths().next().unwrap().clone();
    let steps: Vec<&str> = path.steps.iter().map(|step| &text[step.span.0..step.span.1]).collect();
    assert_eq!((&text[path.span.0..path.span.1], steps), ("context.draftOrders", vec!["entry", "ofType( Medication )", "id"]));
}

#[test]
fn what_is_no_token_is_pointed_at() {
    let all = [
        "Patient/{{context.patientId",
        "Patient/context.patientId}}",
        "Patient/{{a{{b}}",
        "Patient/{{ }}",
        "Patient/{{ patientId }}&",
        "Patient/{{user}}",
        "{{context.userId}}",
        "{{userId}}",
        "Patient/{{context.a b}}",
        "Patient?{{context.a}}=b",
        "Patient?name:{{context.a}}=b",
        "Patient?{{context.a}}",
        "Patient?_id={{context}}",
        "Patient?_id={{context.}}",
        "Patient?_id={{context.a.}}",
        "Patient?_id={{%}}",
        "Patient?_id={{%a.b()}}",
        "Patient?_id={{%a.ofType(Medicaton).id}}",
        "Patient?_id={{%a.ofType()}}",
        "Patient?_id={{%a.resolve(x)}}",
        "Patient?_id={{%a|}}",
        "Patient?_id={{%a|b}}",
        "Patient?date={{today}}",
        "Patient?date={{today() - 3 months}}",
        "Patient?date={{today() - days}}",
        "Patient?date={{today() - 99999999999999999999 days}}",
        "Patient?date={{today() * 2}}",
        "Patient?date={{today()}}}",
        "Pationt?x={{today()}}",
        "Patient?x={{today()}}&code=",
        "Patient/{{context.a}}/Observation",
        "{{a}}{{b}}",
    ];
    let messages: String =
        all.iter().map(|template| format!("{template}\n    {}\n", mistakes(template).trim_end().replace('\n', "\n    "))).collect();
    insta::assert_snapshot!(messages);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_breaks_the_parser(text in r"(Patient|Observation)[/?]?(patient=|date=gt|&code=|\{\{|\}\}|%|context\.|a|today\(\)| - 3 days|\.|ofType\(Patient\)|resolve\(\)|\||é|`| ){0,12}") {
            if let Err(errors) = Template::parse(&text) {
                for error in errors {
                    prop_assert!(text.get(error.span.0..error.span.1).is_some(), "{:?}", error);
                }
            }
        }

        #[test]
        fn whatever_a_value_holds_the_query_has_the_same_parameters(note in ".{1,30}") {
            let context = serde_json::json!({ "note": note, "patientId": "1" }).to_string();
            let url = Call::new(&context).url("Observation?patient={{context.patientId}}&code=a,{{context.note}}&_count=1");
            let Ok(Query::Search(search)) = Query::parse(&url) else { panic!("{url}") };
            prop_assert_eq!(search.parameters.len(), 3);
            prop_assert_eq!(search.parameters[1].values.len(), 2);
        }

        #[test]
        fn whatever_an_id_holds_it_is_an_id_or_refused(id in ".{1,30}") {
            let context = serde_json::json!({ "order": id }).to_string();
            match Call::new(&context).fill("ServiceRequest?_id={{context.order}}&_count=1") {
                Ok(Filled::Query(Query::Search(search))) => prop_assert!(search.parameters[0].values.iter().flatten().all(|id| engine_fhir::reference::is_id(id))),
                Ok(Filled::Unresolved { .. }) => prop_assert!(false, "nothing is resolved here"),
                _ => {}
            }
        }

        #[test]
        fn what_is_published_is_the_same_template(text in r"Observation\?patient=\{\{context\.patientId\}\}&code=[a-z|:/+ é]{1,10}(,\{\{ ?context\.b ?\}\})?(&date=gt\{\{today\(\) - 3 days\}\})?") {
            if let Ok(template) = Template::parse(&text) {
                let again = parse(&template.published());
                prop_assert_eq!(again.published(), template.published());
                prop_assert_eq!(again.outline("1").map_values(Clone::clone, |value| [value.clone()]).resource_type(), template.query().resource_type());
            }
        }
    }
}
