//! Reading what people write for the sandbox.

use serde::Deserialize;
use spo_core::{Error, ErrorKind};

/// Reads JSON.
///
/// # Errors
/// [`ErrorKind::InvalidArgument`] with `code`, naming the place.
pub(crate) fn read<T: for<'de> Deserialize<'de>>(json: &str, code: &'static str) -> Result<T, Error> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        Error::new(
            ErrorKind::InvalidArgument,
            code,
            spo_core::redact(&error.inner().to_string()).into_owned(),
        )
        .with_remedy("Correct it at the named place.")
        .at(error.path().to_string())
    })?;
    deserializer
        .end()
        .map_err(|error| Error::new(ErrorKind::InvalidArgument, code, error.to_string()))?;
    Ok(value)
}
