//! Name and address protection (navne- og adressebeskyttelse): any mark is enough, and then no output tells.

use spo_core::cda::ReadMasterData;

use super::changed;

/// What a host could show or log.
fn told(read: &ReadMasterData) -> String {
    format!("{} {read:?} {:?}", read.to_json(), read.warnings)
}

#[test]
fn a_protected_citizen_is_nowhere_told_in_clear() {
    let read = changed("v3.0-protected", &[]);
    assert!(read.master_data.is_protected() && read.narrative.is_none());
    let told = told(&read);
    assert!(
        !told.contains("Nancy") && !told.contains("ADRESSEBESKYTTET"),
        "{told}"
    );
    // What others told of themselves stays, as does where the citizen stays for now.
    assert!(told.contains("Karl") && told.contains("Krisecentret"));
}

#[test]
fn each_mark_alone_is_enough() {
    let name = "<given>Nancy</given>";
    let street = "<streetAddressLine>Testpark Allé 48</streetAddressLine>";
    let observed = "<value xsi:type=\"PN\">\n                <given>Nancy</given>";
    let confidential = "<value xsi:type=\"II\" root=\"1.2.208.184.100.1\" extension=\"ConfAddr\"/>";
    let cases = [
        (name, "<given>ADRESSEBESKYTTET</given>".to_owned()),
        (name, "<given>Beskyttet navn/adresse</given>".to_owned()),
        (
            street,
            "<streetAddressLine>BESKYTTET NAVN/ADRESSE</streetAddressLine>".to_owned(),
        ),
        (
            street,
            "<streetAddressLine>adressebeskyttelse</streetAddressLine>".to_owned(),
        ),
        (
            "<city>Hillerød</city>",
            "<city>ADRESSEBESKYTTET</city>".to_owned(),
        ),
        (
            "<addr use=\"H\">",
            "<id root=\"1.2.208.184.100.1\" extension=\"ConfAddr\"/><addr use=\"H\">".to_owned(),
        ),
        (
            "<family>Berggren</family>",
            "<family nullFlavor=\"MSK\"/>".to_owned(),
        ),
        (observed, format!("{confidential}{observed}")),
    ];
    for (from, to) in cases {
        let read = changed("v3.0-full", &[(from, &to)]);
        assert!(read.master_data.is_protected(), "{to}");
        let told = told(&read);
        for clear in ["Nancy", "Testpark"] {
            assert!(!told.contains(clear), "{to}: {clear}: {told}");
        }
    }
}

#[test]
fn a_name_that_is_told_in_spite_of_a_mark_is_left_out_and_reported() {
    let read = changed("v2.0-protected", &[]);
    assert!(read.master_data.is_protected());
    assert!(!told(&read).contains("Nancy") && !told(&read).contains("Testpark"));
    let codes = super::codes(&read);
    assert_eq!(
        codes.iter().filter(|code| **code == "address.protected").count(),
        2
    );
}

#[test]
fn the_protection_of_a_child_is_not_that_of_the_parent() {
    let child = "<given>Max</given>";
    let read = changed("v3.0-full", &[(child, "<given>ADRESSEBESKYTTET</given>")]);
    assert!(!read.master_data.is_protected());
    assert!(read.master_data.children_in_custody[0].value.name.is_protected());
    assert!(!told(&read).contains("ADRESSEBESKYTTET"));
}

#[test]
fn an_unknown_observation_of_a_protected_citizen_tells_no_name() {
    let read = changed(
        "v3.0-protected",
        &[
            ("\"RelativeTypedIn\"", "\"Somebody\""),
            ("1.2.208.184.16.1.10.20.1.25", "1.2.3"),
        ],
    );
    let other = &read.master_data.other[0].value;
    assert_eq!(other.values, ["protected", "Anden relation"]);
}
