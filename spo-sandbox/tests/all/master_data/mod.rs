//! Master data (stamkort) on demand: its entry, and the document composed of a test person.

mod editing;
mod reading;

use std::process::Command;

use spo_core::soap::Message;
use spo_core::xds::query::FindDocuments;
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::retrieve::DocumentReference;
use spo_core::xds::{DocumentEntry, ObjectType};
use spo_core::xml::{Document, Element, Limits, Namespace};
use spo_core::{Address, Code, Context, Cpr, PersonName};
use spo_sandbox::{
    MASTER_DATA_REPOSITORY_ID, Misbehaviour, OutageForm, Register, Resuscitation, Sandbox, TestPerson,
};

use crate::samples::shared_data;
use crate::support::*;

/// Impossible as a real number: no month has a 65th day.
const AGNES: &str = "6501559996";

fn agnes() -> TestPerson {
    TestPerson::from_json(include_str!("../fixtures/agnes.json")).unwrap()
}

/// Somebody of whom nothing is known that need not be.
fn nobody_special() -> TestPerson {
    TestPerson::new(
        Cpr::parse("7203910001").unwrap(),
        PersonName::new("Bo", "Prøve"),
        Address::new("Birkeparken 3", "6040", "Egtved"),
    )
}

fn sandbox_with(person: TestPerson) -> Sandbox {
    let sandbox = Sandbox::new().unwrap();
    sandbox.add_person(person).unwrap();
    sandbox
}

/// The search that the national health data authority's own client makes.
fn for_master_data(cpr: &str) -> FindDocuments {
    let mut query = FindDocuments::new(Cpr::parse(cpr).unwrap());
    query.object_types = vec![ObjectType::OnDemand, ObjectType::Stable];
    query.format_codes = vec![Code::new(
        "urn:ad:dk:medcom:pdc-v3.0:full",
        "1.2.208.184.100.10",
        "",
    )];
    query
}

fn entry_of(sandbox: &Sandbox, cpr: &str) -> DocumentEntry {
    let answer = search(sandbox, &for_master_data(cpr));
    assert_eq!(answer.status, ResponseStatus::Success);
    let [entry] = answer.objects.entries.try_into().expect("one entry per person");
    entry
}

fn document_of(sandbox: &Sandbox, cpr: &str) -> String {
    let references = [DocumentReference::of(&entry_of(sandbox, cpr)).unwrap()];
    let mut answer = retrieved(send(sandbox, &retrieve_message(&references)), &references);
    assert_eq!(answer.status, ResponseStatus::Success);
    String::from_utf8(answer.documents.pop().unwrap().content).unwrap()
}

/// Checks `document` by the CDA schema, when it and xmllint are there.
pub(crate) fn check(document: &str) {
    let Some(schema) = shared_data() else { return };
    let schema = schema.join("transport/xsd-cda/ccda/infrastructure/cda/CDA_SDTC.xsd");
    let file = std::env::temp_dir().join(format!("spo-sandbox-{}.xml", uuid::Uuid::new_v4()));
    std::fs::write(&file, document).unwrap();
    let output = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .args([&schema, &file])
        .output();
    std::fs::remove_file(&file).unwrap();
    match output {
        Ok(output) => assert!(
            output.status.success(),
            "{}\n{document}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(_) => eprintln!("skipped: xmllint is not there"),
    }
}

/// The observation with this code.
fn observation<'d>(document: &'d Document<'d>, code: &str) -> Element<'d> {
    document
        .root()
        .descendants()
        .filter(|element| element.local() == "observation")
        .find(|it| it.child(Namespace::HL7, "code").and_then(|it| it.attr("code")) == Some(code))
        .unwrap_or_else(|| panic!("{code} is not there"))
}

fn parse(document: &str) -> Document<'_> {
    Document::parse(document.as_bytes(), Limits::DOCUMENT).unwrap()
}

#[test]
fn a_person_has_one_entry_without_size_hash_and_time() {
    let sandbox = sandbox_with(agnes());
    let entry = entry_of(&sandbox, AGNES);
    assert_eq!(entry.object_type, ObjectType::OnDemand);
    assert_eq!(
        (entry.size, &entry.hash, entry.creation_time),
        (None, &None, None)
    );
    assert_eq!(entry.repository_id.as_deref(), Some(MASTER_DATA_REPOSITORY_ID));
    let unique_id = entry.unique_id.to_unique_id();
    assert!(unique_id.starts_with(&format!("{MASTER_DATA_REPOSITORY_ID}^")));
    // Clients retrieve by the entry's own id, too.
    assert_eq!(entry.entry_uuid.as_str(), unique_id);
    assert_eq!(entry.type_code.unwrap().code, "PDC");

    // A person who is taken in again keeps it.
    sandbox.add_person(agnes()).unwrap();
    assert_eq!(entry_of(&sandbox, AGNES).unique_id.to_unique_id(), unique_id);
    assert_eq!(sandbox.persons().len(), 1);
}

#[test]
fn an_entry_on_demand_is_found_when_its_kind_is_asked_for() {
    let sandbox = sandbox_with(agnes());
    let mut query = FindDocuments::new(Cpr::parse(AGNES).unwrap());
    let found = |query: &FindDocuments| search(&sandbox, query).objects.entries.len();
    query.object_types = vec![ObjectType::Stable];
    assert_eq!(found(&query), 0);
    // Stable ones are meant when nothing is said.
    query.object_types.clear();
    assert_eq!(found(&query), 0);
    query.object_types = vec![ObjectType::OnDemand];
    assert_eq!(found(&query), 1);

    query.object_types = vec![ObjectType::Stable];
    sandbox
        .master_data()
        .unwrap()
        .script(Misbehaviour::IgnoreObjectType);
    assert_eq!(found(&query), 1, "a source that ignores the filter");
}

#[test]
fn documents_are_valid_and_composed_anew_each_time() {
    let sandbox = sandbox_with(agnes());
    sandbox.add_person(nobody_special()).unwrap();
    let first = document_of(&sandbox, AGNES);
    check(&first);
    check(&document_of(&sandbox, "7203910001"));
    let id = |document: &str| {
        let document = parse(document);
        let id = document.root().child(Namespace::HL7, "id").unwrap();
        id.attr("extension").unwrap().to_owned()
    };
    assert_ne!(id(&first), id(&document_of(&sandbox, AGNES)));

    let later = Context::fixed("2027-07-01T08:30:00Z".parse().unwrap());
    let sandbox = sandbox.with_clock(later);
    let document = document_of(&sandbox, AGNES);
    assert!(document.contains("<effectiveTime value=\"20270701103000+0200\"/>"));
}

/// The header rules of the public schematron of PDC-DK 3.0.0, as far as they are documented.
#[test]
fn the_header_is_that_of_version_3() {
    let sandbox = sandbox_with(agnes());
    let text = document_of(&sandbox, AGNES);
    let document = parse(&text);
    let root = document.root();
    let at = |path: &[&str]| {
        let mut element = root;
        for name in path {
            element = element
                .child(Namespace::HL7, name)
                .unwrap_or_else(|| panic!("{path:?} is not there"));
        }
        element
    };
    let attrs = |path: &[&str], names: &[&str]| -> Vec<String> {
        let element = at(path);
        let value = |name: &&str| element.attr(name).unwrap_or_default().to_owned();
        names.iter().map(value).collect()
    };
    assert_eq!(attrs(&["realmCode"], &["code"]), ["DK"]);
    assert_eq!(
        attrs(&["typeId"], &["root", "extension"]),
        ["2.16.840.1.113883.1.3", "POCD_HD000040"]
    );
    assert_eq!(
        attrs(&["templateId"], &["root", "extension"]),
        ["1.2.208.184.16.1", "3.0"]
    );
    assert_eq!(
        attrs(&["id"], &["root", "assigningAuthorityName"]),
        ["1.2.208.184", "MedCom"]
    );
    assert_eq!(
        attrs(
            &["code"],
            &["code", "codeSystem", "codeSystemName", "displayName"]
        ),
        ["PDC", "1.2.208.184.100.1", "MedCom Message Codes", "Stamkort"]
    );
    assert_eq!(at(&["title"]).text(), format!("Personal Data Card for {AGNES}"));
    let time = attrs(&["effectiveTime"], &["value"]);
    assert_eq!(attrs(&["author", "time"], &["value"]), time);
    for organisation in [
        ["author", "assignedAuthor"].as_slice(),
        &[
            "custodian",
            "assignedCustodian",
            "representedCustodianOrganization",
        ],
    ] {
        let id = [organisation, &["id"]].concat();
        assert_eq!(
            attrs(&id, &["root", "extension", "assigningAuthorityName"]),
            ["1.2.208.176.1.1", "1126211000016009", "SOR"]
        );
    }
    let events: Vec<Element<'_>> = root.children_named(Namespace::HL7, "documentationOf").collect();
    let within = |event: &Element<'_>, name: &str, attr: &str| -> Option<String> {
        let mut all = event.descendants();
        let found = all.find(|element| element.local() == name)?;
        found.attr(attr).map(str::to_owned)
    };
    assert_eq!(events.len(), 2);
    assert_eq!(within(&events[0], "low", "value"), time.first().cloned());
    assert_eq!(within(&events[0], "high", "nullFlavor").as_deref(), Some("NA"));
    assert_eq!(within(&events[1], "id", "extension").as_deref(), Some("pdc-v3.0"));
    for forbidden in [
        "dataEnterer",
        "informant",
        "informationRecipient",
        "legalAuthenticator",
        "authenticator",
        "participant",
        "inFulfillmentOf",
    ] {
        assert!(root.child(Namespace::HL7, forbidden).is_none(), "{forbidden}");
    }
}

#[test]
fn no_number_of_an_author_is_told() {
    let sandbox = sandbox_with(agnes());
    let text = document_of(&sandbox, AGNES);
    let document = parse(&text);
    let mut authors = 0;
    for author in document
        .root()
        .descendants()
        .filter(|it| it.local() == "assignedAuthor")
    {
        let id = author.child(Namespace::HL7, "id").unwrap();
        if id.attr("root") == Some("1.2.208.176.1.2") {
            let extension = id.attr("extension").unwrap();
            assert!(matches!(extension, "ANONYM" | "NI"), "{extension}");
            authors += 1;
        }
    }
    assert!(authors > 2);
}

#[test]
fn a_protected_person_is_masked_in_header_entry_and_narrative() {
    let person = TestPerson {
        protected: true,
        ..agnes()
    };
    let sandbox = sandbox_with(person);
    let text = document_of(&sandbox, AGNES);
    check(&text);
    // The name is that of nobody else in the document.
    for secret in ["Agnes", "Højmark", "Skovvangen"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let document = parse(&text);
    let values: Vec<String> = observation(&document, "CitizenNameAddr")
        .children_named(Namespace::HL7, "value")
        .map(|value| value.attr("extension").unwrap_or_default().to_owned())
        .collect();
    assert_eq!(values, ["", "ConfAddr", ""]);
    assert!(!text.contains("<item>ConfAddr</item>"), "a mark for programs");
    // What was typed in is not masked.
    assert!(text.contains("Plejehjemsvej 4"));
    // The registry tells no more.
    let entry = format!("{:?}", entry_of(&sandbox, AGNES));
    assert!(!entry.contains("Agnes"));
}

#[test]
fn a_person_without_a_practitioner_has_no_provider_organization() {
    let sandbox = sandbox_with(nobody_special());
    assert!(!document_of(&sandbox, "7203910001").contains("providerOrganization"));
    let sandbox = sandbox_with(agnes());
    assert!(document_of(&sandbox, AGNES).contains("<providerOrganization>"));
}

#[test]
fn a_register_that_is_down_says_so_in_both_forms_and_never_false() {
    const OPT_OUT: &str = "NoResuscitationRegistration";
    let opted_out = TestPerson {
        resuscitation: Resuscitation::OptedOut {
            registered: "2026-02-01T10:22:56+01:00".parse().unwrap(),
        },
        ..agnes()
    };
    let sandbox = sandbox_with(opted_out);
    let answer = |sandbox: &Sandbox| {
        let text = document_of(sandbox, AGNES);
        check(&text);
        let document = parse(&text);
        let opt_out = observation(&document, OPT_OUT);
        let value = opt_out.child(Namespace::HL7, "value").unwrap();
        let time = opt_out.child(Namespace::HL7, "author").unwrap();
        let time = time.child(Namespace::HL7, "time").unwrap();
        [
            value.attr("extension"),
            value.attr("nullFlavor"),
            time.attr("value"),
        ]
        .map(|it| it.map(str::to_owned))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        answer(&sandbox),
        [some("true"), None, some("20260201102256+0100")]
    );
    for (form, expected) in [
        (OutageForm::Extension, [some("NAV"), None, None]),
        (OutageForm::NullFlavor, [None, some("NAV"), None]),
    ] {
        sandbox.script(
            spo_sandbox::Script::new(Misbehaviour::RegistersDown {
                registers: vec![Register::Resuscitation, Register::OrganDonor],
                form,
            })
            .on(spo_sandbox::Transaction::Iti43),
        );
        assert_eq!(answer(&sandbox), expected, "{form:?}");
    }
    let sandbox = sandbox_with(agnes());
    assert_eq!(answer(&sandbox), [some("false"), None, None]);
}

#[test]
fn the_door_to_master_data_alone_knows_nothing_else() {
    let sandbox = sandbox_with(agnes());
    share_well(&sandbox, &Shared::of(AGNES, "20260401100000+0200", None, ""));
    let at = |path: &str, message: &Message| {
        let mut request = request(message);
        request.url = format!("http://sandbox.invalid{path}");
        sandbox.handle(&request).unwrap()
    };
    let mut everything = FindDocuments::new(Cpr::parse(AGNES).unwrap());
    everything.object_types = vec![ObjectType::OnDemand, ObjectType::Stable];
    let message = query_message(everything.body());
    let alone = query_answer(at("/nspservices/sfskreg", &message)).objects.entries;
    assert_eq!(alone.len(), 1);
    assert_eq!(search(&sandbox, &everything).objects.entries.len(), 2);
    // Without a home community, as the national health data authority's client asks.
    let references = [DocumentReference {
        home_community_id: None,
        ..DocumentReference::of(alone.first().unwrap()).unwrap()
    }];
    let response = at("/decoupling/nspservices/sfskrep", &retrieve_message(&references));
    assert_eq!(retrieved(response, &references).documents.len(), 1);
}

#[test]
fn a_person_is_shown_by_the_masked_number_only() {
    assert_eq!(
        format!("{:?}", agnes()),
        "TestPerson { cpr: Cpr(650155-****), .. }"
    );
    let error = TestPerson::from_json("{\"cpr\": \"6501559996\", \"nmae\": 1}").unwrap_err();
    assert_eq!(error.code(), "sandbox.person");
    assert!(error.message().contains("nmae"));
}
