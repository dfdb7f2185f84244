//! Every kind of answer is valid by the schemas of ebXML and IHE, when these and xmllint are there.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use spo_core::soap::Incoming;
use spo_core::transport::Response;
use spo_core::xds::query::{GetDocuments, ReturnType};
use spo_core::xds::retrieve::DocumentReference;
use spo_core::xml::{Document, Limits, Namespace};
use spo_sandbox::{HomeCommunity, Misbehaviour, Sandbox, ScriptedError, Validation};

use crate::samples::shared_data;
use crate::support::*;

struct Schema(PathBuf);

impl Schema {
    fn find() -> Option<Self> {
        let schema = shared_data()?.join("transport/xsd-ihe-libxml2/all.xsd");
        let there = Command::new("xmllint")
            .arg("--version")
            .stderr(Stdio::null())
            .status()
            .is_ok();
        if !there || !schema.is_file() {
            eprintln!("skipped: xmllint or the schemas are not there");
            return None;
        }
        Some(Self(schema))
    }

    /// Checks the body of an answer, attachments inlined.
    fn check(&self, name: &str, response: Response) {
        let inlined = Incoming::read(response).unwrap().inlined().unwrap();
        let document = Document::parse(inlined.as_bytes(), Limits::MESSAGE).unwrap();
        let body = document.root().child(Namespace::SOAP11, "Body").unwrap();
        let payload = body.children().next().unwrap().source();
        let file = std::env::temp_dir().join(format!("spo-sandbox-{}.xml", uuid::Uuid::new_v4()));
        std::fs::write(&file, payload).unwrap();
        let output = Command::new("xmllint")
            .args(["--noout", "--nonet", "--schema"])
            .args([&self.0, &file])
            .output()
            .unwrap();
        std::fs::remove_file(&file).unwrap();
        assert!(
            output.status.success(),
            "{name}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn answers_are_valid() {
    let Some(schema) = Schema::find() else {
        return;
    };
    let sandbox = Sandbox::new().unwrap();
    let first = Shared::new();
    let second = Shared::of(NANCY, "20260402000000+0200", None, "").replacing(first.entry_uuid());
    schema.check("ITI-41", send(&sandbox, &first.message()));
    schema.check("ITI-41, RPLC", send(&sandbox, &second.message()));
    schema.check("ITI-41, duplicate", send(&sandbox, &second.message()));
    let poor = Shared::new().with(|entry| {
        entry.title = None;
        entry.class_code = None;
    });
    schema.check("ITI-41, refused", send(&sandbox, &poor.message()));
    sandbox.set_validation(Validation::Warning);
    schema.check("ITI-41, warnings", send(&sandbox, &poor.message()));
    sandbox.set_validation(Validation::Reject);

    let mut query = nancy();
    query.statuses.push(spo_core::xds::Availability::Deprecated);
    schema.check("ITI-18", send(&sandbox, &query_message(query.body())));
    query.returns = ReturnType::ObjectRef;
    schema.check("ITI-18, ObjectRef", send(&sandbox, &query_message(query.body())));
    let get = GetDocuments::ByUniqueId(vec![first.unique_id().clone()]).body(None);
    schema.check(
        "ITI-18, GetDocuments",
        send(&sandbox, &query_message(get.clone())),
    );
    let unknown = get.replace("urn:uuid:5c4f972b", "urn:uuid:00000000");
    schema.check("ITI-18, refused", send(&sandbox, &query_message(unknown)));

    let entries = sandbox.entries().unwrap();
    let mut references: Vec<DocumentReference> = entries.iter().filter_map(DocumentReference::of).collect();
    schema.check("ITI-43", send(&sandbox, &retrieve_message(&references)));
    references.first_mut().unwrap().unique_id.extension = "none".to_owned();
    schema.check("ITI-43, partial", send(&sandbox, &retrieve_message(&references)));
    references.truncate(1);
    schema.check("ITI-43, refused", send(&sandbox, &retrieve_message(&references)));

    let withdraw = withdraw_message(&withdrawal(&second.submission.entry));
    schema.check("ITI-57", send(&sandbox, &withdraw));
    schema.check("ITI-57, refused", send(&sandbox, &withdraw));
}

#[test]
fn answers_of_several_sources_and_on_demand_are_valid() {
    let Some(schema) = Schema::find() else {
        return;
    };
    let sandbox = Sandbox::new().unwrap();
    let seed = spo_sandbox::Seed::month("2026-03-02".parse().unwrap()).unwrap();
    sandbox.seed(&seed).unwrap();
    let mut query = spo_core::xds::query::FindDocuments::new(seed.persons().first().unwrap().cpr);
    query.object_types = vec![
        spo_core::xds::ObjectType::OnDemand,
        spo_core::xds::ObjectType::Stable,
    ];
    let entries = search(&sandbox, &query).objects.entries;
    assert!(entries.iter().any(spo_core::xds::DocumentEntry::is_on_demand));
    let references: Vec<DocumentReference> = entries.iter().filter_map(DocumentReference::of).collect();
    for partial in [false, true] {
        for message in [query_message(query.body()), retrieve_message(&references)] {
            if partial {
                let failing = sandbox.source("municipality").unwrap();
                failing.script(Misbehaviour::NoAnswer { processed: false });
            }
            schema.check("several", send(&sandbox, &message));
        }
    }
}

/// Misbehaviour is only worth something when it is what it says and nothing else.
#[test]
fn misbehaving_answers_are_valid_too() {
    let Some(schema) = Schema::find() else {
        return;
    };
    let sandbox = Sandbox::new().unwrap();
    share_well(&sandbox, &Shared::new());
    let error = ScriptedError::new("dk.nsi.X: \"<nej>\"", "& mere");
    for misbehaviour in [
        Misbehaviour::PartialSuccess { error: error.clone() },
        Misbehaviour::Warnings {
            errors: vec![error.clone()],
        },
        Misbehaviour::Refuse {
            errors: vec![error],
            processed: false,
        },
        Misbehaviour::Refuse {
            errors: Vec::new(),
            processed: false,
        },
        Misbehaviour::TrimTimes { digits: 10 },
        Misbehaviour::MissingTitles,
        Misbehaviour::HashOfNothing,
        Misbehaviour::ClockSkew { seconds: -3600 },
        Misbehaviour::HomeCommunity {
            form: HomeCommunity::Absent,
        },
        Misbehaviour::Multipart,
        Misbehaviour::Oversized { bytes: 100_000 },
    ] {
        sandbox.script(misbehaviour.clone());
        let response = send(&sandbox, &query_message(nancy().body()));
        schema.check(&format!("{misbehaviour:?}"), response);
    }
    let references = [DocumentReference::of(&sandbox.entries().unwrap().pop().unwrap()).unwrap()];
    sandbox.script(Misbehaviour::PercentEncodedCid);
    schema.check("percent", send(&sandbox, &retrieve_message(&references)));
}
