//! Registering, changing, ending and listing.

use spo_core::blocks::{Block, Consent, DataPeriod, Effect, State, What, Who};
use spo_core::dgws::{Caller, Identity, OnBehalfOf, Relation};
use spo_core::{Client, DanishTime, ErrorKind};
use spo_sandbox::{Misbehaviour, Sandbox, Script, Transaction};

use super::{CLINIC, cpr, doctor, nancy, national, sor, time};
use crate::support::OTHER;

#[test]
fn the_common_cases_are_one_call_each() {
    let (sandbox, client) = national();
    let mine = client.blocks().as_caller(Caller::citizen(nancy()));
    let june = DataPeriod::between(
        time("2026-06-01T00:00:00+02:00"),
        time("2026-07-01T00:00:00+02:00"),
    );
    let all = mine.block_everything(nancy()).unwrap();
    let place = mine.block_place(nancy(), sor(CLINIC)).unwrap();
    let person = mine.block_person(nancy(), cpr(OTHER)).unwrap();
    let period = mine.block_period(nancy(), june).unwrap();
    assert!(all.what.is_all() && all.who == Who::Everybody && all.to.is_none());
    assert!(place.what == What::of_place(sor(CLINIC)));
    assert!(person.who == Who::Professional { cpr: cpr(OTHER) });
    assert!(period.what == What::of_period(june));
    let registered = [all, place, person, period];
    assert_eq!(mine.list(nancy()).unwrap(), registered);
    for registration in &registered {
        assert_eq!(registration.effect, Effect::Block);
        assert_eq!(registration.created.by, Some(nancy()));
        assert!(!registration.created.system.is_empty());
        let lifted = mine.lift(nancy(), &registration.id).unwrap();
        assert!(lifted.state == State::Inactive && lifted.changed.is_some());
    }
    assert_eq!(mine.list(nancy()).unwrap(), []);
    assert_eq!(mine.history(nancy()).unwrap().len(), 4);
    assert_eq!(sandbox.registrations().len(), 4);
}

#[test]
fn a_change_keeps_how_it_was_as_history() {
    let (_, client) = national();
    let mine = client.blocks().as_caller(Caller::citizen(nancy()));
    let first = mine.block_everything(nancy()).unwrap();
    let narrower = mine
        .change(nancy(), &first.id, Block::of_place(sor(CLINIC)))
        .unwrap();
    assert_eq!((&narrower.id, narrower.from), (&first.id, first.from));
    assert_eq!(narrower.what, What::of_place(sor(CLINIC)));
    let [now, before] = mine.history(nancy()).unwrap().try_into().unwrap();
    assert_eq!(now, narrower);
    assert!(before.state == State::Inactive && before.what.is_all() && before.changed == now.changed);
    assert_eq!(mine.list(nancy()).unwrap(), [narrower]);
}

#[test]
fn a_consent_is_registered_like_a_block() {
    let (_, client) = national();
    let mine = client.blocks().as_caller(Caller::citizen(nancy()));
    let to = DanishTime::from_utc(chrono::Utc::now() + chrono::TimeDelta::days(7));
    let who = Who::Organisation {
        organisation: sor(CLINIC),
        include_sub_organisations: true,
    };
    let consent = Consent {
        what: What::ALL,
        who,
        from: None,
        to,
    };
    let registered = mine.register(nancy(), consent.clone()).unwrap();
    assert_eq!(
        (registered.effect, registered.to, &registered.who),
        (Effect::Consent, Some(to), &consent.who)
    );
}

#[test]
fn whoever_decides_is_the_citizen_somebody_who_acts_for_the_citizen_or_a_professional() {
    let (sandbox, client) = national();
    let mother = cpr("0101501234");
    let for_nancy = Caller::citizen_on_behalf_of(mother, nancy()).unwrap();
    let by = |caller: Caller| client.blocks().as_caller(caller).block_everything(nancy());
    let error = by(for_nancy.clone()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Denied);
    sandbox.set_relations([(
        mother,
        OnBehalfOf {
            relation: Relation::ParentalCustody,
            cpr: nancy(),
        },
    )]);
    assert_eq!(by(for_nancy).unwrap().created.by, Some(mother));
    assert_eq!(by(doctor(CLINIC)).unwrap().created.by, Some(cpr(OTHER)));
    let stranger = by(Caller::citizen(mother)).unwrap_err();
    assert_eq!(stranger.code(), "caller.other_citizen");
    assert_eq!(sandbox.registrations().len(), 2);
}

#[test]
fn a_citizen_with_a_login_of_her_own_decides_with_a_token_for_the_block_service() {
    let (sandbox, _) = national();
    let portal = sandbox
        .system_credential(&"91026150".parse().unwrap(), "Portal")
        .unwrap();
    let login = sandbox.citizen_login(nancy(), &portal).unwrap();
    let identity = Identity::citizen(portal.credential().clone(), login, nancy());
    let client = Client::builder(sandbox.client_config().unwrap())
        .transport(sandbox.clone())
        .identity(identity)
        .build()
        .unwrap();
    let block = client.blocks().block_everything(nancy()).unwrap();
    assert_eq!(block.created.by, Some(nancy()));
    let error = client.blocks().block_everything(cpr(OTHER)).unwrap_err();
    assert_eq!(error.code(), "caller.other_citizen");
    let exchanged = sandbox
        .calls()
        .into_iter()
        .filter(|call| call.transaction == Some(Transaction::CitizenExchange));
    assert_eq!(exchanged.count(), 1);
}

#[test]
fn what_the_service_is_documented_to_refuse_is_refused() {
    let (sandbox, client) = national();
    let mine = client.blocks().as_caller(Caller::citizen(nancy()));
    let past = DanishTime::from_utc(chrono::Utc::now() - chrono::TimeDelta::minutes(2));
    let error = mine
        .register(nancy(), Block::of_everything().starting(past))
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::InvalidArgument, "block.from_past")
    );
    let error = mine.block_person(nancy(), cpr("0101501234")).unwrap_err();
    assert!(
        error.to_string().contains("register of authorisations"),
        "{error}"
    );
    assert!(!error.to_string().contains("1234"));
    let registered = mine.block_everything(nancy()).unwrap();
    mine.lift(nancy(), &registered.id).unwrap();
    let error = mine
        .change(nancy(), &registered.id, Block::of_place(sor(CLINIC)))
        .unwrap_err();
    assert!(error.to_string().contains("no such registration"), "{error}");
    assert_eq!(
        mine.lift(nancy(), &registered.id).unwrap().state,
        State::Inactive,
        "it is lifted"
    );
    assert_eq!(sandbox.registrations().len(), 1);
}

/// Clocks that differ must not turn a wish into a refusal: at once is the service's at once.
#[test]
fn a_beginning_that_is_past_by_the_services_clock_is_refused_beyond_a_minute() {
    let (sandbox, client) = national();
    let ahead = |seconds| {
        let clock = move || chrono::Utc::now() + chrono::TimeDelta::seconds(seconds);
        spo_core::Context::new(clock, uuid::Uuid::new_v4)
    };
    let begins_now = |end: &str| {
        let now = DanishTime::from_utc(chrono::Utc::now());
        Block::of_everything().starting(now).until(time(end))
    };
    let mine = || client.blocks().as_caller(Caller::citizen(nancy()));
    let _ = sandbox.clone().with_clock(ahead(30));
    assert!(
        mine()
            .register(nancy(), begins_now("2098-01-01T00:00:00+01:00"))
            .is_ok()
    );
    let _ = sandbox.clone().with_clock(ahead(90));
    let error = mine()
        .register(nancy(), begins_now("2099-01-01T00:00:00+01:00"))
        .unwrap_err();
    assert!(error.to_string().contains("more than 60 seconds past"), "{error}");
    assert!(mine().block_everything(nancy()).is_ok());
}

#[test]
fn an_answer_that_was_lost_is_looked_up_and_nothing_is_registered_twice() {
    let (sandbox, client) = national();
    let mine = client.blocks().as_caller(Caller::citizen(nancy()));
    let lose_the_next_answer = || {
        let lost = Script::new(Misbehaviour::NoAnswer { processed: true });
        sandbox.script(lost.on(Transaction::ConsentAdministration).times(1));
    };
    lose_the_next_answer();
    let block = mine.block_everything(nancy()).unwrap();
    lose_the_next_answer();
    assert_eq!(mine.lift(nancy(), &block.id).unwrap().state, State::Inactive);
    assert_eq!(sandbox.registrations().len(), 1);
}

#[test]
fn where_nobody_looks_at_identities_a_citizen_decides_all_the_same() {
    let (sandbox, client) = national();
    sandbox.set_identity_check(spo_sandbox::IdentityCheck::Off);
    let mine = client.blocks().as_caller(Caller::citizen(nancy()));
    let block = mine.block_everything(nancy()).unwrap();
    assert_eq!(mine.list(nancy()).unwrap(), [block]);
}

#[test]
fn registrations_in_a_file_outlive_the_sandbox() {
    let path = std::env::temp_dir().join(format!("spo-blocks-{}.db", uuid::Uuid::new_v4()));
    let open = || Sandbox::open(&path).unwrap();
    let block = {
        let sandbox = open();
        sandbox.trust_level_3(&"91026150".parse().unwrap());
        let client = Client::builder(sandbox.client_config().unwrap())
            .transport(sandbox.clone())
            .identity(sandbox.identity().unwrap())
            .build()
            .unwrap();
        client
            .blocks()
            .as_caller(Caller::citizen(nancy()))
            .block_everything(nancy())
            .unwrap()
    };
    assert_eq!(open().registrations(), [block]);
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
    }
}
