//! Generated documents that break no rule, with every variant of every part.

use chrono::{DateTime, NaiveDate};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use spo_core::cda::AppointmentDocument;
use spo_core::rules::vocabulary::{EPISODE_LABELS, oid};
use spo_core::*;

/// A text for people: any printable characters, without white space around it.
fn text() -> BoxedStrategy<String> {
    let trimmed = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    prop_oneof![
        "[A-ZÆØÅ][a-zæøå .,]{0,20}[a-zæøå]",
        "\\PC{1,30}".prop_filter_map("blank", trimmed),
        "[&<>\"' a-z]{1,20}".prop_filter_map("blank", trimmed),
    ]
    .boxed()
}

fn time() -> BoxedStrategy<DanishTime> {
    // 1900 to 2200, so that every change of the clock occurs.
    (-2_208_000_000_i64..7_258_000_000)
        .prop_map(|seconds| DanishTime::from_utc(DateTime::from_timestamp(seconds, 0).unwrap()))
        .boxed()
}

fn date() -> BoxedStrategy<NaiveDate> {
    (1800..2200_i32, 1..=366_u32)
        .prop_filter_map("no such day", |(year, day)| NaiveDate::from_yo_opt(year, day))
        .boxed()
}

fn appointment_time() -> BoxedStrategy<AppointmentTime> {
    let bounds = || (time(), option::of(1..1_000_000_i64));
    let end = |start: DanishTime, seconds: Option<i64>| {
        seconds.map(|seconds| DanishTime::from_utc(start.to_utc() + chrono::TimeDelta::seconds(seconds)))
    };
    prop_oneof![
        bounds().prop_map(move |(start, length)| AppointmentTime::At {
            start,
            end: end(start, length)
        }),
        (bounds(), text())
            .prop_map(move |((start, length), note)| AppointmentTime::Window {
                start,
                end: end(start, length),
                note
            })
            .prop_filter("reads as a day", |window| {
                window.end().is_some() || window.start() != DanishTime::midnight(window.start().date())
            }),
        (1900..2200_i32, 1..=366_u32, text()).prop_filter_map("no such day", |(year, day, note)| {
            Some(AppointmentTime::Day {
                date: NaiveDate::from_yo_opt(year, day)?,
                note,
            })
        }),
    ]
    .boxed()
}

fn sor() -> BoxedStrategy<OrganisationId> {
    "[1-9][0-9]{5,17}"
        .prop_map(|code| OrganisationId::Sor(code.parse().unwrap()))
        .boxed()
}

fn sor_or_yder() -> BoxedStrategy<OrganisationId> {
    prop_oneof![
        sor(),
        "[0-9]{6}".prop_map(|number| OrganisationId::Yder(number.parse().unwrap()))
    ]
    .boxed()
}

fn uuid() -> BoxedStrategy<String> {
    "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}".boxed()
}

fn medcom() -> BoxedStrategy<InstanceId> {
    uuid().prop_map(|uuid| InstanceId::new(oid::MEDCOM, uuid)).boxed()
}

fn address() -> BoxedStrategy<Address> {
    let purpose = option::of(prop_oneof![Just(Use::Home), Just(Use::Work)]);
    (
        vec(text(), 0..4),
        option::of(text()),
        option::of(text()),
        option::of(text()),
        purpose,
    )
        .prop_map(|(lines, postal_code, city, country, purpose)| Address {
            lines,
            postal_code,
            city,
            country,
            purpose,
        })
        .prop_filter("empty", |address| !address.is_empty())
        .boxed()
}

fn patient_address() -> BoxedStrategy<PatientAddress> {
    prop_oneof![
        address().prop_map(PatientAddress::Known),
        Just(PatientAddress::Protected),
        Just(PatientAddress::Unknown),
    ]
    .boxed()
}

fn telecom() -> BoxedStrategy<Telecom> {
    let value = prop_oneof![
        "(tel|sms|fax):\\+?[0-9]{4,12}(-[0-9])?",
        "mailto:[a-z.]{1,10}@[a-z]{2,8}\\.dk",
        "https?://[a-z]{2,8}\\.dk(:[0-9]{2,4})?(/[a-z0-9]{0,5}){0,2}(\\?a=[a-z&]{1,5})?",
    ];
    let purpose = option::of(prop_oneof![Just(Use::Home), Just(Use::Work), Just(Use::Mobile)]);
    (value, purpose)
        .prop_map(|(value, purpose)| Telecom { value, purpose })
        .boxed()
}

fn telecoms_up_to(most: usize) -> BoxedStrategy<Vec<Telecom>> {
    vec(telecom(), 0..=most)
        .prop_filter("twice the same", |telecoms| {
            (1..telecoms.len()).all(|at| !telecoms[..at].contains(&telecoms[at]))
        })
        .boxed()
}

fn organisation(id: BoxedStrategy<OrganisationId>, telecoms: usize) -> BoxedStrategy<Organisation> {
    (id, text(), option::of(address()), telecoms_up_to(telecoms))
        .prop_map(|(id, name, address, telecoms)| Organisation {
            id: Some(id),
            name,
            address,
            telecoms,
        })
        .boxed()
}

fn name() -> BoxedStrategy<PersonName> {
    (option::of(text()), vec(text(), 1..4), text())
        .prop_map(|(prefix, given, family)| PersonName {
            prefix,
            given,
            family,
        })
        .boxed()
}

fn patient() -> BoxedStrategy<Patient> {
    let cpr = "[0-3][0-9][01][0-9][0-9]{6}".prop_filter_map("no date", |digits| Cpr::parse(&digits).ok());
    let practice = (option::of(sor_or_yder()), organisation(sor(), 3))
        .prop_map(|(id, organisation)| Organisation { id, ..organisation });
    let gender = prop_oneof![Just(Gender::Female), Just(Gender::Male)];
    (
        cpr,
        name(),
        patient_address(),
        telecoms_up_to(2),
        gender,
        date(),
        option::of(practice),
    )
        .prop_map(
            |(cpr, name, address, telecoms, gender, birth_date, general_practice)| Patient {
                cpr,
                name,
                address,
                telecoms,
                gender,
                birth_date,
                general_practice,
            },
        )
        .boxed()
}

fn reason() -> BoxedStrategy<Reason> {
    let code = (
        "[A-Za-z0-9.-]{3,18}",
        "2\\.[1-9][0-9]{0,5}\\.[0-9]",
        option::of(text()),
    )
        .prop_map(|(code, system, system_name)| Code {
            code,
            system,
            system_name,
            display: None,
        });
    (text(), option::of(code))
        .prop_map(|(text, code)| Reason { text, code })
        .boxed()
}

fn location() -> BoxedStrategy<Location> {
    prop_oneof![
        organisation(sor(), 1).prop_map(Location::Facility),
        (text(), patient_address(), telecoms_up_to(2)).prop_map(|(name, address, telecoms)| {
            Location::Home {
                name,
                address,
                telecoms,
            }
        }),
        (text(), option::of(address()), telecoms_up_to(2)).prop_map(|(name, address, telecoms)| {
            Location::Other {
                name,
                address,
                telecoms,
            }
        }),
    ]
    .boxed()
}

fn episode() -> BoxedStrategy<EpisodeOfCare> {
    let other =
        ("1\\.2\\.[1-9][0-9]{0,4}", text()).prop_map(|(root, extension)| InstanceId::new(root, extension));
    let lpr3 = uuid().prop_map(|uuid| InstanceId::new(oid::LPR3, uuid));
    let ids = (vec(prop_oneof![other, lpr3], 0..3), option::of(medcom()))
        .prop_map(|(others, medcom)| others.into_iter().chain(medcom).collect());
    let label = (0..EPISODE_LABELS.len(), option::of(text())).prop_map(|(at, display)| {
        let (code, usual) = EPISODE_LABELS[at];
        Code::new(code, oid::SKS, display.unwrap_or_else(|| usual.to_owned()))
    });
    (ids, option::of(label))
        .prop_map(|(ids, label)| EpisodeOfCare { ids, label })
        .boxed()
}

fn participant(id: BoxedStrategy<OrganisationId>) -> BoxedStrategy<Participant> {
    (organisation(id, 3), option::of(name()), option::of(time()))
        .prop_map(|(organisation, person, time)| Participant {
            organisation,
            person,
            time,
        })
        .boxed()
}

fn appointment() -> BoxedStrategy<Appointment> {
    let kind = prop_oneof![
        Just(AppointmentKind::Regional),
        Just(AppointmentKind::Municipality),
        Just(AppointmentKind::Practitioner)
    ];
    let performer =
        (organisation(sor_or_yder(), 1), option::of(name())).prop_map(|(organisation, person)| Participant {
            organisation,
            person,
            time: None,
        });
    let parties = (
        participant(sor_or_yder()),
        option::of(participant(sor())),
        performer,
        organisation(sor(), 1),
        location(),
    );
    let series = option::of(option::of(medcom()).prop_map(|id| Series { id }));
    let rest = (option::of(episode()), series);
    (kind, appointment_time(), patient(), reason(), parties, rest)
        .prop_map(|(kind, time, mut patient, reason, parties, (episode, series))| {
            let (responsible, requester, performer, custodian, location) = parties;
            // Protected in one place and known in another is against the rules.
            if let Location::Home { address, .. } = &location
                && (*address == PatientAddress::Protected) != (patient.address == PatientAddress::Protected)
            {
                patient.address = address.clone();
            }
            Appointment {
                kind,
                status: AppointmentStatus::Active,
                time,
                patient,
                reason,
                responsible,
                requester,
                performer,
                custodian,
                location,
                episode,
                series,
            }
        })
        .boxed()
}

/// A document that can be written and says nothing twice: an author's time that is the document's own is left out, as
/// reading leaves it out.
pub(crate) fn document() -> BoxedStrategy<AppointmentDocument> {
    (medcom(), medcom(), time(), appointment())
        .prop_map(|(id, appointment_id, created, mut appointment)| {
            appointment.responsible.time = appointment.responsible.time.filter(|time| *time != created);
            AppointmentDocument {
                id,
                appointment_id,
                created,
                appointment,
            }
        })
        .boxed()
}
