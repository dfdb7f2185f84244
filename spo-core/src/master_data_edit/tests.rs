//! Every rule of a change, and the change as a value.

use super::*;
use crate::dgws::{Caller, HealthProfessional};
use crate::model::{
    Address, Code, Dentist, MasterData, Organisation, OriginKind, PatientAddress, PersonName, Protectable,
    Relative, SorCode, Sourced, Telecom, TemporaryAddress, Use, YderNumber,
};
use crate::{ErrorKind, InstanceId};

const PATIENT: &str = "6501559996";
const OTHER: &str = "7203910001";

fn nurse() -> Caller {
    Caller::health_professional(HealthProfessional::authorised(
        "2512489996".parse().unwrap(),
        "J0184".parse().unwrap(),
        SorCode::parse("325431000016004").unwrap(),
    ))
}

fn by_nurse(edit: Edit) -> MasterDataChange {
    MasterDataChange {
        patient: PATIENT.parse().unwrap(),
        caller: nurse(),
        entered_by: EnteredBy {
            person: Some(PersonName::new("Rikke", "Sygeplejerske")),
            organisation: Some(Organisation::sor(
                SorCode::parse("325431000016004").unwrap(),
                "Hjemmeplejen",
            )),
        },
        edit,
    }
}

fn relative() -> Relative {
    Relative {
        name: PersonName {
            given: vec!["Ida".to_owned()],
            ..PersonName::default()
        },
        ..Relative::default()
    }
}

fn stay() -> TemporaryAddress {
    TemporaryAddress {
        address: PatientAddress::Known(Address::new("Skovvangen 12", "6040", "Egtved")),
        from: Some("2026-03-02".parse().unwrap()),
        to: None,
    }
}

fn sourced<T>(value: T, root: &str, extension: &str) -> Sourced<T> {
    Sourced {
        value,
        origin: crate::Origin::default(),
        changed: None,
        id: Some(InstanceId::new(root, extension)),
    }
}

/// Master data in which nothing is typed in.
fn empty() -> MasterData {
    MasterData::from_json(&format!(
        r#"{{"version": {{"template": "3.0"}}, "cpr": "{PATIENT}",
            "name_and_address": {{"value": {{}}}}}}"#
    ))
    .unwrap()
}

/// `path rule` of every fault.
fn broken(change: &MasterDataChange, present: &MasterData) -> Vec<String> {
    let faults = change.faults(present);
    faults
        .iter()
        .map(|it| format!("{} {}", it.path, it.rule))
        .collect()
}

fn create(item: TypedInItem) -> MasterDataChange {
    by_nurse(Edit::Create(item))
}

fn broken_by(item: TypedInItem) -> Vec<String> {
    broken(&create(item), &empty())
}

fn telecom(value: &str) -> Telecom {
    Telecom {
        value: value.to_owned(),
        purpose: Some(Use::Mobile),
    }
}

#[test]
fn a_first_name_is_all_that_a_relative_needs() {
    assert_eq!(broken_by(TypedInItem::Relative(relative())), [""; 0]);
    let nameless = Relative {
        name: PersonName::new(" ", "Prøve"),
        ..relative()
    };
    assert_eq!(
        broken_by(TypedInItem::Relative(nameless)),
        ["edit.create.relative.name.given edit.relative.name"]
    );
}

#[test]
fn no_cpr_number_may_stand_in_a_relatives_name_relation_or_note() {
    let told = Relative {
        name: PersonName::new("Ida 251248", "9996"),
        relation: Some(Code::new("mor", "1.2.208.184.100.2", "Mor (251248-9996)")),
        telecoms: vec![telecom("tel:66113333")],
        note: Some("Har \"nøglen\" <til> huset & kælderen \\ 2512489996".to_owned()),
    };
    let expected =
        ["name", "relation", "note"].map(|field| format!("edit.create.relative.{field} edit.relative.cpr"));
    let change = create(TypedInItem::Relative(told));
    assert_eq!(broken(&change, &empty()), expected);
    let error = change.check(&empty()).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("9996"));
}

#[test]
fn a_note_may_hold_any_other_character() {
    let told = Relative {
        note: Some("”Ring” <først> & 'sidst' \\ tlf. 66 11 33 33".to_owned()),
        ..relative()
    };
    assert_eq!(broken_by(TypedInItem::Relative(told)), [""; 0]);
    let told = Relative {
        note: Some("klokke\u{7}".to_owned()),
        ..relative()
    };
    assert_eq!(
        broken_by(TypedInItem::Relative(told)),
        ["edit.create.relative.note edit.text.illegal"]
    );
}

#[test]
fn a_relation_has_a_code_and_a_system() {
    let told = Relative {
        relation: Some(Code::new("", "1.2.208.184.100.2", "Nabo")),
        ..relative()
    };
    assert_eq!(
        broken_by(TypedInItem::Relative(told)),
        ["edit.create.relative.relation edit.relative.relation"]
    );
}

#[test]
fn there_is_one_temporary_address_at_a_time_and_any_number_of_relatives() {
    let mut present = empty();
    present.temporary_address = Some(sourced(stay(), "1.2.208.184.15.2", "a"));
    present.relatives = vec![sourced(relative(), "1.2.208.184.15.3", "b")];
    let another = create(TypedInItem::TemporaryAddress(stay()));
    assert_eq!(broken(&another, &empty()), [""; 0]);
    assert_eq!(
        broken(&another, &present),
        ["edit.create.temporary_address edit.item.single"]
    );
    assert_eq!(
        broken(&create(TypedInItem::Relative(relative())), &present),
        [""; 0]
    );
}

#[test]
fn a_temporary_address_has_a_place_a_first_day_and_no_end_before_it() {
    let day = |day: &str| Some(day.parse().unwrap());
    let ended = TemporaryAddress {
        to: day("2026-03-02"),
        ..stay()
    };
    assert_eq!(broken_by(TypedInItem::TemporaryAddress(ended)), [""; 0]);
    let backwards = TemporaryAddress {
        to: day("2026-03-01"),
        ..stay()
    };
    assert_eq!(
        broken_by(TypedInItem::TemporaryAddress(backwards)),
        ["edit.create.temporary_address.to edit.temporary_address.order"]
    );
    for address in [
        Protectable::Unknown,
        Protectable::Protected,
        Protectable::Known(Address::new(" ", "6040", "Egtved")),
        Protectable::Known(Address::new("Skovvangen 12", "6040", "")),
    ] {
        let nowhere = TemporaryAddress {
            address,
            ..TemporaryAddress::default()
        };
        assert_eq!(
            broken_by(TypedInItem::TemporaryAddress(nowhere)),
            [
                "edit.create.temporary_address.address edit.temporary_address.address",
                "edit.create.temporary_address.from edit.temporary_address.from"
            ]
        );
    }
}

#[test]
fn a_dentist_has_a_clinic_with_a_name_and_no_id_but_a_provider_number() {
    let clinic = Organisation::yder(YderNumber::parse("012345").unwrap(), "Tandlægerne");
    let dentist = |clinic| TypedInItem::Dentist(Dentist { clinic, person: None });
    assert_eq!(broken_by(dentist(clinic)), [""; 0]);
    let other = Organisation::sor(SorCode::parse("325431000016004").unwrap(), "");
    assert_eq!(
        broken_by(dentist(other.with_telecom(telecom("tel:null")))),
        [
            "edit.create.dentist.clinic.name edit.dentist.name",
            "edit.create.dentist.clinic.id edit.dentist.id",
            "edit.create.dentist.clinic.telecoms[0].value edit.telecom.phone"
        ]
    );
}

#[test]
fn a_language_is_a_code_of_iso_639_1() {
    let codes: Vec<_> = language::CODES.split(' ').collect();
    assert!(codes.len() == 183 && codes.is_sorted() && codes.iter().all(|code| code.len() == 2));
    let language = |code, system| TypedInItem::Language(Code::new(code, system, "Dansk"));
    assert_eq!(broken_by(language("da", "1.0.639.1")), [""; 0]);
    for (code, system) in [
        ("DA", "1.0.639.1"),
        ("dan", "1.0.639.1"),
        ("xx", "1.0.639.1"),
        ("da", "1.0.639.2"),
    ] {
        assert_eq!(
            broken_by(language(code, system)),
            ["edit.create.language edit.language.code"]
        );
    }
}

#[test]
fn contact_data_are_phone_numbers_however_they_are_written() {
    for value in [
        "tel:66113333",
        "tel:+45 66 11 33 33",
        "tel:0045-66113333",
        "tel:(46)-123456",
        "tel:112",
    ] {
        assert_eq!(
            broken_by(TypedInItem::Contact(vec![telecom(value)])),
            [""; 0],
            "{value}"
        );
    }
    for value in [
        "",
        "tel:",
        "tel:null",
        "66113333",
        "mailto:ida@example.dk",
        "tel:12",
    ] {
        assert_eq!(
            broken_by(TypedInItem::Contact(vec![
                telecom("tel:66113333"),
                telecom(value)
            ])),
            ["edit.create.contact[1].value edit.telecom.phone"],
            "{value}"
        );
    }
    assert_eq!(
        broken_by(TypedInItem::Contact(Vec::new())),
        ["edit.create.contact edit.contact.empty"]
    );
}

#[test]
fn what_is_changed_or_ended_is_there() {
    let mut present = empty();
    present.relatives = vec![sourced(relative(), "1.2.208.184.15.3", "b")];
    present.dentist = Some(Sourced {
        id: None,
        ..sourced(Dentist::default(), "", "")
    });
    let end = |id, kind| by_nurse(Edit::End { id, kind });
    let id = Some(InstanceId::new("1.2.208.184.15.3", "b"));
    assert_eq!(broken(&end(id.clone(), ItemKind::Relative), &present), [""; 0]);
    assert_eq!(broken(&end(None, ItemKind::Dentist), &present), [""; 0]);

    let unknown = ["edit.end.id edit.item.unknown"];
    assert_eq!(broken(&end(id.clone(), ItemKind::Dentist), &present), unknown);
    assert_eq!(broken(&end(None, ItemKind::Contact), &present), unknown);
    let without_id = |it: &mut Sourced<Relative>| it.id = None;
    present.relatives.iter_mut().for_each(without_id);
    assert_eq!(broken(&end(None, ItemKind::Relative), &present), unknown);

    let item = TypedInItem::Relative(Relative::default());
    assert_eq!(
        broken(&by_nurse(Edit::Change { id, item }), &present),
        [
            "edit.change.id edit.item.unknown",
            "edit.change.item.relative.name.given edit.relative.name"
        ]
    );
}

#[test]
fn the_caller_tells_who_types_it_in() {
    let (patient, other) = (PATIENT.parse().unwrap(), OTHER.parse().unwrap());
    let mut change = create(TypedInItem::Relative(relative()));
    assert_eq!(change.author(), OriginKind::Professional);
    change.entered_by.organisation = None;
    assert_eq!(
        broken(&change, &empty()),
        ["entered_by.organisation edit.entered_by.organisation"]
    );
    for (caller, author) in [
        (Caller::citizen(patient), OriginKind::Citizen),
        (
            Caller::citizen_on_behalf_of(other, patient).unwrap(),
            OriginKind::Relative,
        ),
    ] {
        change.caller = caller;
        assert_eq!(change.author(), author);
        assert_eq!(broken(&change, &empty()), [""; 0]);
    }
    change.caller = Caller::citizen(other);
    assert_eq!(broken(&change, &empty()), ["caller edit.caller.citizen"]);
}

#[test]
fn a_change_is_checked_against_the_same_citizens_master_data() {
    let mut present = empty();
    present.cpr = OTHER.parse().unwrap();
    assert_eq!(
        broken(&create(TypedInItem::Relative(relative())), &present),
        ["patient edit.patient.other"]
    );
}

#[test]
fn all_faults_come_in_one_error() {
    let item = TypedInItem::Relative(Relative {
        telecoms: vec![telecom("tel:null")],
        ..Relative::default()
    });
    let error = create(item).check(&empty()).unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::InvalidAppointment, "master_data.change")
    );
    assert_eq!(error.details().faults.len(), 2);
    let checked = create(TypedInItem::Relative(relative())).check(&empty());
    assert_eq!(checked.unwrap().get().edit.kind(), ItemKind::Relative);
}

#[test]
fn a_change_survives_json_and_says_nothing_of_persons_in_debug() {
    let id = Some(InstanceId::new("1.2.208.184.15.3", "b"));
    for edit in [
        Edit::Create(TypedInItem::Relative(relative())),
        Edit::Change {
            id: id.clone(),
            item: TypedInItem::TemporaryAddress(stay()),
        },
        Edit::End {
            id,
            kind: ItemKind::Relative,
        },
    ] {
        let change = by_nurse(edit);
        assert_eq!(MasterDataChange::from_json(&change.to_json()).unwrap(), change);
        let debug = format!("{change:?} {:?}", change.entered_by);
        for word in [PATIENT, "650155", "251248", "Ida", "Rikke", "Skovvangen"] {
            assert!(!debug.contains(word), "{debug}");
        }
    }
}

#[test]
fn rule_ids_are_unique_and_texts_are_complete() {
    let mut ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len());
    for rule in RULES {
        assert!(rule.id.starts_with("edit.") && rule.id.split('.').count() == 3);
        assert!(!rule.danish.ends_with('.') && !rule.english.ends_with('.'));
        assert!(rule.remedy.ends_with('.') && !rule.source.is_empty());
    }
}
