//! What the host's own audit is told: every call, however it ends, and no person unless it asked for persons.

use std::sync::{Arc, Mutex};

use spo_core::audit::{AuditAction, AuditEvent, Capacity, Persons};
use spo_core::blocks::{Block, DataItem};
use spo_core::dgws::{Caller, Override, OverrideReason};
use spo_core::{Client, OverviewRequest, Search};
use spo_sandbox::Sandbox;

use super::{CLINIC, doctor, nancy, national, share, sor};
use crate::support::{NANCY, OTHER};

type Told = Arc<Mutex<Vec<AuditEvent>>>;

/// A client of the sandbox whose calls are told of.
fn audited(sandbox: &Sandbox, persons: Persons) -> (Client, Told) {
    let told = Told::default();
    let sink = Arc::clone(&told);
    let client = Client::builder(sandbox.client_config().unwrap())
        .transport(sandbox.clone())
        .identity(sandbox.identity().unwrap())
        .audit(
            move |event: &AuditEvent| sink.lock().unwrap().push(event.clone()),
            persons,
        )
        .build()
        .unwrap();
    (client, told)
}

fn last(told: &Told) -> AuditEvent {
    told.lock().unwrap().last().unwrap().clone()
}

/// The national services keep no trace of a look that a block emptied.
#[test]
fn a_look_that_a_block_emptied_is_told_of() {
    let (sandbox, client) = national();
    share(&client, "one", "2027-04-01");
    let mine = client.blocks().as_caller(Caller::citizen(nancy()));
    mine.block_everything(nancy()).unwrap();
    let (client, told) = audited(&sandbox, Persons::Omitted);
    let colleague = client.appointments().as_caller(doctor(CLINIC));
    colleague.list(&Search::new(nancy())).unwrap();
    let event = last(&told);
    assert_eq!(
        (event.action, event.shown, event.withheld),
        (AuditAction::List, 0, true)
    );
    let caller = event.caller.unwrap();
    assert_eq!(caller.capacity, Capacity::HealthProfessional);
    assert_eq!(caller.organisation, Some(sor(CLINIC)));
    assert!(event.failure.is_none() && !event.overridden && event.override_reason.is_none());
    assert!(sandbox.log_entries().unwrap().is_empty());
}

#[test]
fn an_override_is_told_of_with_its_reason_whether_it_came_to_it_or_not() {
    let (sandbox, client) = national();
    share(&client, "one", "2027-04-01");
    let (audited_client, told) = audited(&sandbox, Persons::Omitted);
    let look = || {
        let choice = Override::vital_interest("Unconscious.").unwrap();
        let colleague = audited_client.appointments().as_caller(doctor(CLINIC));
        colleague.list_overriding(&Search::new(nancy()), choice).unwrap();
        last(&told)
    };
    let explanation = "Unconscious.".to_owned();
    let reason = Some(OverrideReason::VitalInterest { explanation });
    let before = look();
    assert_eq!((before.overridden, &before.override_reason), (false, &reason));
    let mine = client.blocks().as_caller(Caller::citizen(nancy()));
    mine.register(nancy(), Block::of_everything()).unwrap();
    let after = look();
    assert_eq!((after.overridden, &after.override_reason), (true, &reason));
    let citizen = audited_client.appointments().as_caller(Caller::citizen(nancy()));
    citizen
        .list_overriding(&Search::new(nancy()), Override::patient_consent())
        .unwrap_err();
    assert_eq!(last(&told).failure.unwrap().code, "override.not_permitted");
}

#[test]
fn every_call_is_told_of_once_and_names_persons_only_when_asked_for() {
    for persons in [Persons::Omitted, Persons::Named] {
        let (sandbox, _) = national();
        let (client, told) = audited(&sandbox, persons);
        share(&client, "one", "2027-04-01");
        let caller = doctor(CLINIC);
        let found = client
            .appointments()
            .as_caller(caller.clone())
            .find(&Search::new(nancy()))
            .unwrap();
        client
            .appointments()
            .as_caller(caller.clone())
            .get_all(&found)
            .unwrap();
        client
            .session()
            .as_caller(caller.clone())
            .overview(&OverviewRequest::new(nancy()))
            .unwrap();
        client
            .master_data()
            .as_caller(caller.clone())
            .get(nancy())
            .unwrap_err();
        let items = [DataItem::new("a", sor(CLINIC))];
        let _ = client.blocks().check(&caller, nancy(), &items).unwrap();
        let mine = client.blocks().as_caller(Caller::citizen(nancy()));
        let block = mine.block_everything(nancy()).unwrap();
        mine.change(nancy(), &block.id, Block::of_place(sor(CLINIC)))
            .unwrap();
        mine.lift(nancy(), &block.id).unwrap();
        mine.history(nancy()).unwrap();
        let events = told.lock().unwrap().clone();
        let actions: Vec<AuditAction> = events.iter().map(|event| event.action).collect();
        assert_eq!(
            actions,
            [
                AuditAction::Share,
                AuditAction::Find,
                AuditAction::Get,
                AuditAction::Overview,
                AuditAction::MasterData,
                AuditAction::CheckBlocks,
                AuditAction::RegisterBlock,
                AuditAction::ChangeBlock,
                AuditAction::LiftBlock,
                AuditAction::ListBlocks,
            ]
        );
        for event in &events {
            let json = event.to_json();
            let names = json.contains(NANCY) || json.contains(OTHER);
            assert_eq!(names, persons == Persons::Named, "{json}");
        }
    }
}
