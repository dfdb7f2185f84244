//! An address that the patient has a right to keep.

use spo_core::PatientAddress;
use spo_core::cda::read_appointment;

use crate::support::{read, test_file};

#[test]
fn an_address_under_the_mark_of_protection_is_not_told() {
    let xml = read(&test_file("fixtures/apd/v2.0.xml"));
    let address = &xml[xml.find("<addr").unwrap()..xml.find("</addr>").unwrap() + "</addr>".len()];
    let mark = r#"<id root="1.2.208.184.100.1" extension="ConfAddr" assigningAuthorityName="MedCom"/>"#;
    for (instead, told) in [(format!("{mark}{address}"), true), (mark.to_owned(), false)] {
        let read = read_appointment(xml.replacen(address, &instead, 1).as_bytes()).unwrap();
        assert_eq!(
            read.document.appointment.patient.address,
            PatientAddress::Protected
        );
        let reported = read.warnings.iter().any(|it| it.code == "address.protected");
        assert_eq!(reported, told);
    }
}
