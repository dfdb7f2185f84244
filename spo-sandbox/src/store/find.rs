//! FindDocuments as SQL.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use spo_core::xds::{Availability, DocumentEntry, EntryUuid, ObjectType, PatientId};

use super::entries::{COLUMNS, normal_code, normal_patient, read};

/// What entries must be like. Everything but the patient is "one of these"; an empty list does not match.
#[derive(Debug, Clone)]
pub(crate) struct EntryFilter {
    pub(crate) patient_id: PatientId,
    pub(crate) statuses: Vec<Availability>,
    pub(crate) object_types: Vec<ObjectType>,
    pub(crate) codes: Vec<CodeFilter>,
    pub(crate) times: Vec<TimeFilter>,
    /// Patterns of SQL's `LIKE`, one of which an author's name must match.
    pub(crate) author_persons: Vec<String>,
}

/// An entry must have one of these codes for an attribute.
#[derive(Debug, Clone)]
pub(crate) struct CodeFilter {
    /// As the standard names it: `typeCode`.
    pub(crate) attribute: &'static str,
    /// Code and code system.
    pub(crate) any_of: Vec<(String, String)>,
}

/// A bound on a time of an entry, in seconds since 1970. An entry without the time is not within any bound.
#[derive(Debug, Clone)]
pub(crate) struct TimeFilter {
    /// The column: `creation_time`, `start_time` or `stop_time`.
    pub(crate) column: &'static str,
    /// The first second within, if bounded.
    pub(crate) from: Option<i64>,
    /// The first second after, if bounded.
    pub(crate) to: Option<i64>,
}

/// The entries that match, oldest first.
pub(crate) fn find(connection: &Connection, filter: &EntryFilter) -> rusqlite::Result<Vec<DocumentEntry>> {
    let (conditions, values) = conditions(filter);
    let mut select = connection.prepare(&format!(
        "SELECT {COLUMNS} FROM entry WHERE {conditions} ORDER BY id"
    ))?;
    select.query_map(params_from_iter(values), read)?.collect()
}

/// The ids of the entries that match, oldest first.
pub(crate) fn entry_ids(connection: &Connection, filter: &EntryFilter) -> rusqlite::Result<Vec<EntryUuid>> {
    let (conditions, values) = conditions(filter);
    let mut select = connection.prepare(&format!(
        "SELECT entry_uuid FROM entry WHERE {conditions} ORDER BY id"
    ))?;
    let ids = select.query_map(params_from_iter(values), |row| row.get::<_, String>(0))?;
    ids.map(|id| id.map(EntryUuid::from_wire)).collect()
}

/// Lists go in as JSON arrays, so that no length of list meets SQLite's limit of variables.
fn conditions(filter: &EntryFilter) -> (String, Vec<Value>) {
    const IN_LIST: &str = "IN (SELECT value FROM json_each(?))";
    let mut sql = format!("patient_id = ? AND status {IN_LIST} AND object_type {IN_LIST}");
    let mut values = vec![
        Value::Text(normal_patient(&filter.patient_id)),
        list(filter.statuses.iter().map(Availability::as_urn)),
        list(filter.object_types.iter().map(ObjectType::as_urn)),
    ];
    for CodeFilter { attribute, any_of } in &filter.codes {
        sql.push_str(
            " AND EXISTS (SELECT 1 FROM entry_code WHERE entry = entry.id AND attribute = ? AND code ",
        );
        sql.push_str(IN_LIST);
        sql.push(')');
        values.push(Value::Text((*attribute).to_owned()));
        values.push(list(
            any_of.iter().map(|(code, system)| normal_code(code, system)),
        ));
    }
    if !filter.author_persons.is_empty() {
        sql.push_str(
            " AND EXISTS (SELECT 1 FROM entry_code, json_each(?) AS pattern WHERE entry = entry.id \
             AND attribute = 'authorPerson' AND code LIKE pattern.value)",
        );
        values.push(list(filter.author_persons.iter()));
    }
    for TimeFilter { column, from, to } in &filter.times {
        for (bound, operator) in [(from, " >= ?"), (to, " < ?")] {
            if let Some(bound) = bound {
                sql.push_str(" AND ");
                sql.push_str(column);
                sql.push_str(operator);
                values.push(Value::Integer(*bound));
            }
        }
    }
    (sql, values)
}

fn list<S: AsRef<str>>(items: impl Iterator<Item = S>) -> Value {
    let items: Vec<serde_json::Value> = items.map(|item| item.as_ref().into()).collect();
    Value::Text(serde_json::Value::Array(items).to_string())
}
