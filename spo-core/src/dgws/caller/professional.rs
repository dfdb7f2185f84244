//! Health professionals, and on what grounds they look past a block.

use serde::{Deserialize, Serialize};

use super::{AuthorisationCode, UsingOrganisation};
use crate::model::Cpr;

/// A health professional at work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HealthProfessional {
    /// Whoever sits at the screen.
    pub cpr: Cpr,
    /// The organisation he or she works for at the moment.
    pub organisation: UsingOrganisation,
    /// Authorised or not.
    pub standing: Standing,
    /// On whose responsibility he or she acts; absent for his or her own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<ResponsibleProfessional>,
    /// Looking past the patient's blocks; absent unless the person at the screen has chosen so for this patient now.
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

/// The deliberate choice to see what the patient has blocked (værdispring).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Why the law allows it.
    pub reason: OverrideReason,
}

/// The grounds on which the law (sundhedsloven § 42 a) lets a professional look past a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
