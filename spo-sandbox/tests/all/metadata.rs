//! The Danish table of metadata, the value sets, and that the document and its entry say the same.

use spo_core::Code;
use spo_core::xds::{Author, DocumentEntry, Dtm, PatientId, SourcePatientInfo, SubmissionSet, Xcn, Xon};
use spo_sandbox::Sandbox;

use crate::support::*;

type Change<T> = fn(&mut T);

/// The explanations of a refusal whose codes are all of metadata.
fn findings(shared: &Shared) -> Vec<String> {
    let errors = refused(&Sandbox::new().unwrap(), &shared.message());
    assert!(
        codes(&errors)
            .iter()
            .all(|code| *code == "XDSRegistryMetadataError"),
        "{errors:?}"
    );
    errors.into_iter().map(|(_, context)| context).collect()
}

fn text_findings(change: impl FnOnce(String) -> String) -> Vec<String> {
    let errors = refused(&Sandbox::new().unwrap(), &Shared::new().message_with(change));
    errors.into_iter().map(|(_, context)| context).collect()
}

fn assert_finds(findings: &[String], part: &str) {
    assert!(
        findings.iter().any(|finding| finding.contains(part)),
        "{part}: {findings:#?}"
    );
}

#[test]
fn every_required_attribute_of_an_entry_is_named_when_it_is_missing() {
    let cases: [(&str, Change<DocumentEntry>); 16] = [
        ("author.authorInstitution", |entry| entry.authors.clear()),
        ("classCode", |entry| entry.class_code = None),
        ("confidentialityCode", |entry| entry.confidentiality_codes.clear()),
        ("creationTime", |entry| entry.creation_time = None),
        ("formatCode", |entry| entry.format_code = None),
        ("healthcareFacilityTypeCode", |entry| {
            entry.facility_type_code = None
        }),
        ("languageCode", |entry| entry.language_code = None),
        ("mimeType", |entry| entry.mime_type = None),
        ("patientId", |entry| entry.patient_id = None),
        ("practiceSettingCode", |entry| entry.practice_setting_code = None),
        ("serviceStartTime", |entry| entry.service_start_time = None),
        ("sourcePatientId", |entry| entry.source_patient_id = None),
        ("sourcePatientInfo", |entry| {
            entry.source_patient_info = SourcePatientInfo::default();
        }),
        ("title", |entry| entry.title = None),
        ("typeCode", |entry| entry.type_code = None),
        ("sourcePatientInfo (PID-8)", |entry| {
            entry.source_patient_info = SourcePatientInfo::from_values(vec![
                "PID-5|Berggren^Nancy^^^".into(),
                "PID-7|19481225".into(),
            ]);
        }),
    ];
    for (attribute, change) in cases {
        let findings = findings(&Shared::new().with(change));
        assert_finds(
            &findings,
            &format!("Obligatorisk attribut mangler: DocumentEntry.{attribute}"),
        );
    }
}

#[test]
fn every_required_attribute_of_a_submission_set_is_named_when_it_is_missing() {
    let cases: [(&str, Change<SubmissionSet>); 5] = [
        ("author.authorInstitution", |set| set.authors.clear()),
        ("contentTypeCode", |set| set.content_type_code = None),
        ("patientId", |set| set.patient_id = None),
        ("sourceId", |set| set.source_id.clear()),
        ("submissionTime", |set| set.submission_time = None),
    ];
    for (attribute, change) in cases {
        let findings = findings(&Shared::new().with_set(change));
        assert_finds(
            &findings,
            &format!("Obligatorisk attribut mangler: SubmissionSet.{attribute}"),
        );
    }
    for (attribute, change) in [
        (
            "sourceId",
            (|set| set.source_id = "4711".into()) as Change<SubmissionSet>,
        ),
        ("uniqueId", |set| {
            set.unique_id = "urn:uuid:194ff3d4-a77a-4067-b721-6716ed2f43f7".into();
        }),
    ] {
        let findings = findings(&Shared::new().with_set(change));
        assert_eq!(findings, [format!("SubmissionSet.{attribute} skal være en OID")]);
    }
}

#[test]
fn all_findings_come_at_once() {
    let shared = Shared::new().with(|entry| {
        entry.title = None;
        entry.class_code = None;
        entry.language_code = None;
    });
    assert_eq!(findings(&shared).len(), 3);
}

#[test]
fn codes_are_of_the_danish_value_sets() {
    let snomed = "2.16.840.1.113883.6.96";
    let facility =
        Shared::new().with(|entry| entry.facility_type_code = Some(Code::new("22232008", snomed, "?")));
    assert_eq!(
        findings(&facility),
        ["DocumentEntry.healthcareFacilityTypeCode er ikke i værdisættet: \"22232008\""]
    );
    let practice =
        Shared::new().with(|entry| entry.practice_setting_code = Some(Code::new("N/A", snomed, "?")));
    assert_eq!(
        findings(&practice),
        ["DocumentEntry.practiceSettingCode er ikke i værdisættet: \"N/A\""]
    );
    let system =
        Shared::new().with(|entry| entry.practice_setting_code = Some(Code::new("408443003", "1.2.3", "?")));
    assert_finds(&findings(&system), "practiceSettingCode har et ukendt kodesystem");
    let class =
        Shared::new().with(|entry| entry.class_code = Some(Code::new("002", "1.2.208.184.100.9", "Summary")));
    assert_eq!(
        findings(&class),
        ["DocumentEntry.classCode skal være 001 for en aftale"]
    );
    let label =
        Shared::new().with(|entry| entry.event_codes = vec![Code::new("ALAL99", "1.2.208.176.2.4", "?")]);
    assert_finds(&findings(&label), "er ikke en forløbslabel");
    let secret = Shared::new().with(|entry| {
        entry.confidentiality_codes = vec![Code::new("R", "2.16.840.1.113883.5.25", "Restricted")];
    });
    assert_finds(&findings(&secret), "confidentialityCode skal være N");
    let twice = Shared::new().with(|entry| {
        let code = entry.confidentiality_codes.first().cloned();
        entry.confidentiality_codes.extend(code);
    });
    assert_eq!(
        findings(&twice),
        ["DocumentEntry.confidentialityCode skal angives netop en gang"]
    );
}

#[test]
fn displays_do_not_matter() {
    let shared = Shared::new().with(|entry| {
        for code in [
            &mut entry.class_code,
            &mut entry.type_code,
            &mut entry.format_code,
        ] {
            code.as_mut().unwrap().display = Some("Clinical report".to_owned());
        }
    });
    share_well(&Sandbox::new().unwrap(), &shared);
}

#[test]
fn times_are_utc_to_the_second() {
    for time in [
        "20260401100000+0200",
        "202604010800",
        "2026040108",
        "20260401080000.0",
        "2026-04-01T08:00:00Z",
    ] {
        let findings = text_findings(|body| body.replace("20260401080000", time));
        assert_finds(
            &findings,
            "serviceStartTime skal være UTC på formen yyyyMMddHHmmss",
        );
    }
    let findings = text_findings(|body| body.replace("20260302091600", "20260302101600+0100"));
    assert_finds(&findings, "SubmissionSet.submissionTime skal være UTC");
}

#[test]
fn danish_time_in_place_of_utc_is_found_because_the_document_knows_better() {
    let shared =
        Shared::new().with(|entry| entry.service_start_time = Some(Dtm::parse("20260401100000").unwrap()));
    let findings = findings(&shared);
    assert_finds(
        &findings,
        "serviceStartTime i CDA-dokumentet er forskellig fra DocumentEntry.serviceStartTime \
         (20260401080000 i UTC, 20260401100000 i DocumentEntry)",
    );
}

#[test]
fn patients_are_named_by_cpr_number() {
    for id in [
        "Patient^^^&1.2.208.176.1.2&ISO",
        "2512489996",
        "2512489996^^^&1.2.3&ISO",
    ] {
        let shared = Shared::new()
            .with(|entry| {
                entry.patient_id = Some(PatientId::from_cx(id));
                entry.source_patient_id = Some(PatientId::from_cx(id));
            })
            .with_set(|set| set.patient_id = Some(PatientId::from_cx(id)));
        assert_finds(
            &findings(&shared),
            "DocumentEntry.patientId skal være et CPR-nummer",
        );
    }
}

#[test]
fn objects_have_the_form_of_the_schema() {
    for (from, to, finding) in [
        (
            "<rim:Classification id=\"",
            "<rim:Classification x=\"",
            "Classification uden attributten id",
        ),
        (
            "<rim:ExternalIdentifier id=\"",
            "<rim:ExternalIdentifier x=\"",
            "ExternalIdentifier uden attributten id",
        ),
        (
            "registryObject=\"urn",
            "registryObject=\"u",
            "peger ikke på objektet",
        ),
        (
            " classificationNode=\"",
            " x=\"",
            "ikke klassificeret som SubmissionSet",
        ),
        (
            "<rim:Slot name=\"languageCode\">",
            "<rim:Slot name=\"creationTime\">",
            "creationTime er angivet mere end en gang",
        ),
    ] {
        let findings = text_findings(|body| body.replace(from, to));
        assert_finds(&findings, finding);
    }
    let long = Shared::new().with(|entry| entry.language_code = Some("d".repeat(257)));
    assert_finds(&findings(&long), "languageCode er længere end 256 tegn");
    let titled = Shared::new().with(|entry| entry.title = Some("A".repeat(128)));
    assert_finds(&findings(&titled), "title skal være kortere end 128 tegn");
}

#[test]
fn the_document_and_its_entry_say_the_same() {
    let cases: [(&str, Change<DocumentEntry>); 13] = [
        ("uniqueId", |entry| entry.unique_id.extension = "another".into()),
        ("title", |entry| entry.title = Some("Aftale".into())),
        ("languageCode", |entry| entry.language_code = Some("da".into())),
        ("creationTime", |entry| {
            entry.creation_time = Some(Dtm::parse("20260302091501").unwrap());
        }),
        ("serviceStopTime", |entry| entry.service_stop_time = None),
        ("serviceStopTime", |entry| {
            entry.service_stop_time = Some(Dtm::parse("20260401090000").unwrap());
        }),
        ("sourcePatientId", |entry| {
            entry.source_patient_id = Some(PatientId::from_cx("0408801111^^^&1.2.208.176.1.2&ISO"));
        }),
        ("sourcePatientInfo (PID-7)", |entry| {
            entry.source_patient_info = SourcePatientInfo::from_values(vec![
                "PID-5|Berggren^Nancy^Ann Test^^".into(),
                "PID-7|19481226".into(),
                "PID-8|F".into(),
            ]);
        }),
        ("eventCodeList", |entry| entry.event_codes.clear()),
        ("author.authorInstitution", |entry| {
            entry.authors = vec![author(
                "Testafdelingen^^^^^&1.2.208.176.1.1&ISO^^^^345031000016009",
            )];
        }),
        ("author.authorInstitution", |entry| {
            entry.authors = vec![author(
                "Anden afdeling^^^^^&1.2.208.176.1.1&ISO^^^^325431000016004",
            )];
        }),
        ("author.authorPerson", |entry| {
            entry.authors.first_mut().unwrap().person = None;
        }),
        ("author.authorPerson", |entry| {
            entry.authors.first_mut().unwrap().person = Some(Xcn::from_xcn("^Olsen^Jens^Bo^^^^^&ISO"));
        }),
    ];
    for (attribute, change) in cases {
        let findings = findings(&Shared::new().with(change));
        assert_finds(
            &findings,
            &format!("{attribute} i CDA-dokumentet er forskellig fra DocumentEntry.{attribute}"),
        );
    }
    let cases = [
        ("typeCode", "code=\"39289-4\"", "code=\"56446-8\""),
        (
            "confidentialityCode",
            "confidentialityCode code=\"N\"",
            "confidentialityCode code=\"R\"",
        ),
        ("formatCode", "extension=\"apd-v2.0.1\"", "extension=\"apd-v2.0\""),
        (
            "patientId",
            "extension=\"2512489996\"",
            "extension=\"0408801111\"",
        ),
    ];
    for (attribute, from, to) in cases {
        let findings = findings(&Shared::new().with_document(|document| document.replace(from, to)));
        assert_finds(
            &findings,
            &format!("{attribute} i CDA-dokumentet er forskellig fra DocumentEntry.{attribute}"),
        );
    }
}

fn author(institution: &str) -> Author {
    Author {
        institutions: vec![Xon::from_xon(institution)],
        person: Some(Xcn::from_xcn("^Jensen^Jens^Bo^^^^^&ISO")),
        ..Author::default()
    }
}

#[test]
fn an_appointment_without_an_end_has_no_stop_time() {
    share_well(
        &Sandbox::new().unwrap(),
        &Shared::of(NANCY, "20260401000000+0200", None, ""),
    );
}

#[test]
fn what_is_no_cda_document_is_refused() {
    for document in [
        "",
        "not xml",
        "<ClinicalDocument/>",
        "<!DOCTYPE x><ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>",
        "%PDF-1.4",
    ] {
        let shared = Shared::new().with_document(|_| document.to_owned());
        let errors = refused(&Sandbox::new().unwrap(), &shared.message());
        assert_eq!(codes(&errors), ["InvalidDocumentContent"], "{document}");
    }
}

#[test]
fn documents_of_other_kinds_are_compared_with_nothing() {
    let shared = Shared::new()
        .with(|entry| {
            entry.format_code = Some(Code::new(
                "urn:ad:dk:medcom:pdc-v3.0:full",
                "1.2.208.184.100.10",
                "DK PDC schema",
            ));
            entry.type_code = Some(Code::new("PDC", "1.2.208.184.100.1", "Stamkort"));
        })
        .with_document(|_| "<stamkort/>".to_owned());
    share_well(&Sandbox::new().unwrap(), &shared);
}
