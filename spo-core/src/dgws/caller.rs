//! On whose behalf a health service is called.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::model::{Cpr, InvalidValue, SorCode, YderNumber};

/// The person on whose behalf data is read, as the services want it told (HSUID, "Healthcare Service User
/// Identification"). Only combinations that the services accept can be made.
///
/// ```
/// use spo_core::dgws::Caller;
///
/// let nancy = "2512489996".parse()?;
/// assert!(Caller::citizen_on_behalf_of(nancy, nancy).is_err());
/// # Ok::<(), spo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Form", into = "Form")]
pub struct Caller(Who);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    Citizen { cpr: Cpr },
    CitizenOnBehalfOf { acting: Cpr, other: Cpr },
    HealthProfessional(HealthProfessional),
}

/// The JSON form.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Form {
    Citizen { cpr: Cpr },
    CitizenOnBehalfOf { acting: Cpr, other: Cpr },
    HealthProfessional(HealthProfessional),
}

impl TryFrom<Form> for Caller {
    type Error = InvalidValue;
    fn try_from(form: Form) -> Result<Self, InvalidValue> {
        match form {
            Form::Citizen { cpr } => Ok(Self::citizen(cpr)),
            Form::CitizenOnBehalfOf { acting, other } => Self::citizen_on_behalf_of(acting, other),
            Form::HealthProfessional(professional) => Ok(Self::health_professional(professional)),
        }
    }
}

impl From<Caller> for Form {
    fn from(caller: Caller) -> Self {
        match caller.0 {
            Who::Citizen { cpr } => Self::Citizen { cpr },
            Who::CitizenOnBehalfOf { acting, other } => Self::CitizenOnBehalfOf { acting, other },
            Who::HealthProfessional(professional) => Self::HealthProfessional(professional),
        }
    }
}

impl Caller {
    /// A citizen (borger) who looks at data about himself or herself.
    pub fn citizen(cpr: Cpr) -> Self {
        Self(Who::Citizen { cpr })
    }

    /// A citizen who acts for another: by proxy (fuldmagt) or as holder of custody. The service checks that the relation
    /// exists.
    ///
    /// # Errors
    /// `caller.same_citizen` when they are one and the same.
    pub fn citizen_on_behalf_of(acting: Cpr, other: Cpr) -> Result<Self, InvalidValue> {
        if acting == other {
            return Err(InvalidValue::new(
                "caller.same_citizen",
                "caller",
                "a citizen who acts on behalf of another cannot be the same person",
                "Use the citizen alone.",
            ));
        }
        Ok(Self(Who::CitizenOnBehalfOf { acting, other }))
    }

    /// A health professional (sundhedsfaglig), with or without an authorisation.
    pub fn health_professional(professional: HealthProfessional) -> Self {
        Self(Who::HealthProfessional(professional))
    }

    /// Whoever sits at the screen.
    pub fn acting(&self) -> Cpr {
        match &self.0 {
            Who::Citizen { cpr } => *cpr,
            Who::CitizenOnBehalfOf { acting, .. } => *acting,
            Who::HealthProfessional(professional) => professional.cpr,
        }
    }

    /// The only citizen whose data this caller may ask for; `None` for a health professional.
    pub fn only_citizen(&self) -> Option<Cpr> {
        match &self.0 {
            Who::Citizen { cpr } => Some(*cpr),
            Who::CitizenOnBehalfOf { other, .. } => Some(*other),
            Who::HealthProfessional(_) => None,
        }
    }

    /// The health professional, if it is one.
    pub fn professional(&self) -> Option<&HealthProfessional> {
        match &self.0 {
            Who::HealthProfessional(professional) => Some(professional),
            _ => None,
        }
    }

    pub(super) fn who(&self) -> &Who {
        &self.0
    }
}

/// A health professional at work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HealthProfessional {
    /// Whoever sits at the screen.
    pub cpr: Cpr,
    /// The organisation he or she works for at the moment.
    pub organisation: UsingOrganisation,
    /// Authorised or not.
    pub standing: Standing,
    /// On whose responsibility he or she acts; `None` for his or her own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<ResponsibleProfessional>,
    /// Looking past the patient's blocks. `None`, unless the person at the screen has chosen so for this patient now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent_override: Option<Override>,
}

impl HealthProfessional {
    /// An authorised professional on his or her own responsibility.
    pub fn authorised(cpr: Cpr, code: AuthorisationCode, organisation: impl Into<UsingOrganisation>) -> Self {
        Self::new(cpr, Standing::Authorised { code }, organisation.into())
    }

    /// A professional without an authorisation, in a national or local role.
    pub fn not_authorised(
        cpr: Cpr,
        role: impl Into<String>,
        organisation: impl Into<UsingOrganisation>,
    ) -> Self {
        Self::new(
            cpr,
            Standing::NotAuthorised { role: role.into() },
            organisation.into(),
        )
    }

    fn new(cpr: Cpr, standing: Standing, organisation: UsingOrganisation) -> Self {
        Self {
            cpr,
            organisation,
            standing,
            responsible: None,
            consent_override: None,
        }
    }

    /// Names on whose responsibility he or she acts.
    #[must_use]
    pub fn with_responsible(mut self, responsible: ResponsibleProfessional) -> Self {
        self.responsible = Some(responsible);
        self
    }

    /// Looks past the patient's blocks (værdispring), for the given reason. It is registered with the patient.
    #[must_use]
    pub fn with_override(mut self, reason: OverrideReason) -> Self {
        self.consent_override = Some(Override { reason });
        self
    }
}

/// Whether a professional holds an authorisation (autorisation).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Standing {
    /// In the national register of authorised health professionals.
    Authorised {
        /// His or her code there.
        code: AuthorisationCode,
    },
    /// Not in it.
    NotAuthorised {
        /// The national or local role, `urn:dk:healthcare:no-role` for none. It stands in the identity card; HSUID has
        /// no field for it.
        role: String,
    },
}

/// The professional who answers for what another one does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponsibleProfessional {
    /// Who.
    pub cpr: Cpr,
    /// His or her authorisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorisation: Option<AuthorisationCode>,
}

/// The deliberate choice to see what the patient has blocked (værdispring).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Why the law allows it.
    pub reason: OverrideReason,
}

/// The grounds on which the law (sundhedsloven § 42 a) lets a professional look past a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OverrideReason {
    /// The patient has consented, orally or in writing.
    PatientConsent,
    /// Necessary for an obvious public interest, or for essential consideration of the patient or others.
    PublicInterest,
}

impl OverrideReason {
    /// The wording of the national services.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::PatientConsent => "efter mundtlig eller skriftlig samtykke",
            Self::PublicInterest => {
                "nødvendig til varetagelse af en åbenbar almen interesse eller af væsentlige hensyn til patienten"
            }
        }
    }
}

/// The organisation that a professional works for while calling (`nsi:OrgUsingID`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    pub(super) const fn name_format(&self) -> &'static str {
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

macro_rules! code {
    ($name:ident) => {
        impl $name {
            /// The code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl FromStr for $name {
            type Err = InvalidValue;
            fn from_str(text: &str) -> Result<Self, InvalidValue> {
                Self::parse(text)
            }
        }
        impl TryFrom<String> for $name {
            type Error = InvalidValue;
            fn try_from(text: String) -> Result<Self, InvalidValue> {
                Self::parse(&text)
            }
        }
        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// The code of a health professional in the national register of authorisations (autorisations-ID), such as `J0184`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AuthorisationCode(String);
code!(AuthorisationCode);

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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ShakCode(String);
code!(ShakCode);

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
    fn forbidden_combinations_cannot_be_read_from_json_either() {
        let same = r#"{"citizen_on_behalf_of": {"acting": "2512489996", "other": "251248-9996"}}"#;
        let error = crate::json::from_str::<Caller>(same).unwrap_err();
        assert!(error.to_string().contains("same person") && !error.to_string().contains("9996"));
        let citizen =
            r#"{"citizen": {"cpr": "2512489996", "consent_override": {"reason": "patient_consent"}}}"#;
        assert!(crate::json::from_str::<Caller>(citizen).is_err());
    }

    #[test]
    fn a_professional_survives_json() {
        let caller = Caller::health_professional(
            HealthProfessional::authorised(
                "2512489996".parse().unwrap(),
                "j0184".parse().unwrap(),
                SorCode::parse("325431000016004").unwrap(),
            )
            .with_override(OverrideReason::PatientConsent),
        );
        let json = crate::json::to_string(&caller);
        assert!(
            json.contains("J0184") && json.contains("patient_consent"),
            "{json}"
        );
        assert_eq!(crate::json::from_str::<Caller>(&json).unwrap(), caller);
        assert!(!format!("{caller:?}").contains("2512489996"));
    }

    #[test]
    fn codes_have_their_length() {
        assert!(AuthorisationCode::parse("J018").is_err() && AuthorisationCode::parse("J018-").is_err());
        assert!(ShakCode::parse("1301011").is_ok() && ShakCode::parse("130").is_err());
    }
}
