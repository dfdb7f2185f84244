//! Submission sets and associations.

use rusqlite::{Connection, params};
use spo_core::xds::{Association, AssociationType, EntryUuid, RegistryObjects, SubmissionSet};

use super::normal_uuid;

pub(crate) fn insert_submission(connection: &Connection, set: &SubmissionSet) -> rusqlite::Result<()> {
    let metadata = RegistryObjects {
        submission_sets: vec![set.clone()],
        ..RegistryObjects::default()
    };
    connection
        .prepare_cached("INSERT INTO submission_set (entry_uuid, unique_id, metadata) VALUES (?, ?, ?)")?
        .execute(params![
            normal_uuid(&set.entry_uuid),
            set.unique_id,
            metadata.to_xml()
        ])?;
    Ok(())
}

/// Whether a submission set with this unique id, and whether one with this registry id, was stored.
pub(crate) fn has_submission(connection: &Connection, set: &SubmissionSet) -> rusqlite::Result<(bool, bool)> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM submission_set WHERE unique_id = ?),
             EXISTS (SELECT 1 FROM submission_set WHERE entry_uuid = ?)",
        )?
        .query_row(params![set.unique_id, normal_uuid(&set.entry_uuid)], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
}

pub(crate) fn insert_association(
    connection: &Connection,
    association: &Association,
    set: &SubmissionSet,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO association (id, type, source, target, submission_set) VALUES (?, ?, ?, ?, ?)",
        )?
        .execute(params![
            normal_uuid(&association.id),
            association.association_type.as_urn(),
            normal_uuid(&association.source),
            normal_uuid(&association.target),
            normal_uuid(&set.entry_uuid),
        ])?;
    Ok(())
}

/// Whether an association with this registry id was stored.
pub(crate) fn has_association(connection: &Connection, association: &Association) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM association WHERE id = ?)")?
        .query_row([normal_uuid(&association.id)], |row| row.get(0))
}

/// Whether an entry has a successor.
pub(crate) fn is_replaced(connection: &Connection, id: &EntryUuid) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM association WHERE target = ? AND type = ?)")?
        .query_row(
            params![normal_uuid(id), AssociationType::Replace.as_urn()],
            |row| row.get(0),
        )
}

/// Every replacement: the new entry and the old one.
pub(crate) fn replacements(connection: &Connection) -> rusqlite::Result<Vec<(EntryUuid, EntryUuid)>> {
    let mut select =
        connection.prepare_cached("SELECT source, target FROM association WHERE type = ? ORDER BY rowid")?;
    let pairs = select.query_map([AssociationType::Replace.as_urn()], |row| {
        Ok((
            EntryUuid::from_wire(row.get::<_, String>(0)?),
            EntryUuid::from_wire(row.get::<_, String>(1)?),
        ))
    })?;
    pairs.collect()
}
