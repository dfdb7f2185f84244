//! The real client in both flows, against a sandbox that demands an identity.

use spo_core::dgws::{BootstrapToken, EmployeeCardRequest, Identity, OnBehalfOf, Relation};
use spo_core::{AppointmentVersion, Client, ErrorKind, Search};
use spo_sandbox::{Decision, IdentityCheck, Sandbox, Transaction};

use super::*;
use crate::identity::{appointment, client, doctor, doctor_calls};

fn strict() -> Sandbox {
    let sandbox = Sandbox::new().unwrap();
    sandbox.set_identity_check(IdentityCheck::Required);
    sandbox
}

fn employee_login(sandbox: &Sandbox) -> Identity {
    let system = system(sandbox);
    let login = sandbox.employee_login(&doctor(), &system).unwrap();
    let card = EmployeeCardRequest::new("EHR X");
    Identity::employee_login(system.credential().clone(), login, card).with_caller(doctor_calls())
}

/// An appointment of the example's patient, shared by the doctor.
fn share(sandbox: &Sandbox) -> Cpr {
    let appointment = appointment();
    let version = AppointmentVersion::first("booking-4711").unwrap();
    let client = client(sandbox, employee_login(sandbox));
    client.appointments().share(&version, &appointment).unwrap();
    appointment.patient.cpr
}

fn citizen_identity(sandbox: &Sandbox, login: BootstrapToken, cpr: Cpr) -> Identity {
    Identity::citizen(system(sandbox).credential().clone(), login, cpr)
}

#[test]
fn an_employee_without_a_certificate_shares_moves_looks_and_cancels() {
    let sandbox = strict();
    let client = client(&sandbox, employee_login(&sandbox));
    let (appointments, appointment) = (client.appointments(), appointment());
    let first = AppointmentVersion::first("booking-4711").unwrap();
    let receipt = appointments.share(&first, &appointment).unwrap();
    let receipt = appointments.replace(&receipt.appointment, &appointment).unwrap();
    let list = appointments.list(&Search::new(appointment.patient.cpr)).unwrap();
    assert_eq!((list.appointments.len(), list.gaps.len()), (1, 0));
    appointments.cancel(&receipt.appointment).unwrap();
    let calls = sandbox.calls();
    assert_eq!(calls[0].transaction, Some(Transaction::EmployeeExchange));
    assert_eq!(calls[0].caller.as_ref().unwrap().level, 3);
    for call in &calls[1..] {
        assert_eq!((call.decision, call.fault.as_deref()), (Decision::Success, None));
        assert_ne!(call.transaction, Some(Transaction::EmployeeExchange));
        let caller = call.caller.as_ref().unwrap();
        assert_eq!((caller.level, caller.system.as_str()), (4, "EHR X"));
    }
}

#[test]
fn a_citizen_finds_and_reads_own_appointments_by_either_kind_of_login() {
    let sandbox = strict();
    let patient = share(&sandbox);
    let portal = system(&sandbox);
    let logins = [
        sandbox.citizen_login(patient, &portal).unwrap(),
        sandbox.citizen_login_jwt(patient, &portal).unwrap(),
    ];
    for login in logins {
        sandbox.clear_calls();
        let client = client(&sandbox, citizen_identity(&sandbox, login, patient));
        let list = client.appointments().list(&Search::new(patient)).unwrap();
        assert_eq!((list.appointments.len(), list.gaps.len()), (1, 0));
        let calls = sandbox.calls();
        let levels: Vec<u8> = calls
            .iter()
            .map(|call| call.caller.as_ref().unwrap().level)
            .collect();
        assert_eq!(levels, [3, 5, 5]);
        let recorded = serde_json::to_string(&calls).unwrap();
        assert!(!recorded.contains(patient.as_str()), "{recorded}");
    }
}

#[test]
fn one_citizen_is_shown_nothing_of_another() {
    let sandbox = strict();
    let patient = share(&sandbox);
    let other = if patient == nancy() { jens() } else { nancy() };
    let login = sandbox.citizen_login(other, &system(&sandbox)).unwrap();
    let client = client(&sandbox, citizen_identity(&sandbox, login, other));
    let found = client.appointments().find(&Search::new(other)).unwrap();
    assert!(found.entries.is_empty());
    // Asked by the document's id alone, which the client cannot judge.
    let mut entry = sandbox.entries().unwrap().remove(0);
    entry.patient_id = None;
    let error = client.appointments().get(&entry).unwrap_err();
    assert!(error.to_string().contains("findes ikke"), "{error}");
}

#[test]
fn a_proxy_or_custody_opens_the_others_appointments_and_nothing_else_does() {
    let sandbox = strict();
    let patient = share(&sandbox);
    let acting = if patient == nancy() { jens() } else { nancy() };
    let portal = system(&sandbox);
    let reads = |relation| {
        let login = sandbox.citizen_login(acting, &portal).unwrap();
        let other = OnBehalfOf::new(relation, patient);
        let identity = Identity::citizen_on_behalf_of(portal.credential().clone(), login, acting, other);
        client(&sandbox, identity)
            .appointments()
            .list(&Search::new(patient))
            .map(|list| list.appointments.len())
    };
    let error = reads(Relation::Procuration).unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Denied, "token_service.bad_elements")
    );
    for relation in [
        Relation::Procuration,
        Relation::ParentalCustody,
        Relation::WardCustody,
    ] {
        sandbox.set_relations([(acting, OnBehalfOf::new(relation, patient))]);
        assert_eq!(reads(relation).unwrap(), 1, "{relation:?}");
        // Not the other way round, and not by another relation.
        assert!(reads(Relation::PartlyWardCustody).is_err());
        sandbox.set_relations([(patient, OnBehalfOf::new(relation, acting))]);
        assert!(reads(relation).is_err());
    }
}

#[test]
fn a_scripted_refusal_of_the_token_service_is_told_as_one() {
    let sandbox = strict();
    let fault = r#"{"on": "BST2SOSI", "does": {"kind": "fault", "text": "no", "ws_trust_code": "FailedAuthentication"}}"#;
    sandbox.script_json(fault).unwrap();
    let client = client(&sandbox, employee_login(&sandbox));
    let error = client.appointments().find(&Search::new(nancy())).unwrap_err();
    assert_eq!(error.code(), "token_service.failed_authentication");
    assert!(error.remedy().contains("log in again"), "{error}");
}

#[test]
fn both_flows_work_over_http() {
    let sandbox = strict();
    let patient = share(&sandbox);
    let server = sandbox.serve("127.0.0.1:0").unwrap();
    let over_http = |identity| {
        let config = server.client_config().unwrap();
        let client = Client::builder(config).identity(identity).build().unwrap();
        let list = client.appointments().list(&Search::new(patient)).unwrap();
        assert_eq!((list.appointments.len(), list.gaps.len()), (1, 0));
    };
    let portal = system(&sandbox);
    over_http(employee_login(&sandbox));
    let login = sandbox.citizen_login(patient, &portal).unwrap();
    over_http(citizen_identity(&sandbox, login, patient));
    let login = sandbox.citizen_login_jwt(patient, &portal).unwrap();
    over_http(citizen_identity(&sandbox, login, patient));
    let exchanges = [
        Transaction::EmployeeExchange,
        Transaction::CitizenExchange,
        Transaction::JwtExchange,
    ];
    for exchange in exchanges {
        assert!(
            sandbox
                .calls()
                .iter()
                .any(|call| call.transaction == Some(exchange))
        );
    }
}
