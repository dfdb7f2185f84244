//! By which numbers the log knows people and organisations. On the wire each is a text with its kind in `@source`.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::dgws::{AuthorisationCode, OrganisationCode};
use crate::model::{Cpr, Cvr, SorCode, YderNumber};

/// Kinds of number, each with the word for it in `@source`.
macro_rules! identifiers {
    ($($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $kind:ident($type:ty) = $source:literal;)* })*) => {$(
        $(#[$about])*
        #[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$doc])* $kind($type),)*
        }

        impl $name {
            /// The number. It may be a person's: write it into messages only.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$kind(value) => value.as_str(),)*
                }
            }

            /// `@source`
            pub const fn source(&self) -> &'static str {
                match self {
                    $(Self::$kind(_) => $source,)*
                }
            }
        }

        impl fmt::Debug for $name {
            /// The kind only: the rest may be a person's number.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.source())
            }
        }
    )*};
}

identifiers! {
    /// Whose data was seen (`PersonIdentifier`).
    LogPatientId {
        /// By CPR number.
        Cpr(Cpr) = "CPR";
        /// By a replacement number (eCPR, erstatnings-CPR), at most 50 characters.
        ReplacementCpr(String) = "eCPR";
    }

    /// Who has seen it (`UserPersonIdentifier`).
    LogUserId {
        /// By CPR number.
        Cpr(Cpr) = "CPR";
        /// By the code in the register of authorised health professionals (autorisations-ID).
        Authorisation(AuthorisationCode) = "Autorisation";
        /// A health professional in another European country, at most 50 characters.
        EuropeanProfessional(String) = "EuropeanHealthcareProfessional";
    }

    /// On whose behalf (`OnBehalfOfPersonIdentifier`).
    LogPrincipalId {
        /// By CPR number.
        Cpr(Cpr) = "CPR";
        /// By the code in the register of authorised health professionals (autorisations-ID).
        Authorisation(AuthorisationCode) = "Autorisation";
    }

    /// Where it was seen (`OrganisationId`).
    LogOrganisationId {
        /// By its code in the organisation register.
        Sor(SorCode) = "SOR";
        /// A practice by its provider number (ydernummer).
        Yder(YderNumber) = "YDER";
        /// By its number in the Central Business Register (CVR-nummer).
        Cvr(Cvr) = "CVR";
        /// An organisation in another European country, at most 200 characters.
        European(String) = "EuropeanHealthcareOrganisation";
    }
}

impl From<Cpr> for LogPatientId {
    fn from(cpr: Cpr) -> Self {
        Self::Cpr(cpr)
    }
}

impl From<Cpr> for LogUserId {
    fn from(cpr: Cpr) -> Self {
        Self::Cpr(cpr)
    }
}

impl From<AuthorisationCode> for LogUserId {
    fn from(code: AuthorisationCode) -> Self {
        Self::Authorisation(code)
    }
}

impl LogOrganisationId {
    /// The number of an organisation that a professional works for; none for a hospital code (SHAK), which the log does not
    /// take.
    pub fn of(organisation: &OrganisationCode) -> Option<Self> {
        match organisation {
            OrganisationCode::Sor(code) => Some(Self::Sor(code.clone())),
            OrganisationCode::Yder(number) => Some(Self::Yder(number.clone())),
            OrganisationCode::Shak(_) => None,
        }
    }
}
