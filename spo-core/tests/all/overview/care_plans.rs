//! Care plans and diagnoses: found by their type, listed as authored.

use spo_core::OverviewRequest;
use spo_core::overview::{Kind, Language};

use super::far::{Far, Mood, Side};
use super::fixtures::{Version, at, cpr};

const FORMAT: &str = "urn:ad:dk:medcom:cpd-v2.0:full";

const PLAN: &str = include_str!("../../fixtures/cpd/v2.0.xml");

#[test]
fn a_care_plan_is_found_among_others_and_listed_with_its_title() {
    let side = Side::new(Mood::Well, &[Version::new(1, at("10:00", "10:30"))]);
    let far = Far::new([("national", side.on_demand("1.2.208.184^plan", FORMAT, PLAN))]);
    let request = OverviewRequest::new(cpr()).kinds([Kind::CarePlans]);
    // The far side answers with no repository for it, so the configuration's is taken.
    let mut config = far.config();
    config.repository_id = Some("1.2.9".parse().unwrap());
    let client = spo_core::Client::builder(config).transport(std::sync::Arc::clone(&far));
    let overview = client.build().unwrap().overview(&request).unwrap();
    assert!(
        overview.appointments.is_empty() && overview.is_complete(),
        "{:?}",
        overview.missing
    );
    let [placed] = &overview.care_plans[..] else {
        panic!("one plan")
    };
    let title = placed.read.care_plan.title.clone().unwrap();
    assert!(overview.to_table(Language::Danish).contains(&title));
    assert!(!overview.to_table(Language::English).contains(cpr().as_str()));
    assert!(far.requests.lock().unwrap()[0].contains("('81215-6^^2.16.840.1.113883.6.1')"));
}

#[test]
fn a_list_of_diagnoses_is_found_and_its_text_shown() {
    let diagnoses = include_str!("../../fixtures/fhir/diagnoses.json");
    let side = Side::new(Mood::Well, &[]);
    let side = side.on_demand("1.2.208.184^list", "urn:ad:dk:medcom:plr-v1.0:full", diagnoses);
    let side = side.entries(|entry| entry.repository_id = Some("1.2.9".to_owned()));
    let far = Far::new([("national", side)]);
    let overview = far.client().overview(&OverviewRequest::new(cpr())).unwrap();
    assert!(overview.is_complete(), "{:?}", overview.missing);
    let [placed] = &overview.diagnoses[..] else {
        panic!("one list")
    };
    let table = overview.to_table(Language::Danish);
    for diagnosis in &placed.read.diagnosis_list.diagnoses {
        let text = diagnosis.text.as_deref().unwrap_or_default();
        let word = text.split(' ').next().unwrap();
        assert!(table.contains(word), "{word}: {table}");
    }
    let mut requests = far.requests.lock().unwrap().clone();
    requests.retain(|request| request.contains("('11450-4^^2.16.840.1.113883.6.1')"));
    assert_eq!(requests.len(), 1);
}
