//! What an identity card is asked for.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Level;
use crate::dgws::caller::AuthorisationCode;
use crate::dgws::headers::is_ncname;
use crate::model::{Cpr, Cvr};
use crate::xml::illegal_char;
use crate::{Error, ErrorKind, Result};

/// The identity card that the token service is asked for: a system's own (level 3), or a user's (level 4).
///
/// ```
/// use spo_core::dgws::{CareProvider, IdCardRequest};
///
/// let request = IdCardRequest::system("EHR X", CareProvider::new("33257872".parse()?, "Sundhedsdatastyrelsen"));
/// assert_eq!(request.level().as_str(), "3");
/// # Ok::<(), spo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IdCardRequest {
    /// `medcom:ITSystemName`: the system's name, as agreed with the platform.
    pub system_name: String,
    /// The organisation that answers for it.
    pub care_provider: CareProvider,
    /// The employee, for a user's card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<CardUser>,
    /// `saml:Issuer` of the request: a name without spaces and colons.
    #[serde(default = "usual_issuer")]
    pub issuer: String,
}

fn usual_issuer() -> String {
    "spo".to_owned()
}

/// The organisation that answers for a system or employee (`medcom:CareProviderID`, `medcom:CareProviderName`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CareProvider {
    /// Its number in the Central Business Register: that of the certificate.
    pub cvr: Cvr,
    /// Its name.
    pub name: String,
}

impl CareProvider {
    /// An organisation by its number and name.
    pub fn new(cvr: Cvr, name: impl Into<String>) -> Self {
        Self {
            cvr,
            name: name.into(),
        }
    }
}

/// The employee for whom a user's card is asked.
///
/// The token service checks all of it against the certificate and the register of authorisations, corrects names, and
/// fills in the authorisation code.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CardUser {
    /// Who.
    pub id: UserIdentifier,
    /// `medcom:UserGivenName`
    pub given_name: String,
    /// `medcom:UserSurName`
    pub surname: String,
    /// `medcom:UserEmailAddress`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// `medcom:UserRole`: the code of the education (`7170` for a doctor) of an authorised professional, else the
    /// national or local role.
    pub role: String,
    /// `medcom:UserAuthorizationCode`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorisation: Option<AuthorisationCode>,
    /// `medcom:UserOccupation`: the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation: Option<String>,
}

/// How the employee is known.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UserIdentifier {
    /// By CPR number.
    Cpr(Cpr),
    /// By another id; the token service finds the CPR number through the certificate.
    Other(String),
}

impl fmt::Debug for UserIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cpr(cpr) => cpr.fmt(f),
            Self::Other(_) => f.write_str("Other(***)"),
        }
    }
}

impl fmt::Debug for CardUser {
    /// The role only: the rest is about a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CardUser")
            .field("role", &crate::redact(&self.role))
            .finish_non_exhaustive()
    }
}

impl CardUser {
    /// An employee with the four values that a card must have.
    pub fn new(
        id: UserIdentifier,
        given_name: impl Into<String>,
        surname: impl Into<String>,
        role: impl Into<String>,
    ) -> Self {
        Self {
            id,
            given_name: given_name.into(),
            surname: surname.into(),
            email: None,
            role: role.into(),
            authorisation: None,
            occupation: None,
        }
    }
}

impl IdCardRequest {
    /// A card for a system: signed with an organisation's certificate (VOCES, FOCES).
    pub fn system(system_name: impl Into<String>, care_provider: CareProvider) -> Self {
        Self {
            system_name: system_name.into(),
            care_provider,
            user: None,
            issuer: usual_issuer(),
        }
    }

    /// A card for an employee: signed with his or her own certificate (MOCES).
    pub fn user(system_name: impl Into<String>, care_provider: CareProvider, user: CardUser) -> Self {
        Self {
            user: Some(user),
            ..Self::system(system_name, care_provider)
        }
    }

    /// Reads the JSON form. Whether every text is one that a card can hold, [`check`](Self::check) tells.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidDocument`] naming the place.
    pub fn from_json(json: &str) -> Result<Self> {
        crate::json::from_str(json)
    }

    /// The JSON form. It holds a user's CPR number if the card does.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }

    /// The level asked for.
    pub fn level(&self) -> Level {
        match self.user {
            None => Level::TrustedSystem,
            Some(_) => Level::TrustedUser,
        }
    }

    /// Checks what types alone do not.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] naming the field.
    pub fn check(&self) -> Result<()> {
        required("system_name", &self.system_name)?;
        required("care_provider.name", &self.care_provider.name)?;
        if !is_ncname(&self.issuer) {
            let message = "the issuer is a name: letters, digits, '.', '-' and '_', beginning with a letter";
            return Err(Error::new(ErrorKind::InvalidArgument, "id_card.issuer", message).at("issuer"));
        }
        let Some(user) = &self.user else {
            return Ok(());
        };
        if let UserIdentifier::Other(id) = &user.id {
            required("user.id.other", id)?;
        }
        required("user.given_name", &user.given_name)?;
        required("user.surname", &user.surname)?;
        required("user.role", &user.role)?;
        for (path, text) in [("user.email", &user.email), ("user.occupation", &user.occupation)] {
            if let Some(text) = text {
                required(path, text)?;
            }
        }
        Ok(())
    }
}

/// Refuses a text that is missing, or that would not survive its way.
pub(in crate::dgws) fn required(path: &'static str, text: &str) -> Result<()> {
    let message = if text.trim().is_empty() {
        "the identity card needs a text here"
    } else if text.chars().any(char::is_control) || illegal_char(text).is_some() {
        // A line break in a signed text does not survive every way XML is passed on.
        "the text holds a control character or line break"
    } else {
        return Ok(());
    };
    Err(Error::new(ErrorKind::InvalidArgument, "id_card.text", message).at(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let provider = CareProvider::new("33257872".parse().unwrap(), "Region Nord");
        let id = UserIdentifier::Cpr("2512489996".parse().unwrap());
        let mut request = IdCardRequest::user("EHR", provider, CardUser::new(id, "Nancy", "Berggren", " "));
        let error = request.check().unwrap_err();
        assert_eq!(error.details().path.as_deref(), Some("user.role"));
        request.user.as_mut().unwrap().role = "7170".into();
        request.check().unwrap();
        request.issuer = "two words".into();
        assert_eq!(request.check().unwrap_err().code(), "id_card.issuer");
        let shown = format!("{request:?}");
        assert!(
            !shown.contains("Nancy") && !shown.contains("2512489996"),
            "{shown}"
        );
    }
}
