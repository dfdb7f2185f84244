//! What a check of blocks costs in process: the client, its messages and the sandbox's decisions, transport excluded.
//!
//! `cargo bench -p spo-tests --bench blocks`. Promised: 1,000 items against 10,000 registrations within 20 ms.

use chrono::TimeDelta;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use spo_core::blocks::{Block, DataItem, DataOrigin, DataPeriod, What};
use spo_core::dgws::Caller;
use spo_core::{Client, Cpr, DanishTime, SorCode};
use spo_sandbox::{Employee, IdentityCheck, Sandbox};

fn main() {
    divan::main();
}

/// Whose data is barred by how many registrations, all about one hospital and each about another hour.
const REGISTRATIONS: i64 = 10_000;
const ITEMS: i64 = 1_000;

fn citizen() -> Cpr {
    "2512489996".parse().expect("is a CPR number")
}

fn hospital() -> SorCode {
    SorCode::parse("325431000016004").expect("is a SOR code")
}

/// The begin of every second hour since 2024: hours that follow each other would be one period to the sandbox.
fn hour(number: i64) -> DanishTime {
    let start: DanishTime = "2024-01-01T00:00:00+01:00".parse().expect("is a time");
    DanishTime::from_utc(start.to_utc() + TimeDelta::hours(2 * number))
}

fn client(registrations: i64) -> (Client, Caller) {
    let sandbox = Sandbox::new().expect("has memory");
    let identity = sandbox.professional_identity().expect("has an authority");
    let doctor = Employee::example().expect("is made up").caller(hospital());
    let client = Client::builder(sandbox.client_config().expect("has an authority"))
        .transport(sandbox.clone())
        .identity(identity)
        .build()
        .expect("is configured");
    sandbox.set_identity_check(IdentityCheck::Off);
    for number in 0..registrations {
        let end = DanishTime::from_utc(hour(number).to_utc() + TimeDelta::hours(1));
        let what = What {
            origin: Some(DataOrigin {
                organisation: hospital().into(),
                include_sub_units: true,
            }),
            period: Some(DataPeriod::between(hour(number), end)),
        };
        let block = client.blocks().register(citizen(), Block::from(what));
        block.expect("is accepted");
    }
    sandbox.set_identity_check(IdentityCheck::Required);
    (client, doctor)
}

fn items() -> Vec<DataItem> {
    let item = |number: i64| {
        // Every other one lies beside the hours that are barred.
        let begin = hour(number * 7).to_utc() + TimeDelta::minutes(60 * (number % 2));
        let end = DanishTime::from_utc(begin + TimeDelta::minutes(30));
        DataItem::new(format!("appointment-{number}"), hospital())
            .about(DanishTime::from_utc(begin), Some(end))
    };
    (0..ITEMS).map(item).collect()
}

fn check(bencher: Bencher, registrations: i64, shown: usize) {
    let ((client, doctor), items) = (client(registrations), items());
    let check = || client.blocks().check(&doctor, citizen(), black_box(&items));
    assert_eq!(check().expect("is answered").permitted.len(), shown);
    bencher.counter(ItemsCount::new(items.len())).bench_local(check);
}

#[divan::bench]
fn check_1000_items_nothing_registered(bencher: Bencher) {
    check(bencher, 0, 1000);
}

#[divan::bench]
fn check_1000_items_10000_registrations(bencher: Bencher) {
    check(bencher, REGISTRATIONS, 500);
}
