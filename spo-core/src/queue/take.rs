//! Taking items, and saying what became of them.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Queue, millis, unusable};
use crate::Result;

/// An item that is taken.
pub(crate) struct Item {
    pub(crate) id: i64,
    pub(crate) payload: Vec<u8>,
}

impl fmt::Debug for Item {
    /// The id only: the rest may be a patient's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Item").field(&self.id).finish()
    }
}

/// Items that one has taken, oldest first.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) items: Vec<Item>,
    /// How often each of them has failed before.
    pub(crate) tries: u32,
    /// How many might have been taken that never failed.
    most: u32,
    /// Until when one has them, which tells this taking from any other.
    held_until: i64,
    taking: i64,
}

/// What there is to take.
#[derive(Debug)]
pub(crate) enum Take {
    Batch(Batch),
    /// Nothing now: it is all taken, or rests, or there is none.
    Nothing,
    /// The rate is used up.
    TooSoon,
}

/// How often may be taken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rate {
    /// So many times …
    pub(crate) most: u32,
    /// … in any time of this length.
    pub(crate) per: TimeDelta,
}

/// What became of an item that was taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is done, and gone.
    Done,
    /// It cannot be done: it is put aside.
    Aside { code: String, reason: String },
    /// It failed together with the others, or nobody knows. It rests until then.
    Failed { rest_until: DateTime<Utc> },
    /// Nothing was done: it waits as before.
    Untouched,
}

/// How many are taken together of those that failed so often: a quarter with every time, and one at last. What brings the
/// others down is alone sooner or later, and what is too large for the far side becomes smaller.
fn company(most: u32, tries: u32) -> u32 {
    let quarters = tries.saturating_mul(2);
    most.checked_shr(quarters).unwrap_or_default().max(1)
}

impl Queue {
    /// Takes the oldest items of a kind, at most so many, until a time. Those that failed before are taken in smaller
    /// [`company`], each with its like.
    pub(crate) fn take(
        &self,
        kind: &str,
        most: u32,
        rate: Rate,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Take> {
        let (now, until) = (millis(now), millis(until));
        let taken = self.change(|connection| {
            mend_takings(connection, kind, rate, now)?;
            mend_holds(
                connection,
                kind,
                until.max(now.saturating_add(rate.per.num_milliseconds())),
            )?;
            let Some(tries) = tries_of_oldest(connection, kind, now)? else {
                return Ok(Take::Nothing);
            };
            if first_taking_in_the_way(connection, kind, rate)?.is_some() {
                return Ok(Take::TooSoon);
            }
            let mut select = connection.prepare_cached(
                "UPDATE item SET held_until = ?1 WHERE id IN (
                     SELECT id FROM item
                     WHERE kind = ?2 AND code IS NULL AND held_until <= ?3 AND tries = ?4 ORDER BY id LIMIT ?5
                 ) RETURNING id, payload",
            )?;
            let rows = select.query_map(params![until, kind, now, tries, company(most, tries)], |row| {
                Ok(Item {
                    id: row.get(0)?,
                    payload: row.get(1)?,
                })
            })?;
            let mut items = rows.collect::<rusqlite::Result<Vec<_>>>()?;
            items.sort_by_key(|item| item.id);
            connection
                .prepare_cached("INSERT INTO taking (kind, at) VALUES (?, ?)")?
                .execute(params![kind, now])?;
            Ok(Take::Batch(Batch {
                items,
                tries,
                most,
                held_until: until,
                taking: connection.last_insert_rowid(),
            }))
        });
        taken.map_err(unusable)
    }

    /// Says what became of the items of a batch. One that meanwhile was somebody else's is only touched when it is certain
    /// what became of it.
    pub(crate) fn settle(
        &self,
        kind: &str,
        batch: &Batch,
        fates: impl IntoIterator<Item = (i64, Fate)>,
    ) -> Result<()> {
        let settled = self.change(|connection| {
            let mut is_clear = true;
            for (id, fate) in fates {
                is_clear &= matches!(fate, Fate::Done | Fate::Aside { .. });
                settle(connection, batch.held_until, id, fate)?;
            }
            match is_clear {
                true => ease(connection, kind, batch),
                false => Ok(()),
            }
        });
        settled.map_err(unusable)
    }

    /// Lets a batch count for nothing where the rate is concerned: nothing was sent.
    pub(crate) fn give_back(&self, batch: &Batch) -> Result<()> {
        let forgotten = self.change(|connection| {
            connection
                .prepare_cached("DELETE FROM taking WHERE id = ?")?
                .execute([batch.taking])
        });
        forgotten.map(drop).map_err(unusable)
    }

    /// When the next items of a kind may be taken; `None` when nothing waits.
    pub(crate) fn next_take(
        &self,
        kind: &str,
        rate: Rate,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>> {
        let next = self.change(|connection| {
            mend_takings(connection, kind, rate, millis(now))?;
            let held: Option<i64> = connection
                .prepare_cached("SELECT min(held_until) FROM item WHERE kind = ? AND code IS NULL")?
                .query_row([kind], |row| row.get(0))?;
            let in_the_way = first_taking_in_the_way(connection, kind, rate)?;
            let free = in_the_way.map(|at| at.saturating_add(rate.per.num_milliseconds()));
            rusqlite::Result::Ok(held.map(|held| held.max(free.unwrap_or_default())))
        });
        let next = next.map_err(unusable)?;
        Ok(next
            .and_then(DateTime::from_timestamp_millis)
            .map(|next| next.max(now)))
    }
}

/// Forgets takings that no longer count, and brings those back that a clock ahead of ours has written.
fn mend_takings(connection: &Connection, kind: &str, rate: Rate, now: i64) -> rusqlite::Result<()> {
    let begin = now.saturating_sub(rate.per.num_milliseconds());
    connection
        .prepare_cached("DELETE FROM taking WHERE kind = ? AND at <= ?")?
        .execute(params![kind, begin])?;
    connection
        .prepare_cached("UPDATE taking SET at = ?1 WHERE kind = ?2 AND at > ?1")?
        .execute(params![now, kind])?;
    Ok(())
}

/// Lets nobody hold an item longer than anybody may: a clock ahead of ours has written that.
fn mend_holds(connection: &Connection, kind: &str, latest: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE item SET held_until = ?1 WHERE kind = ?2 AND held_until > ?1")?
        .execute(params![latest, kind])?;
    Ok(())
}

fn tries_of_oldest(connection: &Connection, kind: &str, now: i64) -> rusqlite::Result<Option<u32>> {
    connection
        .prepare_cached(
            "SELECT tries FROM item WHERE kind = ? AND code IS NULL AND held_until <= ? ORDER BY id LIMIT 1",
        )?
        .query_row(params![kind, now], |row| row.get(0))
        .optional()
}

/// When the taking was that must be forgotten before the next one; none when the rate allows it now.
fn first_taking_in_the_way(connection: &Connection, kind: &str, rate: Rate) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT at FROM taking WHERE kind = ? ORDER BY at DESC LIMIT 1 OFFSET ?")?
        .query_row(params![kind, rate.most.max(1) - 1], |row| row.get(0))
        .optional()
}

fn settle(connection: &Connection, held_until: i64, id: i64, fate: Fate) -> rusqlite::Result<()> {
    let settled = match fate {
        Fate::Done => connection
            .prepare_cached("DELETE FROM item WHERE id = ?")?
            .execute([id]),
        Fate::Aside { code, reason } => connection
            .prepare_cached("UPDATE item SET code = ?, reason = ?, held_until = 0 WHERE id = ?")?
            .execute(params![code, reason, id]),
        Fate::Failed { rest_until } => connection
            .prepare_cached(
                "UPDATE item SET tries = tries + 1, held_until = ? WHERE id = ? AND held_until = ?",
            )?
            .execute(params![millis(rest_until), id, held_until]),
        Fate::Untouched => connection
            .prepare_cached("UPDATE item SET held_until = 0 WHERE id = ? AND held_until = ?")?
            .execute(params![id, held_until]),
    };
    settled.map(drop)
}

/// A batch went well: the like of it may have larger company. What has failed alone stays alone, and what has ever failed
/// never has the largest.
fn ease(connection: &Connection, kind: &str, batch: &Batch) -> rusqlite::Result<()> {
    let has_been_alone = company(batch.most, batch.tries.saturating_sub(1)) == 1;
    if batch.tries < 2 || has_been_alone {
        return Ok(());
    }
    connection
        .prepare_cached("UPDATE item SET tries = tries - 1 WHERE kind = ? AND code IS NULL AND tries = ?")?
        .execute(params![kind, batch.tries])
        .map(drop)
}
