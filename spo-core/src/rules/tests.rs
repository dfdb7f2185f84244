//! Each rule is broken alone: a valid appointment, one change, exactly one fault.

use chrono::NaiveDate;

use super::*;
use crate::*;

fn time(text: &str) -> DanishTime {
    text.parse().unwrap()
}

fn sor(code: &str, name: &str) -> Organisation {
    Organisation::sor(code.parse().unwrap(), name)
}

fn complete(organisation: Organisation) -> Organisation {
    organisation
        .with_address(Address::new("Sygehusvej 1", "5230", "Odense M"))
        .with_telecom(Telecom::phone("66 11 33 33", Use::Work))
}

/// An appointment with every optional part.
fn valid() -> Appointment {
    let mut patient = Patient::new(
        "2512489996".parse().unwrap(),
        PersonName::new("Nancy", "Berggren"),
    );
    patient.address = Address::new("Skoleparken 3", "6040", "Egtved").into();
    patient.telecoms = vec![Telecom::phone("12345678", Use::Mobile)];
    patient.general_practice = Some(complete(Organisation::yder(
        "012345".parse().unwrap(),
        "Testlægehuset",
    )));
    Appointment {
        kind: AppointmentKind::Regional,
        status: AppointmentStatus::Active,
        time: AppointmentTime::at(
            time("2026-04-01T10:00:00+02:00"),
            time("2026-04-01T10:30:00+02:00"),
        ),
        patient,
        reason: Reason {
            text: "røntgenundersøgelse af thorax".to_owned(),
            code: Some(Code {
                code: "399208008".to_owned(),
                system: vocabulary::oid::SNOMED_CT.to_owned(),
                system_name: Some("SNOMED CT".to_owned()),
                display: None,
            }),
        },
        responsible: Participant {
            organisation: complete(sor("325431000016004", "Testafdelingen")),
            person: Some(PersonName::new("Jens", "Jensen")),
            time: Some(time("2026-03-01T09:00:00+01:00")),
        },
        requester: Some(complete(sor("345061000016001", "Testlægehuset")).into()),
        performer: complete(sor("345031000016009", "Testambulatoriet")).into(),
        custodian: complete(sor("359011000016003", "Testregionen")),
        location: Location::Facility(complete(sor("325421000016001", "Testambulatoriet, indgang 4"))),
        episode: Some(EpisodeOfCare {
            ids: vec![
                InstanceId::new(vocabulary::oid::LPR3, "39d615cd-5d62-4a54-9762-d33197c63aba"),
                InstanceId::new(vocabulary::oid::MEDCOM, "e7532c08-729b-4413-83d7-bd2cdf147ef7"),
            ],
            label: Some(Code::new(
                "ALAL21",
                vocabulary::oid::SKS,
                "Kronisk obstruktiv lungesygdom (KOL)",
            )),
        }),
        series: Some(Series {
            id: Some(InstanceId::new(
                vocabulary::oid::MEDCOM,
                "603c82a2-ac1f-4ab0-a21f-9b2c4478a85d",
            )),
        }),
    }
}

fn home() -> Location {
    Location::home(Address::new("Skoleparken 3", "6040", "Egtved"))
}

type Change = fn(&mut Appointment);

/// Rule, path of the fault, and the change that breaks the rule.
const BREAKS: &[(&str, &str, Change)] = &[
    ("apd.kind.unspecified", "kind", |a| {
        a.kind = AppointmentKind::Unspecified
    }),
    ("apd.status.active", "status", |a| {
        a.status = AppointmentStatus::Completed
    }),
    ("apd.time.range", "time.day.date", |a| {
        a.time = AppointmentTime::day(NaiveDate::from_ymd_opt(1899, 12, 31).unwrap());
    }),
    ("apd.time.range", "time.day.date", |a| {
        a.time = AppointmentTime::day(NaiveDate::MAX)
    }),
    ("apd.time.range", "responsible.time", |a| {
        a.responsible.time = Some(time("1899-12-31T12:00:00+01:00"));
    }),
    ("apd.time.order", "time.at.end", |a| {
        a.time = AppointmentTime::at(a.time.start(), a.time.start());
    }),
    ("apd.time.order", "time.window.end", |a| {
        a.time = AppointmentTime::window(a.time.end().unwrap(), a.time.start());
    }),
    ("apd.time.note", "time.window.note", |a| {
        a.time = AppointmentTime::Window {
            start: a.time.start(),
            end: None,
            note: " ".to_owned(),
        };
    }),
    ("apd.time.note", "time.day.note", |a| {
        a.time = AppointmentTime::Day {
            date: a.time.start().date(),
            note: String::new(),
        };
    }),
    ("apd.time.day", "time.window.end", |a| {
        let start = DanishTime::midnight(a.time.start().date());
        a.time = AppointmentTime::Window {
            start,
            end: None,
            note: "Om natten".to_owned(),
        };
    }),
    ("apd.patient.name", "patient.name.given", |a| {
        a.patient.name.given.clear()
    }),
    ("apd.patient.name", "patient.name.given[0]", |a| {
        a.patient.name.given = vec![" ".to_owned()]
    }),
    ("apd.patient.name", "patient.name.family", |a| {
        a.patient.name.family.clear()
    }),
    ("apd.patient.gender", "patient.gender", |a| {
        a.patient.gender = Gender::Undifferentiated
    }),
    ("apd.patient.birth_date", "patient.birth_date", |a| {
        a.patient.birth_date = NaiveDate::MIN
    }),
    ("apd.patient.protection", "location.home.address", |a| {
        a.patient.address = PatientAddress::Protected;
        a.location = home();
    }),
    ("apd.patient.protection", "patient.address", |a| {
        a.location = Location::home(PatientAddress::Protected)
    }),
    ("apd.reason.text", "reason.text", |a| {
        a.reason.text = "\t".to_owned()
    }),
    ("apd.reason.code", "reason.code", |a| {
        a.reason.code.as_mut().unwrap().code = "NI".to_owned()
    }),
    ("apd.reason.display", "reason.code.display", |a| {
        a.reason.code.as_mut().unwrap().display = Some("noget andet".to_owned());
    }),
    ("apd.responsible.id", "responsible.organisation.id", |a| {
        a.responsible.organisation.id = None
    }),
    ("apd.requester.id", "requester.organisation.id", |a| {
        a.requester.as_mut().unwrap().organisation.id = Some(OrganisationId::Yder("012345".parse().unwrap()));
    }),
    ("apd.performer.id", "performer.organisation.id", |a| {
        a.performer.organisation.id = Some(OrganisationId::Other(InstanceId::new("1.2.3", "4")));
    }),
    ("apd.performer.telecom", "performer.organisation.telecoms", |a| {
        a.performer
            .organisation
            .telecoms
            .push(Telecom::mail("info@example.dk", Use::Work));
    }),
    ("apd.performer.time", "performer.time", |a| {
        a.performer.time = Some(a.time.start())
    }),
    ("apd.custodian.id", "custodian.id", |a| a.custodian.id = None),
    ("apd.custodian.telecom", "custodian.telecoms", |a| {
        a.custodian
            .telecoms
            .push(Telecom::mail("info@example.dk", Use::Work));
    }),
    ("apd.general_practice.id", "patient.general_practice.id", |a| {
        a.patient.general_practice.as_mut().unwrap().id =
            Some(OrganisationId::Other(InstanceId::new("1.2.3", "4")));
    }),
    ("apd.location.id", "location.facility.id", |a| {
        a.location = Location::Facility(Organisation::yder("012345".parse().unwrap(), "Klinikken"));
    }),
    ("apd.location.telecom", "location.facility.telecoms", |a| {
        let Location::Facility(facility) = &mut a.location else {
            return;
        };
        facility
            .telecoms
            .push(Telecom::mail("info@example.dk", Use::Work));
    }),
    ("apd.location.name", "location.facility.name", |a| {
        a.location = Location::Facility(sor("325421000016001", ""));
    }),
    ("apd.location.name", "location.other.name", |a| {
        a.location = Location::Other {
            name: String::new(),
            address: None,
            telecoms: Vec::new(),
        };
    }),
    ("apd.organisation.name", "custodian.name", |a| {
        a.custodian.name.clear()
    }),
    ("apd.organisation.name", "patient.general_practice.name", |a| {
        a.patient.general_practice.as_mut().unwrap().name.clear();
    }),
    ("apd.person.name", "responsible.person.given", |a| {
        a.responsible.person.as_mut().unwrap().given.clear();
    }),
    ("apd.address.empty", "performer.organisation.address", |a| {
        a.performer.organisation.address = Some(Address::default());
    }),
    ("apd.address.use", "patient.address.use", |a| {
        let PatientAddress::Known(address) = &mut a.patient.address else {
            return;
        };
        address.purpose = Some(Use::Mobile);
    }),
    ("apd.address.protected", "patient.address.lines[0]", |a| {
        a.patient.address = Address {
            lines: vec!["adressebeskyttelse".to_owned()],
            ..Address::default()
        }
        .into();
    }),
    ("apd.telecom.scheme", "patient.telecoms[0].value", |a| {
        a.patient.telecoms[0].value = "12345678".to_owned()
    }),
    ("apd.telecom.value", "custodian.telecoms[0].value", |a| {
        a.custodian.telecoms[0].value = "tel:66 11 33 33".to_owned();
    }),
    ("apd.telecom.distinct", "patient.telecoms[1]", |a| {
        a.patient.telecoms.push(a.patient.telecoms[0].clone());
    }),
    ("apd.episode.label", "episode.label.code", |a| {
        a.episode.as_mut().unwrap().label.as_mut().unwrap().code = "ALAL99".to_owned();
    }),
    ("apd.episode.system", "episode.label.system", |a| {
        a.episode.as_mut().unwrap().label.as_mut().unwrap().system = "1.2.208.184.300.1".to_owned();
    }),
    ("apd.episode.system", "episode.label.system", |a| {
        a.episode.as_mut().unwrap().label.as_mut().unwrap().system_name = Some("SKS".to_owned());
    }),
    ("apd.episode.medcom", "episode.ids", |a| {
        let episode = a.episode.as_mut().unwrap();
        episode.ids.push(episode.ids[1].clone());
    }),
    ("apd.id.uuid", "episode.ids[1].extension", |a| {
        a.episode.as_mut().unwrap().ids[1].extension = "test0202-0001-49ce-8653-cp2202789083".to_owned();
    }),
    ("apd.id.uuid", "series.id.extension", |a| {
        a.series.as_mut().unwrap().id.as_mut().unwrap().extension.clear();
    }),
    ("apd.id.root", "series.id.root", |a| {
        a.series.as_mut().unwrap().id.as_mut().unwrap().root = "1.2.208.185".to_owned();
    }),
    ("apd.id.oid", "episode.ids[0].root", |a| {
        a.episode.as_mut().unwrap().ids[0].root = "LPR3".to_owned()
    }),
    ("apd.id.extension", "episode.ids[0].extension", |a| {
        a.episode.as_mut().unwrap().ids[0].extension.clear();
    }),
    ("apd.id.extension", "episode.ids[0].extension", |a| {
        a.episode.as_mut().unwrap().ids[0].extension = "forløb\t7".to_owned();
    }),
    ("apd.code.format", "reason.code.code", |a| {
        a.reason.code.as_mut().unwrap().code = "39 92".to_owned()
    }),
    ("apd.code.system", "reason.code.system", |a| {
        a.reason.code.as_mut().unwrap().system = "urn:oid:2.16.840.1.113883.6.96".to_owned();
    }),
    ("apd.text.blank", "responsible.organisation.address.city", |a| {
        a.responsible.organisation.address.as_mut().unwrap().city = Some("  ".to_owned());
    }),
    ("apd.text.blank", "episode.label.display", |a| {
        a.episode.as_mut().unwrap().label.as_mut().unwrap().display = Some(String::new());
    }),
    ("apd.text.illegal", "location.facility.name", |a| {
        a.location = Location::Facility(sor("325421000016001", "Indgang\u{1}"));
    }),
    ("apd.text.length", "responsible.organisation.name", |a| {
        a.responsible.organisation.name = "a".repeat(201)
    }),
    ("apd.text.length", "patient.name", |a| {
        a.patient.name.given = vec!["ø".repeat(20); 10]
    }),
    ("apd.text.length", "reason.text", |a| {
        a.reason.text = "å".repeat(1001)
    }),
    ("apd.list.length", "responsible.organisation.telecoms", |a| {
        let number = |at: usize| Telecom::phone(&at.to_string(), Use::Work);
        a.responsible.organisation.telecoms = (0..101).map(number).collect();
    }),
    ("apd.text.length", "patient.telecoms[0].value", |a| {
        a.patient.telecoms[0].value = format!("tel:{}", "1".repeat(1000));
    }),
];

#[test]
fn a_complete_appointment_breaks_no_rule() {
    assert_eq!(validate(&valid()), []);
}

#[test]
fn every_kind_of_place_and_time_can_be_valid() {
    let mut appointment = valid();
    for location in [
        home(),
        Location::home(PatientAddress::Unknown),
        Location::Other {
            name: "Borgerhuset".to_owned(),
            address: None,
            telecoms: Vec::new(),
        },
    ] {
        appointment.location = location;
        assert_eq!(validate(&appointment), []);
    }
    appointment.patient.address = PatientAddress::Protected;
    appointment.location = Location::home(PatientAddress::Protected);
    assert_eq!(validate(&appointment), []);
    for time in [
        AppointmentTime::At {
            start: appointment.time.start(),
            end: None,
        },
        AppointmentTime::Window {
            start: appointment.time.start(),
            end: None,
            note: "Morgen".to_owned(),
        },
        AppointmentTime::day(appointment.time.start().date()),
    ] {
        appointment.time = time;
        assert_eq!(validate(&appointment), []);
    }
}

#[test]
fn each_break_is_the_only_fault() {
    for (rule, path, change) in BREAKS {
        let mut appointment = valid();
        change(&mut appointment);
        let faults = validate(&appointment);
        let found: Vec<_> = faults
            .iter()
            .map(|fault| (fault.rule, fault.path.as_str()))
            .collect();
        assert_eq!(found, [(*rule, *path)]);
    }
}

#[test]
fn each_rule_has_a_break() {
    for rule in ALL {
        assert!(
            BREAKS.iter().any(|(broken, ..)| *broken == rule.id),
            "{}",
            rule.id
        );
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let mut appointment = valid();
    appointment.kind = AppointmentKind::Unspecified;
    appointment.patient.name.family.clear();
    appointment.custodian.id = None;
    let rules: Vec<_> = validate(&appointment).iter().map(|fault| fault.rule).collect();
    assert_eq!(
        rules,
        ["apd.kind.unspecified", "apd.patient.name", "apd.custodian.id"]
    );
}

#[test]
fn a_fault_names_no_value() {
    let mut appointment = valid();
    appointment.patient.telecoms[0].value = "2512489996".to_owned();
    appointment.patient.name.family = "\u{1}2512489996".to_owned();
    for fault in validate(&appointment) {
        assert!(!format!("{fault} {fault:?}").contains("2512489996"));
    }
}

#[test]
fn the_ids_of_a_document_must_be_medcom_uuids() {
    let good = InstanceId::new(vocabulary::oid::MEDCOM, "0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01");
    let bad = InstanceId::new("1.2.3", "7");
    let created = time("2026-03-02T10:15:00+01:00");
    assert_eq!(validate_document(&good, &good, created), []);
    let paths: Vec<_> = validate_document(&bad, &bad, created)
        .into_iter()
        .map(|fault| fault.path)
        .collect();
    assert_eq!(
        paths,
        [
            "id.root",
            "id.extension",
            "appointment_id.root",
            "appointment_id.extension"
        ]
    );
}
