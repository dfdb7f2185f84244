//! The code that names an authorisation.

use crate::model::{InvalidValue, alphanumeric, text_newtype};

/// The code of a health professional in the national register of authorisations (autorisations-ID), such as `J0184`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AuthorisationCode(String);
text_newtype!(AuthorisationCode);

impl AuthorisationCode {
    /// Reads five letters and digits; letters become capitals.
    ///
    /// # Errors
    /// `authorisation.format`
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        alphanumeric(text, 5..=5).map(Self).ok_or_else(|| {
            InvalidValue::new(
                "authorisation.format",
                "authorisation",
                "an authorisation code has five letters and digits",
                "Look it up in the register of authorisations; it looks like J0184.",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_length() {
        assert!(AuthorisationCode::parse("J018").is_err() && AuthorisationCode::parse("J018-").is_err());
    }
}
