//! What the service has registered.

use serde::{Deserialize, Serialize};

use super::{What, Who};
use crate::model::{Cpr, DanishTime, InvalidValue, text_newtype};

/// A block or a consent as the service has it, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// What the service calls it.
    pub id: RegistrationId,
    /// Whose data it is about.
    pub citizen: Cpr,
    /// Whether it keeps out or lets in.
    pub effect: Effect,
    /// Which data.
    #[serde(default)]
    pub what: What,
    /// Whom it is about.
    #[serde(default)]
    pub who: Who,
    /// From when on looks are refused or let through.
    pub from: DanishTime,
    /// Until when; absent for no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<DanishTime>,
    /// Whether it counts, or is kept as history.
    pub state: State,
    /// Who made it, and when.
    pub created: Stamp,
    /// Who changed it last, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Stamp>,
}

impl Registration {
    /// Whether it has an effect on a look at `moment`.
    pub fn is_in_effect(&self, moment: DanishTime) -> bool {
        self.state == State::Active && self.from <= moment && self.to.is_none_or(|to| moment < to)
    }
}

/// What a registration does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// It keeps out (spærring).
    Block,
    /// It lets in (samtykke).
    Consent,
}

/// Whether a registration counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It counts, within its times.
    Active,
    /// It was ended or changed into another one, and is kept as history.
    Inactive,
}

/// Who made or changed a registration, as the call's HSUID header told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// When.
    pub time: DanishTime,
    /// With which system; empty when it did not say.
    pub system: String,
    /// Whoever sat at the screen, when the service tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Cpr>,
}

/// What the service calls a registration: a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RegistrationId(String);
text_newtype!(RegistrationId);

impl RegistrationId {
    /// Reads 1 to 20 digits.
    ///
    /// # Errors
    /// `registration.format`
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        let text = text.trim();
        match (1..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Ok(Self(text.to_owned())),
            false => Err(InvalidValue::new(
                "registration.format",
                "registration",
                "a registration is named by 1 to 20 digits",
                "Take it from the answer to the registration, or from the list.",
            )),
        }
    }
}
