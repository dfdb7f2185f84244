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

/// Reads a value that is parsed already, with the same errors.
pub(crate) fn from_value<T: DeserializeOwned>(value: serde_json::Value) -> Result<T> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let error = invalid(error.inner());
        if path == "." { error } else { error.at(path) }
    })
}

fn invalid(error: &serde_json::Error) -> Error {
    let code = match error.classify() {
        serde_json::error::Category::Data => "json.value",
        _ => "json.syntax",
    };
    Error::new(
        ErrorKind::InvalidDocument,
        code,
        shorten(&crate::redact(&error.to_string())),
    )
    .with_remedy("Correct the JSON at the named place.")
}

/// The message repeats the offending value, which may be of any size; its end says where it stands.
fn shorten(message: &str) -> String {
    const MOST: usize = 300;
    let cut = |at: usize| {
        (at..)
            .find(|at| message.is_char_boundary(*at))
            .unwrap_or(message.len())
    };
    if message.len() <= MOST {
        return message.to_owned();
    }
    let (start, end) = (cut(MOST / 2), cut(message.len() - MOST / 2));
    [message.get(..start), Some(" … "), message.get(end..)]
        .into_iter()
        .flatten()
        .collect()
}

/// Writes JSON with two-space indentation.
pub(crate) fn to_string<T: Serialize>(value: &T) -> String {
    // Serialising our own values to memory cannot fail: no map has keys other than strings.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_any_size_makes_a_short_message_that_still_says_where() {
        let json = format!("\n \"{}\"", "æ".repeat(10_000));
        let error = from_str::<u8>(&json).unwrap_err();
        assert!(
            error.message().len() < 320 && error.message().contains("line 2"),
            "{}",
            error.message()
        );
    }

    #[test]
    fn a_cpr_number_in_the_wrong_place_is_not_repeated() {
        let error = from_str::<u8>("\"2512489996\"").unwrap_err();
        assert!(!error.to_string().contains("2512489996"), "{error}");
    }
}
