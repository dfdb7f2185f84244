//! Document entries: written once, read by id, deprecated.

use rusqlite::{Connection, OptionalExtension, Row, params};
use spo_core::Code;
use spo_core::xds::{
    AssociationType, Availability, DocumentEntry, Dtm, EntryUuid, PatientId, RegistryObjects,
};
use spo_core::xml::{Document, Limits};

/// How the index spells a registry id: `urn:uuid:` and lower case. What is no UUID is kept.
pub(crate) fn normal_uuid(id: &EntryUuid) -> String {
    match id.uuid() {
        Some(uuid) => uuid.urn().to_string(),
        None => id.as_str().to_owned(),
    }
}

/// How the index spells a patient: only the id and its authority count.
pub(super) fn normal_patient(patient: &PatientId) -> String {
    PatientId::new(&patient.id(), &patient.authority())
        .as_cx()
        .to_owned()
}

/// How the index spells a code.
pub(super) fn normal_code(code: &str, system: &str) -> String {
    format!("{code}^^{system}")
}

pub(crate) fn insert_entry(connection: &Connection, entry: &DocumentEntry) -> rusqlite::Result<()> {
    let seconds = |time: Option<Dtm>| time.map(|time| time.start().timestamp());
    let metadata = RegistryObjects {
        entries: vec![DocumentEntry {
            status: None,
            ..entry.clone()
        }],
        ..RegistryObjects::default()
    };
    let status = entry.status.clone().unwrap_or(Availability::Approved);
    connection
        .prepare_cached(
            "INSERT INTO entry (entry_uuid, unique_id, patient_id, status, object_type, creation_time, start_time,
             stop_time, metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            normal_uuid(&entry.entry_uuid),
            entry.unique_id.to_unique_id(),
            entry.patient_id.as_ref().map(normal_patient).unwrap_or_default(),
            status.as_urn(),
            entry.object_type.as_urn(),
            seconds(entry.creation_time),
            seconds(entry.service_start_time),
            seconds(entry.service_stop_time),
            metadata.to_xml(),
        ])?;
    insert_codes(connection, connection.last_insert_rowid(), entry)
}

fn insert_codes(connection: &Connection, id: i64, entry: &DocumentEntry) -> rusqlite::Result<()> {
    let mut insert =
        connection.prepare_cached("INSERT INTO entry_code (entry, attribute, code) VALUES (?, ?, ?)")?;
    let single: [(&str, Option<&Code>); 5] = [
        ("classCode", entry.class_code.as_ref()),
        ("typeCode", entry.type_code.as_ref()),
        ("formatCode", entry.format_code.as_ref()),
        ("healthcareFacilityTypeCode", entry.facility_type_code.as_ref()),
        ("practiceSettingCode", entry.practice_setting_code.as_ref()),
    ];
    let many = [
        ("confidentialityCode", &entry.confidentiality_codes),
        ("eventCodeList", &entry.event_codes),
    ];
    let single = single.into_iter().filter_map(|(name, code)| Some((name, code?)));
    let many = many
        .into_iter()
        .flat_map(|(name, codes)| codes.iter().map(move |code| (name, code)));
    for (attribute, code) in single.chain(many) {
        insert.execute(params![id, attribute, normal_code(&code.code, &code.system)])?;
    }
    for person in entry.authors.iter().filter_map(|author| author.person.as_ref()) {
        insert.execute(params![id, "authorPerson", person.as_xcn()])?;
    }
    Ok(())
}

/// The columns that [`read`] takes.
pub(super) const COLUMNS: &str = "entry.status, entry.metadata";

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<DocumentEntry> {
    let status: String = row.get(0)?;
    let metadata: String = row.get(1)?;
    let corrupt = |message: String| {
        rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, message.into())
    };
    let document =
        Document::parse(metadata.as_bytes(), Limits::DOCUMENT).map_err(|error| corrupt(error.to_string()))?;
    let entry = RegistryObjects::read(document.root()).entries.pop();
    let mut entry = entry.ok_or_else(|| corrupt("no entry".to_owned()))?;
    entry.status = Some(Availability::from_urn(&status));
    Ok(entry)
}

pub(crate) fn by_entry_uuid(
    connection: &Connection,
    id: &EntryUuid,
) -> rusqlite::Result<Option<DocumentEntry>> {
    one(connection, "entry_uuid", &normal_uuid(id))
}

pub(crate) fn by_unique_id(connection: &Connection, id: &str) -> rusqlite::Result<Option<DocumentEntry>> {
    one(connection, "unique_id", id)
}

fn one(connection: &Connection, column: &str, value: &str) -> rusqlite::Result<Option<DocumentEntry>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM entry WHERE {column} = ?"))?
        .query_row([value], read)
        .optional()
}

/// Every entry, oldest first.
pub(crate) fn all_entries(connection: &Connection) -> rusqlite::Result<Vec<DocumentEntry>> {
    let mut select = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM entry ORDER BY id"))?;
    select.query_map([], read)?.collect()
}

/// What there is, for people.
#[derive(Debug)]
pub(crate) struct Registered {
    pub(crate) approved: i64,
    pub(crate) deprecated: i64,
    /// The latest entries, latest first, and whether they have a successor.
    pub(crate) latest: Vec<(DocumentEntry, bool)>,
}

/// Counts, and the latest entries.
pub(crate) fn registered(connection: &Connection, most: u32) -> rusqlite::Result<Registered> {
    let (approved, all): (i64, i64) = connection.query_row(
        "SELECT count(*) FILTER (WHERE status = ?), count(*) FROM entry",
        [Availability::Approved.as_urn()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut select = connection.prepare_cached(&format!(
        "SELECT {COLUMNS}, EXISTS (SELECT 1 FROM association WHERE target = entry.entry_uuid AND type = ?)
         FROM entry ORDER BY id DESC LIMIT ?"
    ))?;
    let latest = select.query_map(params![AssociationType::Replace.as_urn(), most], |row| {
        Ok((read(row)?, row.get(2)?))
    })?;
    Ok(Registered {
        approved,
        deprecated: all - approved,
        latest: latest.collect::<rusqlite::Result<_>>()?,
    })
}

pub(crate) fn deprecate(connection: &Connection, id: &EntryUuid) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE entry SET status = ? WHERE entry_uuid = ?")?
        .execute(params![Availability::Deprecated.as_urn(), normal_uuid(id)])?;
    Ok(())
}
