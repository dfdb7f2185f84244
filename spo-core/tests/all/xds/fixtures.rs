//! Values the tests share.

use spo_core::xds::submit::Submission;
use spo_core::xds::{
    Author, DocumentEntry, EntryUuid, ObjectType, PatientId, SourcePatientInfo, SubmissionSet, Xcn, Xon,
};
use spo_core::{Code, Cpr, Gender, InstanceId, OrganisationId, PersonName, SorCode};

/// An entry with a value for everything an appointment has, and hard names.
pub(crate) fn entry() -> DocumentEntry {
    let cpr = Cpr::parse("2512489996").unwrap();
    let snomed = |code: &str, display: &str| Code::new(code, "2.16.840.1.113883.6.96", display);
    let name = PersonName {
        prefix: None,
        given: vec!["Åse & \"Bo\"".into(), "C^D".into(), "E".into()],
        family: "O'Hara <x>".into(),
    };
    let sor = OrganisationId::Sor(SorCode::parse("325431000016004").unwrap());
    let mut entry = DocumentEntry::new(
        EntryUuid::from_wire("urn:uuid:2c1cf2f9-4a4f-4a0b-8a7c-5a0c6c7a1002"),
        InstanceId::new("1.2.208.184", "0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01"),
        ObjectType::Stable,
    );
    entry.patient_id = Some(PatientId::from(cpr));
    entry.source_patient_id = Some(PatientId::from(cpr));
    entry.source_patient_info = SourcePatientInfo::new(&name, cpr.birth_date(), Gender::Female);
    entry.title = Some("Aftale for 2512489996".into());
    entry.creation_time = "20260302091500".parse().ok();
    entry.service_start_time = "20260401080000".parse().ok();
    entry.service_stop_time = "20260401083000".parse().ok();
    entry.language_code = Some("da-DK".into());
    entry.mime_type = Some("text/xml".into());
    entry.class_code = Some(Code::new("001", "1.2.208.184.100.9", "Klinisk rapport"));
    entry.type_code = Some(Code::new("39289-4", "2.16.840.1.113883.6.1", "Dato og tidspunkt"));
    entry.format_code = Some(Code::new(
        "urn:ad:dk:medcom:apd-v2.0.1:full",
        "1.2.208.184.100.10",
        "DK APD schema",
    ));
    entry.facility_type_code = Some(snomed("22232009", "hospital"));
    entry.practice_setting_code = Some(snomed("394801008", "ortopædisk kirurgi"));
    entry.confidentiality_codes = vec![Code::new("N", "2.16.840.1.113883.5.25", "Normal")];
    entry.event_codes = vec![Code::new("ALAL21", "1.2.208.176.2.4", "KOL")];
    entry.authors = vec![Author {
        institutions: vec![Xon::new("Øre^Næse & Hals|<1>~2\\ \u{1F600}", Some(&sor))],
        person: Some(Xcn::new(&name)),
        ..Author::default()
    }];
    entry
}

/// A submission set for [`entry`].
pub(crate) fn submission_set() -> SubmissionSet {
    let entry = entry();
    let mut set = SubmissionSet::new(
        EntryUuid::from_wire("urn:uuid:2c1cf2f9-4a4f-4a0b-8a7c-5a0c6c7a1001"),
        "2.25.58661207446463318519364391396462571201",
        "1.2.208.999.1",
    );
    set.patient_id = entry.patient_id;
    set.submission_time = "20260302091600".parse().ok();
    set.content_type_code = entry.type_code;
    set.authors = entry.authors;
    set
}

/// The entry that the tests replace and withdraw.
pub(crate) fn old_entry() -> EntryUuid {
    EntryUuid::from_wire("urn:uuid:4016976a-8b7c-4410-9d3b-c8ef081fca1d")
}

pub(crate) fn submission(replaces: Option<EntryUuid>) -> Submission {
    Submission {
        entry: entry(),
        submission_set: submission_set(),
        replaces,
    }
}
