//! Something to begin with: test persons, and what hospital, municipality and general practice have planned for them.
//!
//! In: a file, and the day it is to be about. Out: sources attached to a sandbox, with everything shared in the ordinary
//! way, so that the national validation has seen it.

mod care_plan;
mod days;
mod diagnoses;
mod filed;
mod plan;
mod sow;

use std::fmt;

use chrono::NaiveDate;
use spo_core::Error;

use self::filed::Filed;
use self::plan::{Planned, SourcePlan};
use crate::TestPerson;

/// A month for twenty persons, made up: nobody has a number whose day of birth is above 60.
const MONTH: &str = include_str!("month.json");

/// Test persons and their appointments, around a day.
///
/// ```
/// use spo_sandbox::{Sandbox, Seed};
///
/// let sandbox = Sandbox::new()?;
/// let today = "2026-03-02".parse().expect("a date");
/// sandbox.seed(&Seed::month(today)?)?;
/// assert_eq!(sandbox.persons().len(), 20);
/// assert_eq!(sandbox.sources(), ["hospital", "municipality", "general_practice", "master_data"]);
/// # Ok::<(), spo_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Seed {
    today: NaiveDate,
    sources: Vec<SourcePlan>,
    persons: Vec<TestPerson>,
    appointments: Vec<Planned>,
    /// Care plans and lists of diagnoses.
    filed: Vec<Filed>,
}

impl Seed {
    /// A month around `today` for twenty persons in hospital, municipality and general practice: appointments at a time, in
    /// a window, on a day; series, visits at home, cancelled and moved ones, overlaps; somebody protected, without a
    /// practitioner, a child, opted out of resuscitation, with registers that are down, and somebody of whom nothing is
    /// shared. General practice has written care plans and lists of diagnoses for some.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](spo_core::ErrorKind::InvalidArgument), for a day near the end of time.
    pub fn month(today: NaiveDate) -> Result<Self, Error> {
        Self::from_json(MONTH, today)
    }

    /// Reads a file of the same form. In it, `D+3` stands for three days after `today`, `W-1` for the working day before,
    /// and `W+2 09:30` for a time.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](spo_core::ErrorKind::InvalidArgument), naming the place.
    pub fn from_json(json: &str, today: NaiveDate) -> Result<Self, Error> {
        plan::read(json, today)
    }

    /// The day it is about.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// The test persons.
    pub fn persons(&self) -> &[TestPerson] {
        &self.persons
    }
}

impl fmt::Debug for Seed {
    /// Counts only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seed")
            .field("today", &self.today)
            .field("persons", &self.persons.len())
            .field("appointments", &self.appointments.len())
            .finish_non_exhaustive()
    }
}
