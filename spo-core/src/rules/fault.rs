//! One broken rule.

use std::fmt;

use serde::Serialize;

use crate::{Error, ErrorKind, Result};

/// One broken rule of the profile: where, which rule, what is wrong in two languages, what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Fault {
    /// The field, as in the JSON form: `patient.name.family`, `performer.organisation.telecoms[1]`.
    pub path: String,
    /// The rule's stable id, such as `apd.performer.telecom`.
    pub rule: &'static str,
    /// What is wrong, in Danish.
    pub danish: String,
    /// What is wrong, in English.
    pub english: String,
    /// What to do about it.
    pub remedy: String,
}

impl Fault {
    /// A fault found before there is an appointment to check, by a form or an interface that fills one in.
    pub fn new(
        path: impl Into<String>,
        rule: &'static str,
        danish: impl Into<String>,
        english: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            path: path.into(),
            rule,
            danish: danish.into(),
            english: english.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}. {} [{}]",
            self.path, self.english, self.remedy, self.rule
        )
    }
}

/// Turns faults into the one error that lists them all.
///
/// # Errors
/// [`ErrorKind::InvalidAppointment`] when there are any.
pub fn refuse(faults: Vec<Fault>) -> Result<()> {
    if faults.is_empty() {
        return Ok(());
    }
    let message = match faults.len() {
        1 => "the appointment cannot be sent: it breaks a rule".to_owned(),
        count => format!("the appointment cannot be sent: it breaks {count} rules"),
    };
    Err(
        Error::new(ErrorKind::InvalidAppointment, "appointment.invalid", message)
            .with_details(|details| details.faults = faults),
    )
}
