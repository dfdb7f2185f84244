//! Opening the file, and making it.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::Queue;
use crate::{Error, ErrorKind, Result};

/// Marks a file as ours (`PRAGMA application_id`).
const APPLICATION_ID: i32 = 0x5350_4f51;

/// The schema below (`PRAGMA user_version`).
const VERSION: i32 = 1;

const SCHEMA: &str = include_str!("schema.sql");

/// How long one process waits for another that writes.
const PATIENCE: Duration = Duration::from_secs(10);

impl Queue {
    /// Opens the file at `path`, which is made when it is not there.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`], when it cannot be used, or is not a file of this library.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        make(path).map_err(|error| refusal(path, &format!("cannot be opened: {error}")))?;
        // No URI: a path is a path.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)
            .map_err(|error| refusal(path, "cannot be opened").with_source(error))?;
        match prepare(&mut connection) {
            Ok(true) => Ok(Self {
                connection: Mutex::new(connection),
            }),
            Ok(false) => Err(refusal(path, "is another program's, or another version's")),
            Err(error) => Err(refusal(path, "cannot be used").with_source(error)),
        }
    }
}

/// Makes an empty file that only its owner can read, where the system knows owners. SQLite gives the same rights to the
/// files that it puts beside it.
fn make(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Gets the connection ready; false when the file is not ours.
fn prepare(connection: &mut Connection) -> rusqlite::Result<bool> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(32);
    let setup = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let number = |name: &str| setup.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let tables: i64 = setup.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (number("application_id")?, number("user_version")?) {
        (APPLICATION_ID, VERSION) => {}
        (0, 0) if tables == 0 => {
            setup.execute_batch(SCHEMA)?;
            setup.pragma_update(None, "application_id", APPLICATION_ID)?;
            setup.pragma_update(None, "user_version", VERSION)?;
        }
        _ => return Ok(false),
    }
    setup.commit()?;
    write_ahead(connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    Ok(true)
}

/// Turns the write-ahead log on. For this SQLite does not wait by itself.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let started = Instant::now();
    loop {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && started.elapsed() < PATIENCE =>
            {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}

fn refusal(path: &Path, problem: &str) -> Error {
    let message = format!("{} {problem}", path.display());
    Error::new(
        ErrorKind::Storage,
        "queue.file",
        crate::redact(&message).into_owned(),
    )
    .with_remedy("Name a file on a local disk, in a folder that this program may write to.")
}
