//! Whom the authority knows.

use std::fmt;

use serde::{Deserialize, Serialize};
use spo_core::dgws::{
    AuthorisationCode, Caller, CardUser, CareProvider, HealthProfessional, OrganisationCode, UserIdentifier,
};
use spo_core::{Cpr, InvalidValue};

use super::TOKEN_SERVICE;

/// An employee of an organisation, as the registers know him or her.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Employee {
    /// CPR number.
    pub cpr: Cpr,
    /// Given names.
    pub given_name: String,
    /// Surname.
    pub surname: String,
    /// The code of the education (`7170` for a doctor) of an authorised professional, else the national or local role.
    pub role: String,
    /// The authorisation, for whoever holds one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorisation: Option<AuthorisationCode>,
    /// The employer.
    pub organisation: CareProvider,
}

impl Employee {
    /// A doctor with an authorisation.
    pub fn doctor(
        cpr: Cpr,
        given_name: impl Into<String>,
        surname: impl Into<String>,
        authorisation: AuthorisationCode,
        organisation: CareProvider,
    ) -> Self {
        Self {
            cpr,
            given_name: given_name.into(),
            surname: surname.into(),
            role: "7170".to_owned(),
            authorisation: Some(authorisation),
            organisation,
        }
    }

    /// A doctor made up for trials, for whoever does not care which.
    ///
    /// # Errors
    /// None; the type is that of reading a number.
    pub fn example() -> Result<Self, InvalidValue> {
        // A test person of the national platform, and an organisation whose number fails the check digit.
        let organisation = CareProvider::new("91026150".parse()?, "Sandkassens Lægehus");
        Ok(Self::doctor(
            "0408801111".parse()?,
            "Jens",
            "Jensen",
            "J0184".parse()?,
            organisation,
        ))
    }

    /// Somebody without an authorisation, and in no national role.
    pub fn clerk(
        cpr: Cpr,
        given_name: impl Into<String>,
        surname: impl Into<String>,
        organisation: CareProvider,
    ) -> Self {
        Self {
            cpr,
            given_name: given_name.into(),
            surname: surname.into(),
            role: "urn:dk:healthcare:no-role".to_owned(),
            authorisation: None,
            organisation,
        }
    }

    /// Him or her at work in `organisation`, as whoever reads data.
    pub fn caller(&self, organisation: impl Into<OrganisationCode>) -> Caller {
        Caller::health_professional(match &self.authorisation {
            Some(code) => HealthProfessional::authorised(self.cpr, code.clone(), organisation),
            None => HealthProfessional::not_authorised(self.cpr, self.role.as_str(), organisation),
        })
    }

    /// What an identity card is asked for in his or her name.
    pub(super) fn card_user(&self) -> CardUser {
        let id = UserIdentifier::Cpr(self.cpr);
        let user = CardUser::new(
            id,
            self.given_name.as_str(),
            self.surname.as_str(),
            self.role.as_str(),
        );
        CardUser {
            authorisation: self.authorisation.clone(),
            ..user
        }
    }
}

impl fmt::Debug for Employee {
    /// The role and the employer only: the rest is about a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Employee")
            .field("role", &spo_core::redact(&self.role))
            .field("organisation", &self.organisation)
            .finish_non_exhaustive()
    }
}

/// To whom a certificate is issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Holder {
    Organisation(CareProvider),
    Employee(Employee),
    TokenService(CareProvider),
}

impl Holder {
    pub(super) const fn organisation(&self) -> &CareProvider {
        match self {
            Self::Organisation(organisation) | Self::TokenService(organisation) => organisation,
            Self::Employee(employee) => &employee.organisation,
        }
    }

    pub(super) fn common_name(&self) -> String {
        match self {
            Self::Organisation(organisation) => organisation.name.clone(),
            Self::Employee(employee) => format!("{} {}", employee.given_name, employee.surname),
            Self::TokenService(_) => TOKEN_SERVICE.to_owned(),
        }
    }

    /// The letter of the kind in the serial number of the name: organisation or employee.
    pub(super) const fn letter(&self) -> char {
        match self {
            Self::Organisation(_) | Self::TokenService(_) => 'O',
            Self::Employee(_) => 'E',
        }
    }
}
