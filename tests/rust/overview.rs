//! An overview of what was shared, moved and cancelled in a sandbox.

use spo_core::overview::Language;
use spo_core::{AppointmentTime, AppointmentVersion, OverviewRequest};
use spo_sandbox::Sandbox;

#[test]
fn an_overview_shows_what_was_moved_where_it_is_now_and_nothing_that_was_cancelled() {
    let sandbox = Sandbox::new().unwrap();
    let client = super::client(&sandbox);
    let appointments = client.appointments();
    let mut hospital = super::example("full-hospital");
    let gp = super::example("minimal-gp");
    assert_eq!(hospital.patient.cpr, gp.patient.cpr);
    let moved = AppointmentVersion::first("moved").unwrap();
    appointments.share(&moved, &hospital).unwrap();
    hospital.time = AppointmentTime::day("2027-04-02".parse().unwrap());
    appointments.replace(&moved, &hospital).unwrap();
    let cancelled = AppointmentVersion::first("cancelled").unwrap();
    appointments.share(&cancelled, &gp).unwrap();
    appointments.cancel(&cancelled).unwrap();

    let overview = client
        .overview(&OverviewRequest::new(hospital.patient.cpr))
        .unwrap();
    assert!(
        overview.is_complete(),
        "{:?} {:?}",
        overview.withheld,
        overview.missing
    );
    let [only] = &overview.appointments[..] else {
        panic!("{}", overview.to_table(Language::English))
    };
    assert_eq!(only.appointment().time, hospital.time);
    assert!(only.older_versions.is_empty() && only.guided);
    assert!(overview.to_table(Language::Danish).contains("uden klokkeslæt"));
}
