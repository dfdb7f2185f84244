//! Whether somebody may see something.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::model::{DanishTime, OrganisationCode};

/// Something that somebody wants to see, by what the service needs to know of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DataItem {
    /// What the host calls it: different for each item of one check, and without patient data.
    pub id: String,
    /// The organisation that made it. Send the code that is known: the service maps them itself.
    pub organisation: OrganisationCode,
    /// When what it is about begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<DanishTime>,
    /// When that ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<DanishTime>,
}

impl DataItem {
    /// An item without a time.
    pub fn new(id: impl Into<String>, organisation: impl Into<OrganisationCode>) -> Self {
        Self {
            id: id.into(),
            organisation: organisation.into(),
            from: None,
            to: None,
        }
    }

    /// The same about a time.
    #[must_use]
    pub fn about(mut self, from: DanishTime, to: Option<DanishTime>) -> Self {
        (self.from, self.to) = (Some(from), to);
        self
    }

    /// Reads several from a JSON array.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidDocument`](crate::ErrorKind::InvalidDocument) naming the place.
    pub fn array_from_json(json: &str) -> crate::Result<Vec<Self>> {
        crate::json::from_str(json)
    }
}

/// The service's answer to the first question (ConsentForUserCheck): how somebody stands to all of a citizen's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Everything may be seen: also when nothing is registered.
    Positive,
    /// It depends on the data: the second question (ConsentForDataCheck) tells.
    DataSpecific,
    /// Nothing may be seen.
    Negative,
}

/// Whether somebody may see the items of a check.
///
/// [`may_show`](Self::may_show) is the one question to ask for each item: it holds for every decision, and follows the
/// host's own choice when the service cannot be asked.
///
/// It is true for this moment and this caller alone: a block may begin now. Do not keep it beyond the screen it was asked
/// for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[must_use]
pub struct Verdict {
    /// The decision.
    pub decision: Decision,
    /// The ids of the items that may be shown.
    pub permitted: BTreeSet<String>,
    /// Why there is no decision of the service's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unavailable: Option<Unavailability>,
}

impl Verdict {
    /// Whether the item may be shown.
    pub fn may_show(&self, id: &str) -> bool {
        self.permitted.contains(id)
    }

    pub(crate) fn new(decision: Decision, permitted: impl IntoIterator<Item = String>) -> Self {
        Self {
            decision,
            permitted: permitted.into_iter().collect(),
            unavailable: None,
        }
    }
}

/// What a check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Everything may be shown.
    Permit,
    /// Some of it may be shown, and something may be withheld. Say so; nobody may learn what.
    PermitFiltered,
    /// Nothing may be shown.
    Deny,
    /// The service could not be asked: the host's choice decides.
    Unavailable,
}

/// Why the service could not be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unavailability {
    /// The cause as a stable name, such as `transport.timeout`.
    pub code: String,
    /// What happened, in English.
    pub message: String,
    /// What to do about it, in English.
    pub remedy: String,
    /// Whether the same check can succeed later.
    pub retryable: bool,
}

impl From<&Error> for Unavailability {
    fn from(error: &Error) -> Self {
        Self {
            code: error.code().to_owned(),
            message: error.message().to_owned(),
            remedy: error.remedy().to_owned(),
            retryable: error.is_retryable(),
        }
    }
}

/// What the host does with data while nobody can say whether it is blocked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhenUnavailable {
    /// Hides it (fail closed).
    #[default]
    Hide,
    /// Shows it (fail open). Only where a lack of data is the greater danger, and by decision of whoever answers for the
    /// data.
    Show,
}
