//! One card for everybody who asks for the same, renewed in time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use spo_core::dgws::credentials::CredentialSlot;
use spo_core::dgws::headers::{HeaderOptions, TimeOut};
use spo_core::dgws::{CardCache, Identity};
use spo_core::{ClientConfig, ErrorKind, Search};

use super::national::{Mood, National};
use super::parties::{parties, system_card};

fn search() -> Search {
    Search::new("2512489996".parse().unwrap())
}

const THREADS: usize = 32;

#[test]
fn thirty_two_threads_at_once_ask_for_one_card() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    *national.delay.lock().unwrap() = Duration::from_millis(100);
    let identity = national.identity();
    let clients = [national.client(identity.clone()), national.client(identity)];
    let ready = std::sync::Barrier::new(THREADS);
    std::thread::scope(|scope| {
        for client in clients.iter().cycle().take(THREADS) {
            scope.spawn(|| {
                ready.wait();
                client.appointments().find(&search()).unwrap();
            });
        }
    });
    assert_eq!(national.tokens(), 1);
    assert_eq!(national.calls.lock().unwrap().len(), THREADS);
}

#[test]
fn a_failure_is_told_to_everybody_who_waited_for_it_and_tried_again_by_the_next() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    *national.delay.lock().unwrap() = Duration::from_millis(300);
    *national.mood.lock().unwrap() = Mood::Refuses("FailedAuthentication");
    let client = national.client(national.identity());
    let ready = std::sync::Barrier::new(THREADS);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                ready.wait();
                let error = client.appointments().find(&search()).unwrap_err();
                assert_eq!(
                    (error.kind(), error.code()),
                    (ErrorKind::Denied, "token_service.failed_authentication")
                );
                assert!(error.remedy().starts_with("Check the certificate"));
            });
        }
    });
    // A thread that comes late begins a fetch of its own; most wait for the first one.
    assert!(national.tokens() < 4, "{}", national.tokens());
    *national.mood.lock().unwrap() = Mood::Issues;
    client.appointments().find(&search()).unwrap();
}

#[test]
fn a_renewal_under_load_loses_no_call() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    let client = national.client(national.identity());
    client.appointments().find(&search()).unwrap();
    *national.delay.lock().unwrap() = Duration::from_millis(300);
    let (done, calls) = (AtomicBool::new(false), AtomicUsize::new(0));
    let calls_in = |time| {
        let before = calls.load(Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(time));
        calls.load(Ordering::SeqCst) - before
    };
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                while !done.load(Ordering::SeqCst) {
                    client.appointments().find(&search()).unwrap();
                    calls.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        for round in 1..=3 {
            assert_eq!(national.tokens(), round);
            // The last five minutes of the card's day.
            national.wait(24 * 60 - 9);
            // Eight calls may have been under way; all others are made while the token service takes its time.
            assert!(calls_in(200) > 16);
            assert!(calls_in(400) > 16);
        }
        done.store(true, Ordering::SeqCst);
    });
    assert_eq!(national.tokens(), 4);
}

#[test]
fn the_old_card_is_used_while_it_can_be_when_it_cannot_be_renewed() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    let client = national.client(national.identity());
    client.appointments().find(&search()).unwrap();
    // The card came with five minutes of its day gone.
    national.wait(24 * 60 - 5 - 4);
    *national.mood.lock().unwrap() = Mood::Hangs;
    for _ in 0..5 {
        client.appointments().find(&search()).unwrap();
    }
    // The failed renewal is left alone for a while.
    assert_eq!(national.tokens(), 2);
    national.wait(1);
    client.appointments().find(&search()).unwrap();
    assert_eq!(national.tokens(), 3);
    national.wait(3);
    let error = client.appointments().find(&search()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    *national.mood.lock().unwrap() = Mood::Issues;
    client.appointments().find(&search()).unwrap();
}

#[test]
fn a_service_with_an_age_limit_gets_a_younger_card() {
    let Some(parties) = parties() else { return };
    for (limit, still, past) in [
        (TimeOut::FiveMinutes, 3, 3),
        (TimeOut::HalfHour, 19, 7),
        (TimeOut::EightHours, 469, 10),
    ] {
        let national = National::new(parties, &system_card());
        let headers = HeaderOptions {
            time_out: Some(limit),
            ..HeaderOptions::default()
        };
        let config = ClientConfig {
            headers,
            ..national.config()
        };
        let client = national.client_with(national.identity(), config);
        client.appointments().find(&search()).unwrap();
        national.wait(still);
        client.appointments().find(&search()).unwrap();
        assert_eq!(national.tokens(), 1, "{limit:?}");
        national.wait(past);
        client.appointments().find(&search()).unwrap();
        assert_eq!(national.tokens(), 2, "{limit:?}");
        let told = format!("<medcom:TimeOut>{}</medcom:TimeOut>", limit.as_str());
        assert!(national.last_call().contains(&told));
    }
}

#[test]
fn a_new_certificate_gets_a_new_card_without_a_restart() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    let slot = CredentialSlot::new(parties.organisation.clone());
    let identity = Identity::new(slot.clone(), system_card()).with_cache(Arc::new(CardCache::new()));
    let client = national.client(identity);
    client.appointments().find(&search()).unwrap();
    slot.replace(parties.renewed.clone(), national.now()).unwrap();
    client.appointments().find(&search()).unwrap();
    client.appointments().find(&search()).unwrap();
    assert_eq!(national.tokens(), 2);
}

#[test]
fn different_identities_have_different_cards_and_the_same_share_one() {
    let Some(parties) = parties() else { return };
    let national = National::new(parties, &system_card());
    let cache = Arc::new(CardCache::new());
    let call = |name: &str| {
        let mut card = system_card();
        card.system_name = name.into();
        let identity = Identity::new(parties.organisation.clone(), card).with_cache(Arc::clone(&cache));
        national.client(identity).appointments().find(&search()).unwrap();
    };
    call("one");
    call("one");
    call("two");
    assert_eq!((national.tokens(), cache.len()), (2, 2));
    cache.clear();
    call("one");
    assert_eq!(national.tokens(), 3);
}
