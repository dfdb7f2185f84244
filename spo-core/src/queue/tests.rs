//! What is promised of the file: order, once each, nothing lost.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::thread;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;

use super::*;

const KIND: &str = "log";
const RATE: Rate = Rate {
    most: 20,
    per: TimeDelta::hours(1),
};

/// A file in a folder of its own, which is gone when it is dropped.
struct File(PathBuf);

impl File {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("spo-queue-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir(&folder).unwrap();
        Self(folder.join("queue.db"))
    }

    fn open(&self) -> Queue {
        Queue::open(&self.0).unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.0.parent().unwrap());
    }
}

fn at(minute: i64) -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minute)
}

fn item(name: impl ToString) -> NewItem {
    NewItem {
        name: name.to_string(),
        payload: name.to_string().into_bytes(),
    }
}

fn push(queue: &Queue, names: std::ops::Range<u32>) {
    queue.push(KIND, &names.map(item).collect::<Vec<_>>()).unwrap();
}

/// Takes at `minute`, for two minutes.
fn take(queue: &Queue, most: u32, minute: i64) -> Take {
    queue.take(KIND, most, RATE, at(minute), at(minute + 2)).unwrap()
}

fn batch(queue: &Queue, most: u32, minute: i64) -> Batch {
    match take(queue, most, minute) {
        Take::Batch(batch) => batch,
        other => panic!("{other:?}"),
    }
}

fn names(batch: &Batch) -> Vec<String> {
    let payloads = batch.items.iter().map(|item| item.payload.clone());
    payloads
        .map(|payload| String::from_utf8(payload).unwrap())
        .collect()
}

fn settle(queue: &Queue, batch: &Batch, fate: impl Fn() -> Fate) {
    queue
        .settle(KIND, batch, batch.items.iter().map(|item| (item.id, fate())))
        .unwrap();
}

fn aside() -> Fate {
    Fate::Aside {
        code: "refused".to_owned(),
        reason: "no such person".to_owned(),
    }
}

#[test]
fn the_oldest_come_first_and_stay_until_they_are_done() {
    let file = File::new();
    push(&file.open(), 0..5);
    let queue = file.open();
    let first = batch(&queue, 2, 0);
    assert_eq!(names(&first), ["0", "1"]);
    assert_eq!(names(&batch(&queue, 2, 0)), ["2", "3"]);
    settle(&queue, &first, || Fate::Done);
    drop(queue);
    let queue = file.open();
    assert_eq!(queue.waiting(KIND).unwrap(), 3);
    // Whoever took 2 and 3 is taken for dead.
    assert_eq!(names(&batch(&queue, 9, 2)), ["2", "3", "4"]);
}

#[test]
fn what_is_there_already_is_not_doubled_and_a_name_stands_for_one_thing() {
    let file = File::new();
    let queue = file.open();
    push(&queue, 0..2);
    push(&queue, 0..3);
    assert_eq!(queue.waiting(KIND).unwrap(), 3);
    let other = NewItem {
        payload: b"other".to_vec(),
        ..item("1")
    };
    let error = queue.push(KIND, &[item("new"), other]).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, "queue.name"));
    assert_eq!(queue.waiting(KIND).unwrap(), 3, "all or none");
    queue.push("another kind", &[item("1")]).unwrap();
    assert_eq!(queue.waiting(KIND).unwrap(), 3);
}

#[test]
fn an_item_put_aside_is_listed_and_can_wait_again_or_be_thrown_away() {
    let file = File::new();
    let queue = file.open();
    push(&queue, 0..3);
    settle(&queue, &batch(&queue, 2, 0), aside);
    let aside = file.open().aside(KIND).unwrap();
    assert_eq!(aside.len(), 2);
    assert_eq!(
        (aside[0].code.as_str(), aside[0].reason.as_str()),
        ("refused", "no such person")
    );
    assert_eq!(queue.waiting(KIND).unwrap(), 1);
    assert!(queue.requeue(KIND, aside[0].id).unwrap() && !queue.requeue(KIND, aside[0].id).unwrap());
    assert!(queue.discard(KIND, aside[1].id).unwrap() && !queue.discard(KIND, aside[1].id).unwrap());
    assert!(
        !queue.discard(KIND, aside[0].id).unwrap(),
        "what waits is not thrown away"
    );
    assert!(queue.aside(KIND).unwrap().is_empty());
    assert_eq!(names(&batch(&queue, 9, 0)), ["0", "2"]);
}

#[test]
fn what_failed_rests_and_is_taken_again_in_smaller_company() {
    let file = File::new();
    let queue = file.open();
    push(&queue, 0..500);
    let mut sizes = Vec::new();
    for round in 0..7 {
        let failed = batch(&queue, 500, round * 10);
        sizes.push(failed.items.len());
        let rest_until = at(round * 10 + 10);
        settle(&queue, &failed, || Fate::Failed { rest_until });
        if round == 0 {
            assert!(matches!(take(&queue, 500, 9), Take::Nothing), "it rests");
        }
    }
    assert_eq!(sizes, [500, 125, 31, 7, 1, 1, 1]);
}

/// How many are taken together, every five minutes for half a day: all but the bad are done, those rest for twice as long
/// every time.
fn half_a_day(queue: &Queue, is_bad: impl Fn(&Batch) -> bool) -> Vec<usize> {
    let mut sizes = Vec::new();
    for minute in (60..780).step_by(5) {
        let Take::Batch(next) = take(queue, 500, minute) else {
            continue;
        };
        sizes.push(next.items.len());
        let rest_until = at(minute + (5 << next.tries.min(6)));
        settle(queue, &next, || match is_bad(&next) {
            true => Fate::Failed { rest_until },
            false => Fate::Done,
        });
    }
    sizes
}

#[test]
fn when_the_far_side_is_back_company_grows_again() {
    let file = File::new();
    let queue = file.open();
    push(&queue, 0..2000);
    for round in 0..5 {
        let failed = batch(&queue, 500, round);
        settle(&queue, &failed, || Fate::Failed {
            rest_until: at(round),
        });
    }
    let sizes = half_a_day(&queue, |_| false);
    assert!(sizes.len() <= 14, "{sizes:?}");
    assert!(
        sizes.contains(&500),
        "what never failed has all the company there can be"
    );
}

#[test]
fn one_that_brings_the_others_down_is_soon_alone_and_stays_so() {
    let file = File::new();
    let queue = file.open();
    push(&queue, 0..500);
    let has_bad_one = |batch: &Batch| names(batch).contains(&"250".to_owned());
    let sizes = half_a_day(&queue, has_bad_one);
    assert_eq!(queue.waiting(KIND).unwrap(), 1);
    let alone = sizes.iter().rev().take_while(|size| **size == 1).count();
    assert!(
        (5..=30).contains(&alone) && sizes.len() - alone <= 20,
        "{sizes:?}"
    );
}

#[test]
fn one_that_fails_alone_is_passed_by() {
    let file = File::new();
    let queue = file.open();
    push(&queue, 0..1);
    for round in 0..8 {
        let failed = batch(&queue, 500, round);
        settle(&queue, &failed, || Fate::Failed {
            rest_until: at(round + 1),
        });
    }
    push(&queue, 1..501);
    assert_eq!(batch(&queue, 500, 10).items.len(), 1);
    assert_eq!(batch(&queue, 500, 10).items.len(), 500);
}

#[test]
fn a_far_side_that_is_slow_gets_less_at_a_time_after_one_failure() {
    let file = File::new();
    let queue = file.open();
    push(&queue, 0..500);
    let sizes = half_a_day(&queue, |batch| batch.items.len() > 200);
    assert_eq!(sizes, [500, 125, 125, 125, 125]);
}

#[test]
fn only_what_is_certain_is_said_of_an_item_that_is_somebody_elses_by_now() {
    let file = File::new();
    let (slow, quick) = (file.open(), file.open());
    push(&slow, 0..3);
    let late = batch(&slow, 3, 0);
    let current = batch(&quick, 3, 5);
    let fates = [Fate::Untouched, Fate::Failed { rest_until: at(0) }, Fate::Done];
    slow.settle(KIND, &late, late.items.iter().map(|item| item.id).zip(fates))
        .unwrap();
    assert!(
        matches!(take(&slow, 3, 5), Take::Nothing),
        "the others are still taken"
    );
    assert_eq!(slow.waiting(KIND).unwrap(), 2);
    settle(&quick, &current, || Fate::Untouched);
    let again = batch(&slow, 3, 5);
    assert_eq!(names(&again), ["0", "1"]);
    assert_eq!(again.tries, 0);
}

#[test]
fn a_rate_holds_over_a_restart_and_for_all_who_share_the_file() {
    let file = File::new();
    push(&file.open(), 0..100);
    for minute in 0..20 {
        let queue = file.open();
        assert_eq!(queue.next_take(KIND, RATE, at(minute)).unwrap(), Some(at(minute)));
        settle(&queue, &batch(&queue, 1, minute), || Fate::Done);
    }
    let queue = file.open();
    assert!(matches!(take(&queue, 1, 20), Take::TooSoon));
    assert!(matches!(take(&queue, 1, 59), Take::TooSoon));
    assert_eq!(queue.next_take(KIND, RATE, at(20)).unwrap(), Some(at(60)));
    // The second of the twenty was a minute after the first.
    settle(&queue, &batch(&queue, 1, 60), || Fate::Done);
    assert!(matches!(take(&queue, 1, 60), Take::TooSoon));
    assert_eq!(queue.next_take(KIND, RATE, at(60)).unwrap(), Some(at(61)));
    // Nothing was sent after all.
    let unsent = batch(&queue, 1, 61);
    queue.give_back(&unsent).unwrap();
    assert!(matches!(take(&queue, 1, 61), Take::Batch(_)));
}

#[test]
fn nothing_is_next_when_nothing_waits_and_what_rests_is_next_when_it_has_rested() {
    let file = File::new();
    let queue = file.open();
    assert_eq!(queue.next_take(KIND, RATE, at(0)).unwrap(), None);
    push(&queue, 0..1);
    let tried = batch(&queue, 1, 0);
    settle(&queue, &tried, || Fate::Failed { rest_until: at(7) });
    assert_eq!(queue.next_take(KIND, RATE, at(1)).unwrap(), Some(at(7)));
}

#[test]
fn a_clock_that_was_ahead_costs_no_more_than_the_rates_time() {
    let file = File::new();
    let queue = file.open();
    push(&queue, 0..30);
    const DECADE: i64 = 10 * 365 * 24 * 60;
    for _ in 0..20 {
        let tried = batch(&queue, 1, DECADE);
        settle(&queue, &tried, || Fate::Failed {
            rest_until: at(DECADE + 30),
        });
    }
    assert!(matches!(take(&queue, 1, 0), Take::TooSoon));
    assert!(matches!(take(&queue, 1, 60), Take::Batch(_)));
    let next = queue.next_take(KIND, RATE, at(60)).unwrap();
    assert_eq!(next, Some(at(60)));
    let names: BTreeSet<_> = (0..19).flat_map(|_| names(&batch(&queue, 1, 60))).collect();
    assert_eq!(names.len(), 19);
}

#[test]
fn many_takers_of_one_file_never_have_the_same_item_and_leave_none() {
    const RATE: Rate = Rate {
        most: u32::MAX,
        per: TimeDelta::hours(1),
    };
    let file = File::new();
    push(&file.open(), 0..300);
    let taken: Vec<String> = thread::scope(|scope| {
        let takers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let queue = file.open();
                    let mut taken = Vec::new();
                    while let Take::Batch(batch) = queue.take(KIND, 7, RATE, at(0), at(2)).unwrap() {
                        taken.extend(names(&batch));
                        settle(&queue, &batch, || Fate::Done);
                    }
                    taken
                })
            })
            .collect();
        takers
            .into_iter()
            .flat_map(|taker| taker.join().unwrap())
            .collect()
    });
    assert_eq!(taken.len(), 300);
    assert_eq!(taken.into_iter().collect::<BTreeSet<_>>().len(), 300);
    assert_eq!(file.open().waiting(KIND).unwrap(), 0);
}

#[test]
fn many_may_make_the_file_at_once() {
    for _ in 0..10 {
        let file = File::new();
        thread::scope(|scope| {
            for number in 0..8 {
                let file = &file;
                scope.spawn(move || file.open().push(KIND, &[item(number)]).unwrap());
            }
        });
        assert_eq!(file.open().waiting(KIND).unwrap(), 8);
    }
}

#[test]
fn a_commit_is_on_the_disk_and_what_is_done_is_overwritten() {
    let file = File::new();
    let queue = file.open();
    let setting = |name: &str| -> String {
        let connection = queue.lock();
        connection
            .pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))
            .map(|value| format!("{value:?}"))
            .unwrap()
    };
    assert_eq!(setting("journal_mode"), "Text(\"wal\")");
    assert_eq!(setting("synchronous"), "Integer(2)");
    assert_eq!(setting("secure_delete"), "Integer(1)");
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let file = File::new();
    let queue = file.open();
    push(&queue, 0..1);
    let folder = std::fs::read_dir(file.0.parent().unwrap()).unwrap();
    let modes: Vec<_> = folder
        .map(|entry| entry.unwrap().metadata().unwrap().permissions().mode() & 0o777)
        .collect();
    assert!(
        modes.len() >= 2 && modes.iter().all(|mode| *mode == 0o600),
        "{modes:?}"
    );
}

#[test]
fn another_programs_file_and_a_folder_that_is_not_there_are_refused_by_name() {
    let file = File::new();
    Connection::open(&file.0)
        .unwrap()
        .execute_batch("CREATE TABLE theirs(x)")
        .unwrap();
    let error = Queue::open(&file.0).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Storage, "queue.file"));
    assert!(error.message().contains("queue.db"), "{error}");
    std::fs::write(
        &file.0,
        "not a database, but long enough to be taken for the header of one: 0123456789 0123456789 012345",
    )
    .unwrap();
    assert_eq!(Queue::open(&file.0).unwrap_err().code(), "queue.file");
    let nowhere = file.0.join("2512489996").join("queue.db");
    let error = Queue::open(&nowhere).unwrap_err();
    assert!(!error.to_string().contains("2512489996"), "{error}");
}
