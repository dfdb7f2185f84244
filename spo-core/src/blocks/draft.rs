//! What a citizen wants registered.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Effect, What, Who};
use crate::model::{DanishTime, InvalidValue, OrganisationCode};

/// A block (spærring): keeps `who` from `what`. With nothing narrowed, all sharing with everybody.
///
/// ```
/// use spo_core::{SorCode, blocks::Block};
///
/// let place = Block::of_place(SorCode::parse("325431000016004")?);
/// assert!(place.from.is_none(), "in effect at once");
/// # Ok::<(), spo_core::InvalidValue>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Block {
    /// Which data.
    pub what: What,
    /// From whom.
    pub who: Who,
    /// From when on looks are refused: at once when absent. Not in the past.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<DanishTime>,
    /// Until when looks are refused: until it is lifted when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<DanishTime>,
}

/// A consent (samtykke): lets `who` see `what`, whatever is blocked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Which data.
    #[serde(default)]
    pub what: What,
    /// For whom.
    #[serde(default)]
    pub who: Who,
    /// From when on looks are let through: at once when absent. Not in the past.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<DanishTime>,
    /// Until when. A consent always ends.
    pub to: DanishTime,
}

/// A block or a consent that is to be registered.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Draft {
    /// A block (spærring).
    Block(Block),
    /// A consent (samtykke).
    Consent(Consent),
}

impl Block {
    /// Of everything that can be blocked, for everybody: what a citizen means who does not want appointments shared.
    ///
    /// The programme's own form works likewise. How the national service keeps it is not published.
    pub fn of_everything() -> Self {
        Self::default()
    }

    /// Of what comes from a place and its sub-units, for everybody.
    pub fn of_place(organisation: impl Into<OrganisationCode>) -> Self {
        What::of_place(organisation).into()
    }

    /// Of what is about a period, for everybody.
    pub fn of_period(period: super::DataPeriod) -> Self {
        What::of_period(period).into()
    }

    /// Of everything that can be blocked, for one health professional, who must be in the register of authorisations.
    pub fn of_person(cpr: crate::Cpr) -> Self {
        Who::Professional { cpr }.into()
    }

    /// Only for these.
    #[must_use]
    pub fn for_whom(mut self, who: Who) -> Self {
        self.who = who;
        self
    }

    /// In effect from `from` on.
    #[must_use]
    pub fn starting(mut self, from: DanishTime) -> Self {
        self.from = Some(from);
        self
    }

    /// In effect until `to`.
    #[must_use]
    pub fn until(mut self, to: DanishTime) -> Self {
        self.to = Some(to);
        self
    }
}

impl From<What> for Block {
    fn from(what: What) -> Self {
        Self {
            what,
            ..Self::default()
        }
    }
}

impl From<Who> for Block {
    fn from(who: Who) -> Self {
        Self {
            who,
            ..Self::default()
        }
    }
}

impl From<Block> for Draft {
    fn from(block: Block) -> Self {
        Self::Block(block)
    }
}

impl From<Consent> for Draft {
    fn from(consent: Consent) -> Self {
        Self::Consent(consent)
    }
}

/// How far in the past the service lets a registration begin, for clocks that go slow (its interface description, input
/// checks).
pub const TOLERANCE: TimeDelta = TimeDelta::seconds(60);

impl Draft {
    /// Reads the JSON form.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidDocument`](crate::ErrorKind::InvalidDocument) naming the place.
    pub fn from_json(json: &str) -> crate::Result<Self> {
        crate::json::from_str(json)
    }

    /// The JSON form. It may hold a CPR number.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }

    /// What it does.
    pub const fn effect(&self) -> Effect {
        match self {
            Self::Block(_) => Effect::Block,
            Self::Consent(_) => Effect::Consent,
        }
    }

    /// Which data.
    pub const fn what(&self) -> &What {
        match self {
            Self::Block(block) => &block.what,
            Self::Consent(consent) => &consent.what,
        }
    }

    /// Whom it is about.
    pub const fn who(&self) -> &Who {
        match self {
            Self::Block(block) => &block.who,
            Self::Consent(consent) => &consent.who,
        }
    }

    /// From when on; `None` for at once.
    pub const fn starts(&self) -> Option<DanishTime> {
        match self {
            Self::Block(block) => block.from,
            Self::Consent(consent) => consent.from,
        }
    }

    /// Until when.
    pub const fn ends(&self) -> Option<DanishTime> {
        match self {
            Self::Block(block) => block.to,
            Self::Consent(consent) => Some(consent.to),
        }
    }

    /// Checks what the service is known to refuse, for a new registration at `now`.
    ///
    /// # Errors
    /// `block.data_period`, `block.validity`, `block.from_past`.
    pub fn check(&self, now: DateTime<Utc>) -> Result<(), InvalidValue> {
        self.check_terms(now)?;
        match self.starts() {
            Some(from) if from.to_utc() < now - TOLERANCE => Err(InvalidValue::new(
                "block.from_past",
                "from",
                "a registration cannot begin in the past",
                "Leave `from` out to begin at once. What it is about may be in the past: that is `what.period`.",
            )),
            _ => Ok(()),
        }
    }

    /// The same for a change of one that may have begun.
    ///
    /// # Errors
    /// `block.data_period`, `block.validity`.
    pub fn check_terms(&self, now: DateTime<Utc>) -> Result<(), InvalidValue> {
        if self.what().period.is_some_and(|period| !period.is_possible()) {
            return Err(InvalidValue::new(
                "block.data_period",
                "what.period",
                "the period of the data has no end and no beginning, or ends before it begins",
                "Give a beginning, an end after it, or leave the period out for data of every time.",
            ));
        }
        let from = self.starts().unwrap_or_else(|| DanishTime::from_utc(now));
        match self.ends() {
            Some(to) if to <= from => Err(InvalidValue::new(
                "block.validity",
                "to",
                "the registration ends before it begins",
                "Give an end after its beginning, and after now.",
            )),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::DataPeriod;

    fn time(text: &str) -> DanishTime {
        text.parse().unwrap()
    }

    fn refusal(draft: impl Into<Draft>) -> Option<&'static str> {
        let now = time("2027-04-01T10:00:00+02:00").to_utc();
        draft.into().check(now).err().map(|error| error.code())
    }

    #[test]
    fn a_registration_begins_now_or_later_by_a_clock_that_may_be_a_minute_slow() {
        let block = Block::of_everything;
        assert_eq!(refusal(block()), None);
        assert_eq!(refusal(block().starting(time("2027-04-01T09:59:00+02:00"))), None);
        assert_eq!(
            refusal(block().starting(time("2027-04-01T09:58:59+02:00"))),
            Some("block.from_past")
        );
    }

    #[test]
    fn a_registration_ends_after_it_begins() {
        let over = time("2027-04-01T10:00:00+02:00");
        assert_eq!(
            refusal(Block::of_everything().until(over)),
            Some("block.validity")
        );
        let consent = Consent {
            what: What::ALL,
            who: Who::Everybody,
            from: Some(time("2027-04-02T10:00:00+02:00")),
            to: time("2027-04-02T09:00:00+02:00"),
        };
        assert_eq!(refusal(consent), Some("block.validity"));
    }

    #[test]
    fn the_data_may_be_about_the_past_but_not_about_no_time_at_all() {
        let (june, july) = (
            time("2020-06-01T00:00:00+02:00"),
            time("2020-07-01T00:00:00+02:00"),
        );
        assert_eq!(refusal(Block::of_period(DataPeriod::between(june, july))), None);
        for impossible in [DataPeriod::between(july, june), DataPeriod::default()] {
            assert_eq!(refusal(Block::of_period(impossible)), Some("block.data_period"));
        }
    }

    #[test]
    fn a_consent_without_an_end_cannot_be_read() {
        assert!(Draft::from_json(r#"{"block": {}}"#).is_ok());
        let error = Draft::from_json(r#"{"consent": {}}"#).unwrap_err();
        assert!(error.to_string().contains("to"), "{error}");
    }
}
