//! The repository's documents.

use rusqlite::{Connection, OptionalExtension, params};
use sha1::{Digest, Sha1};

/// A document as the repository keeps it.
#[derive(Clone)]
pub(crate) struct StoredDocument {
    pub(crate) unique_id: String,
    pub(crate) mime_type: String,
    pub(crate) content: Vec<u8>,
}

/// `hash` of an entry: SHA-1 in lower-case hexadecimal.
pub(crate) fn content_hash(content: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut hex = String::with_capacity(40);
    for byte in Sha1::digest(content) {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

pub(crate) fn insert_document(
    connection: &Connection,
    document: &StoredDocument,
    hash: &str,
) -> rusqlite::Result<()> {
    let size = i64::try_from(document.content.len()).unwrap_or(i64::MAX);
    connection
        .prepare_cached(
            "INSERT INTO document (unique_id, mime_type, hash, size, content) VALUES (?, ?, ?, ?, ?)",
        )?
        .execute(params![
            document.unique_id,
            document.mime_type,
            hash,
            size,
            document.content
        ])?;
    Ok(())
}

pub(crate) fn document(connection: &Connection, unique_id: &str) -> rusqlite::Result<Option<StoredDocument>> {
    connection
        .prepare_cached("SELECT unique_id, mime_type, content FROM document WHERE unique_id = ?")?
        .query_row([unique_id], |row| {
            Ok(StoredDocument {
                unique_id: row.get(0)?,
                mime_type: row.get(1)?,
                content: row.get(2)?,
            })
        })
        .optional()
}

#[cfg(test)]
mod tests {
    use super::content_hash;

    #[test]
    fn the_hash_is_sha1_in_lower_case() {
        assert_eq!(content_hash(b""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        assert_eq!(content_hash(b"abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    }
}
