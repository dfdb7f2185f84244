//! Care plans: found by their type, listed as authored.

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
