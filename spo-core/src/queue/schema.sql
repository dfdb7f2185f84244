-- What waits, and what was put aside. Times are milliseconds since 1970 in UTC.
CREATE TABLE item (
    -- The order in which items came; never used again.
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    payload    BLOB NOT NULL,
    -- How often it failed together with others, or with an outcome that nobody knows.
    tries      INTEGER NOT NULL DEFAULT 0,
    -- Until when nobody may take it: somebody has it, or it rests.
    held_until INTEGER NOT NULL DEFAULT 0,
    -- Why it was put aside; NULL while it waits.
    code       TEXT,
    reason     TEXT,
    UNIQUE (kind, name)
) STRICT;
CREATE INDEX waiting ON item (kind, id) WHERE code IS NULL;

-- When items were taken, as far back as a rate looks.
CREATE TABLE taking (
    id   INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    at   INTEGER NOT NULL
) STRICT;
