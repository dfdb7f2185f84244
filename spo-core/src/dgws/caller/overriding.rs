//! Looking past a patient's blocks (værdispring): a reason for one call.

use serde::{Deserialize, Serialize};

use super::Caller;
use crate::model::InvalidValue;

/// The deliberate choice of the person at the screen to see what this patient has blocked (værdispring), for one call.
///
/// It cannot be copied, stored or read from a configuration, and the call that it is given to uses it up: the next call
/// looks past nothing. The services learn that there was a reason (`nsi:ConsentOverride` in HSUID), and register the look
/// with the patient; which one it was goes into the client's own audit.
///
/// ```compile_fail
/// # fn example(client: &spo_core::Client, search: &spo_core::Search) -> spo_core::Result<()> {
/// let choice = spo_core::dgws::Override::patient_consent();
/// client.appointments().list_overriding(search, choice)?;
/// client.appointments().list_overriding(search, choice)?; // Used up.
/// # Ok(())
/// # }
/// ```
#[derive(Debug, PartialEq, Eq)]
#[must_use]
pub struct Override {
    reason: OverrideReason,
}

/// The grounds on which the law (sundhedsloven § 42 a) lets a professional look past a block.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OverrideReason {
    /// The patient has consented, orally or in writing.
    PatientConsent,
    /// Necessary for an obvious public interest, or for essential consideration of the patient or others.
    VitalInterest {
        /// What made it necessary, in the words of the person at the screen.
        explanation: String,
    },
}

impl Override {
    /// The patient has consented, orally or in writing.
    pub const fn patient_consent() -> Self {
        Self {
            reason: OverrideReason::PatientConsent,
        }
    }

    /// Necessary for an obvious public interest, or for essential consideration of the patient or others; `explanation`
    /// says what made it so, in 1 to 1,000 characters.
    ///
    /// # Errors
    /// `override.explanation` when there is none, when it is too long, and when a CPR number stands in it.
    pub fn vital_interest(explanation: impl Into<String>) -> Result<Self, InvalidValue> {
        Self::because(OverrideReason::VitalInterest {
            explanation: explanation.into(),
        })
    }

    /// Whatever the reason is.
    ///
    /// # Errors
    /// As [`Override::vital_interest`].
    pub fn because(reason: OverrideReason) -> Result<Self, InvalidValue> {
        const MOST: usize = 1000;
        let OverrideReason::VitalInterest { explanation } = &reason else {
            return Ok(Self { reason });
        };
        let explanation = explanation.trim();
        let problem = if explanation.is_empty() {
            "looking past a block in a vital interest needs a written reason"
        } else if explanation.chars().count() > MOST {
            "the reason is longer than 1,000 characters"
        } else if crate::redact(explanation) != explanation {
            "a CPR number stands in the reason, which goes into the audit"
        } else {
            return Ok(Self {
                reason: OverrideReason::VitalInterest {
                    explanation: explanation.to_owned(),
                },
            });
        };
        Err(InvalidValue::new(
            "override.explanation",
            "explanation",
            problem,
            "Let the person at the screen say in a few words, without CPR numbers, why it cannot wait.",
        ))
    }

    /// Why.
    pub const fn reason(&self) -> &OverrideReason {
        &self.reason
    }
}

impl OverrideReason {
    /// The wording of the national services.
    pub const fn danish(&self) -> &'static str {
        match self {
            Self::PatientConsent => "efter mundtlig eller skriftlig samtykke",
            Self::VitalInterest { .. } => {
                "nødvendig til varetagelse af en åbenbar almen interesse eller af væsentlige hensyn til patienten"
            }
        }
    }
}

impl Caller {
    /// Whether this caller may look past a patient's blocks: a health professional with an authorisation, or on the
    /// responsibility of one. Citizens have nothing to look past. The law speaks of health professionals; that somebody
    /// authorised must answer for it is this library's reading.
    pub fn may_override(&self) -> bool {
        self.professional()
            .is_some_and(|professional| professional.answering_authorisation().is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dgws::{HealthProfessional, ResponsibleProfessional};
    use crate::model::{Cpr, OrganisationCode, SorCode};

    #[test]
    fn a_vital_interest_is_explained_without_cpr_numbers() {
        for unusable in ["", " \n", "until 251248-9996 wakes", &"x".repeat(1001)] {
            let error = Override::vital_interest(unusable).unwrap_err();
            assert_eq!(error.code(), "override.explanation");
            assert!(!error.to_string().contains("9996"));
        }
        let choice = Override::vital_interest(" The patient is unconscious. ").unwrap();
        let explanation = "The patient is unconscious.".to_owned();
        assert_eq!(choice.reason(), &OverrideReason::VitalInterest { explanation });
    }

    #[test]
    fn somebody_authorised_answers_for_a_look_past_a_block() {
        let (nancy, jens): (Cpr, Cpr) = ("2512489996".parse().unwrap(), "0408801111".parse().unwrap());
        let department: OrganisationCode = SorCode::parse("325431000016004").unwrap().into();
        let doctor = HealthProfessional::authorised(nancy, "J0184".parse().unwrap(), department.clone());
        let clerk = HealthProfessional::not_authorised(nancy, "urn:dk:healthcare:no-role", department);
        let behind = |authorisation: Option<&str>| ResponsibleProfessional {
            cpr: jens,
            authorisation: authorisation.map(|code| code.parse().unwrap()),
        };
        let permitted = [
            doctor.clone(),
            clerk.clone().with_responsible(behind(Some("J0184"))),
        ];
        let refused = [
            clerk.clone(),
            clerk.with_responsible(behind(None)),
            doctor.with_responsible(behind(None)),
        ];
        assert!(
            permitted
                .map(Caller::health_professional)
                .iter()
                .all(Caller::may_override)
        );
        assert!(
            !refused
                .map(Caller::health_professional)
                .iter()
                .any(Caller::may_override)
        );
        assert!(!Caller::citizen(nancy).may_override());
        assert!(!Caller::citizen_on_behalf_of(jens, nancy).unwrap().may_override());
    }
}
