//! What a client did, for the host's own audit.

use serde::{Deserialize, Serialize};

use crate::dgws::{AuthorisationCode, Caller, OverrideReason, Standing};
use crate::model::{Cpr, DanishTime, OrganisationCode};
use crate::{Error, ErrorKind};

/// One call of a client, told when it has ended: who did what for whom, and what came of it.
///
/// It names no person by CPR number, unless the host asked for it. The national services keep no trace of a look that a
/// block emptied: this is the host's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AuditEvent {
    /// When it ended.
    pub time: DanishTime,
    /// What was done.
    pub action: AuditAction,
    /// On whose behalf, when somebody was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller: Option<AuditCaller>,
    /// Whose data it was about: only when the host asked for persons, and only where one call is about one patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<Cpr>,
    /// Why it failed; absent when it did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<AuditFailure>,
    /// How many documents, entries, items or registrations the host was given.
    pub shown: usize,
    /// Whether something was withheld from it, or may have been.
    pub withheld: bool,
    /// Whether something is missing from it because a source failed.
    pub missing: bool,
    /// The reason that was given for looking past blocks, whether it came to that or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub override_reason: Option<OverrideReason>,
    /// Whether blocks were looked past (værdispring).
    pub overridden: bool,
}

/// A kind of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AuditAction {
    /// An appointment was shared.
    Share,
    /// A new version was put in the place of another.
    Replace,
    /// An appointment was withdrawn.
    Cancel,
    /// It was searched for appointments.
    Find,
    /// Appointments were fetched.
    Get,
    /// It was searched for appointments, and they were fetched.
    List,
    /// Master data (stamkort) was fetched.
    MasterData,
    /// Everything about a patient was asked for.
    Overview,
    /// It was asked what may be shown.
    CheckBlocks,
    /// A block or consent was registered.
    RegisterBlock,
    /// A registration was changed.
    ChangeBlock,
    /// A registration was ended.
    LiftBlock,
    /// A citizen's registrations were listed.
    ListBlocks,
}

/// On whose behalf a call was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AuditCaller {
    /// In which capacity.
    pub capacity: Capacity,
    /// Whoever sat at the screen: only when the host asked for persons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpr: Option<Cpr>,
    /// A professional's organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationCode>,
    /// A professional's authorisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorisation: Option<AuthorisationCode>,
}

/// In which capacity somebody called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Capacity {
    /// A citizen, about himself or herself.
    Citizen,
    /// A citizen for another.
    CitizenOnBehalfOf,
    /// A health professional.
    HealthProfessional,
}

/// Why a call failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AuditFailure {
    /// The error's kind, by its stable name such as `denied`.
    pub kind: String,
    /// The error's cause, such as `override.not_permitted`.
    pub code: String,
    /// The id of the message that failed, which the service knows it by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
}

impl From<&Error> for AuditFailure {
    fn from(error: &Error) -> Self {
        Self {
            kind: ErrorKind::name(error.kind()).to_owned(),
            code: error.code().to_owned(),
            message_id: error.details().message_id.clone(),
        }
    }
}

impl AuditEvent {
    pub(crate) fn new(time: DanishTime, action: AuditAction) -> Self {
        Self {
            time,
            action,
            caller: None,
            patient: None,
            failure: None,
            shown: 0,
            withheld: false,
            missing: false,
            override_reason: None,
            overridden: false,
        }
    }

    /// The JSON form.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }
}

impl AuditCaller {
    pub(crate) fn of(caller: &Caller, persons: Persons) -> Self {
        let professional = caller.professional();
        let capacity = match (professional, caller.only_citizen()) {
            (Some(_), _) => Capacity::HealthProfessional,
            (None, Some(only)) if only != caller.acting() => Capacity::CitizenOnBehalfOf,
            (None, _) => Capacity::Citizen,
        };
        Self {
            capacity,
            cpr: (persons == Persons::Named).then(|| caller.acting()),
            organisation: professional.map(|it| it.organisation.clone()),
            authorisation: professional.and_then(|it| match &it.standing {
                Standing::Authorised { code } => Some(code.clone()),
                Standing::NotAuthorised { .. } => None,
            }),
        }
    }
}

/// Whether events name persons by CPR number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Persons {
    /// They do not.
    #[default]
    Omitted,
    /// They do: the events then are personal data, and to be kept as such.
    Named,
}

/// Where the host wants events.
///
/// It is called once for each call of a client, on the thread that called, before the call returns; what it does takes
/// the caller's time. A closure will do.
pub trait AuditSink: Send + Sync {
    /// Takes an event.
    fn record(&self, event: &AuditEvent);
}

impl<F: Fn(&AuditEvent) + Send + Sync> AuditSink for F {
    fn record(&self, event: &AuditEvent) {
        self(event);
    }
}
