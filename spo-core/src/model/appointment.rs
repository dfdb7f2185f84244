//! The appointment (aftale).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Address, Code, DanishTime, InstanceId, Organisation, Participant, Patient, PatientAddress, Telecom,
};

/// A booked appointment (aftale) between a patient and a part of the health service, as APD-DK 2.0.1 can tell it.
///
/// It holds no ids: the client derives them from the host's own key and the version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Appointment {
    /// Which sector it belongs to.
    pub kind: AppointmentKind,
    /// Its state. Always active in APD 2.0 and later; moving and cancelling happen in the registry.
    #[serde(default, skip_serializing_if = "AppointmentStatus::is_active")]
    pub status: AppointmentStatus,
    /// When it is.
    pub time: AppointmentTime,
    /// Whom it is for.
    pub patient: Patient,
    /// What it is about.
    pub reason: Reason,
    /// Who answers for it (ansvarlig).
    pub responsible: Participant,
    /// Who asked for it (rekvirent), when somebody else did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester: Option<Participant>,
    /// Who carries it out (udførende).
    pub performer: Participant,
    /// Who owns the data (forvalter): for a municipality its top SOR entry.
    pub custodian: Organisation,
    /// Where it is (mødested).
    pub location: Location,
    /// The course of care it belongs to (forløb), when it belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<EpisodeOfCare>,
    /// Present when it is one of a repeating series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
}

impl Appointment {
    /// Reads the JSON form. An unknown, missing or unusable field is named by its path.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidDocument`](crate::ErrorKind::InvalidDocument)
    pub fn from_json(json: &str) -> crate::Result<Self> {
        crate::json::from_str(json)
    }

    /// The JSON form. It holds the full CPR number: it is the data itself, not a log.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }
}

/// Which sector an appointment belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AppointmentKind {
    /// A region's: hospitals and their clinics.
    Regional,
    /// A municipality's.
    Municipality,
    /// A general practitioner's or practising specialist's.
    Practitioner,
    /// Not told; only in documents of APD 1.x.
    Unspecified,
}

/// The state inside the document. Since APD 2.0 only `active` exists; the others are read from APD 1.x.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum AppointmentStatus {
    #[default]
    Active,
    Cancelled,
    Completed,
    Aborted,
    Suspended,
}

impl AppointmentStatus {
    /// Whether it is the only state that can be written.
    pub fn is_active(&self) -> bool {
        matches!(self, Self::Active)
    }
}

/// When an appointment is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AppointmentTime {
    /// At a clock time. `end` is absent when it is not known.
    At {
        /// The start.
        start: DanishTime,
        /// The end, after the start; absent when not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        end: Option<DanishTime>,
    },
    /// Some time within a window (vejledende tidspunkt), such as a home visit between 7 and 9.
    Window {
        /// The window's start.
        start: DanishTime,
        /// The window's end, after the start; absent when not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        end: Option<DanishTime>,
        /// What the patient is told about it.
        #[serde(default = "default_window_note")]
        note: String,
    },
    /// On a day, with no clock time set.
    Day {
        /// The day.
        date: NaiveDate,
        /// What the patient is told about it.
        #[serde(default = "default_day_note")]
        note: String,
    },
}

fn default_window_note() -> String {
    AppointmentTime::WINDOW_NOTE.to_owned()
}

fn default_day_note() -> String {
    AppointmentTime::DAY_NOTE.to_owned()
}

impl AppointmentTime {
    /// The usual note for a window.
    pub const WINDOW_NOTE: &str = "Tidspunktet er vejledende";
    /// The usual note for a day without a clock time.
    pub const DAY_NOTE: &str = "Der er ikke aftalt et bestemt klokkeslæt";

    /// A clock time with a start and an end.
    pub fn at(start: DanishTime, end: DanishTime) -> Self {
        Self::At {
            start,
            end: Some(end),
        }
    }

    /// A window with the usual note.
    pub fn window(start: DanishTime, end: DanishTime) -> Self {
        Self::Window {
            start,
            end: Some(end),
            note: default_window_note(),
        }
    }

    /// A day without a clock time, with the usual note.
    pub fn day(date: NaiveDate) -> Self {
        Self::Day {
            date,
            note: default_day_note(),
        }
    }

    /// The moment that documents and the registry sort by: midnight for a day without a clock time.
    pub fn start(&self) -> DanishTime {
        match self {
            Self::At { start, .. } | Self::Window { start, .. } => *start,
            Self::Day { date, .. } => DanishTime::midnight(*date),
        }
    }

    /// The end, when one is known.
    pub fn end(&self) -> Option<DanishTime> {
        match self {
            Self::At { end, .. } | Self::Window { end, .. } => *end,
            Self::Day { .. } => None,
        }
    }

    /// What the patient is told about a time that is not exact.
    pub fn note(&self) -> Option<&str> {
        match self {
            Self::At { .. } => None,
            Self::Window { note, .. } | Self::Day { note, .. } => Some(note),
        }
    }
}

/// What an appointment is about, in words and perhaps as a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The words the patient sees.
    pub text: String,
    /// The code, usually SNOMED CT; the words stand in [`Reason::text`], not in the code's display.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(
            description = "The code, usually SNOMED CT; the words stand in `text`, not in the code's `display`."
        )
    )]
    pub code: Option<Code>,
}

impl Reason {
    /// A reason with its SNOMED CT code.
    pub fn snomed(code: impl Into<String>, text: impl Into<String>) -> Self {
        let code = Code {
            code: code.into(),
            system: "2.16.840.1.113883.6.96".to_owned(),
            system_name: Some("SNOMED CT".to_owned()),
            display: None,
        };
        Self {
            text: text.into(),
            code: Some(code),
        }
    }

    /// A reason in words only, as general practice uses.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            code: None,
        }
    }
}

/// Where an appointment is (mødested).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Location {
    /// A place with a SOR code; its name may say more than the register, such as the entrance.
    Facility(Organisation),
    /// The patient's home.
    Home {
        /// What to call it.
        #[serde(default = "default_home_name")]
        name: String,
        /// The address, or that it is protected.
        #[serde(default, skip_serializing_if = "PatientAddress::is_unknown")]
        address: PatientAddress,
        /// How to reach it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        telecoms: Vec<Telecom>,
    },
    /// Any other place.
    Other {
        /// What people call it.
        name: String,
        /// Where it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<Address>,
        /// How to reach it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        telecoms: Vec<Telecom>,
    },
}

fn default_home_name() -> String {
    Location::HOME_NAME.to_owned()
}

impl Location {
    /// The usual name of the patient's home.
    pub const HOME_NAME: &str = "Borgerens hjem";

    /// The patient's home at `address`.
    pub fn home(address: impl Into<PatientAddress>) -> Self {
        Self::Home {
            name: default_home_name(),
            address: address.into(),
            telecoms: Vec::new(),
        }
    }

    /// What people call the place.
    pub fn name(&self) -> &str {
        match self {
            Self::Facility(organisation) => &organisation.name,
            Self::Home { name, .. } | Self::Other { name, .. } => name,
        }
    }

    /// The address, when it is known and may be shown.
    pub fn address(&self) -> Option<&Address> {
        match self {
            Self::Facility(organisation) => organisation.address.as_ref(),
            Self::Home { address, .. } => address.known(),
            Self::Other { address, .. } => address.as_ref(),
        }
    }

    /// How to reach the place.
    pub fn telecoms(&self) -> &[Telecom] {
        match self {
            Self::Facility(organisation) => &organisation.telecoms,
            Self::Home { telecoms, .. } | Self::Other { telecoms, .. } => telecoms,
        }
    }
}

/// The course of care (forløb) an appointment belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct EpisodeOfCare {
    /// Its ids, such as an LPR3 episode element and a MedCom care plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<InstanceId>,
    /// Its label from the SKS list `ALAL`, such as `ALAL21` for COPD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Code>,
}

/// A repeating series that an appointment is one of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Series {
    /// The id that all members share, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<InstanceId>,
}
