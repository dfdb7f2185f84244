//! The national log (MinLog): who has seen what of whom.
//!
//! In: registrations, as strictly read as their schema is, and lines of the sandbox's own services. Out: the lines, in the
//! order they came. Like the real log it knows no line again: a registration that is sent twice is there twice.

mod page;
mod reader;
mod registration;
mod values;

use rusqlite::{Connection, params};
use spo_core::Error;
use spo_core::audit::LogEntry;

use crate::Sandbox;
use crate::store::{Store, unusable};

pub(crate) use page::who_looked;
pub(crate) use registration::{register, scripted_refusal};

/// The lines of the log.
#[derive(Debug)]
pub(crate) struct Log {
    store: Store,
}

impl Log {
    pub(crate) fn new(store: Store) -> Self {
        Self { store }
    }

    /// Adds lines: all of them, or none.
    pub(crate) fn add<'e>(&self, entries: impl IntoIterator<Item = &'e LogEntry>) -> rusqlite::Result<()> {
        self.store.change(|connection| {
            let mut insert = connection.prepare_cached("INSERT INTO log_entry (entry) VALUES (?)")?;
            for entry in entries {
                insert.execute([entry.to_json()])?;
            }
            Ok(())
        })
    }

    /// The last lines, latest first.
    pub(crate) fn last(&self, most: u32) -> Result<Vec<LogEntry>, Error> {
        let last = self
            .store
            .read(|connection| last(connection, most))
            .map_err(unusable)?;
        last.iter().map(|json| LogEntry::from_json(json)).collect()
    }
}

fn last(connection: &Connection, most: u32) -> rusqlite::Result<Vec<String>> {
    let mut select = connection.prepare_cached("SELECT entry FROM log_entry ORDER BY id DESC LIMIT ?")?;
    let entries = select.query_map(params![most], |row| row.get(0))?;
    entries.collect()
}

impl Sandbox {
    /// Every line of the national log, oldest first.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`](spo_core::ErrorKind::Storage) when the database fails.
    pub fn log_entries(&self) -> Result<Vec<LogEntry>, Error> {
        let mut entries = self.inner().national().log.last(u32::MAX)?;
        entries.reverse();
        Ok(entries)
    }
}
