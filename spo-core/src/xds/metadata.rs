//! From an appointment document to its entry, by the Danish metadata profile.
//!
//! Source: MedCom "XDS Metadata for Document Sharing, Danish profile" 1.0.1 and 2.0.0. The national service compares
//! entry and document, so every value stands exactly as in the document: times in UTC, the organisation's id from the
//! author and its name from the organisation behind the author.

use chrono::{DateTime, Utc};
use sha1::{Digest, Sha1};
use uuid::Uuid;

use super::vocabulary::danish;
use super::{
    Author, DocumentEntry, Dtm, EntryUuid, ObjectType, PatientId, SourcePatientInfo, SubmissionSet, Xcn, Xon,
};
use crate::cda::AppointmentDocument;
use crate::model::{Code, Oid};

/// What configuration, not the document, says about the source of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntrySettings {
    /// The OID of the submitting system.
    pub source_id: Oid,
    /// The kind of place; see [`value_sets::facility_type`](super::value_sets::facility_type).
    pub facility_type: Code,
    /// The specialty; see [`value_sets::practice_setting`](super::value_sets::practice_setting).
    pub practice_setting: Code,
}

/// The entry of `document`, which validation has found without faults.
///
/// Hash, size, repository and home community are the repository's to fill in, the status is the registry's. An end that
/// is not known gives no `serviceStopTime`; a day without a clock time starts at midnight in Denmark.
pub fn document_entry(
    document: &AppointmentDocument,
    entry_uuid: EntryUuid,
    settings: &EntrySettings,
) -> DocumentEntry {
    let appointment = &document.appointment;
    let patient = &appointment.patient;
    let patient_id = PatientId::from(patient.cpr);
    let responsible = &appointment.responsible;
    let organisation = &responsible.organisation;
    let event = appointment
        .episode
        .as_ref()
        .and_then(|episode| episode.label.clone());

    let mut entry = DocumentEntry::new(entry_uuid, document.id.clone(), ObjectType::Stable);
    entry.source_patient_id = Some(patient_id.clone());
    entry.patient_id = Some(patient_id);
    entry.source_patient_info = SourcePatientInfo::new(&patient.name, patient.birth_date, patient.gender);
    entry.title = Some(document.title());
    entry.creation_time = Some(Dtm::from(document.created));
    entry.service_start_time = Some(Dtm::from(appointment.time.start()));
    entry.service_stop_time = appointment.time.end().map(Dtm::from);
    entry.language_code = Some(danish::LANGUAGE_CODE.to_owned());
    entry.mime_type = Some(danish::MIME_TYPE.to_owned());
    entry.class_code = Some(code(danish::CLASS_CODE));
    entry.type_code = Some(code(danish::TYPE_CODE));
    entry.format_code = Some(code(danish::FORMAT_CODE));
    entry.facility_type_code = Some(settings.facility_type.clone());
    entry.practice_setting_code = Some(settings.practice_setting.clone());
    entry.confidentiality_codes = vec![code(danish::CONFIDENTIALITY_CODE)];
    entry.event_codes = event.into_iter().collect();
    entry.authors = vec![Author {
        institutions: vec![Xon::new(&organisation.name, organisation.id.as_ref())],
        person: responsible.person.as_ref().map(Xcn::new),
        ..Author::default()
    }];
    entry
}

/// The submission set under which `entry` is shared or withdrawn: same patient, same author, same type.
///
/// `unique_id` is new for each submission, and the same when one is sent again; its id in the registry follows from it.
pub fn submission_set(
    entry: &DocumentEntry,
    unique_id: &Oid,
    submitted: DateTime<Utc>,
    settings: &EntrySettings,
) -> SubmissionSet {
    let entry_uuid = EntryUuid::from_uuid(Uuid::new_v5(&Uuid::NAMESPACE_OID, unique_id.as_str().as_bytes()));
    let mut set = SubmissionSet::new(entry_uuid, unique_id.as_str(), settings.source_id.as_str());
    set.patient_id = entry.patient_id.clone();
    // Known for an entry that the registry returned: a withdrawal must reach the same community.
    set.home_community_id = entry.home_community_id.clone();
    set.submission_time = Some(Dtm::from_utc(submitted));
    set.content_type_code = Some(entry.type_code.clone().unwrap_or_else(|| code(danish::TYPE_CODE)));
    set.authors = entry.authors.clone();
    set
}

/// The hash of a document as entries carry it: SHA-1 in hexadecimal (IHE ITI TF volume 3, 4.2.3.2.10). It tells one
/// content from another by accident; it protects against nobody.
pub fn document_hash(document: &[u8]) -> String {
    Sha1::digest(document)
        .iter()
        .fold(String::with_capacity(40), |mut hash, byte| {
            for digit in [byte >> 4, byte & 0xF] {
                hash.extend(char::from_digit(u32::from(digit), 16));
            }
            hash
        })
}

fn code((code, system, display): (&str, &str, &str)) -> Code {
    Code::new(code, system, display)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Appointment, AppointmentKind, AppointmentStatus, AppointmentTime, Cpr, DanishTime, EpisodeOfCare,
        InstanceId, Location, Organisation, Participant, Patient, PersonName, Reason, SorCode,
    };

    fn organisation(sor: &str, name: &str) -> Organisation {
        Organisation::sor(SorCode::parse(sor).unwrap(), name)
    }

    fn time(text: &str) -> DanishTime {
        text.parse().unwrap()
    }

    fn document(time_of: AppointmentTime) -> AppointmentDocument {
        let mut name = PersonName::new("Nancy", "Berggren");
        name.given.push("Ann Test".to_owned());
        let department = organisation("325431000016004", "Testafdelingen");
        AppointmentDocument {
            id: InstanceId::new("1.2.208.184", "0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01"),
            appointment_id: InstanceId::new("1.2.208.184", "6b3a4b8e-65d3-4a33-8a43-7a4f0f3b9b10"),
            created: time("2026-03-02T10:15:00+01:00"),
            appointment: Appointment {
                kind: AppointmentKind::Regional,
                status: AppointmentStatus::Active,
                time: time_of,
                patient: Patient::new(Cpr::parse("2512489996").unwrap(), name),
                reason: Reason::text("røntgenundersøgelse af thorax"),
                responsible: Participant {
                    organisation: department.clone(),
                    person: Some(PersonName {
                        prefix: None,
                        given: vec!["Jens".into(), "Bo".into()],
                        family: "Jensen".into(),
                    }),
                    time: None,
                },
                requester: None,
                performer: organisation("345031000016009", "Testambulatoriet").into(),
                custodian: organisation("359011000016003", "Testregionen"),
                location: Location::Facility(department),
                episode: Some(EpisodeOfCare {
                    ids: Vec::new(),
                    label: Some(Code::new(
                        "ALAL21",
                        "1.2.208.176.2.4",
                        "Kronisk obstruktiv lungesygdom (KOL)",
                    )),
                }),
                series: None,
            },
        }
    }

    fn settings() -> EntrySettings {
        EntrySettings {
            source_id: Oid::parse("1.2.208.999").unwrap(),
            facility_type: Code::new("22232009", "2.16.840.1.113883.6.96", "hospital"),
            practice_setting: Code::new("394801008", "2.16.840.1.113883.6.96", "ortopædisk kirurgi"),
        }
    }

    fn entry(time_of: AppointmentTime) -> DocumentEntry {
        document_entry(
            &document(time_of),
            EntryUuid::from_wire("urn:uuid:1"),
            &settings(),
        )
    }

    #[test]
    fn every_attribute_comes_from_where_the_profile_says() {
        let entry = entry(AppointmentTime::at(
            time("2026-04-01T10:00:00+02:00"),
            time("2026-04-01T10:30:00+02:00"),
        ));
        let text = |time: Option<Dtm>| time.unwrap().to_string();
        assert_eq!(
            entry.unique_id.to_unique_id(),
            "1.2.208.184^0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01"
        );
        assert_eq!(
            entry.patient_id.as_ref().unwrap().as_cx(),
            "2512489996^^^&1.2.208.176.1.2&ISO"
        );
        assert_eq!(entry.patient_id, entry.source_patient_id);
        assert_eq!(
            entry.source_patient_info.values(),
            ["PID-5|Berggren^Nancy^Ann Test^^", "PID-7|19481225", "PID-8|F"]
        );
        assert_eq!(entry.title.as_deref(), Some("Aftale for 2512489996"));
        assert_eq!(text(entry.creation_time), "20260302091500");
        assert_eq!(text(entry.service_start_time), "20260401080000");
        assert_eq!(text(entry.service_stop_time), "20260401083000");
        assert_eq!(
            entry.authors[0].institutions[0].as_xon(),
            "Testafdelingen^^^^^&1.2.208.176.1.1&ISO^^^^325431000016004"
        );
        assert_eq!(
            entry.authors[0].person.as_ref().unwrap().as_xcn(),
            "^Jensen^Jens^Bo^^^^^&ISO"
        );
        assert_eq!(entry.event_codes[0].code, "ALAL21");
        assert_eq!(
            entry.format_code.as_ref().unwrap().code,
            "urn:ad:dk:medcom:apd-v2.0.1:full"
        );
        assert_eq!((&entry.hash, &entry.size, &entry.status), (&None, &None, &None));
    }

    #[test]
    fn an_unknown_end_gives_no_stop_time() {
        let start = time("2026-04-01T10:00:00+02:00");
        assert_eq!(
            entry(AppointmentTime::At { start, end: None }).service_stop_time,
            None
        );
    }

    #[test]
    fn a_day_starts_at_midnight_in_denmark() {
        let entry = entry(AppointmentTime::day("2026-07-01".parse().unwrap()));
        assert_eq!(entry.service_start_time.unwrap().to_string(), "20260630220000");
        assert_eq!(entry.service_stop_time, None);
    }

    #[test]
    fn the_hash_is_sha1_in_hexadecimal() {
        assert_eq!(document_hash(b""), danish::HASH_OF_NOTHING);
        assert_eq!(document_hash(b"abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    }

    #[test]
    fn a_submission_set_follows_from_entry_and_id() {
        let entry = entry(AppointmentTime::day("2026-07-01".parse().unwrap()));
        let (id, now) = (
            Oid::parse("2.25.4711").unwrap(),
            "2026-03-02T09:16:00Z".parse().unwrap(),
        );
        let set = submission_set(&entry, &id, now, &settings());
        assert_eq!(set, submission_set(&entry, &id, now, &settings()));
        assert_eq!(
            (set.unique_id.as_str(), set.source_id.as_str()),
            ("2.25.4711", "1.2.208.999")
        );
        assert_eq!(
            (&set.authors, &set.patient_id),
            (&entry.authors, &entry.patient_id)
        );
        assert_eq!(set.submission_time.unwrap().to_string(), "20260302091600");
    }
}
