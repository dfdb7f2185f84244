//! Who may see what: the check of a host's own items.

use spo_core::blocks::{
    Block, Consent, DataItem, DataOrigin, DataPeriod, Decision, Verdict, What, WhenUnavailable, Who,
};
use spo_core::dgws::{Caller, HealthProfessional, ResponsibleProfessional};
use spo_core::{Client, ErrorKind, SorCode};
use spo_sandbox::{Misbehaviour, Sandbox, Script, Transaction};

use super::{CLINIC, DEPARTMENT, HOSPITAL, cpr, doctor, nancy, national, sor, time};
use crate::support::OTHER;

const WARD: &str = "345061000016001";

/// An item of each organisation, in June and in July.
fn items() -> Vec<DataItem> {
    let each = [HOSPITAL, DEPARTMENT, WARD, CLINIC]
        .into_iter()
        .flat_map(|organisation| {
            [
                ("june", "2026-06-15T10:00:00+02:00"),
                ("july", "2026-07-15T10:00:00+02:00"),
            ]
            .map(|(name, at)| {
                DataItem::new(format!("{organisation} {name}"), sor(organisation)).about(time(at), None)
            })
        });
    each.collect()
}

fn block(client: &Client, block: Block) {
    client
        .blocks()
        .as_caller(Caller::citizen(nancy()))
        .register(nancy(), block)
        .unwrap();
}

fn check(client: &Client, caller: &Caller) -> Verdict {
    client.blocks().check(caller, nancy(), &items()).unwrap()
}

fn hierarchy(sandbox: &Sandbox) {
    let code = |text| SorCode::parse(text).unwrap();
    sandbox.add_organisation(code(DEPARTMENT), Some(code(HOSPITAL)), &[]);
    sandbox.add_organisation(code(WARD), Some(code(DEPARTMENT)), &[]);
}

/// Those of [`items`] that are hidden, by organisation and month.
fn hidden(verdict: &Verdict) -> Vec<String> {
    items()
        .into_iter()
        .map(|item| item.id)
        .filter(|id| !verdict.may_show(id))
        .collect()
}

#[test]
fn nothing_registered_permits_with_one_question() {
    let (sandbox, client) = national();
    let verdict = check(&client, &doctor(CLINIC));
    assert_eq!(verdict.decision, Decision::Permit);
    assert_eq!(hidden(&verdict), [""; 0]);
    let asked = sandbox
        .calls()
        .into_iter()
        .filter(|call| call.transaction == Some(Transaction::ConsentVerification));
    assert_eq!(asked.count(), 1);
}

#[test]
fn a_block_of_everything_denies_with_one_question() {
    let (_, client) = national();
    block(&client, Block::of_everything());
    let verdict = check(&client, &doctor(CLINIC));
    assert_eq!((verdict.decision, verdict.permitted.len()), (Decision::Deny, 0));
}

#[test]
fn a_block_concerns_whom_it_names_and_nobody_else() {
    let (sandbox, client) = national();
    hierarchy(&sandbox);
    let organisation = |include_sub_organisations| Who::Organisation {
        organisation: sor(HOSPITAL),
        include_sub_organisations,
    };
    let denied = |who: Who, caller: &Caller| {
        let mine = client.blocks().as_caller(Caller::citizen(nancy()));
        let block = mine
            .register(nancy(), Block::of_everything().for_whom(who))
            .unwrap();
        let denied = check(&client, caller).decision == Decision::Deny;
        mine.lift(nancy(), &block.id).unwrap();
        denied
    };
    assert!(denied(organisation(true), &doctor(WARD)));
    assert!(!denied(organisation(false), &doctor(WARD)));
    assert!(denied(organisation(false), &doctor(HOSPITAL)));
    assert!(!denied(organisation(true), &doctor(CLINIC)));
    let person = || Who::Professional { cpr: cpr(OTHER) };
    assert!(denied(person(), &doctor(CLINIC)));
    assert!(!denied(Who::ForeignProfessionals, &doctor(CLINIC)));
    // A clerk's access rides on whoever is responsible.
    let clerk = HealthProfessional::not_authorised(
        cpr("0101501234"),
        "urn:dk:healthcare:no-role",
        SorCode::parse(CLINIC).unwrap(),
    );
    let behind = ResponsibleProfessional {
        cpr: cpr(OTHER),
        authorisation: Some("J0184".parse().unwrap()),
    };
    assert!(!denied(person(), &Caller::health_professional(clerk.clone())));
    assert!(denied(
        person(),
        &Caller::health_professional(clerk.with_responsible(behind))
    ));
}

#[test]
fn a_block_of_a_place_reaches_the_organisations_above_it_and_with_sub_units_those_below() {
    let (sandbox, client) = national();
    hierarchy(&sandbox);
    let of = |include_sub_units| What {
        origin: Some(DataOrigin {
            organisation: sor(DEPARTMENT),
            include_sub_units,
        }),
        period: None,
    };
    block(&client, of(false).into());
    let verdict = check(&client, &doctor(CLINIC));
    assert_eq!(verdict.decision, Decision::PermitFiltered);
    let months = |organisation: &str| ["june", "july"].map(|month| format!("{organisation} {month}"));
    assert_eq!(hidden(&verdict), [months(HOSPITAL), months(DEPARTMENT)].concat());
    block(&client, of(true).into());
    let verdict = check(&client, &doctor(CLINIC));
    assert_eq!(
        hidden(&verdict),
        [months(HOSPITAL), months(DEPARTMENT), months(WARD)].concat()
    );
    // Unless a consent opens them.
    let consent = Consent {
        what: What {
            origin: Some(DataOrigin {
                organisation: sor(HOSPITAL),
                include_sub_units: false,
            }),
            period: None,
        },
        who: Who::Everybody,
        from: None,
        to: time("2099-01-01T00:00:00+01:00"),
    };
    client
        .blocks()
        .as_caller(Caller::citizen(nancy()))
        .register(nancy(), consent)
        .unwrap();
    assert_eq!(
        hidden(&check(&client, &doctor(CLINIC))),
        [months(DEPARTMENT), months(WARD)].concat()
    );
}

#[test]
fn a_hospital_code_or_provider_number_is_compared_as_the_unit_it_names() {
    let (sandbox, client) = national();
    let shak = spo_core::OrganisationCode::parse("nsi:skskode", "1301011").unwrap();
    sandbox.add_organisation(
        SorCode::parse(DEPARTMENT).unwrap(),
        None,
        std::slice::from_ref(&shak),
    );
    block(&client, Block::of_place(shak.clone()));
    let item = |organisation| DataItem::new("item", organisation);
    for (organisation, shown) in [(shak, false), (sor(DEPARTMENT), false), (sor(CLINIC), true)] {
        let verdict = client
            .blocks()
            .check(&doctor(CLINIC), nancy(), &[item(organisation)])
            .unwrap();
        assert_eq!(verdict.may_show("item"), shown);
    }
}

/// Two times that are easily mistaken for each other.
#[test]
fn a_period_is_about_the_data_and_validity_about_the_look() {
    let (_, client) = national();
    let june = DataPeriod::between(
        time("2026-06-01T00:00:00+02:00"),
        time("2026-07-01T00:00:00+02:00"),
    );
    block(&client, Block::of_period(june));
    let verdict = check(&client, &doctor(CLINIC));
    assert!(hidden(&verdict).iter().all(|id| id.ends_with("june")) && verdict.permitted.len() == 4);
    let without_a_time = DataItem::new("item", sor(CLINIC));
    let verdict = client
        .blocks()
        .check(&doctor(CLINIC), nancy(), &[without_a_time])
        .unwrap();
    assert!(!verdict.may_show("item"), "when in doubt, data is not shown");
    let (_, client) = national();
    block(
        &client,
        Block::of_everything().starting(time("2099-01-01T00:00:00+01:00")),
    );
    assert_eq!(check(&client, &doctor(CLINIC)).decision, Decision::Permit);
}

#[test]
fn citizens_are_not_kept_out() {
    let (_, client) = national();
    block(&client, Block::of_everything());
    assert_eq!(
        check(&client, &Caller::citizen(nancy())).decision,
        Decision::Permit
    );
}

#[test]
fn while_nobody_can_be_asked_the_hosts_choice_holds_and_it_is_to_hide() {
    let (sandbox, client) = national();
    let down = || {
        Script::new(Misbehaviour::HttpStatus {
            status: 503,
            processed: false,
        })
        .on(Transaction::ConsentVerification)
    };
    sandbox.script(down().always());
    let verdict = check(&client, &doctor(CLINIC));
    assert_eq!(
        (verdict.decision, verdict.permitted.len()),
        (Decision::Unavailable, 0)
    );
    let why = verdict.unavailable.unwrap();
    assert!(why.retryable && !why.remedy.is_empty(), "{why:?}");
    let mut config = sandbox.client_config().unwrap();
    config.blocks.as_mut().unwrap().when_unavailable = WhenUnavailable::Show;
    let open = Client::builder(config)
        .transport(sandbox.clone())
        .identity(sandbox.identity().unwrap())
        .build()
        .unwrap();
    let verdict = check(&open, &doctor(CLINIC));
    assert_eq!(
        (verdict.decision, verdict.permitted.len()),
        (Decision::Unavailable, items().len())
    );
}

/// A failure between the two questions shows nothing either.
#[test]
fn the_second_question_can_fail_too() {
    let (sandbox, client) = national();
    block(&client, Block::of_place(sor(CLINIC)));
    let lost = Script::new(Misbehaviour::NoAnswer { processed: false }).on(Transaction::ConsentVerification);
    sandbox.script(lost.nth(2));
    let verdict = check(&client, &doctor(DEPARTMENT));
    assert_eq!(
        (verdict.decision, verdict.permitted.len()),
        (Decision::Unavailable, 0)
    );
}

#[test]
fn a_check_that_the_host_got_wrong_is_an_error() {
    let (sandbox, client) = national();
    let twice = [
        DataItem::new("a", sor(CLINIC)),
        DataItem::new("a", sor(DEPARTMENT)),
    ];
    let error = client
        .blocks()
        .check(&doctor(CLINIC), nancy(), &twice)
        .unwrap_err();
    assert_eq!(
        (error.code(), error.details().path.as_deref()),
        ("check.id", Some("items[1].id"))
    );
    let config = sandbox.client_config().unwrap();
    let nobody = Client::builder(config.clone())
        .transport(sandbox.clone())
        .build()
        .unwrap();
    let error = nobody
        .blocks()
        .check(&doctor(CLINIC), nancy(), &items())
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Configuration, "blocks.no_identity")
    );
    let without = spo_core::ClientConfig {
        blocks: None,
        ..config
    };
    let client = Client::builder(without)
        .transport(sandbox.clone())
        .identity(sandbox.identity().unwrap())
        .build()
        .unwrap();
    let error = client.blocks().list(nancy()).unwrap_err();
    assert_eq!(error.code(), "configuration.blocks");
}
