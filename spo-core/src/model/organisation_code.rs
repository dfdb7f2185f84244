//! The codes that name an organisation where access to data is decided.

use serde::{Deserialize, Serialize};

use super::identifiers::{alphanumeric, text_newtype};
use super::{InvalidValue, OrganisationId, SorCode, YderNumber};

/// The code by which the services that decide about access know an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrganisationCode {
    /// By its code in the organisation register.
    Sor(SorCode),
    /// By its hospital code (SHAK).
    Shak(ShakCode),
    /// By its provider number (ydernummer).
    Yder(YderNumber),
}

impl OrganisationCode {
    /// What the national services call this kind of code (`NameFormat` of `nsi:OrgUsingID` in HSUID).
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Sor(_) => "nsi:sor",
            Self::Shak(_) => "nsi:skskode",
            Self::Yder(_) => "nsi:ynumber",
        }
    }

    /// The code of this `kind`.
    ///
    /// # Errors
    /// `organisation.kind` for an unknown kind; what the kind's own type says of the code.
    pub fn parse(kind: &str, code: &str) -> Result<Self, InvalidValue> {
        match kind {
            "nsi:sor" => SorCode::parse(code).map(Self::Sor),
            "nsi:skskode" => ShakCode::parse(code).map(Self::Shak),
            "nsi:ynumber" => YderNumber::parse(code).map(Self::Yder),
            _ => Err(InvalidValue::new(
                "organisation.kind",
                "organisation",
                "the kind of code is none of nsi:sor, nsi:skskode and nsi:ynumber",
                "Name the organisation by its SOR code, hospital code (SHAK) or provider number (ydernummer).",
            )),
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

impl From<SorCode> for OrganisationCode {
    fn from(code: SorCode) -> Self {
        Self::Sor(code)
    }
}

impl From<ShakCode> for OrganisationCode {
    fn from(code: ShakCode) -> Self {
        Self::Shak(code)
    }
}

impl From<YderNumber> for OrganisationCode {
    fn from(number: YderNumber) -> Self {
        Self::Yder(number)
    }
}

impl OrganisationCode {
    /// The code in `id`; none in one of another kind.
    pub fn of(id: &OrganisationId) -> Option<Self> {
        match id {
            OrganisationId::Sor(code) => Some(Self::Sor(code.clone())),
            OrganisationId::Yder(number) => Some(Self::Yder(number.clone())),
            OrganisationId::Other(_) => None,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hospital_code_has_its_length() {
        assert!(ShakCode::parse("1301011").is_ok() && ShakCode::parse("130").is_err());
    }
}
