//! Health professionals.

use serde::{Deserialize, Serialize};

use super::AuthorisationCode;
use crate::model::{Cpr, OrganisationCode};

/// A health professional at work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HealthProfessional {
    /// Whoever sits at the screen.
    pub cpr: Cpr,
    /// The organisation he or she works for at the moment.
    pub organisation: OrganisationCode,
    /// Authorised or not.
    pub standing: Standing,
    /// On whose responsibility he or she acts; absent for his or her own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<ResponsibleProfessional>,
}

impl HealthProfessional {
    /// An authorised professional on his or her own responsibility.
    pub fn authorised(cpr: Cpr, code: AuthorisationCode, organisation: impl Into<OrganisationCode>) -> Self {
        Self::new(cpr, Standing::Authorised { code }, organisation.into())
    }

    /// A professional without an authorisation, in a national or local role.
    pub fn not_authorised(
        cpr: Cpr,
        role: impl Into<String>,
        organisation: impl Into<OrganisationCode>,
    ) -> Self {
        Self::new(
            cpr,
            Standing::NotAuthorised { role: role.into() },
            organisation.into(),
        )
    }

    fn new(cpr: Cpr, standing: Standing, organisation: OrganisationCode) -> Self {
        Self {
            cpr,
            organisation,
            standing,
            responsible: None,
        }
    }

    /// The authorisation of whoever answers for what is done: the responsible professional's, else his or her own.
    pub fn answering_authorisation(&self) -> Option<&AuthorisationCode> {
        match (&self.responsible, &self.standing) {
            (Some(responsible), _) => responsible.authorisation.as_ref(),
            (None, Standing::Authorised { code }) => Some(code),
            (None, Standing::NotAuthorised { .. }) => None,
        }
    }

    /// Names on whose responsibility he or she acts.
    #[must_use]
    pub fn with_responsible(mut self, responsible: ResponsibleProfessional) -> Self {
        self.responsible = Some(responsible);
        self
    }
}

/// Whether a professional holds an authorisation (autorisation).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ResponsibleProfessional {
    /// Who.
    pub cpr: Cpr,
    /// His or her authorisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorisation: Option<AuthorisationCode>,
}
