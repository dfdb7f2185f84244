//! JSON in and out, with errors that name the place.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Error, ErrorKind, Result};

/// Reads JSON; the error names the path (`patient.cpr`), and never repeats a value that could be a CPR number.
pub(crate) fn from_str<T: DeserializeOwned>(json: &str) -> Result<T> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let error = invalid(error.inner());
        if path == "." { error } else { error.at(path) }
    })?;
    deserializer.end().map_err(|error| invalid(&error))?;
    Ok(value)
}

fn invalid(error: &serde_json::Error) -> Error {
    let code = match error.classify() {
        serde_json::error::Category::Data => "json.value",
        _ => "json.syntax",
    };
    Error::new(
        ErrorKind::InvalidDocument,
        code,
        crate::redact(&error.to_string()).into_owned(),
    )
    .with_remedy("Correct the JSON at the named place.")
}

/// Writes JSON with two-space indentation.
pub(crate) fn to_string<T: Serialize>(value: &T) -> String {
    // Serialising our own values to memory cannot fail: no map has keys other than strings.
    serde_json::to_string_pretty(value).unwrap_or_default()
}
