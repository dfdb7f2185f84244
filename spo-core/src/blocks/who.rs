//! Whom a registration keeps out or lets in.

use serde::{Deserialize, Serialize};

use crate::model::{Cpr, OrganisationCode};

/// Whom a registration keeps out or lets in. It means nothing to anybody else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Who {
    /// Every health professional.
    #[default]
    Everybody,
    /// One health professional, who must be in the register of authorisations: whoever is not cannot be named.
    Professional {
        /// Who.
        cpr: Cpr,
    },
    /// Everybody who works for an organisation while looking.
    Organisation {
        /// The organisation.
        organisation: OrganisationCode,
        /// Whether its sub-organisations are meant, too.
        #[serde(default)]
        include_sub_organisations: bool,
    },
    /// Health professionals abroad.
    ForeignProfessionals,
}
