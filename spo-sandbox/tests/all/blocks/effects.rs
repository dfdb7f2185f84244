//! What blocks do to searches, retrievals and overviews: the very next call, and never a word about what or whom.

use spo_core::blocks::Block;
use spo_core::dgws::{Caller, Override};
use spo_core::overview::{Cause, Kind, Language};
use spo_core::{Address, Client, ErrorKind, OverviewRequest, PersonName, Search};
use spo_sandbox::{Misbehaviour, Sandbox, Script, TestPerson, Transaction};

use super::{CLINIC, cpr, doctor, nancy, national, share, sor};
use crate::support::OTHER;

fn search() -> Search {
    Search::new(nancy())
}

/// The organisation that the registry says made Nancy's appointment.
fn author(sandbox: &Sandbox) -> spo_core::OrganisationCode {
    let entry = sandbox.entries().unwrap().remove(0);
    let id = entry.authors[0].institutions[0].id().unwrap();
    spo_core::OrganisationCode::of(&id).unwrap()
}

fn block(client: &Client, block: Block) -> spo_core::blocks::Registration {
    client
        .blocks()
        .as_caller(Caller::citizen(nancy()))
        .register(nancy(), block)
        .unwrap()
}

fn gaps(list: &spo_core::AppointmentList) -> Vec<&str> {
    list.gaps.iter().map(|gap| &*gap.code).collect()
}

#[test]
fn the_very_next_call_is_filtered_and_says_so() {
    let (sandbox, client) = national();
    share(&client, "one", "2027-04-01");
    share(&client, "two", "2027-05-01");
    let colleague = || client.appointments().as_caller(doctor(CLINIC));
    assert_eq!(colleague().list(&search()).unwrap().appointments.len(), 2);
    let may = spo_core::blocks::DataPeriod::between(
        super::time("2027-05-01T00:00:00+02:00"),
        super::time("2027-06-01T00:00:00+02:00"),
    );
    let registered = block(&client, Block::of_period(may));
    let list = colleague().list(&search()).unwrap();
    assert_eq!(
        (list.appointments.len(), gaps(&list)),
        (1, vec!["search.withheld"])
    );
    assert!(list.to_table().contains("something may be withheld"));
    let json = serde_json::to_string(&list).unwrap();
    for telltale in [
        "2027-05",
        "FilteredByConsent",
        "0408801111",
        registered.id.as_str(),
    ] {
        assert!(!json.contains(telltale), "{telltale}");
    }
    // The patient sees everything.
    let citizen = client.appointments().as_caller(Caller::citizen(nancy()));
    assert_eq!(citizen.list(&search()).unwrap().appointments.len(), 2);
    client
        .blocks()
        .as_caller(Caller::citizen(nancy()))
        .lift(nancy(), &registered.id)
        .unwrap();
    let list = colleague().list(&search()).unwrap();
    assert_eq!((list.appointments.len(), list.gaps.len()), (2, 0));
    assert!(sandbox.calls().iter().any(|call| call.withheld == 1));
}

/// The registry says nothing at all when everything is blocked: the client finds out.
#[test]
fn an_answer_emptied_by_a_block_is_not_taken_for_no_appointments() {
    let (sandbox, client) = national();
    let colleague = || client.appointments().as_caller(doctor(CLINIC));
    let list = colleague().list(&search()).unwrap();
    assert_eq!(
        list.to_table(),
        "No appointments.\n",
        "there are none, and nothing is blocked"
    );
    share(&client, "one", "2027-04-01");
    block(&client, Block::of_everything());
    let found = colleague().find(&search()).unwrap();
    assert_eq!(
        (found.entries.len(), &*found.gaps[0].code),
        (0, "search.withheld")
    );
    let searched = sandbox
        .calls()
        .into_iter()
        .rfind(|call| call.transaction == Some(Transaction::Iti18))
        .unwrap();
    assert_eq!((searched.errors.len(), searched.withheld), (0, 1));
    sandbox.script(
        Script::new(Misbehaviour::NoAnswer { processed: false })
            .on(Transaction::ConsentVerification)
            .times(1),
    );
    let list = colleague().list(&search()).unwrap();
    assert_eq!(gaps(&list), ["search.unverified"]);
    assert!(list.gaps[0].retryable && !list.to_table().starts_with("No appointments.\n"));
}

#[test]
fn a_look_past_blocks_shows_everything_for_one_call() {
    let (sandbox, client) = national();
    share(&client, "one", "2027-04-01");
    let colleague = || client.appointments().as_caller(doctor(CLINIC));
    let consent = Override::patient_consent;
    let list = colleague().list_overriding(&search(), consent()).unwrap();
    assert!(!list.overridden, "nothing is blocked, so nothing is looked past");
    for registered in [Block::of_everything(), Block::of_place(author(&sandbox))].map(|it| block(&client, it))
    {
        let list = colleague().list_overriding(&search(), consent()).unwrap();
        assert_eq!(
            (list.appointments.len(), list.overridden, list.gaps.len()),
            (1, true, 0)
        );
        assert!(list.to_table().contains("registered with the patient"));
        let list = colleague().list(&search()).unwrap();
        assert_eq!((list.appointments.len(), list.overridden), (0, false));
        client
            .blocks()
            .as_caller(Caller::citizen(nancy()))
            .lift(nancy(), &registered.id)
            .unwrap();
    }
}

#[test]
fn whoever_may_not_look_past_blocks_is_refused_before_anything_is_sent() {
    let (sandbox, client) = national();
    let before = sandbox.calls().len();
    for caller in [
        Caller::citizen(nancy()),
        Caller::citizen_on_behalf_of(cpr(OTHER), nancy()).unwrap(),
    ] {
        let appointments = client.appointments().as_caller(caller.clone());
        let error = appointments
            .list_overriding(&search(), Override::patient_consent())
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Denied, "override.not_permitted")
        );
        let session = client.session().as_caller(caller);
        let request = OverviewRequest::new(nancy());
        let error = session
            .overview_overriding(&request, Override::patient_consent())
            .unwrap_err();
        assert_eq!(error.code(), "override.not_permitted");
    }
    assert_eq!(sandbox.calls().len(), before);
}

#[test]
fn a_document_that_is_blocked_after_the_search_is_withheld_and_not_named() {
    let (sandbox, client) = national();
    share(&client, "one", "2027-04-01");
    let colleague = client.appointments().as_caller(doctor(CLINIC));
    let found = colleague.find(&search()).unwrap();
    block(&client, Block::of_place(author(&sandbox)));
    let list = colleague.get_all(&found).unwrap();
    assert_eq!(
        (list.appointments.len(), gaps(&list)),
        (0, vec!["search.withheld"])
    );
    assert!(list.gaps[0].document_id.is_none() && list.gaps[0].service_errors.is_empty());
    let error = colleague.get(&found.entries[0]).unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::NotFound, "document.withheld")
    );
    assert!(error.details().service_errors.is_empty());
}

#[test]
fn an_overview_names_what_may_be_withheld_by_kind_and_no_closer() {
    let (sandbox, client) = national();
    sandbox
        .add_person(TestPerson::new(
            nancy(),
            PersonName::new("Nancy", "Berggren"),
            Address::new("Testvej 1", "5230", "Odense M"),
        ))
        .unwrap();
    share(&client, "one", "2027-04-01");
    let session = || client.session().as_caller(doctor(CLINIC));
    let request = OverviewRequest::new(nancy());
    assert!(session().overview(&request).unwrap().is_complete());
    block(&client, Block::of_everything());
    let overview = session().overview(&request).unwrap();
    assert!(overview.appointments.is_empty() && !overview.withheld.is_empty());
    // Master data cannot be blocked.
    assert_eq!(overview.master_data.len(), 1);
    let kinds: Vec<Kind> = overview
        .withheld
        .iter()
        .flat_map(|it| it.kinds.iter().copied())
        .collect();
    assert!(kinds.contains(&Kind::Appointments) && !kinds.contains(&Kind::MasterData));
    assert!(
        overview
            .to_html(Language::Danish)
            .contains("Noget kan være spærret")
    );
    let choice = Override::vital_interest("The patient is unconscious.").unwrap();
    let overview = session().overview_overriding(&request, choice).unwrap();
    assert!(overview.overridden && overview.appointments.len() == 1);
    assert!(overview.withheld.is_empty());
}

#[test]
fn what_was_seen_in_spite_of_a_block_is_not_kept_in_a_session() {
    let (_, client) = national();
    share(&client, "one", "2027-04-01");
    block(&client, Block::of_everything());
    let session = client.session().as_caller(doctor(CLINIC));
    let request = OverviewRequest::new(nancy()).kinds([Kind::Appointments]);
    let seen = session
        .overview_overriding(&request, Override::patient_consent())
        .unwrap();
    assert_eq!(seen.appointments.len(), 1);
    let again = session.overview(&request).unwrap();
    assert!(again.appointments.is_empty() && !again.withheld.is_empty());
}

#[test]
fn an_empty_overview_that_nobody_could_verify_is_no_empty_one() {
    let (sandbox, _) = national();
    let config = spo_core::ClientConfig {
        blocks: None,
        ..sandbox.client_config().unwrap()
    };
    let client = Client::builder(config)
        .transport(sandbox.clone())
        .identity(sandbox.identity().unwrap())
        .build()
        .unwrap();
    let session = client.session().as_caller(doctor(CLINIC));
    let overview = session
        .overview(&OverviewRequest::new(nancy()).kinds([Kind::Appointments]))
        .unwrap();
    let [missing] = &overview.missing[..] else {
        panic!("{:?}", overview.missing)
    };
    assert_eq!(
        (missing.cause, &*missing.code),
        (Cause::Unverified, "search.unverified")
    );
    assert!(
        overview
            .to_table(Language::Danish)
            .contains("om noget er spærret, vides ikke")
    );
}

#[test]
fn blocks_hold_in_every_source_of_the_network() {
    let (sandbox, client) = national();
    let hospital = Sandbox::new()
        .unwrap()
        .with_ids(&"1.2.3".parse().unwrap(), &"1.2.3.11".parse().unwrap());
    sandbox.attach("hospital", &hospital).unwrap();
    let there = Client::builder(hospital.client_config().unwrap())
        .transport(hospital.clone())
        .identity(hospital.identity().unwrap())
        .build()
        .unwrap();
    share(&there, "one", "2027-04-01");
    let colleague = || client.appointments().as_caller(doctor(CLINIC));
    assert_eq!(colleague().list(&search()).unwrap().appointments.len(), 1);
    block(&client, Block::of_place(author(&hospital)));
    let list = colleague().list(&search()).unwrap();
    assert_eq!(
        (list.appointments.len(), gaps(&list)),
        (0, vec!["search.withheld"])
    );
    block(&client, Block::of_place(sor(CLINIC)));
}

/// What the patient sees of it in the national log.
#[test]
fn a_look_is_logged_with_whether_it_was_past_a_block_and_whom_a_block_keeps_out_leaves_no_trace() {
    let (sandbox, client) = national();
    share(&client, "one", "2027-04-01");
    let colleague = || client.appointments().as_caller(doctor(CLINIC));
    let additions = || {
        let entries = sandbox.log_entries().unwrap();
        let all = entries
            .iter()
            .map(|entry| entry.addition.as_ref().unwrap().as_str().to_owned());
        all.collect::<Vec<_>>()
    };
    colleague().list(&search()).unwrap();
    assert_eq!(additions(), ["Ingen", "Ingen"], "a search and a retrieval");
    block(&client, Block::of_everything());
    colleague().list(&search()).unwrap();
    assert_eq!(additions().len(), 2);
    colleague()
        .list_overriding(&search(), Override::patient_consent())
        .unwrap();
    assert_eq!(additions()[2..], ["Værdispring", "Værdispring"]);
    client
        .appointments()
        .as_caller(Caller::citizen(nancy()))
        .list(&search())
        .unwrap();
    assert_eq!(
        additions().len(),
        4,
        "the citizen's own looks are nobody's business"
    );
}
