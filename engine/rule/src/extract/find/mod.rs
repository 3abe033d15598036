//! `{ find, type, codes, within, having, status, pick, path, as }`: how clinicians ask. `candidates` (and their `union`) gives the resources, `criteria`
//! (with `codes` and `within`) keeps those that are meant, `pick` one of these; `served` checks what the query brings.
//!
//! A find goes through resources in the order in which they came. Each must meet all criteria; one that surely fails any is out, one that can't be
//! decided is out too but leaves the result open. So what is found is found, and what isn't found in an open result is unknown, never 'none'.

mod candidates;
mod codes;
mod criteria;
mod pick;
mod served;
mod union;
mod within;

use super::{
    extractor::{Extracted, Extractor, compile_path},
    main_elements::MainElements,
    path::element_place::ElementPlace,
};
use crate::{
    frame::Frame,
    scope::names::Names,
    terminology::{Library, binding::RequiredBinding},
    value::{
        List, Missing, Value,
        slot::Slot,
        truth::Truth,
        types::{Presence, Typed},
    },
};
use candidates::{CandidateTypes, Candidates, Resources};
use codes::Codes;
use criteria::Criteria;
use engine_fhir::Node;
use engine_syntax::{
    catalogue::no_main_date,
    diagnostic::{Diagnostic, Diagnostics},
    model::{self, Pick, Spanned},
};
use pick::Picked;
use std::{rc::Rc, sync::Arc};

/// A compiled find.
#[derive(Debug)]
pub struct Find {
    candidates: Candidates,
    criteria: Criteria,
    extractor: Extractor,
    main_elements: Arc<MainElements>,
    pick: Option<Pick>,
    /// Whether the picked resource may give several values.
    picks_list: bool,
}

impl Find {
    /// Compiles a find; `None` where it has a mistake, which goes to `diagnostics`.
    pub fn compile(written: &model::Find, names: &dyn Names, library: &Library, diagnostics: &mut Diagnostics) -> Option<(Find, Typed)> {
        let (candidates, candidate_types) = Candidates::compile(&written.find, written.resource_type.as_ref(), names, diagnostics)?;
        let main_elements = Arc::new(MainElements::of(&candidate_types.types));
        let place = ElementPlace::of(&candidate_types.elements());
        let codes = Codes::compile(written.codes.as_ref(), &main_elements, &candidate_types, names, library, diagnostics);
        let has_date = check_date(written, &main_elements, &candidate_types, diagnostics);
        let having = written.having.as_ref().map(|text| compile_path(text, &place, diagnostics));
        let extracted = Extractor::compile(written.path.as_ref(), &written.reading, &place, &main_elements, diagnostics);
        let having = having.map_or(Some(None), |compiled| compiled.map(|(path, _)| Some(path)))?;
        let (codes, (extractor, extracted), ()) = (codes?, extracted?, has_date?);
        let within = written.within.as_ref().map(|within| within.value);
        let criteria = Criteria { codes, within, having, any_status: written.any_status };
        let pick = written.pick.as_ref().map(|pick| pick.value);
        let typed = typed(pick, &extracted, candidate_types.presence);
        served::check(written, names, library, diagnostics);
        Some((Find { candidates, criteria, extractor, main_elements, pick, picks_list: extracted.is_list }, typed))
    }

    /// The required binding of what it extracts.
    pub(crate) fn required_binding(&self) -> Option<&RequiredBinding> {
        self.extractor.required_binding()
    }

    /// The prefetch entry of which it reads nothing but the first that comes.
    pub(crate) fn reads_one(written: &model::Find, names: &dyn Names, library: &Library) -> Option<Slot> {
        served::reads_one(written, names, library)
    }

    /// Computes its value in a call.
    pub fn run<'d>(&self, frame: &Frame<'d>) -> Value<'d> {
        match (self.met(frame), self.pick) {
            (Err(missing), _) => Value::Missing(missing),
            (Ok((met, open)), None) => Value::List(Rc::new(self.extract_all(&met, open, frame))),
            (Ok((met, open)), Some(pick)) => self.pick(pick, met, open, frame),
        }
    }

    /// The places that its value is extracted from.
    pub(crate) fn places<'d>(&self, frame: &Frame<'d>) -> Vec<Node<'d>> {
        let Ok((mut resources, _)) = self.met(frame) else { return Vec::new() };
        if let Some(pick) = self.pick {
            resources = match self.picked(pick, &mut resources, frame) {
                Picked::One(resource) => vec![resource],
                Picked::None | Picked::Undecided(_) => Vec::new(),
            };
        }
        let mut places = Vec::new();
        resources.iter().for_each(|resource| self.extractor.places(*resource, &mut |node| places.push(node)));
        places
    }

    /// How many resources it looks at; `None` where they are unavailable.
    pub(crate) fn looked_at(&self, frame: &Frame<'_>) -> Option<usize> {
        self.candidates.read(frame).ok().map(|found| found.resources.len())
    }

    /// The resources that meet all criteria, and why there may be more, where there may.
    fn met<'d>(&self, frame: &Frame<'d>) -> Result<(Vec<Node<'d>>, Option<Missing>), Missing> {
        let Resources { resources: mut met, mut open } = self.candidates.read(frame)?;
        frame.fuel.look(met.len());
        let criteria = self.criteria.start(&self.main_elements, frame);
        met.retain(|resource| match criteria.decide(*resource) {
            Truth::True => true,
            Truth::False => false,
            Truth::Unknown(missing) => {
                open = open.or(Some(missing));
                false
            }
        });
        Ok((met, open))
    }

    fn extract_all<'d>(&self, resources: &[Node<'d>], open: Option<Missing>, frame: &Frame<'d>) -> List<'d> {
        let mut items = Vec::with_capacity(resources.len());
        resources.iter().for_each(|resource| self.extractor.each(*resource, frame, &mut |value| items.push(value)));
        List { items, open }
    }

    /// The value of the resource that is picked. Where none is, and there may be more candidates, it is unknown.
    fn pick<'d>(&self, pick: Pick, mut resources: Vec<Node<'d>>, open: Option<Missing>, frame: &Frame<'d>) -> Value<'d> {
        match (self.picked(pick, &mut resources, frame), pick) {
            (Picked::None, _) => Value::Missing(open.unwrap_or(Missing::ABSENT)),
            (Picked::Undecided(missing), _) => Value::Missing(missing),
            (Picked::One(resource), Pick::Last) => self.extract_all(&[resource], None, frame).items.pop().unwrap_or(Value::ABSENT),
            (Picked::One(resource), Pick::Latest | Pick::Earliest) if self.picks_list => {
                Value::List(Rc::new(self.extract_all(&[resource], None, frame)))
            }
            (Picked::One(resource), _) => self.extractor.one(resource, frame),
        }
    }
}

impl Find {
    /// The resource picked out of those that anything is extracted from.
    fn picked<'d>(&self, pick: Pick, resources: &mut Vec<Node<'d>>, frame: &Frame<'d>) -> Picked<'d> {
        resources.retain(|resource| self.extractor.extracts(*resource, frame));
        match pick {
            Pick::First => Picked::of(resources.first()),
            Pick::Last => Picked::of(resources.last()),
            Pick::Latest => pick::latest(resources, &self.main_elements, self.criteria.looks_ahead(), frame),
            Pick::Earliest => pick::earliest(resources, &self.main_elements, frame),
        }
    }
}

/// `first` and `last` make one value of several; `latest` and `earliest` pick a resource, and give all that is extracted from it.
fn typed(pick: Option<Pick>, extracted: &Extracted, presence: Presence) -> Typed {
    match pick {
        None => Typed { kind: extracted.kind.clone().list(), presence },
        Some(Pick::Latest | Pick::Earliest) if extracted.is_list => Typed::maybe(extracted.kind.clone().list()),
        Some(_) => Typed::maybe(extracted.kind.clone()),
    }
}

/// Checks that there is a main date where `within`, `latest` or `earliest` go by one; `None` where there isn't.
fn check_date(
    written: &model::Find,
    main_elements: &MainElements,
    candidate_types: &CandidateTypes,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    let by_date = |pick: &&Spanned<Pick>| matches!(pick.value, Pick::Latest | Pick::Earliest);
    let within = written.within.as_ref().map(|within| (within.span, "within"));
    let pick = written.pick.as_ref().filter(by_date).map(|pick| (pick.span, "pick"));
    match within.or(pick) {
        Some((span, what)) if !main_elements.has_date() => {
            let message = format!("`{what}` goes by a main date, and {} has none", candidate_types.type_names());
            diagnostics.push(Diagnostic::new(&no_main_date::CHECK, span, message).help("pick `first` or `last` instead"));
            None
        }
        _ => Some(()),
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{SPAN, bundle, find, find_type, found, picking, reading, text};
    use engine_syntax::model::{As, CalendarUnit, Find, Pick, Spanned, Within};

    const OTHER: &str = r#"{"coding":[{"system":"http://loinc.org","code":"1-1"}]}"#;
    const A1C: &str = r#"{"coding":[{"system":"http://loinc.org","code":"4548-4"}]}"#;

    fn lab(id: &str, code: &str, rest: &str) -> String {
        format!(r#"{{"resourceType":"Observation","id":"{id}","status":"final","code":{code}{rest}}}"#)
    }
    fn labs(labs: &[String]) -> String {
        let labs: Vec<&str> = labs.iter().map(String::as_str).collect();
        format!(r#"{{"labs":{}}}"#, bundle(&labs))
    }
    fn on(date: &str) -> String {
        format!(r#","effectiveDateTime":"{date}""#)
    }
    fn a1c() -> Find {
        Find { codes: Some(text("hba1c")), ..find(&["labs"]) }
    }
    fn within(count: u32, unit: CalendarUnit) -> Option<Spanned<Within>> {
        Some(Spanned { value: Within { count, unit, is_ahead: false }, span: SPAN })
    }

    #[test]
    fn codes_keep_what_is_in_the_set_and_what_cant_be_told_leaves_the_list_open() {
        assert_eq!(found(&a1c(), &labs(&[lab("a", A1C, ""), lab("b", OTHER, "")])), "[<a>]");
        assert_eq!(found(&a1c(), &labs(&[lab("a", A1C, ""), lab("b", r#"{"text":"A1c"}"#, "")])), "[<a>] open");
        assert_eq!(
            found(&Find { codes: Some(text("row.set")), ..find(&["labs"]) }, &labs(&[lab("a", A1C, ""), lab("b", OTHER, "")])),
            "[<a>]"
        );
    }

    #[test]
    fn a_search_that_could_not_be_had_is_unknown_and_an_empty_one_is_empty() {
        assert_eq!(found(&a1c(), r#"{"labs":"down"}"#), "unknown: Unavailable");
        assert_eq!(found(&a1c(), "{}"), "[]");
        assert_eq!(found(&Find { pick: picking(Pick::Latest), ..a1c() }, "{}"), "absent");
        assert_eq!(found(&find(&["labs", "orders"]), r#"{"labs":"down"}"#), "[] open");
        assert_eq!(found(&find(&["labs", "orders"]), r#"{"labs":"down","orders":"down"}"#), "unknown: Unavailable");
    }

    #[test]
    fn within_keeps_what_lies_that_far_back() {
        let recent = Find { within: within(6, CalendarUnit::Months), ..a1c() };
        let data = labs(&[lab("new", A1C, &on("2025-12-01")), lab("old", A1C, &on("2025-01-01")), lab("ahead", A1C, &on("2026-02-01"))]);
        assert_eq!(found(&recent, &data), "[<new>]");
        assert_eq!(found(&recent, &labs(&[lab("undated", A1C, "")])), "[] open");
        assert_eq!(found(&recent, &labs(&[lab("undated", OTHER, "")])), "[]", "it surely fails another test");
        assert_eq!(found(&recent, &labs(&[lab("partial", A1C, &on("2025"))])), "[] open");
        assert_eq!(found(&recent, &labs(&[lab("period", A1C, r#","effectivePeriod":{"start":"2025-12-01"}"#)])), "[<period>]");
        assert_eq!(found(&recent, &labs(&[lab("issued", A1C, r#","issued":"2025-12-01T00:00:00Z""#)])), "[<issued>]");
    }

    #[test]
    fn having_keeps_what_has_the_element() {
        let with = Find { having: Some(text("$.valueQuantity")), ..a1c() };
        let data = labs(&[lab("a", A1C, r#","valueQuantity":{"value":7}"#), lab("b", A1C, ""), lab("c", A1C, r#","valueQuantity":null"#)]);
        assert_eq!(found(&with, &data), "[<a>]");
    }

    #[test]
    fn what_was_withdrawn_is_left_out_unless_any_status_is_asked_for() {
        let wrong = r#"{"resourceType":"Observation","id":"wrong","status":"entered-in-error","code":{"text":"?"}}"#;
        let data = format!(r#"{{"labs":{}}}"#, bundle(&[wrong]));
        assert_eq!(found(&find(&["labs"]), &data), "[]");
        assert_eq!(found(&Find { any_status: true, ..find(&["labs"]) }, &data), "[<wrong>]");
        let forbidden = r#"{"resourceType":"MedicationRequest","id":"no","status":"active","intent":"order","doNotPerform":true}"#;
        assert_eq!(found(&find(&["orders"]), &format!(r#"{{"orders":{}}}"#, bundle(&[forbidden]))), "[]");
    }

    #[test]
    fn the_main_code_may_stand_behind_a_reference() {
        let opioids = Find { codes: Some(text("opioids")), ..find(&["orders"]) };
        let order = |reference: &str| {
            format!(r#"{{"resourceType":"MedicationRequest","id":"o","medicationReference":{{"reference":"{reference}"}}}}"#)
        };
        let drug = r#"{"resourceType":"Medication","id":"m","code":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"1049502"}]}}"#;
        assert_eq!(found(&opioids, &format!(r#"{{"orders":{}}}"#, bundle(&[&order("Medication/m"), drug]))), "[<o>]");
        assert_eq!(found(&opioids, &format!(r#"{{"orders":{}}}"#, bundle(&[&order("Medication/x"), drug]))), "[] open");
        let drugs = Find { resource_type: Some(text("Medication")), ..find(&["orders"]) };
        assert_eq!(found(&drugs, &format!(r#"{{"orders":{}}}"#, bundle(&[&order("Medication/m"), drug]))), "[<m>]");
    }

    #[test]
    fn the_latest_goes_by_date_then_issue_then_entry_then_order() {
        let latest = Find { pick: picking(Pick::Latest), ..a1c() };
        let pick = |found_labs: &[String]| found(&latest, &labs(found_labs));
        assert_eq!(
            pick(&[lab("a", A1C, &on("2024-01-01")), lab("b", A1C, &on("2025-01-01")), lab("ahead", A1C, &on("2027-01-01"))]),
            "<b>"
        );
        let issued = |id, hour| lab(id, A1C, &format!(r#"{},"issued":"2025-01-02T{hour}:00:00Z""#, on("2025-01-01")));
        assert_eq!(pick(&[issued("a", "08"), issued("b", "10"), issued("c", "09")]), "<b>");
        let updated = |id, hour| lab(id, A1C, &format!(r#"{},"meta":{{"lastUpdated":"2025-01-02T{hour}:00:00Z"}}"#, on("2025-01-01")));
        assert_eq!(pick(&[updated("a", "08"), updated("b", "10")]), "<b>");
        assert_eq!(pick(&[lab("a", A1C, &on("2025-01-01")), lab("b", A1C, &on("2025-01-01"))]), "<a>");
        assert_eq!(pick(&[lab("a", A1C, ""), lab("b", A1C, &on("2020-01-01"))]), "<b>", "an undated one is no latest");
        assert_eq!(pick(&[lab("a", A1C, &on("2025")), lab("b", A1C, &on("2025-03-01"))]), "unknown: Precision");
        assert_eq!(pick(&[lab("a", A1C, &on("2024")), lab("b", A1C, &on("2025-03-01"))]), "<b>");
        assert_eq!(
            found(&Find { pick: picking(Pick::Earliest), ..a1c() }, &labs(&[lab("a", A1C, &on("2024-01-01")), lab("b", A1C, &on("2023"))])),
            "<b>"
        );
    }

    #[test]
    fn what_is_not_found_in_an_open_list_is_unknown() {
        let first = Find { pick: picking(Pick::First), ..a1c() };
        assert_eq!(found(&first, &labs(&[lab("a", r#"{"text":"?"}"#, "")])), "unknown: Unreadable");
        assert_eq!(found(&first, &labs(&[lab("a", r#"{"text":"?"}"#, ""), lab("b", A1C, "")])), "<b>");
    }

    #[test]
    fn a_path_draws_from_what_is_left() {
        let value = r#","valueQuantity":{"value":7.5,"unit":"%","code":"%"}"#;
        let data = labs(&[lab("a", A1C, &on("2025-02-01")), lab("b", A1C, &format!("{}{value}", on("2025-01-01")))]);
        let quantity = Find { path: Some(text("$.valueQuantity")), reading: reading(Some(As::Quantity), None), ..a1c() };
        assert_eq!(found(&quantity, &data), "[7.5 %]");
        assert_eq!(found(&Find { pick: picking(Pick::Latest), ..quantity }, &data), "7.5 %", "what gives nothing isn't picked");
        let date = Find { reading: reading(Some(As::Date), None), ..a1c() };
        assert_eq!(found(&date, &data), "[2025-02-01, 2025-01-01]");
        let converted = Find { path: Some(text("$.valueQuantity")), reading: reading(Some(As::Quantity), Some("mmol/mol")), ..a1c() };
        assert_eq!(found(&Find { pick: picking(Pick::Latest), ..converted }, &data), "unknown: Unit");
    }

    #[test]
    fn a_draft_counts_for_the_order_it_replaces() {
        let order = |id: &str, rest: &str| format!(r#"{{"resourceType":"MedicationRequest","id":"{id}"{rest}}}"#);
        let orders = bundle(&[&order("1", ""), &order("2", ""), &order("3", "")]);
        let drafts =
            bundle(&[&order("d", r#","priorPrescription":{"reference":"MedicationRequest/2"}"#), &order("3", r#","status":"draft""#)]);
        let data = format!(r#"{{"orders":{orders},"context":{{"draftOrders":{drafts}}}}}"#);
        assert_eq!(found(&find(&["orders", "context.draftOrders"]), &data), "[<1>, <d>, <3>]");
        assert_eq!(found(&find(&["orders", "orders"]), &data), "[<1>, <2>, <3>]");
        assert_eq!(found(&Find { resource_type: Some(text("ServiceRequest")), ..find(&["context.draftOrders"]) }, &data), "[]");
    }

    #[test]
    fn types_and_mistakes() {
        let coded = |codes| Find { codes: Some(text(codes)), ..find(&["labs"]) };
        let said = [
            find_type(&a1c()),
            find_type(&Find { pick: picking(Pick::Latest), ..a1c() }),
            find_type(&find(&["orders", "context.draftOrders"])),
            find_type(&Find { reading: reading(Some(As::Code), None), ..find(&["visits"]) }),
            find_type(&Find { reading: reading(Some(As::Code), None), pick: picking(Pick::Latest), ..find(&["visits"]) }),
            find_type(&coded("hba1")),
            find_type(&coded("row.sett")),
            find_type(&find(&["patient"])),
            find_type(&find(&["birthday"])),
            find_type(&Find { resource_type: Some(text("Obsevation")), ..find(&["labs"]) }),
            find_type(&Find { resource_type: Some(text("Condition")), ..find(&["labs"]) }),
            find_type(&Find { codes: Some(text("hba1c")), resource_type: Some(text("NutritionOrder")), ..find(&["context.draftOrders"]) }),
            find_type(&Find { resource_type: Some(text("Medication")), pick: picking(Pick::Latest), ..find(&["orders"]) }),
            find_type(&Find {
                having: Some(text("$.valuQuantity")),
                path: Some(text("$.note")),
                reading: reading(Some(As::Date), None),
                ..find(&["labs"])
            }),
        ];
        insta::assert_snapshot!(said.join("\n"));
    }
}
