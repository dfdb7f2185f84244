//! The overview itself.

use chrono::NaiveDate;
use serde::Serialize;

use super::{AskedSource, Missing, Period, Placed, TimelineAppointment, Withheld};
use crate::cda::{ReadCarePlan, ReadMasterData};
use crate::fhir::ReadDiagnosisList;
use crate::model::{Cpr, DanishTime};

/// Everything that is shared about a patient, and what is missing from it.
///
/// Show [`withheld`](Self::withheld) and [`missing`](Self::missing) first: only when both are empty are the lists all
/// that the sources wanted to show, and even then a block against the caller may have emptied an answer without a word.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "Everything that is shared about a patient, and what is missing from it. Show `withheld` and `missing` first."
    )
)]
#[non_exhaustive]
pub struct Overview {
    /// The patient.
    pub cpr: Cpr,
    /// Which days were asked for.
    pub period: Period,
    /// When it was made.
    pub made: DanishTime,
    /// Whether the patient's blocks were looked past for it (værdispring), which is registered with the patient.
    pub overridden: bool,
    /// Whether a source marks the patient's address as protected (adressebeskyttelse). No other source's document tells
    /// it then, either: it was taken out. So was the name, where master data protects it: an appointment's patient then has
    /// none.
    pub address_protected: bool,
    /// Where something may be blocked, by source and step.
    pub withheld: Vec<Withheld>,
    /// What could not be had, one entry for each cause.
    pub missing: Vec<Missing>,
    /// The appointments that touch the period, in the order of the timeline: by Danish day; on a day, first those
    /// without a clock time, then by start; an open end comes last among those that start together.
    pub appointments: Vec<TimelineAppointment>,
    /// Master data (stamkort): the last made first. There is one, unless sources tell different things.
    pub master_data: Vec<Placed<ReadMasterData>>,
    /// Care plans (forløbsplaner) as authored, the last made first. Plans are never merged: several for one course of care
    /// are all shown.
    pub care_plans: Vec<Placed<ReadCarePlan>>,
    /// Lists of diagnoses (diagnoseoversigter), the last made first: one for each practice that shares one.
    pub diagnoses: Vec<Placed<ReadDiagnosisList>>,
    /// Who was asked, by name.
    pub sources: Vec<AskedSource>,
}

impl Overview {
    /// Whether nothing is known to be withheld or missing.
    pub fn is_complete(&self) -> bool {
        self.withheld.is_empty() && self.missing.is_empty()
    }

    /// Whether another call can find more.
    pub fn is_retryable(&self) -> bool {
        self.missing.iter().any(|missing| missing.retryable)
    }

    /// The appointments by the Danish calendar day they begin, days without one left out. The first value with each day
    /// is the position of its first appointment in [`Self::appointments`], which is what an
    /// [`Overlap`](super::Overlap) names.
    pub fn days(&self) -> impl Iterator<Item = (NaiveDate, usize, &[TimelineAppointment])> {
        let mut next = 0;
        self.appointments
            .chunk_by(|a, b| a.day == b.day)
            .filter_map(move |appointments| {
                let first = next;
                next += appointments.len();
                Some((appointments.first()?.day, first, appointments))
            })
    }

    /// The JSON form. It holds full CPR numbers: it is the data itself, not a log.
    pub fn to_json(&self) -> String {
        crate::json::to_string(self)
    }
}
