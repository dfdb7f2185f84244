//! What is asked for with a login's token.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::OnBehalfOf;
use crate::Result;
use crate::dgws::caller::AuthorisationCode;
use crate::dgws::id_card::required;
use crate::model::Cpr;

/// What the token service shall put into the card or token.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Claims {
    /// An employee's card.
    Employee(EmployeeCardRequest),
    /// A citizen's token.
    Citizen {
        /// Who logged in.
        cpr: Cpr,
        /// For whom he or she acts.
        on_behalf_of: Option<OnBehalfOf>,
    },
}

/// The card of an employee who logged in at an identity provider. Name and employer come from the login.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmployeeCardRequest {
    /// `medcom:ITSystemName`: the system's name, as agreed with the platform.
    pub system_name: String,
    /// `medcom:UserRole`: a national or local role; `urn:dk:healthcare:no-role` is seen for nobody's. Left out, the token
    /// service decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// `medcom:UserAuthorizationCode`: which of the employee's authorisations, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorisation: Option<AuthorisationCode>,
}

impl EmployeeCardRequest {
    /// A card for use in this system.
    pub fn new(system_name: impl Into<String>) -> Self {
        Self {
            system_name: system_name.into(),
            role: None,
            authorisation: None,
        }
    }

    /// Checks what types alone do not.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) naming the field.
    pub fn check(&self) -> Result<()> {
        required("system_name", &self.system_name)?;
        self.role.as_ref().map_or(Ok(()), |role| required("role", role))
    }
}

impl fmt::Debug for EmployeeCardRequest {
    /// System and role: the rest is about a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmployeeCardRequest")
            .field("system_name", &self.system_name)
            .field("role", &self.role.as_deref().map(crate::redact))
            .finish_non_exhaustive()
    }
}
