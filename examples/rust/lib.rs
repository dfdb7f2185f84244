//! What the three small programs share: reading arguments and files, and a stable clock.
//!
//! Their output is stable: the same input gives the same bytes, so that other tools can be compared with it.
#![allow(clippy::print_stderr)]

use std::io::Write as _;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use spo_core::{Appointment, AppointmentVersion, ClientConfig, Oid};

/// Why a program stopped.
pub type Failure = Box<dyn std::error::Error>;

/// Runs `program` and prints what it gives; its failure goes to standard error.
pub fn run(program: impl FnOnce(Arguments) -> Result<String, Failure>) -> ExitCode {
    let printed = program(Arguments::from_command_line()).and_then(|text| print(&text));
    match printed {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// A reader that stops early, such as `head`, is no failure.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// `--name value` options and everything else in order.
#[derive(Debug)]
pub struct Arguments {
    words: Vec<String>,
    options: Vec<(String, String)>,
}

impl Arguments {
    fn from_command_line() -> Self {
        let mut arguments = Self {
            words: Vec::new(),
            options: Vec::new(),
        };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.strip_prefix("--") {
                Some(name) => arguments
                    .options
                    .push((name.to_owned(), words.next().unwrap_or_default())),
                None => arguments.words.push(word),
            }
        }
        arguments
    }

    /// The word at `at`.
    ///
    /// # Errors
    /// A usage line when it is missing.
    pub fn word(&self, at: usize, usage: &str) -> Result<&str, Failure> {
        Ok(self.words.get(at).ok_or_else(|| format!("usage: {usage}"))?)
    }

    /// The option `--name`.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options
            .iter()
            .find(|(option, _)| option == name)
            .map(|(_, value)| value.as_str())
    }

    /// The version the options `--key` and `--version` name; the key defaults to `key`, the version to 1.
    ///
    /// # Errors
    /// When the version is no number or the key unusable.
    pub fn version(&self, key: &str) -> Result<AppointmentVersion, Failure> {
        let version = self.option("version").map_or(Ok(1), str::parse)?;
        Ok(AppointmentVersion::new(
            self.option("key").unwrap_or(key),
            version,
        )?)
    }

    /// The source's OID: `--source`, or the sandbox's.
    ///
    /// # Errors
    /// When it is no OID.
    pub fn source(&self) -> Result<Oid, Failure> {
        match self.option("source") {
            Some(oid) => Ok(oid.parse()?),
            None => Ok(ClientConfig::sandbox("http://sandbox.invalid").source.id),
        }
    }

    /// The moment the program takes for now: `--now` (RFC 3339), or a fixed one, so that output is stable.
    ///
    /// # Errors
    /// When it is no time.
    pub fn now(&self) -> Result<DateTime<Utc>, Failure> {
        Ok(self.option("now").unwrap_or("2026-03-02T09:15:00Z").parse()?)
    }
}

/// Reads an appointment from a JSON file; its name without the ending serves as the default key.
///
/// # Errors
/// When the file cannot be read or its JSON is no appointment.
pub fn read_appointment_file(path: &str) -> Result<(String, Appointment), Failure> {
    let json = read_file(path)?;
    let json = String::from_utf8(json).map_err(|_| format!("{path} is not UTF-8"))?;
    let key = std::path::Path::new(path)
        .file_stem()
        .map_or("appointment".into(), |stem| stem.to_string_lossy());
    Ok((
        key.into_owned(),
        Appointment::from_json(&json).map_err(|error| format!("{path}: {error}"))?,
    ))
}

/// Reads a file, naming it when that fails.
///
/// # Errors
/// When the file cannot be read.
pub fn read_file(path: &str) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| format!("{path}: {error}").into())
}
