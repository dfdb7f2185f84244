//! The real client against a sandbox that demands an identity.

use spo_core::dgws::headers::TimeOut;
use spo_core::dgws::{Caller, HealthProfessional};
use spo_core::{AppointmentVersion, ErrorKind, Search};
use spo_sandbox::{Decision, IdentityCheck, Sandbox, Transaction};

use super::*;

fn strict() -> Sandbox {
    let sandbox = Sandbox::new().unwrap();
    sandbox.set_identity_check(IdentityCheck::Required);
    sandbox
}

fn share_move_look_cancel(sandbox: &Sandbox, identity: Identity) {
    let client = client(sandbox, identity);
    let appointments = client.appointments();
    let appointment = appointment();
    let first = AppointmentVersion::first("booking-4711").unwrap();
    let receipt = appointments.share(&first, &appointment).unwrap();
    let receipt = appointments.replace(&receipt.appointment, &appointment).unwrap();
    let list = appointments.list(&Search::new(appointment.patient.cpr)).unwrap();
    assert_eq!(list.appointments.len(), 1);
    assert!(list.gaps.is_empty());
    appointments.cancel(&receipt.appointment).unwrap();
    let list = appointments.list(&Search::new(appointment.patient.cpr)).unwrap();
    assert!(list.appointments.is_empty());
}

#[test]
fn a_doctor_shares_looks_and_cancels_with_one_card() {
    let sandbox = strict();
    let doctor = sandbox.employee_credential(&doctor()).unwrap();
    share_move_look_cancel(&sandbox, doctor.identity().with_caller(doctor_calls()));
    let calls = sandbox.calls();
    let cards = calls
        .iter()
        .filter(|call| call.transaction == Some(Transaction::IssueIdCard));
    assert_eq!(cards.count(), 1);
    for call in &calls {
        let caller = call.caller.as_ref().unwrap();
        assert_eq!((caller.level, caller.cvr.as_deref()), (4, Some("91026150")));
        assert_eq!(caller.organisation, "Sandkassens Lægehus");
        assert_eq!((call.decision, call.fault.as_deref()), (Decision::Success, None));
    }
    let recorded = serde_json::to_string(&calls).unwrap();
    assert!(
        !recorded.contains(OTHER) && !recorded.contains("Jensen"),
        "{recorded}"
    );
}

#[test]
fn a_system_reads_for_professionals_when_its_organisation_is_trusted_at_level_3() {
    let sandbox = strict();
    let identity = || system(&sandbox).identity().with_caller(doctor_calls());
    let refused = client(&sandbox, identity());
    let search = Search::new(appointment().patient.cpr);
    let error = refused.appointments().list(&search).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Denied);
    assert_eq!(error.details().service_errors[0].code, "security_level_failed");
    sandbox.trust_level_3(&cvr());
    share_move_look_cancel(&sandbox, identity());
}

#[test]
fn a_citizen_reads_from_a_trusted_organisations_system() {
    let sandbox = strict();
    sandbox.trust_level_3(&cvr());
    let client = client(&sandbox, system(&sandbox).identity());
    let (nancy, jens) = (NANCY.parse().unwrap(), OTHER.parse().unwrap());
    for (caller, patient) in [
        (Caller::citizen(nancy), nancy),
        (Caller::citizen_on_behalf_of(nancy, jens).unwrap(), jens),
    ] {
        client
            .appointments()
            .as_caller(caller)
            .list(&Search::new(patient))
            .unwrap();
    }
}

#[test]
fn somebody_without_an_authorisation_reads_with_a_card_of_level_4() {
    let sandbox = strict();
    let clerk = sandbox.employee_credential(&clerk()).unwrap();
    let caller =
        HealthProfessional::not_authorised(NANCY.parse().unwrap(), "urn:dk:healthcare:no-role", sor());
    let identity = clerk.identity().with_caller(Caller::health_professional(caller));
    let search = Search::new(appointment().patient.cpr);
    client(&sandbox, identity).appointments().list(&search).unwrap();
}

#[test]
fn whoever_sends_no_card_is_turned_away_only_where_one_is_demanded() {
    let sandbox = strict();
    let client = Client::builder(sandbox.client_config().unwrap())
        .transport(sandbox.clone())
        .build()
        .unwrap();
    let first = AppointmentVersion::first("booking-4711").unwrap();
    let error = client.appointments().share(&first, &appointment()).unwrap_err();
    assert_eq!(error.details().service_errors[0].code, "missing_required_header");
    assert!(sandbox.entries().unwrap().is_empty());
    assert_eq!(sandbox.calls().pop().unwrap().caller, None);
    for check in [IdentityCheck::Present, IdentityCheck::Off] {
        sandbox.set_identity_check(check);
        client.appointments().share(&first, &appointment()).unwrap();
    }
}

#[test]
fn a_card_is_checked_when_it_is_sent_though_none_is_demanded() {
    let sandbox = Sandbox::new().unwrap();
    share_move_look_cancel(&sandbox, sandbox.identity().unwrap());
    let forged = client(&sandbox, system(&sandbox).by_a_stranger().unwrap().identity());
    let error = forged
        .appointments()
        .list(&Search::new(NANCY.parse().unwrap()))
        .unwrap_err();
    assert_eq!(error.code(), "token_service.failed_authentication");
}

#[test]
fn a_certificate_is_renewed_while_it_is_in_use() {
    let sandbox = strict();
    let doctor = sandbox.employee_credential(&doctor()).unwrap();
    let identity = doctor.identity().with_caller(doctor_calls());
    let slot = identity.credential().clone();
    let client = client(&sandbox, identity);
    let search = Search::new(NANCY.parse().unwrap());
    client.appointments().list(&search).unwrap();
    let renewed = doctor.renewed().unwrap();
    slot.replace(renewed.credential().clone(), Utc::now()).unwrap();
    client.appointments().list(&search).unwrap();
    let cards = sandbox.calls().into_iter();
    let cards = cards.filter(|call| call.transaction == Some(Transaction::IssueIdCard));
    assert_eq!(cards.count(), 2);
}

#[test]
fn a_client_that_knows_the_age_limit_is_never_refused_for_it() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};
    for limit in [
        TimeOut::FiveMinutes,
        TimeOut::HalfHour,
        TimeOut::EightHours,
        TimeOut::Day,
    ] {
        let minutes = Arc::new(AtomicI64::new(0));
        let shown = Arc::clone(&minutes);
        let began = Utc::now();
        let clock = spo_core::Context::new(
            move || began + chrono::TimeDelta::minutes(shown.load(Ordering::SeqCst)),
            Uuid::new_v4,
        );
        let sandbox = strict().with_clock(clock.clone());
        sandbox.set_card_age_limit(limit);
        let doctor = sandbox.employee_credential(&doctor()).unwrap();
        let mut config = sandbox.client_config().unwrap();
        config.headers.time_out = Some(limit);
        let client = Client::builder(config)
            .transport(sandbox.clone())
            .context(clock)
            .identity(doctor.identity().with_caller(doctor_calls()))
            .build()
            .unwrap();
        for minute in (0..1500).step_by(7) {
            minutes.store(minute, Ordering::SeqCst);
            client
                .appointments()
                .list(&Search::new(NANCY.parse().unwrap()))
                .unwrap();
        }
        assert!(sandbox.calls().iter().all(|call| call.fault.is_none()));
    }
}

#[test]
fn over_http_it_is_the_same() {
    let sandbox = strict();
    let server = sandbox.serve("127.0.0.1:0").unwrap();
    let doctor = sandbox.employee_credential(&doctor()).unwrap();
    let client = Client::builder(server.client_config().unwrap())
        .identity(doctor.identity().with_caller(doctor_calls()))
        .build()
        .unwrap();
    let first = AppointmentVersion::first("booking-4711").unwrap();
    client.appointments().share(&first, &appointment()).unwrap();
    let list = client
        .appointments()
        .list(&Search::new(appointment().patient.cpr))
        .unwrap();
    assert_eq!(list.appointments.len(), 1);
    assert!(!client.clock_skew().unwrap().is_noteworthy());
}
