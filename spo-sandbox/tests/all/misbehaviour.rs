//! Every misbehaviour does what it says, and only when it should.

use std::time::{Duration, Instant};

use spo_core::soap::{FaultClass, Incoming};
use spo_core::transport::{Response, Sent, TransportError, TransportErrorKind};
use spo_core::xds::DocumentEntry;
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::retrieve::DocumentReference;
use spo_sandbox::{
    Decision, HOME_COMMUNITY_ID, HomeCommunity, Misbehaviour, Sandbox, Script, ScriptedError, Transaction,
};

use crate::support::*;

fn shared() -> (Sandbox, Shared) {
    let sandbox = Sandbox::new().unwrap();
    let shared = Shared::new();
    share_well(&sandbox, &shared);
    sandbox.clear_calls();
    (sandbox, shared)
}

fn submit(sandbox: &Sandbox) -> Result<Response, TransportError> {
    sandbox.handle(&request(&Shared::new().message()))
}

/// The entry that a search finds with `misbehaviour`.
fn found(misbehaviour: Misbehaviour) -> DocumentEntry {
    let (sandbox, _) = shared();
    sandbox.script(misbehaviour);
    let entry = search(&sandbox, &nancy()).objects.entries.pop().unwrap();
    assert!(sandbox.calls().pop().unwrap().scripted);
    // The next search is as it should be.
    assert!(
        search(&sandbox, &nancy())
            .objects
            .entries
            .pop()
            .unwrap()
            .title
            .is_some()
    );
    entry
}

#[test]
fn latency_delays_the_answer_and_a_long_one_is_a_timeout_with_an_effect() {
    let sandbox = Sandbox::new().unwrap();
    sandbox.script(Misbehaviour::Latency { ms: 60 });
    let begun = Instant::now();
    assert_eq!(submit(&sandbox).unwrap().status, 200);
    assert!(begun.elapsed() >= Duration::from_millis(60));

    sandbox.script(Misbehaviour::Latency { ms: 60_000 });
    let mut request = request(&Shared::new().message());
    request.timeout = Duration::from_millis(50);
    let begun = Instant::now();
    let error = sandbox.handle(&request).unwrap_err();
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Timeout, Sent::Possibly)
    );
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(sandbox.entries().unwrap().len(), 2);
}

#[test]
fn lost_answers_are_errors_and_the_effect_is_as_told() {
    for processed in [false, true] {
        for (misbehaviour, kind) in [
            (Misbehaviour::NoAnswer { processed }, TransportErrorKind::Timeout),
            (Misbehaviour::Disconnect { processed }, TransportErrorKind::Broken),
        ] {
            let sandbox = Sandbox::new().unwrap();
            sandbox.script(misbehaviour);
            let error = submit(&sandbox).unwrap_err();
            assert_eq!((error.kind(), error.sent()), (kind, Sent::Possibly));
            assert_eq!(sandbox.entries().unwrap().len(), usize::from(processed));
            let call = sandbox.calls().pop().unwrap();
            let decision = if processed {
                Decision::Success
            } else {
                Decision::NotProcessed
            };
            assert_eq!(
                (call.decision, call.http_status, call.scripted),
                (decision, None, true)
            );
        }
    }
}

#[test]
fn pages_and_bare_statuses_take_the_place_of_the_answer() {
    for (status, processed) in [(504, false), (504, true), (500, false), (503, true), (200, false)] {
        let sandbox = Sandbox::new().unwrap();
        sandbox.script(Misbehaviour::HtmlPage { status, processed });
        let response = submit(&sandbox).unwrap();
        assert_eq!(response.status, status);
        assert!(response.header("Content-Type").unwrap().starts_with("text/html"));
        assert!(response.body.starts_with(b"<!DOCTYPE html>"));
        sandbox.script(Misbehaviour::HttpStatus { status, processed });
        let response = submit(&sandbox).unwrap();
        assert_eq!((response.status, response.body.len()), (status, 0));
        assert_eq!(sandbox.entries().unwrap().len(), 2 * usize::from(processed));
    }
}

#[test]
fn faults_come_with_any_status_and_code() {
    let sandbox = Sandbox::new().unwrap();
    sandbox
        .script_json(
            r#"[{"on": "ITI-41", "does": {"kind": "fault", "text": "nej", "http_status": 200, "processed": true}},
                {"on": "ITI-41", "does": {"kind": "fault", "text": "for gammelt", "dgws_code": "expired_idcard"}},
                {"on": "ITI-41", "does": {"kind": "fault", "text": "?", "dgws_code": "made_up", "client": true}}]"#,
        )
        .unwrap();
    let response = submit(&sandbox).unwrap();
    assert_eq!(response.status, 200);
    assert_eq!(
        (fault(response).text(), sandbox.entries().unwrap().len()),
        ("nej", 1)
    );
    let response = submit(&sandbox).unwrap();
    assert_eq!(response.status, 500);
    let expired = fault(response);
    assert_eq!(
        (expired.dgws_code(), expired.class()),
        (Some("expired_idcard"), FaultClass::Access)
    );
    let made_up = fault(submit(&sandbox).unwrap());
    assert_eq!((made_up.dgws_code(), made_up.code()), (Some("made_up"), "Client"));
    assert_eq!(sandbox.entries().unwrap().len(), 1);
    assert!(sandbox.calls().iter().all(|call| call.fault.is_some()));
}

#[test]
fn refusals_are_as_scripted_for_every_transaction() {
    let duplicate = ScriptedError::new("XDSDuplicateUniqueIdInRegistry", "findes allerede");
    let (sandbox, existing) = shared();
    let refuse = Misbehaviour::Refuse {
        errors: vec![duplicate],
        processed: false,
    };
    sandbox.script(Script::new(refuse).always());
    let new = Shared::new();
    assert_eq!(
        codes(&refused(&sandbox, &new.message())),
        ["XDSDuplicateUniqueIdInRegistry"]
    );
    let withdrawal = withdrawal(&existing.submission.entry);
    assert_eq!(
        codes(&refused(&sandbox, &withdraw_message(&withdrawal))),
        ["XDSDuplicateUniqueIdInRegistry"]
    );
    let answer = search(&sandbox, &nancy());
    assert_eq!(
        (answer.status, answer.objects.entries.len()),
        (ResponseStatus::Failure, 0)
    );
    let reference = DocumentReference::of(&sandbox.entries().unwrap().pop().unwrap()).unwrap();
    let references = [reference];
    let answer = retrieved(send(&sandbox, &retrieve_message(&references)), &references);
    assert_eq!(
        (answer.status, answer.missing.len()),
        (ResponseStatus::Failure, 1)
    );
    sandbox.clear_scripts();
    share_well(&sandbox, &new);
}

#[test]
fn a_failure_may_have_an_empty_list_and_an_effect() {
    let sandbox = Sandbox::new().unwrap();
    sandbox
        .script_json(r#"{"does": {"kind": "refuse", "processed": true}}"#)
        .unwrap();
    assert!(refused(&sandbox, &Shared::new().message()).is_empty());
    assert_eq!(sandbox.entries().unwrap().len(), 1);
}

#[test]
fn warnings_ride_on_success() {
    let sandbox = Sandbox::new().unwrap();
    let errors = vec![ScriptedError::new(
        "XDSRegistryMetadataError",
        "CPR-nummeret er ukendt",
    )];
    sandbox.script(Misbehaviour::Warnings { errors });
    let response = share(&sandbox, &Shared::new());
    assert_eq!(response.status, ResponseStatus::Success);
    assert!(response.errors.first().unwrap().warning);
}

#[test]
fn a_partial_success_keeps_what_was_found() {
    let (sandbox, _) = shared();
    let code = "dk.nsi.dds.InvokerCallException: Bookplan server returned error: Forbidden";
    sandbox.script(Misbehaviour::PartialSuccess {
        error: ScriptedError::new(code, "[Document Unique Id: null]"),
    });
    let answer = search(&sandbox, &nancy());
    assert_eq!(
        (answer.status.clone(), answer.objects.entries.len()),
        (ResponseStatus::PartialSuccess, 1)
    );
    assert_eq!(answer.errors.first().unwrap().code, code);
    assert!(answer.is_incomplete());
}

#[test]
fn a_plain_question_may_get_a_multipart_answer() {
    let (sandbox, _) = shared();
    sandbox.script(Misbehaviour::Multipart);
    let response = send(&sandbox, &query_message(nancy().body()));
    assert!(
        response
            .header("Content-Type")
            .unwrap()
            .starts_with("multipart/related")
    );
    assert_eq!(query_answer(response).objects.entries.len(), 1);
}

#[test]
fn content_ids_may_be_percent_encoded() {
    let (sandbox, existing) = shared();
    sandbox.script(Script::new(Misbehaviour::PercentEncodedCid).on(Transaction::Iti43));
    let references = [DocumentReference::of(&sandbox.entries().unwrap().pop().unwrap()).unwrap()];
    let response = send(&sandbox, &retrieve_message(&references));
    let text = String::from_utf8(response.body.clone()).unwrap();
    assert!(text.contains("@urn%3Aihe%3Aiti%3Axds-b%3A2007\"") && text.contains("@urn:ihe:iti:xds-b:2007>"));
    let answer = retrieved(response, &references);
    assert_eq!(
        answer.documents.first().unwrap().content,
        existing.document.as_bytes()
    );
}

#[test]
fn times_may_be_cut() {
    for (digits, expected) in [
        (4, "2026"),
        (6, "202604"),
        (8, "20260401"),
        (10, "2026040108"),
        (12, "202604010800"),
    ] {
        let entry = found(Misbehaviour::TrimTimes { digits });
        assert_eq!(entry.service_start_time.unwrap().to_string(), expected);
    }
    let entry = found(Misbehaviour::TrimTimes { digits: 5 });
    assert_eq!(
        entry.service_start_time.unwrap().to_string(),
        "20260401080000",
        "no time has five digits"
    );
}

#[test]
fn entries_may_be_poor() {
    let entry = found(Misbehaviour::HashOfNothing);
    assert!(entry.hash.is_some() && entry.trusted_hash().is_none());
    assert_eq!(found(Misbehaviour::MissingTitles).title, None);
    let bare = Misbehaviour::HomeCommunity {
        form: HomeCommunity::Bare,
    };
    assert_eq!(found(bare).home_community_id.as_deref(), Some(HOME_COMMUNITY_ID));
    let absent = Misbehaviour::HomeCommunity {
        form: HomeCommunity::Absent,
    };
    assert_eq!(found(absent.clone()).home_community_id, None);
    let late = found(Misbehaviour::ClockSkew { seconds: 7200 });
    assert_eq!(late.service_start_time.unwrap().to_string(), "20260401100000");

    let (sandbox, _) = shared();
    sandbox.script(absent);
    let references = [DocumentReference::of(&sandbox.entries().unwrap().pop().unwrap()).unwrap()];
    let answer = retrieved(send(&sandbox, &retrieve_message(&references)), &references);
    assert_eq!(
        answer.documents.first().unwrap().reference.home_community_id,
        None
    );
}

#[test]
fn bodies_may_be_cut_broken_mislabelled_and_huge() {
    let (sandbox, _) = shared();
    let message = query_message(nancy().body());
    let whole = send(&sandbox, &message).body.len();

    sandbox.script(Misbehaviour::TruncatedBody { keep: whole / 2 });
    let response = send(&sandbox, &message);
    assert_eq!(response.body.len(), whole / 2);
    assert!(Incoming::read(response).unwrap().envelope().is_err());

    sandbox.script(Misbehaviour::BrokenBody { keep: 10 });
    let error = sandbox.handle(&request(&message)).unwrap_err();
    assert_eq!(
        (error.kind(), error.sent()),
        (TransportErrorKind::Broken, Sent::Possibly)
    );

    sandbox.script(Misbehaviour::ContentType {
        value: "text/html".to_owned(),
    });
    assert_eq!(send(&sandbox, &message).header("content-type"), Some("text/html"));

    sandbox.script(Misbehaviour::Oversized { bytes: 3 << 20 });
    let response = send(&sandbox, &message);
    assert_eq!(response.body.len(), 3 << 20);
    assert_eq!(query_answer(response).objects.entries.len(), 1);
}

#[test]
fn several_things_go_wrong_together() {
    let (sandbox, _) = shared();
    let script = Script::new(Misbehaviour::TrimTimes { digits: 10 })
        .and(Misbehaviour::MissingTitles)
        .and(Misbehaviour::HashOfNothing)
        .and(Misbehaviour::Multipart)
        .and(Misbehaviour::PartialSuccess {
            error: ScriptedError::new("x", "y"),
        });
    sandbox.script(script.on(Transaction::Iti18));
    let response = send(&sandbox, &query_message(nancy().body()));
    assert!(response.header("Content-Type").unwrap().starts_with("multipart"));
    let answer = query_answer(response);
    let entry = answer.objects.entries.first().unwrap();
    assert_eq!(answer.status, ResponseStatus::PartialSuccess);
    assert!(entry.title.is_none() && entry.trusted_hash().is_none());
    assert_eq!(entry.service_start_time.unwrap().to_string(), "2026040108");
}

#[test]
fn scripts_wait_for_their_transaction_and_their_turn() {
    let (sandbox, _) = shared();
    let page = |status| Misbehaviour::HtmlPage {
        status,
        processed: false,
    };
    sandbox.script(Script::new(page(504)).on(Transaction::Iti41).nth(2).times(2));
    assert_eq!(search(&sandbox, &nancy()).status, ResponseStatus::Success);
    let statuses: Vec<u16> = (0..4).map(|_| submit(&sandbox).unwrap().status).collect();
    assert_eq!(statuses, [200, 504, 504, 200]);
    let scripted: Vec<bool> = sandbox.calls().iter().map(|call| call.scripted).collect();
    assert_eq!(scripted, [false, false, true, true, false]);
}

#[test]
fn a_request_that_is_none_is_misbehaved_on_by_a_script_for_any() {
    let sandbox = Sandbox::new().unwrap();
    sandbox.script(Misbehaviour::Disconnect { processed: true });
    let mut request = request(&query_message(nancy().body()));
    request.body.clear();
    assert_eq!(
        sandbox.handle(&request).unwrap_err().kind(),
        TransportErrorKind::Broken
    );
}

#[test]
fn the_same_message_again_is_seen_to_be_the_same() {
    let sandbox = Sandbox::new().unwrap();
    sandbox.script(Misbehaviour::NoAnswer { processed: true });
    let mut message = Shared::new().message();
    message.addressing = true;
    let request = request(&message);
    assert!(sandbox.handle(&request).is_err());
    assert!(sandbox.handle(&request).is_ok());
    let calls = sandbox.calls();
    let [first, second] = calls.as_slice() else {
        panic!("two calls")
    };
    assert_eq!(first.message_id.as_deref(), Some(message.message_id.as_str()));
    assert_eq!(
        (&first.message_id, &first.request_sha1, first.request_bytes),
        (&second.message_id, &second.request_sha1, second.request_bytes)
    );
    assert_eq!(
        (first.decision, second.decision),
        (Decision::Success, Decision::Failure)
    );
}

#[test]
fn a_script_cannot_cost_more_than_a_machine_has() {
    let (sandbox, _) = shared();
    sandbox
        .script_json(r#"{"does": [{"kind": "latency", "ms": 18446744073709551615}, {"kind": "latency", "ms": 18446744073709551615}]}"#)
        .unwrap();
    let mut request = request(&query_message(nancy().body()));
    request.timeout = Duration::from_millis(20);
    assert_eq!(
        sandbox.handle(&request).unwrap_err().kind(),
        TransportErrorKind::Timeout
    );
}
