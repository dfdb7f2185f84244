//! What a care plan tells, and that nothing of it is lost where documents differ.

use spo_core::cda::{ReadCarePlan, read_care_plan};
use spo_core::{
    CarePlanEntryKind as Kind, CarePlanSectionKind, ClinicalTime, ClinicalValue, Quantity, Timing,
};

use crate::support::{read, test_file};

fn plan(name: &str) -> ReadCarePlan {
    let xml = read(&test_file(&format!("fixtures/cpd/{name}.xml")));
    read_care_plan(xml.as_bytes()).unwrap()
}

fn time(text: &str) -> ClinicalTime {
    text.parse().unwrap()
}

#[test]
fn a_concern_and_its_diagnosis_are_one_fact() {
    let plan = plan("v2.0").care_plan;
    let [concern] = plan.entries(Kind::Concern)[..] else {
        panic!("one concern")
    };
    let diagnosis = concern.codes().next().unwrap();
    assert_eq!(
        (diagnosis.code.as_str(), diagnosis.display.as_deref()),
        ("T90", Some("Type 2-diabetes"))
    );
    assert_eq!(concern.code.as_ref().unwrap().code, "ALGA01");
    // When it began, not when it was noted.
    let began = Timing::Span {
        from: Some(time("2019-10")),
        to: None,
    };
    assert_eq!(concern.timing, Some(began));
    assert_eq!(concern.author.as_ref().unwrap().organisation.name, "Klinikken");
}

#[test]
fn a_bound_that_is_not_included_is_not_turned_into_at_most() {
    let plan = plan("v2.0").care_plan;
    let goal = plan.entries(Kind::Goal)[0];
    let ClinicalValue::Range(range) = &goal.values[0] else {
        panic!("a range")
    };
    let high = range.high.as_ref().unwrap();
    assert_eq!(
        (high.quantity.to_string().as_str(), high.inclusive),
        ("1.8 mmol/L", false)
    );
    assert_eq!(range.low, None);
}

#[test]
fn words_in_the_narrative_come_in_their_order() {
    let plan = plan("v2.0").care_plan;
    let goal = plan.entries(Kind::Goal)[1];
    assert_eq!(goal.text.as_deref(), Some("Jeg vil gå en tur hver dag"));
    assert_eq!(
        goal.values,
        [ClinicalValue::Text("Gå en tur hver dag".to_owned())]
    );
    let narrative = plan.sections[1].narrative.as_ref().unwrap().as_xml();
    assert!(
        narrative.contains("<content styleCode=\"Bold\">gå</content>"),
        "{narrative}"
    );
}

#[test]
fn what_is_planned_and_what_was_done_are_told_apart() {
    let plan = plan("v2.0").care_plan;
    let planned = plan.entries(Kind::PlannedIntervention);
    assert!(
        planned[0]
            .values
            .contains(&ClinicalValue::Text("Bestil tid hos egen læge".to_owned()))
    );
    let done = plan.entries(Kind::Intervention);
    assert_eq!(
        done[0].codes().next().unwrap().display.as_deref(),
        Some("Konsultation")
    );
    assert_eq!((planned.len(), done.len()), (1, 1));
}

#[test]
fn a_result_keeps_its_digits_and_its_day() {
    let plan = plan("v2.0").care_plan;
    let weight = plan.entries(Kind::Outcome)[0];
    let amount = Quantity {
        value: "91.0".to_owned(),
        unit: Some("kg".to_owned()),
    };
    assert_eq!(weight.values, [ClinicalValue::Quantity(amount)]);
    assert_eq!(weight.timing, Some(Timing::At(time("2026-01-15"))));
}

#[test]
fn a_document_as_the_guide_wants_it_has_no_warning() {
    let read = plan("v2.0");
    let codes: Vec<_> = read
        .warnings
        .iter()
        .map(|it| (it.code, it.path.as_str()))
        .collect();
    assert_eq!(codes, []);
    let plan = read.care_plan;
    assert_eq!(plan.version.as_deref(), Some("cpd-v2.0.0"));
    assert_eq!(plan.label.unwrap().code, "ALAL22");
    assert_eq!(plan.revision, Some(3));
    let kinds: Vec<_> = plan.sections.iter().map(|section| section.kind).collect();
    use CarePlanSectionKind::{Concerns, Goals, Interventions, Outcomes};
    assert_eq!(kinds, [Concerns, Goals, Interventions, Outcomes]);
    assert!(plan.sections[3].sections[0].kind == Outcomes);
}

#[test]
fn a_misspelt_template_costs_nothing_and_no_label_is_guessed() {
    let read = plan("v2.0-odd");
    let plan = read.care_plan;
    assert_eq!(plan.entries(Kind::Concern).len(), 1);
    assert_eq!(plan.label, None);
    assert_eq!(plan.validity, Some(Timing::At(time("2026-03-02"))));
    let codes: Vec<_> = read.warnings.iter().map(|it| it.code).collect();
    assert!(
        codes.contains(&"entry.reference") && codes.contains(&"time.format"),
        "{codes:?}"
    );
    assert_eq!(
        codes.iter().filter(|code| **code == "unmapped").count(),
        3,
        "{codes:?}"
    );
}
