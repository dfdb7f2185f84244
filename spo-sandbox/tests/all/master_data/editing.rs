//! Changes of what is typed into master data, and what the next stamkort shows.

use chrono::{DateTime, Utc};
use spo_core::dgws::{Caller, HealthProfessional, OnBehalfOf, Relation};
use spo_core::master_data_edit::{
    ChangeReceipt, Edit, EnteredBy, ItemKind, MasterDataChange, MasterDataEditor, TypedInItem,
};
use spo_core::{
    Address, Client, Code, Context, Cpr, DanishTime, Dentist, Error, ErrorKind, InstanceId, MasterData,
    Organisation, OriginKind, PatientAddress, PersonName, Relative, SorCode, Sourced, Telecom,
    TemporaryAddress, Use,
};
use spo_sandbox::Sandbox;

use super::{AGNES, agnes, nobody_special, sandbox_with};

const NURSE: &str = "2512489996";
const SOR: &str = "325431000016004";

fn patient() -> Cpr {
    Cpr::parse(AGNES).unwrap()
}

/// A sandbox that knows Agnes, at noon in Denmark.
fn sandbox() -> Sandbox {
    sandbox_with(agnes()).with_clock(Context::fixed(now()))
}

fn now() -> DateTime<Utc> {
    "2026-03-02T11:00:00Z".parse().unwrap()
}

fn noon() -> DanishTime {
    DanishTime::from_utc(now())
}

fn stamkort(sandbox: &Sandbox) -> MasterData {
    let client = Client::builder(sandbox.client_config().unwrap())
        .transport(sandbox.clone())
        .build()
        .unwrap();
    client.master_data().get(patient()).unwrap().read.master_data
}

fn nurse() -> Caller {
    Caller::health_professional(HealthProfessional::authorised(
        NURSE.parse().unwrap(),
        "J0184".parse().unwrap(),
        SorCode::parse(SOR).unwrap(),
    ))
}

fn change(caller: Caller, edit: Edit) -> MasterDataChange {
    MasterDataChange {
        patient: patient(),
        caller,
        entered_by: EnteredBy {
            person: Some(PersonName::new("Rikke", "Holm")),
            organisation: Some(Organisation::sor(
                SorCode::parse(SOR).unwrap(),
                "Hjemmeplejen Midtbyen",
            )),
        },
        edit,
    }
}

/// What people do: look, change, send.
fn make(sandbox: &Sandbox, change: MasterDataChange) -> Result<ChangeReceipt, Error> {
    sandbox.submit(&change.check(&stamkort(sandbox))?)
}

fn by_nurse(sandbox: &Sandbox, edit: Edit) -> ChangeReceipt {
    make(sandbox, change(nurse(), edit)).unwrap()
}

fn daughter() -> Relative {
    Relative {
        name: PersonName {
            given: vec!["Karen".to_owned()],
            ..PersonName::default()
        },
        relation: Some(Code::new("anden", "1.2.208.184.100.2", "Datter")),
        telecoms: vec![Telecom::phone("21 23 45 67", Use::Mobile)],
        note: Some("Har \"nøglen\" & <koden>; ring først".to_owned()),
    }
}

fn new_relative() -> Edit {
    Edit::Create(TypedInItem::Relative(daughter()))
}

#[test]
fn a_relative_that_a_nurse_adds_stands_in_the_next_stamkort_as_typed_in_by_a_professional() {
    let sandbox = sandbox();
    let before = stamkort(&sandbox).relatives.len();
    let receipt = by_nurse(&sandbox, new_relative());
    assert_eq!((receipt.kind, receipt.changed), (ItemKind::Relative, noon()));

    let mut relatives = stamkort(&sandbox).relatives;
    assert_eq!(relatives.len(), before + 1);
    let added = relatives.pop().unwrap();
    assert!(added.id.is_some() && added.id == receipt.id);
    assert_eq!(added.changed, Some(noon()));
    assert_eq!(added.origin.kind, OriginKind::Professional);
    let organisation = added.origin.organisation.unwrap();
    assert_eq!(organisation.name, "Hjemmeplejen Midtbyen");
    let name = &added.value.name;
    assert_eq!(
        (name.given.as_slice(), name.family.as_str()),
        (&["Karen".to_owned()][..], "")
    );
    assert_eq!(added.value.note, daughter().note);
    assert_eq!(added.value.telecoms, daughter().telecoms);
    assert!(
        added
            .value
            .relation
            .unwrap()
            .same_as(&daughter().relation.unwrap())
    );
}

#[test]
fn every_kind_of_item_is_changed_under_its_id_and_ended() {
    let sandbox = sandbox();
    let present = stamkort(&sandbox);
    fn id<T>(item: Option<&Sourced<T>>) -> Option<InstanceId> {
        Some(item?.id.clone().unwrap())
    }
    let stay = TemporaryAddress {
        address: PatientAddress::Known(Address::new("Strandvej 1", "5230", "Odense M")),
        from: Some("2026-03-01".parse().unwrap()),
        to: Some("2026-03-20".parse().unwrap()),
    };
    let dentist = Dentist {
        clinic: Organisation {
            name: "Tandlægerne Havnen".to_owned(),
            ..Organisation::default()
        },
        person: None,
    };
    let edits = [
        (
            id(present.language.as_ref()),
            TypedInItem::Language(Code::new("fa", "1.0.639.1", "Persisk")),
        ),
        (
            id(present.temporary_address.as_ref()),
            TypedInItem::TemporaryAddress(stay.clone()),
        ),
        (id(present.dentist.as_ref()), TypedInItem::Dentist(dentist)),
        (
            id(present.contact.as_ref()),
            TypedInItem::Contact(vec![Telecom::phone("66113333", Use::Home)]),
        ),
        (id(present.relatives.first()), TypedInItem::Relative(daughter())),
    ];
    for (id, item) in edits.clone() {
        let receipt = by_nurse(&sandbox, Edit::Change { id: id.clone(), item });
        assert_eq!(receipt.id, id);
    }
    let changed = stamkort(&sandbox);
    assert_eq!(changed.language.as_ref().unwrap().value.code, "fa");
    let read = &changed.temporary_address.as_ref().unwrap().value;
    assert_eq!((read.from, read.to), (stay.from, stay.to));
    assert_eq!(
        changed.dentist.as_ref().unwrap().value.clinic.name,
        "Tandlægerne Havnen"
    );
    assert_eq!(
        changed.contact.as_ref().unwrap().value,
        [Telecom::phone("66113333", Use::Home)]
    );
    assert_eq!(changed.relatives.len(), present.relatives.len());
    assert_eq!(changed.relatives[0].value.name.given, ["Karen"]);
    assert_eq!(changed.relatives[0].changed, Some(noon()));

    for (id, item) in edits {
        let kind = item.kind();
        by_nurse(&sandbox, Edit::End { id, kind });
    }
    let ended = stamkort(&sandbox);
    assert!(ended.language.is_none() && ended.temporary_address.is_none() && ended.dentist.is_none());
    assert!(ended.contact.is_none() && ended.relatives.is_empty());
    assert_eq!(ended.name_and_address.value, present.name_and_address.value);
}

#[test]
fn a_citizen_and_whoever_has_a_power_of_attorney_may_change_and_are_named() {
    let sandbox = sandbox();
    let karen = Cpr::parse("7203910001").unwrap();
    sandbox.set_relations([(
        karen,
        OnBehalfOf {
            relation: Relation::Procuration,
            cpr: patient(),
        },
    )]);
    for (caller, author) in [
        (Caller::citizen(patient()), OriginKind::Citizen),
        (
            Caller::citizen_on_behalf_of(karen, patient()).unwrap(),
            OriginKind::Relative,
        ),
    ] {
        let mut change = change(caller, new_relative());
        change.entered_by.organisation = None;
        make(&sandbox, change).unwrap();
        let added = stamkort(&sandbox).relatives.pop().unwrap();
        assert_eq!(added.origin.kind, author);
    }
}

#[test]
fn a_caller_who_may_not_is_refused_and_nothing_is_changed() {
    let sandbox = sandbox();
    let before = stamkort(&sandbox);
    let stranger = Caller::citizen_on_behalf_of("7203910001".parse().unwrap(), patient()).unwrap();
    let clerk = |role: &str| {
        let organisation = SorCode::parse(SOR).unwrap();
        let professional = HealthProfessional::not_authorised(NURSE.parse().unwrap(), role, organisation);
        Caller::health_professional(professional)
    };
    for caller in [stranger, clerk("urn:dk:healthcare:no-role")] {
        let error = make(&sandbox, change(caller, new_relative())).unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Denied, "master_data.denied")
        );
    }
    assert!(stamkort(&sandbox).same_content(&before));
    make(&sandbox, change(clerk("nspSundAssistR2"), new_relative())).unwrap();
}

#[test]
fn what_somebody_else_changed_meanwhile_is_a_conflict() {
    let sandbox = sandbox();
    let seen = stamkort(&sandbox);
    let [first, ..] = seen.relatives.as_slice() else {
        panic!("Agnes has a relative");
    };
    let checked = |edit| change(nurse(), edit).check(&seen).unwrap();
    let kind = ItemKind::Relative;
    let end = checked(Edit::End {
        id: first.id.clone(),
        kind,
    });
    let item = TypedInItem::Relative(daughter());
    let late = checked(Edit::Change {
        id: first.id.clone(),
        item,
    });
    sandbox.submit(&end).unwrap();

    let mut without = seen.clone();
    without.contact = None;
    let contact = TypedInItem::Contact(vec![Telecom::phone("66113333", Use::Home)]);
    let second = change(nurse(), Edit::Create(contact)).check(&without).unwrap();
    for change in [end, late, second] {
        let error = sandbox.submit(&change).unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Conflict, "master_data.changed")
        );
    }
    assert_eq!(stamkort(&sandbox).contact, seen.contact);
}

#[test]
fn a_citizen_whom_the_register_does_not_know_is_not_found() {
    let checked = change(nurse(), new_relative())
        .check(&stamkort(&sandbox()))
        .unwrap();
    let error = sandbox_with(nobody_special()).submit(&checked).unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::NotFound, "master_data.none")
    );
}
