//! Items that were put aside.

use rusqlite::params;

use super::{Queue, unusable};
use crate::Result;

/// An item that cannot be done as it is.
pub(crate) struct Aside {
    pub(crate) id: i64,
    pub(crate) payload: Vec<u8>,
    pub(crate) code: String,
    pub(crate) reason: String,
}

impl Queue {
    /// The items of a kind that were put aside, oldest first.
    pub(crate) fn aside(&self, kind: &str) -> Result<Vec<Aside>> {
        self.read(|connection| {
            let mut select = connection.prepare_cached(
                "SELECT id, payload, code, reason FROM item WHERE kind = ? AND code IS NOT NULL ORDER BY id",
            )?;
            let items = select.query_map([kind], |row| {
                Ok(Aside {
                    id: row.get(0)?,
                    payload: row.get(1)?,
                    code: row.get(2)?,
                    reason: row.get(3)?,
                })
            })?;
            items.collect()
        })
    }

    /// Lets an item that was put aside wait again, in its old place. False when there is none.
    pub(crate) fn requeue(&self, kind: &str, id: i64) -> Result<bool> {
        self.on_aside(
            "UPDATE item SET code = NULL, reason = NULL, tries = 0, held_until = 0
             WHERE kind = ? AND id = ? AND code IS NOT NULL",
            kind,
            id,
        )
    }

    /// Throws an item away that was put aside. False when there is none.
    pub(crate) fn discard(&self, kind: &str, id: i64) -> Result<bool> {
        self.on_aside(
            "DELETE FROM item WHERE kind = ? AND id = ? AND code IS NOT NULL",
            kind,
            id,
        )
    }

    fn on_aside(&self, sql: &str, kind: &str, id: i64) -> Result<bool> {
        let changed = self.change(|connection| connection.prepare_cached(sql)?.execute(params![kind, id]));
        changed.map(|changed| changed == 1).map_err(unusable)
    }
}
