//! The written documents against the profile's rules, one check for each, made on the XML and without the reader.
//!
//! A check is named after the place it looks at, as in the table of rules beside the repository; where that table is
//! at hand, every rule of it must have a check.

use spo_core::xml::{Document, Element, Limits, Namespace};

use super::round_trip::generated;
use crate::cda::examples::examples;
use crate::support::{read, shared_data};

const HL7: Namespace = Namespace::HL7;

/// The elements reached by a path of names from `from`.
fn all<'d>(from: Element<'d>, path: &str) -> Vec<Element<'d>> {
    path.split('/')
        .filter(|step| !step.is_empty())
        .fold(vec![from], |at, step| {
            at.into_iter()
                .flat_map(|element| element.children_named(HL7, step).collect::<Vec<_>>())
                .collect()
        })
}

fn one<'d>(from: Element<'d>, path: &str) -> Element<'d> {
    let found = all(from, path);
    assert_eq!(found.len(), 1, "{path} below {}", from.path());
    found[0]
}

fn has(element: Element<'_>, attributes: &[(&str, &str)]) -> bool {
    attributes
        .iter()
        .all(|(name, value)| element.attr(name) == Some(*value))
}

fn is_sor(id: Element<'_>) -> bool {
    has(
        id,
        &[("root", "1.2.208.176.1.1"), ("assigningAuthorityName", "SOR")],
    ) && id
        .attr("extension")
        .is_some_and(|code| code.len() >= 6 && code.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_medcom_uuid(id: Element<'_>) -> bool {
    has(
        id,
        &[("root", "1.2.208.184"), ("assigningAuthorityName", "MedCom")],
    ) && id
        .attr("extension")
        .is_some_and(|text| uuid::Uuid::parse_str(text).is_ok() && text.len() == 36)
}

/// Denmark had double summer time in 1947.
fn is_timestamp(value: &str) -> bool {
    let (digits, offset) = value.split_at(value.len().min(14));
    digits.len() == 14
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(offset, "+0100" | "+0200" | "+0300")
}

/// The header events with a template.
fn events<'d>(root: Element<'d>, template: &str) -> Vec<Element<'d>> {
    let is_it = |event: &Element<'_>| has(one(*event, "templateId"), &[("root", template)]);
    all(root, "documentationOf/serviceEvent")
        .into_iter()
        .filter(is_it)
        .collect()
}

fn section(root: Element<'_>) -> Element<'_> {
    one(root, "component/structuredBody/component/section")
}

fn encounter(root: Element<'_>) -> Element<'_> {
    one(section(root), "entry/encounter")
}

fn preconditions<'d>(root: Element<'d>, template: &str) -> Vec<Element<'d>> {
    let is_it = |it: &Element<'_>| {
        has(
            one(*it, "templateId"),
            &[("root", template), ("extension", "2019-09-10")],
        )
    };
    all(encounter(root), "precondition")
        .into_iter()
        .filter(is_it)
        .collect()
}

fn text_of<'d>(element: Element<'d>, name: &str) -> &'d str {
    one(element, name).text()
}

const TIME_EVENT: &str = "1.2.208.184.10.1.11";
const VERSION_EVENT: &str = "1.2.208.184.10.1.10";
const EPISODE_EVENT: &str = "1.2.208.184.10.1.12";

type Check = fn(Element<'_>) -> bool;

/// A prohibited part of the header, or part of the body.
macro_rules! absent {
    ($($name:literal),*) => { [$((concat!("ClinicalDocument/", $name), |root| all(root, $name).is_empty())),*] };
}

const PROHIBITED: [(&str, Check); 7] = absent![
    "dataEnterer",
    "informant",
    "informationRecipient",
    "legalAuthenticator",
    "authenticator",
    "participant",
    "inFulfillmentOf"
];

const CHECKS: &[(&str, Check)] = &[
    ("ClinicalDocument/realmCode", |root| {
        has(one(root, "realmCode"), &[("code", "DK")])
    }),
    ("ClinicalDocument/typeId", |root| {
        has(
            one(root, "typeId"),
            &[("root", "2.16.840.1.113883.1.3"), ("extension", "POCD_HD000040")],
        )
    }),
    ("ClinicalDocument/templateId", |root| {
        has(
            one(root, "templateId"),
            &[("root", "1.2.208.184.14.1"), ("extension", "2019-09-10")],
        )
    }),
    ("ClinicalDocument/id", |root| is_medcom_uuid(one(root, "id"))),
    ("ClinicalDocument/code", |root| {
        has(
            one(root, "code"),
            &[
                ("code", "39289-4"),
                ("codeSystem", "2.16.840.1.113883.6.1"),
                (
                    "displayName",
                    "Dato og tidspunkt for møde mellem patient og sundhedsperson",
                ),
            ],
        )
    }),
    ("ClinicalDocument/title", |root| {
        let cpr = one(root, "recordTarget/patientRole/id");
        has(
            cpr,
            &[("root", "1.2.208.176.1.2"), ("assigningAuthorityName", "CPR")],
        ) && text_of(root, "title") == format!("Aftale for {}", cpr.attr("extension").unwrap())
    }),
    ("ClinicalDocument/effectiveTime", |root| {
        is_timestamp(one(root, "effectiveTime").attr("value").unwrap())
    }),
    ("ClinicalDocument/confidentialityCode", |root| {
        has(
            one(root, "confidentialityCode"),
            &[("code", "N"), ("codeSystem", "2.16.840.1.113883.5.25")],
        )
    }),
    ("ClinicalDocument/setId, versionNumber", |root| {
        all(root, "setId").len() <= 1 && all(root, "versionNumber").len() <= 1
    }),
    ("ClinicalDocument/author", |root| {
        (1..=2).contains(&all(root, "author").len())
    }),
    ("ClinicalDocument/author[2]/assignedAuthor/code", |root| {
        all(root, "author").iter().skip(1).all(|author| {
            let code = one(*author, "assignedAuthor/code");
            has(
                code,
                &[("code", "REFB"), ("codeSystem", "2.16.840.1.113883.5.90")],
            ) && code.attr("nullFlavor").is_none()
        })
    }),
    ("ClinicalDocument/author[2]/assignedAuthor/id", |root| {
        all(root, "author")
            .iter()
            .skip(1)
            .all(|author| is_sor(one(*author, "assignedAuthor/id")))
    }),
    ("ClinicalDocument/author/assignedAuthor/addr", |root| {
        all(root, "author/assignedAuthor")
            .iter()
            .all(|author| all(*author, "addr").len() == 1)
    }),
    ("ClinicalDocument/author/assignedAuthor/telecom", |root| {
        all(root, "author/assignedAuthor")
            .iter()
            .all(|author| !all(*author, "telecom").is_empty())
    }),
    ("ClinicalDocument/author[1]/assignedAuthor/id", |root| {
        let id = one(all(root, "author")[0], "assignedAuthor/id");
        is_sor(id)
            || has(
                id,
                &[
                    ("root", "1.2.208.176.1.4"),
                    ("assigningAuthorityName", "Yderregisteret"),
                ],
            )
    }),
    (
        "ClinicalDocument/documentationOf[templateId 1.2.208.184.10.1.11]",
        |root| events(root, TIME_EVENT).len() == 1,
    ),
    (".../effectiveTime/low", |root| {
        let low = one(events(root, TIME_EVENT)[0], "effectiveTime/low");
        low.attr("nullFlavor").is_none() && low.attr("value").is_some_and(is_timestamp)
    }),
    (".../effectiveTime/high", |root| {
        let high = one(events(root, TIME_EVENT)[0], "effectiveTime/high");
        match high.attr("value") {
            Some(value) => is_timestamp(value) && high.attr("nullFlavor").is_none(),
            None => has(high, &[("nullFlavor", "NI")]),
        }
    }),
    ("any IVL_TS", |root| {
        let intervals = root
            .descendants()
            .filter(|element| element.child(HL7, "low").is_some());
        intervals
            .map(|it| (one(it, "low"), one(it, "high")))
            .all(|(low, high)| low.attr("value") != high.attr("value"))
    }),
    ("any TS", |root| {
        let times = root
            .descendants()
            .filter(|it| matches!(it.local(), "time" | "low" | "high" | "effectiveTime"));
        times.filter_map(|it| it.attr("value")).all(is_timestamp)
            && one(root, "recordTarget/patientRole/patient/birthTime")
                .attr("value")
                .unwrap()
                .len()
                == 8
    }),
    (
        "ClinicalDocument/documentationOf[templateId 1.2.208.184.10.1.10]",
        |root| events(root, VERSION_EVENT).len() == 1,
    ),
    (".../serviceEvent/id", |root| {
        has(
            one(events(root, VERSION_EVENT)[0], "id"),
            &[
                ("root", "1.2.208.184.100.10"),
                ("extension", "apd-v2.0.1"),
                ("assigningAuthorityName", "MedCom"),
            ],
        ) && events(root, EPISODE_EVENT).iter().all(|event| {
            let ids = all(*event, "id");
            let medcom: Vec<_> = ids
                .iter()
                .filter(|id| id.attr("root") == Some("1.2.208.184"))
                .collect();
            medcom.len() <= 1 && medcom.iter().all(|id| is_medcom_uuid(**id))
        })
    }),
    (
        "ClinicalDocument/documentationOf[templateId 1.2.208.184.10.1.12]",
        |root| events(root, EPISODE_EVENT).len() <= 1,
    ),
    (".../serviceEvent/code", |root| {
        events(root, EPISODE_EVENT).iter().all(|event| {
            let code = one(*event, "code");
            let is_label = has(
                code,
                &[("codeSystemName", "Sundhedsvæsenets Klassifikations System")],
            ) && code.attr("code").is_some_and(|code| code.starts_with("ALAL"));
            has(code, &[("codeSystem", "1.2.208.176.2.4")])
                && (is_label || has(code, &[("nullFlavor", "NA")]))
        })
    }),
    (
        "ClinicalDocument/component/structuredBody/component/section",
        |root| {
            section(root);
            true
        },
    ),
    ("section/templateId", |root| {
        has(
            one(section(root), "templateId"),
            &[("root", "1.2.208.184.14.11.1"), ("extension", "2019-09-10")],
        )
    }),
    ("section/code", |root| {
        has(
            one(section(root), "code"),
            &[("code", "18776-5"), ("codeSystem", "2.16.840.1.113883.6.1")],
        )
    }),
    ("section/title and section/text", |root| {
        text_of(section(root), "title") == "Aftale" && one(section(root), "text").attr("nullFlavor").is_none()
    }),
    ("section/entry/encounter", |root| {
        has(encounter(root), &[("classCode", "ENC"), ("moodCode", "APT")])
    }),
    ("encounter/templateId", |root| {
        has(
            one(encounter(root), "templateId"),
            &[("root", "1.2.208.184.14.11.2"), ("extension", "2019-09-10")],
        )
    }),
    ("encounter/id", |root| is_medcom_uuid(one(encounter(root), "id"))),
    ("encounter/code", |root| {
        let code = one(encounter(root), "code");
        let kinds = [
            "MunicipalityAppointment",
            "RegionalAppointment",
            "PractitionerAppointment",
        ];
        has(
            code,
            &[
                ("codeSystem", "1.2.208.184.100.1"),
                ("codeSystemName", "MedCom Message Codes"),
            ],
        ) && code.attr("code").is_some_and(|code| kinds.contains(&code))
    }),
    ("encounter/statusCode", |root| {
        has(one(encounter(root), "statusCode"), &[("code", "active")])
    }),
    ("encounter/effectiveTime", |root| {
        let header = one(events(root, TIME_EVENT)[0], "effectiveTime");
        let body = one(encounter(root), "effectiveTime");
        ["low", "high"].iter().all(|bound| {
            let values = |it| (one(it, bound).attr("value"), one(it, bound).attr("nullFlavor"));
            values(header) == values(body)
        })
    }),
    ("encounter/performer", |root| {
        let entity = one(encounter(root), "performer/assignedEntity");
        let counts = ["id", "addr", "telecom", "representedOrganization"].map(|name| all(entity, name).len());
        counts == [1; 4] && !text_of(one(entity, "representedOrganization"), "name").is_empty()
    }),
    ("encounter/participant", |root| {
        matches!(
            one(encounter(root), "participant").attr("typeCode"),
            Some("LOC" | "SBJ" | "DST")
        )
    }),
    ("participant/participantRole", |root| {
        let role = one(encounter(root), "participant/participantRole");
        has(role, &[("classCode", "SDLOC")])
            && has(
                one(role, "templateId"),
                &[("root", "1.2.208.184.14.11.3"), ("extension", "2019-09-10")],
            )
    }),
    ("participant[LOC]/participantRole", |root| {
        let participant = one(encounter(root), "participant");
        let counts =
            ["id", "addr", "telecom"].map(|name| all(participant, &format!("participantRole/{name}")).len());
        participant.attr("typeCode") != Some("LOC") || counts == [1; 3]
    }),
    ("participantRole/id", |root| {
        all(encounter(root), "participant/participantRole/id")
            .into_iter()
            .all(is_sor)
    }),
    ("participantRole/playingEntity/name", |root| {
        let place = one(encounter(root), "participant/participantRole/playingEntity");
        has(place, &[("classCode", "PLC")]) && !text_of(place, "name").is_empty()
    }),
    ("encounter/entryRelationship[RSON]/observation", |root| {
        let reason = one(encounter(root), "entryRelationship");
        has(reason, &[("typeCode", "RSON")])
            && has(
                one(reason, "observation"),
                &[("classCode", "OBS"), ("moodCode", "EVN")],
            )
    }),
    ("observation/code", |root| {
        let code = one(encounter(root), "entryRelationship/observation/code");
        let is_text_only = has(code, &[("code", "NI")]);
        code.attr("displayName")
            .is_some_and(|text| !text.trim().is_empty())
            && is_text_only == code.attr("codeSystem").is_none()
    }),
    ("encounter/precondition[templateId ...14.11.4]", |root| {
        let found = preconditions(root, "1.2.208.184.14.11.4");
        found.len() <= 1
            && found.iter().all(|it| {
                let criterion = one(*it, "criterion");
                let values = all(criterion, "value");
                has(
                    one(criterion, "code"),
                    &[
                        ("code", "RepeatingDocumentType"),
                        ("codeSystem", "1.2.208.184.100.1"),
                    ],
                ) && values.len() <= 1
                    && values
                        .iter()
                        .all(|id| is_medcom_uuid(*id) && id.xsi_type() == Some((HL7, "II")))
            })
    }),
    ("encounter/precondition[templateId ...14.11.5]", |root| {
        let found = preconditions(root, "1.2.208.184.14.11.5");
        found.len() <= 1
            && found.iter().all(|it| {
                let criterion = one(*it, "criterion");
                has(
                    one(criterion, "code"),
                    &[
                        ("code", "GuidedIntervalType"),
                        ("codeSystem", "1.2.208.184.100.1"),
                    ],
                ) && !text_of(criterion, "text").is_empty()
            })
    }),
];

#[test]
fn every_written_document_keeps_every_rule_of_the_profile() {
    let examples = examples()
        .into_iter()
        .map(|(_, appointment)| super::document(appointment));
    for written in examples.chain(generated(200)) {
        let xml = written.to_xml().unwrap();
        let document = Document::parse(xml.as_bytes(), Limits::DOCUMENT).unwrap();
        for (place, check) in CHECKS.iter().chain(&PROHIBITED) {
            assert!(check(document.root()), "{place} in\n{xml}");
        }
    }
}

#[test]
fn every_rule_of_the_shared_table_has_a_check() {
    let Some(data) = shared_data() else { return };
    let table = read(&data.join("appointments/rules/apd-2.0.1-rules.json"));
    let table: serde_json::Value = serde_json::from_str(&table).unwrap();
    for rule in table["rules"].as_array().unwrap() {
        let place = rule["path"].as_str().unwrap();
        assert!(
            CHECKS
                .iter()
                .chain(&PROHIBITED)
                .any(|(checked, _)| *checked == place),
            "{place}"
        );
    }
}
