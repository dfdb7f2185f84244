//! On whose behalf a health service is called.

mod authorisation;
mod overriding;
mod professional;

use serde::{Deserialize, Serialize};

pub use authorisation::AuthorisationCode;
pub use overriding::{Override, OverrideReason};
pub use professional::{HealthProfessional, ResponsibleProfessional, Standing};

use crate::model::{Cpr, InvalidValue};

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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Form", into = "Form")]
pub struct Caller(Who);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::dgws) enum Who {
    Citizen { cpr: Cpr },
    CitizenOnBehalfOf { acting: Cpr, other: Cpr },
    HealthProfessional(HealthProfessional),
}

/// The JSON form.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Form {
    /// A citizen (borger) who looks at data about himself or herself.
    Citizen {
        /// The citizen.
        cpr: Cpr,
    },
    /// A citizen who acts for another: by proxy (fuldmagt) or as holder of custody. They cannot be the same person.
    CitizenOnBehalfOf {
        /// Whoever sits at the screen.
        acting: Cpr,
        /// Whose data it is.
        other: Cpr,
    },
    /// A health professional (sundhedsfaglig).
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

    /// Reads the JSON form.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidDocument`](crate::ErrorKind::InvalidDocument) naming the place, also for a combination that the
    /// services do not accept.
    pub fn from_json(json: &str) -> crate::Result<Self> {
        crate::json::from_str(json)
    }

    /// The JSON form. It holds CPR numbers.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
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

    pub(in crate::dgws) fn who(&self) -> &Who {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SorCode;

    #[test]
    fn forbidden_combinations_cannot_be_read_from_json_either() {
        let same = r#"{"citizen_on_behalf_of": {"acting": "2512489996", "other": "251248-9996"}}"#;
        let error = crate::json::from_str::<Caller>(same).unwrap_err();
        assert!(error.to_string().contains("same person") && !error.to_string().contains("9996"));
    }

    #[test]
    fn no_caller_can_be_stored_with_a_look_past_blocks() {
        let doctor = Caller::health_professional(HealthProfessional::authorised(
            "2512489996".parse().unwrap(),
            "j0184".parse().unwrap(),
            SorCode::parse("325431000016004").unwrap(),
        ));
        let choice = r#""consent_override": {"reason": "patient_consent"}, "cpr""#;
        for caller in [doctor, Caller::citizen("2512489996".parse().unwrap())] {
            let json = caller.to_json().replacen("\"cpr\"", choice, 1);
            let error = Caller::from_json(&json).unwrap_err();
            assert!(error.to_string().contains("consent_override"), "{error}");
        }
    }

    #[test]
    fn a_professional_survives_json() {
        let caller = Caller::health_professional(HealthProfessional::authorised(
            "2512489996".parse().unwrap(),
            "j0184".parse().unwrap(),
            SorCode::parse("325431000016004").unwrap(),
        ));
        let json = crate::json::to_string(&caller);
        assert!(json.contains("J0184"), "{json}");
        assert_eq!(crate::json::from_str::<Caller>(&json).unwrap(), caller);
        assert!(!format!("{caller:?}").contains("2512489996"));
    }
}
