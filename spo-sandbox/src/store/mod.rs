//! The registry's index and the repository's documents, in SQLite.
//!
//! In: document entries, submission sets, associations and bytes that have passed every rule. Out: the same, by id or
//! by the parameters of a search. One change is one SQLite transaction: all of a submission is there, or nothing.

mod documents;
mod entries;
mod find;
mod submissions;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};
use spo_core::{Error, ErrorKind};

pub(crate) use documents::{StoredDocument, content_hash, document, insert_document};
pub(crate) use entries::{
    Registered, all_entries, by_entry_uuid, by_unique_id, deprecate, insert_entry, normal_uuid, registered,
};
pub(crate) use find::{CodeFilter, EntryFilter, TimeFilter, entry_ids, find};
pub(crate) use submissions::{
    has_association, has_submission, insert_association, insert_submission, is_replaced, replacements,
};

/// Marks a file as ours (`PRAGMA application_id`).
const APPLICATION_ID: i32 = 0x5350_4f31;

/// The schema below (`PRAGMA user_version`).
const VERSION: i32 = 2;

const SCHEMA: &str = include_str!("schema.sql");

/// The database. One connection, taken in turns by all clones.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    connection: Arc<Mutex<Connection>>,
}

impl Store {
    pub(crate) fn in_memory() -> Result<Self, Error> {
        let connection = Connection::open_in_memory().map_err(unusable)?;
        Self::prepare(connection)
    }

    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let connection = Connection::open(path).map_err(unusable)?;
        // A registry for trials need not survive a power cut, only its own end.
        connection
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
            .map_err(unusable)?;
        Self::prepare(connection)
    }

    fn prepare(mut connection: Connection) -> Result<Self, Error> {
        connection
            .busy_timeout(Duration::from_secs(10))
            .map_err(unusable)?;
        connection
            .execute_batch("PRAGMA foreign_keys = ON;")
            .map_err(unusable)?;
        let setup = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(unusable)?;
        let number = |name: &str| setup.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
        let tables: i64 = setup
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .map_err(unusable)?;
        let found = (
            number("application_id").map_err(unusable)?,
            number("user_version").map_err(unusable)?,
        );
        match found {
            (APPLICATION_ID, VERSION) => {}
            (0, 0) if tables == 0 => {
                setup.execute_batch(SCHEMA).map_err(unusable)?;
                setup
                    .pragma_update(None, "application_id", APPLICATION_ID)
                    .map_err(unusable)?;
                setup
                    .pragma_update(None, "user_version", VERSION)
                    .map_err(unusable)?;
            }
            _ => {
                return Err(Error::new(
                    ErrorKind::Storage,
                    "sandbox.file",
                    "the file is not a database of this version of the sandbox",
                )
                .with_remedy("Name a file that does not exist yet."));
            }
        }
        setup.commit().map_err(unusable)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Self {
            connection: Arc::new(Mutex::new(connection)),
        })
    }

    /// Changes the database: everything that `work` does when it succeeds, nothing when it fails.
    pub(crate) fn change<T, E: From<rusqlite::Error>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// Looks at the database, unchanged between the first and the last look.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        work(&transaction)
    }

    /// A thread that panicked rolled its transaction back, so the connection is sound.
    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The error for a database that cannot be used.
pub(crate) fn unusable(error: rusqlite::Error) -> Error {
    Error::new(
        ErrorKind::Storage,
        "sandbox.database",
        "the sandbox's database cannot be used",
    )
    .with_source(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_programs_file_is_refused() {
        let path = std::env::temp_dir().join(format!("spo-sandbox-{}.db", uuid::Uuid::new_v4()));
        Connection::open(&path)
            .unwrap()
            .execute_batch("CREATE TABLE theirs(x)")
            .unwrap();
        assert_eq!(Store::open(&path).unwrap_err().code(), "sandbox.file");
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
        }
    }
}
