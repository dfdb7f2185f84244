-- One row per document in the repository.
CREATE TABLE document (
    unique_id TEXT PRIMARY KEY,
    mime_type TEXT NOT NULL,
    hash      TEXT NOT NULL,
    size      INTEGER NOT NULL,
    content   BLOB NOT NULL
) STRICT;

-- One row per document entry. What a search can ask for stands in columns; `metadata` is the whole entry as a
-- rim:RegistryObjectList, except its status, which only the column has.
CREATE TABLE entry (
    id            INTEGER PRIMARY KEY,
    entry_uuid    TEXT NOT NULL UNIQUE,
    unique_id     TEXT NOT NULL UNIQUE,
    patient_id    TEXT NOT NULL,
    status        TEXT NOT NULL,
    object_type   TEXT NOT NULL,
    creation_time INTEGER,
    start_time    INTEGER,
    stop_time     INTEGER,
    metadata      TEXT NOT NULL
) STRICT;
CREATE INDEX entry_by_patient ON entry (patient_id, start_time);

-- The codes of an entry that a search can ask for: the attribute as the standard names it, and code^^system.
CREATE TABLE entry_code (
    entry     INTEGER NOT NULL REFERENCES entry (id),
    attribute TEXT NOT NULL,
    code      TEXT NOT NULL
) STRICT;
CREATE INDEX entry_code_by_entry ON entry_code (entry, attribute);

-- Citizens' blocks and consents, as JSON.
CREATE TABLE registration (
    id      TEXT PRIMARY KEY,
    content TEXT NOT NULL
) STRICT;

CREATE TABLE submission_set (
    entry_uuid TEXT PRIMARY KEY,
    unique_id  TEXT NOT NULL UNIQUE,
    metadata   TEXT NOT NULL
) STRICT;

CREATE TABLE association (
    id             TEXT PRIMARY KEY,
    type           TEXT NOT NULL,
    source         TEXT NOT NULL,
    target         TEXT NOT NULL,
    submission_set TEXT NOT NULL REFERENCES submission_set (entry_uuid)
) STRICT;
-- An entry is replaced once: the last line of defence, below the rules.
CREATE UNIQUE INDEX one_successor ON association (target)
    WHERE type = 'urn:ihe:iti:2007:AssociationType:RPLC';

-- One row per line of the national log: who has seen what of whom, in JSON.
CREATE TABLE log_entry (
    id    INTEGER PRIMARY KEY,
    entry TEXT NOT NULL
) STRICT;
