use super::*;

/// The least that a document can tell.
fn bare() -> MasterData {
    MasterData::from_json(
        r#"{
            "version": { "template": "3.0" },
            "cpr": "2512489996",
            "name_and_address": { "value": { "name": "protected", "address": "protected" } }
        }"#,
    )
    .unwrap()
}

#[test]
fn an_opt_out_that_is_not_told_is_said_in_words_and_never_no() {
    let mut data = bare();
    assert_eq!(
        data.resuscitation_opt_out.value,
        ResuscitationOptOut::NotInDocument
    );
    for (value, word) in [
        (ResuscitationOptOut::OptedOut, "opted_out"),
        (ResuscitationOptOut::NotOptedOut, "not_opted_out"),
        (ResuscitationOptOut::Unavailable, "unavailable"),
        (ResuscitationOptOut::NotInDocument, "not_in_document"),
    ] {
        data.resuscitation_opt_out.value = value;
        let json: serde_json::Value = serde_json::from_str(&data.to_json()).unwrap();
        assert_eq!(json["resuscitation_opt_out"]["value"], word);
        assert_eq!(MasterData::from_json(&data.to_json()).unwrap(), data);
    }
}

#[test]
fn a_registration_says_that_there_is_a_position_and_not_which() {
    let json = |value| serde_json::to_string::<Registration>(&value).unwrap();
    assert_eq!(json(Registration::PositionRegistered), "\"position_registered\"");
    assert_eq!(
        json(Registration::NoPositionRegistered),
        "\"no_position_registered\""
    );
    assert_eq!(json(Registration::Unavailable), "\"unavailable\"");
}

#[test]
fn having_no_general_practitioner_is_told_and_differs_from_not_knowing() {
    let mut data = bare();
    assert_eq!(data.general_practitioner, GeneralPractitioner::Unknown);
    data.general_practitioner = GeneralPractitioner::None;
    assert!(data.to_json().contains("\"general_practitioner\": \"none\""));
}

#[test]
fn a_protected_name_has_no_text() {
    let data = bare();
    assert!(data.is_protected());
    assert_eq!(data.name_and_address.value.name.known(), None);
    assert!(data.to_json().contains("\"name\": \"protected\""));
}

#[test]
fn debug_output_masks_every_cpr_number() {
    let mut data = bare();
    data.children_in_custody.push(Sourced {
        value: Custody {
            cpr: Some("0505109990".parse().unwrap()),
            ..Custody::default()
        },
        ..Sourced::default()
    });
    data.relatives.push(Sourced {
        value: Relative {
            note: Some("hans nummer er 050510-9990".to_owned()),
            ..Relative::default()
        },
        ..Sourced::default()
    });
    data.other.push(Sourced {
        value: OtherItem {
            values: vec!["0505109990".to_owned()],
            ..OtherItem::default()
        },
        ..Sourced::default()
    });
    let debug = format!("{data:?}");
    assert!(!debug.contains("9990") && !debug.contains("9996"), "{debug}");
    assert_eq!(data.to_json().matches("9990").count(), 3);
}

#[test]
fn a_new_retrieval_of_the_same_is_the_same() {
    let data = bare();
    let later = MasterData {
        id: Some(InstanceId::new("1.2.208.184", "1")),
        generated: Some("2026-03-02T10:15:00+01:00".parse().unwrap()),
        ..bare()
    };
    assert!(data != later && data.same_content(&later));
    let changed = MasterData {
        gender: Some(Gender::Female),
        ..later
    };
    assert!(!data.same_content(&changed));
}
