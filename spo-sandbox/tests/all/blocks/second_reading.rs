//! The sandbox's decisions beside a second reading of the documented rules, which is a table: one line for each rule, asked
//! about one registration at a time. Nothing of it is shared with the first.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use spo_core::blocks::{
    Block, Consent, DataItem, DataOrigin, DataPeriod, Decision, Draft, Effect, What, Who,
};
use spo_core::dgws::{Caller, HealthProfessional, ResponsibleProfessional};
use spo_core::{DanishTime, SorCode};

use super::{cpr, nancy, national, sor};
use crate::support::OTHER;

/// Units by number; each is a part of the one in the second column: a tree of two roots.
const UNITS: [(&str, Option<usize>); 7] = [
    ("265951000016004", None),
    ("325431000016004", Some(0)),
    ("345061000016001", Some(1)),
    ("345031000016009", Some(1)),
    ("359011000016003", Some(0)),
    ("440081000016006", None),
    ("325421000016001", Some(5)),
];

/// Days of June 2026, by number.
fn day(number: u32) -> DanishTime {
    DanishTime::midnight(chrono::NaiveDate::from_ymd_opt(2026, 6, number).unwrap())
}

/// A registration as numbers.
#[derive(Debug, Clone)]
struct Row {
    blocks: bool,
    /// Unit, and whether its parts are meant.
    origin: Option<(usize, bool)>,
    /// First day, and the day after the last.
    days: Option<(u32, u32)>,
    who: Whom,
    /// Whether it is in effect now; else in the distant future.
    now: bool,
}

#[derive(Debug, Clone)]
enum Whom {
    Everybody,
    TheDoctor,
    Unit(usize, bool),
    Abroad,
}

#[derive(Debug, Clone)]
struct Reader {
    unit: usize,
    /// Whether the reader is a clerk on the doctor's responsibility.
    clerk: bool,
}

/// Unit, and first and last moment as days; no days for an item without a time.
type Item = (usize, Option<(u32, Option<u32>)>);

fn is_within(unit: usize, whole: usize) -> bool {
    unit == whole || UNITS[unit].1.is_some_and(|above| is_within(above, whole))
}

/// One rule: its name in the documentation, and what it says of a registration, a reader and an item.
type Rule = (&'static str, fn(&Row, &Reader, Option<&Item>) -> bool);

/// What must all hold for a registration to count.
const COUNTS: [Rule; 2] = [
    ("validity is about the moment of the look", |row, _, _| row.now),
    (
        "a registration does not affect professionals outside its who",
        |row, reader, _| match row.who {
            Whom::Everybody => true,
            Whom::TheDoctor => true,
            Whom::Unit(unit, true) => is_within(reader.unit, unit),
            Whom::Unit(unit, false) => reader.unit == unit,
            Whom::Abroad => false,
        },
    ),
];

/// What must all hold for a registration that counts to cover an item.
const COVERS: [Rule; 2] = [
    (
        "data from an organisation, with sub-units, and for blocks with those above it",
        |row, _, item| match (row.origin, item) {
            (None, _) | (_, None) => true,
            (Some((unit, with_parts)), Some((from, _))) => {
                *from == unit || with_parts && is_within(*from, unit) || row.blocks && is_within(unit, *from)
            }
        },
    ),
    ("data about a period; in doubt it is not shown", |row, _, item| {
        match (row.days, item.and_then(|(_, days)| *days)) {
            (None, _) => true,
            (Some(_), None) => row.blocks,
            (Some((first, after)), Some((begin, end))) => {
                // A moment in a day is in the middle of it.
                let (begin, end) = (
                    2 * begin + 1,
                    end.filter(|end| *end > begin)
                        .map_or(2 * begin + 1, |end| 2 * end + 1),
                );
                let (first, after) = (2 * first, 2 * after);
                match row.blocks {
                    true => begin < after && first < end.max(begin + 1),
                    false => first <= begin && end.max(begin + 1) <= after,
                }
            }
        }
    }),
];

fn all_hold(rules: &[Rule], row: &Row, reader: &Reader, item: Option<&Item>) -> bool {
    rules.iter().all(|(_, rule)| rule(row, reader, item))
}

fn expected(rows: &[Row], reader: &Reader, items: &[Item]) -> (Decision, Vec<bool>) {
    let counting: Vec<&Row> = rows
        .iter()
        .filter(|row| all_hold(&COUNTS, row, reader, None))
        .collect();
    let is_total = |row: &&&Row| row.origin.is_none() && row.days.is_none();
    let blocks = || counting.iter().filter(|row| row.blocks);
    let consents = || counting.iter().filter(|row| !row.blocks);
    // Several consents or blocks about periods can add up: item by item, as merged days.
    let permitted = |item: &Item| {
        let let_in = covered_together(&counting, false, reader, item);
        let kept_out = blocks().any(|row| all_hold(&COVERS, row, reader, Some(item)));
        let_in || !kept_out
    };
    let answers: Vec<bool> = items.iter().map(permitted).collect();
    if blocks().next().is_none() || consents().any(|row| is_total(&row)) {
        (Decision::Permit, vec![true; items.len()])
    } else if blocks().any(|row| is_total(&row)) && consents().next().is_none() {
        (Decision::Deny, vec![false; items.len()])
    } else {
        (Decision::PermitFiltered, answers)
    }
}

/// Whether consents of one origin cover every half day of an item together.
fn covered_together(rows: &[&Row], blocks: bool, reader: &Reader, item: &Item) -> bool {
    let of_kind = || {
        rows.iter()
            .filter(|row| row.blocks == blocks && (COVERS[0].1)(row, reader, Some(item)))
    };
    if of_kind().any(|row| all_hold(&COVERS, row, reader, Some(item))) {
        return true;
    }
    let Some((begin, end)) = item.1 else {
        return false;
    };
    let end = end.filter(|end| *end > begin);
    let halves = (2 * begin + 1)..=end.map_or(2 * begin + 1, |end| 2 * end);
    let origins: Vec<_> = of_kind().map(|row| row.origin).collect();
    origins.into_iter().any(|origin| {
        let same = || of_kind().filter(|row| row.origin == origin);
        halves.clone().all(|half| {
            same().any(|row| {
                row.days
                    .is_none_or(|(first, after)| 2 * first <= half && half < 2 * after)
            })
        })
    })
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let origin = proptest::option::of((0..UNITS.len(), any::<bool>()));
    let days = proptest::option::of(
        (1..28_u32, 1..6_u32).prop_map(|(first, length)| (first, (first + length).min(30))),
    );
    let who = prop_oneof![
        3 => Just(Whom::Everybody),
        1 => Just(Whom::TheDoctor),
        2 => (0..UNITS.len(), any::<bool>()).prop_map(|(unit, parts)| Whom::Unit(unit, parts)),
        1 => Just(Whom::Abroad),
    ];
    let row = (
        prop::bool::weighted(0.7),
        origin,
        days,
        who,
        prop::bool::weighted(0.85),
    )
        .prop_map(|(blocks, origin, days, who, now)| Row {
            blocks,
            origin,
            days,
            who,
            now,
        });
    prop::collection::vec(row, 0..6)
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    let days = proptest::option::of((1..30_u32, proptest::option::of(1..30_u32)));
    prop::collection::vec((0..UNITS.len(), days), 1..12)
}

fn draft(row: &Row) -> Draft {
    let what = What {
        origin: row.origin.map(|(unit, include_sub_units)| DataOrigin {
            organisation: sor(UNITS[unit].0),
            include_sub_units,
        }),
        period: row
            .days
            .map(|(first, after)| DataPeriod::between(day(first), day(after))),
    };
    let who = match row.who {
        Whom::Everybody => Who::Everybody,
        Whom::TheDoctor => Who::Professional { cpr: cpr(OTHER) },
        Whom::Unit(unit, include_sub_organisations) => Who::Organisation {
            organisation: sor(UNITS[unit].0),
            include_sub_organisations,
        },
        Whom::Abroad => Who::ForeignProfessionals,
    };
    let from = (!row.now).then(|| "2098-01-01T00:00:00+01:00".parse().unwrap());
    match row.blocks {
        true => Block {
            what,
            who,
            from,
            to: None,
        }
        .into(),
        false => Consent {
            what,
            who,
            from,
            to: "2099-01-01T00:00:00+01:00".parse().unwrap(),
        }
        .into(),
    }
}

fn item(at: usize, (unit, days): &Item) -> DataItem {
    let noon = |number: u32| DanishTime::from_utc(day(number).to_utc() + chrono::TimeDelta::hours(12));
    let item = DataItem::new(at.to_string(), sor(UNITS[*unit].0));
    match days {
        Some((begin, end)) => item.about(noon(*begin), end.map(noon)),
        None => item,
    }
}

fn caller(reader: &Reader) -> Caller {
    let organisation = SorCode::parse(UNITS[reader.unit].0).unwrap();
    Caller::health_professional(match reader.clerk {
        false => HealthProfessional::authorised(cpr(OTHER), "J0184".parse().unwrap(), organisation),
        true => {
            HealthProfessional::not_authorised(cpr("0101501234"), "urn:dk:healthcare:no-role", organisation)
                .with_responsible(ResponsibleProfessional {
                    cpr: cpr(OTHER),
                    authorisation: Some("J0184".parse().unwrap()),
                })
        }
    })
}

#[test]
fn the_sandbox_decides_as_the_documented_rules_say() {
    let (sandbox, client) = national();
    let code = |unit: usize| SorCode::parse(UNITS[unit].0).unwrap();
    for (unit, (_, parent)) in UNITS.iter().enumerate() {
        sandbox.add_organisation(code(unit), parent.map(code), &[]);
    }
    let mut runner = TestRunner::new(Config {
        cases: 400,
        failure_persistence: None,
        ..Config::default()
    });
    let reader = (0..UNITS.len(), any::<bool>()).prop_map(|(unit, clerk)| Reader { unit, clerk });
    runner
        .run(&(rows(), reader, items()), |(rows, reader, items)| {
            let mine = client.blocks().as_caller(Caller::citizen(nancy()));
            let ids: Vec<_> = rows
                .iter()
                .map(|row| mine.register(nancy(), draft(row)).unwrap().id)
                .collect();
            let asked: Vec<_> = items.iter().enumerate().map(|(at, it)| item(at, it)).collect();
            let verdict = client.blocks().check(&caller(&reader), nancy(), &asked).unwrap();
            let answers: Vec<bool> = asked.iter().map(|item| verdict.may_show(&item.id)).collect();
            for id in ids {
                mine.lift(nancy(), &id).unwrap();
            }
            prop_assert_eq!((verdict.decision, answers), expected(&rows, &reader, &items));
            Ok(())
        })
        .unwrap();
    assert!(
        sandbox
            .registrations()
            .iter()
            .any(|it| it.effect == Effect::Consent)
    );
}
