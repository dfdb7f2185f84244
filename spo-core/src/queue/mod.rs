//! What waits to be sent, on disk: nothing that was accepted is lost, whatever happens to the process or the machine.
//!
//! In: payloads of a kind, each under a name. Out: the oldest of a kind, for a while, to whoever sends them; then what
//! became of them ([`Fate`]). An item stays until it is done, and one that cannot be done is put aside with a reason. Any
//! number of threads and processes may share a file: who takes an item has it alone, until a time, and is then taken for
//! dead. What was pushed is on the disk when [`Queue::push`] returns (SQLite, write-ahead log, `synchronous = FULL`).
//!
//! The file belongs on a local disk, because SQLite's locks do not hold over a network. It is made readable for its owner
//! only, for patients' data is in it, and what is done is overwritten when SQLite next tidies up.

mod aside;
mod file;
mod take;

#[cfg(test)]
mod tests;

use std::result::Result as StdResult;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior, params};

pub(crate) use aside::Aside;
pub(crate) use take::{Batch, Fate, Rate, Take};

use crate::{Error, ErrorKind, Result};

/// A file of items. One connection, taken in turns.
#[derive(Debug)]
pub(crate) struct Queue {
    connection: Mutex<Connection>,
}

/// An item before it is in the queue.
pub(crate) struct NewItem {
    /// What it is called among all of its kind that are in the queue.
    pub(crate) name: String,
    pub(crate) payload: Vec<u8>,
}

impl Queue {
    /// Adds items behind all others: all of them, or none. One that is there already, under the same name and with the same
    /// payload, is not added again.
    ///
    /// # Errors
    /// [`ErrorKind::Conflict`], `queue.name`, when a name stands for something else. [`ErrorKind::Storage`].
    pub(crate) fn push(&self, kind: &str, items: &[NewItem]) -> Result<()> {
        let pushed = self.change(|connection| {
            for item in items {
                push(connection, kind, item)?;
            }
            Ok(())
        });
        pushed.map_err(|refusal| match refusal {
            Refusal::Database(error) => unusable(error),
            Refusal::Name(name) => {
                let message = format!(
                    "something else with the id {} waits already",
                    crate::redact(&name)
                );
                Error::new(ErrorKind::Conflict, "queue.name", message)
                    .with_remedy("Give everything an id of its own.")
            }
        })
    }

    /// How many items of this kind wait, taken or not.
    pub(crate) fn waiting(&self, kind: &str) -> Result<u64> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT count(*) FROM item WHERE kind = ? AND code IS NULL")?
                .query_row([kind], |row| row.get::<_, i64>(0))
        })
        .map(i64::unsigned_abs)
    }

    /// Changes the file: everything that `work` does when it succeeds, nothing when it fails.
    fn change<T, E: From<rusqlite::Error>>(
        &self,
        work: impl FnOnce(&Connection) -> StdResult<T, E>,
    ) -> StdResult<T, E> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.lock()).map_err(unusable)
    }

    /// A thread that panicked rolled its transaction back, so the connection is sound.
    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why an item is not added.
enum Refusal {
    Database(rusqlite::Error),
    Name(String),
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

fn push(connection: &Connection, kind: &str, item: &NewItem) -> StdResult<(), Refusal> {
    let NewItem { name, payload } = item;
    let added = connection
        .prepare_cached("INSERT INTO item (kind, name, payload) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")?
        .execute(params![kind, name, payload])?;
    if added == 0 {
        let there: Vec<u8> = connection
            .prepare_cached("SELECT payload FROM item WHERE kind = ? AND name = ?")?
            .query_row(params![kind, name], |row| row.get(0))?;
        if there != *payload {
            return Err(Refusal::Name(name.clone()));
        }
    }
    Ok(())
}

/// The error for a file that fails.
fn unusable(error: rusqlite::Error) -> Error {
    let message = "the file of what waits to be sent cannot be used";
    Error::new(ErrorKind::Storage, "queue.database", message)
        .with_remedy("Check the disk and who may write to it, and try again.")
        .with_source(error)
}

fn millis(time: DateTime<Utc>) -> i64 {
    time.timestamp_millis()
}
