//! The codes that name organisations and authorisations.

use serde::{Deserialize, Serialize};

use crate::model::{InvalidValue, SorCode, YderNumber, text_newtype};

/// The organisation that a professional works for while calling (`nsi:OrgUsingID`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UsingOrganisation {
    /// By its code in the organisation register.
    Sor(SorCode),
    /// By its hospital code (SHAK).
    Shak(ShakCode),
    /// By its provider number (ydernummer).
    Yder(YderNumber),
}

impl UsingOrganisation {
    /// `NameFormat` of the attribute.
    pub(in crate::dgws) const fn name_format(&self) -> &'static str {
        match self {
            Self::Sor(_) => "nsi:sor",
            Self::Shak(_) => "nsi:skskode",
            Self::Yder(_) => "nsi:ynumber",
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Sor(code) => code.as_str(),
            Self::Shak(code) => code.as_str(),
            Self::Yder(number) => number.as_str(),
        }
    }
}

impl From<SorCode> for UsingOrganisation {
    fn from(code: SorCode) -> Self {
        Self::Sor(code)
    }
}

impl From<ShakCode> for UsingOrganisation {
    fn from(code: ShakCode) -> Self {
        Self::Shak(code)
    }
}

impl From<YderNumber> for UsingOrganisation {
    fn from(number: YderNumber) -> Self {
        Self::Yder(number)
    }
}

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

/// The code of a hospital or department in the hospital classification (SHAK, "sygehus-afdelingskode").
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ShakCode(String);
text_newtype!(ShakCode);

impl ShakCode {
    /// Reads four (hospital) to seven (department) letters and digits; letters become capitals.
    ///
    /// # Errors
    /// `shak.format`
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        alphanumeric(text, 4..=7).map(Self).ok_or_else(|| {
            InvalidValue::new(
                "shak.format",
                "shak",
                "a SHAK code has four to seven letters and digits",
                "Give it as 1301 for a hospital or 1301011 for a department.",
            )
        })
    }
}

fn alphanumeric(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<String> {
    let code = text.trim();
    (length.contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .then(|| code.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_length() {
        assert!(AuthorisationCode::parse("J018").is_err() && AuthorisationCode::parse("J018-").is_err());
        assert!(ShakCode::parse("1301011").is_ok() && ShakCode::parse("130").is_err());
    }
}
