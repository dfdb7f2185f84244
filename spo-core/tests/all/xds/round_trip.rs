//! What is written reads back as what it was.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use spo_core::xds::query::Answer;
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::{
    Association, AssociationType, Author, Availability, DocumentEntry, Dtm, EntryUuid, ObjectType, PatientId,
    RegistryObjects, SchemeCode, Slot, SourcePatientInfo, SubmissionSet, Xcn, Xon,
};
use spo_core::xml::{Document, Limits};
use spo_core::{Code, Gender, InstanceId, OrganisationId, PersonName, ServiceError, SorCode};

/// Text without white space around it, which readers drop.
fn text() -> impl Strategy<Value = String> {
    "[\\PC&&[^ \u{a0}]]([\\PC]{0,12}[\\PC&&[^ \u{a0}]])?"
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("empty", |text| !text.is_empty())
}

fn code() -> impl Strategy<Value = Code> {
    (text(), text(), of(text())).prop_map(|(code, system, display)| Code {
        code,
        system,
        system_name: None,
        display,
    })
}

fn time() -> impl Strategy<Value = Dtm> {
    let digits = (
        1900..2100_u32,
        1..=12_u32,
        1..=28_u32,
        0..24_u32,
        0..60_u32,
        0..60_u32,
        2..=7_usize,
    );
    digits.prop_map(|(year, month, day, hour, minute, second, pairs)| {
        let digits = format!("{year}{month:02}{day:02}{hour:02}{minute:02}{second:02}");
        digits[..2 * pairs].parse().unwrap()
    })
}

fn name() -> impl Strategy<Value = PersonName> {
    (vec(text(), 0..4), text()).prop_map(|(given, family)| PersonName {
        prefix: None,
        given,
        family,
    })
}

fn patient() -> impl Strategy<Value = PatientId> {
    (text(), text()).prop_map(|(id, authority)| PatientId::new(&id, &authority))
}

fn slot() -> impl Strategy<Value = Slot> {
    (text(), vec(text(), 1..3)).prop_map(|(name, values)| Slot {
        name: format!("urn:x:{name}"),
        values,
    })
}

fn scheme_code() -> impl Strategy<Value = SchemeCode> {
    code().prop_map(|code| SchemeCode {
        scheme: "urn:uuid:ab9b591b-83ab-4d03-8f5d-f93b1fb92e85".into(),
        code,
    })
}

fn author() -> impl Strategy<Value = Author> {
    let institution = (text(), any::<bool>()).prop_map(|(name, with_id)| {
        let id = OrganisationId::Sor(SorCode::parse("325431000016004").unwrap());
        Xon::new(&name, with_id.then_some(&id))
    });
    (
        vec(institution, 0..3),
        of(name()),
        vec(text(), 0..2),
        vec(text(), 0..2),
        vec(text(), 0..2),
        vec(slot(), 0..2),
    )
        .prop_map(
            |(institutions, person, roles, specialties, telecoms, extra_slots)| Author {
                institutions,
                person: person.as_ref().map(Xcn::new),
                roles,
                specialties,
                telecoms,
                extra_slots,
            },
        )
}

fn status() -> impl Strategy<Value = Availability> {
    prop_oneof![
        Just(Availability::Approved),
        Just(Availability::Deprecated),
        text().prop_map(Availability::Other)
    ]
}

fn object_type() -> impl Strategy<Value = ObjectType> {
    prop_oneof![
        Just(ObjectType::Stable),
        Just(ObjectType::OnDemand),
        text().prop_map(ObjectType::Other)
    ]
}

prop_compose! {
    fn entry_ids()(
        ids in (text(), text(), of(text()), of(text()), of(text()), of(text()), of(text())),
        status in of(status()),
        object_type in object_type(),
    ) -> DocumentEntry {
        let (id, root, extension, logical_id, version, repository_id, home_community_id) = ids;
        let unique_id = InstanceId::new(root.replace('^', "."), extension.unwrap_or_default());
        let mut entry = DocumentEntry::new(EntryUuid::from_wire(id), unique_id, object_type);
        entry.logical_id = logical_id;
        entry.version = version;
        entry.repository_id = repository_id;
        entry.home_community_id = home_community_id;
        entry.status = status;
        entry
    }
}

prop_compose! {
    fn entry()(
        ids in entry_ids(),
        patients in (of(patient()), of(patient()), of((name(), any::<bool>()))),
        texts in (of(text()), of(text()), of(text()), of(text()), of(text()), of(text())),
        times in (of(time()), of(time()), of(time()), of(any::<u64>())),
        codes in (of(code()), of(code()), of(code()), of(code()), of(code()), vec(code(), 0..3), vec(code(), 0..3)),
        people in (vec(author(), 0..3), of(name()), vec(text(), 0..3)),
        extras in (vec(slot(), 0..3), vec(scheme_code(), 0..2)),
    ) -> DocumentEntry {
        let mut entry = ids;
        entry.patient_id = patients.0;
        entry.source_patient_id = patients.1;
        if let Some((name, female)) = patients.2 {
            let gender = if female { Gender::Female } else { Gender::Male };
            entry.source_patient_info = SourcePatientInfo::new(&name, "1948-12-25".parse().unwrap(), gender);
            assert_eq!(entry.source_patient_info.name(), Some(name));
        }
        (entry.title, entry.comments, entry.language_code, entry.mime_type, entry.hash, entry.uri) = texts;
        (entry.creation_time, entry.service_start_time, entry.service_stop_time, entry.size) = times;
        entry.class_code = codes.0;
        entry.type_code = codes.1;
        entry.format_code = codes.2;
        entry.facility_type_code = codes.3;
        entry.practice_setting_code = codes.4;
        entry.confidentiality_codes = codes.5;
        entry.event_codes = codes.6;
        entry.authors = people.0;
        entry.legal_authenticator = people.1.as_ref().map(Xcn::new);
        entry.reference_ids = people.2;
        (entry.extra_slots, entry.extra_codes) = extras;
        entry
    }
}

prop_compose! {
    fn submission_set()(
        ids in (text(), text(), text(), of(text())),
        patient in of(patient()),
        time in of(time()),
        code in of(code()),
        authors in vec(author(), 0..2),
        status in of(status()),
        extras in (vec(slot(), 0..2), vec(scheme_code(), 0..2)),
    ) -> SubmissionSet {
        let mut set = SubmissionSet::new(EntryUuid::from_wire(ids.0), ids.1, ids.2);
        set.home_community_id = ids.3;
        set.patient_id = patient;
        set.submission_time = time;
        set.content_type_code = code;
        set.authors = authors;
        set.status = status;
        (set.extra_slots, set.extra_codes) = extras;
        set
    }
}

prop_compose! {
    fn association()(ids in (text(), text(), text(), text()), slots in vec(slot(), 0..2)) -> Association {
        Association {
            id: EntryUuid::from_wire(ids.0),
            association_type: AssociationType::from_urn(&ids.1),
            source: EntryUuid::from_wire(ids.2),
            target: EntryUuid::from_wire(ids.3),
            slots,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn an_answer(
        entries in vec(entry(), 0..3),
        submission_sets in vec(submission_set(), 0..2),
        associations in vec(association(), 0..2),
        object_refs in vec(text().prop_map(EntryUuid::from_wire), 0..2),
        errors in vec((text(), text(), of(text()), any::<bool>()), 0..2),
    ) {
        let errors = errors.into_iter().map(|(code, context, location, warning)| ServiceError { code, context, location, warning });
        let objects = RegistryObjects { entries, submission_sets, associations, object_refs, warnings: Vec::new() };
        let answer = Answer { status: ResponseStatus::PartialSuccess, objects, errors: errors.collect() };
        let xml = answer.body();
        let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
        let read = Answer::read(document.root()).unwrap();
        prop_assert_eq!(read, answer);
    }

    #[test]
    fn names_of_people_and_organisations(name in name(), organisation in text()) {
        prop_assert_eq!(Xcn::new(&name).name(), name);
        let xon = Xon::new(&organisation, None);
        prop_assert_eq!(xon.name(), organisation);
    }
}
