//! Looking past a patient's blocks (værdispring).

use pyo3::prelude::*;
use spo_core::dgws::{Override, OverrideReason};
use spo_core::{Error, ErrorKind};

use crate::error::Result;

/// A reason by its name, and the explanation of a vital interest.
pub(crate) type Choice = (String, Option<String>);

/// The choice that its parts tell.
pub(crate) fn choice((reason, explanation): Choice) -> spo_core::Result<Override> {
    match (&*reason, explanation) {
        ("patient_consent", None) => Ok(Override::patient_consent()),
        ("vital_interest", explanation) => {
            let explanation = explanation.unwrap_or_default();
            Ok(Override::because(OverrideReason::VitalInterest { explanation })?)
        }
        _ => Err(Error::new(
            ErrorKind::InvalidArgument,
            "override.explanation",
            "the patient's consent needs no explanation",
        )
        .with_remedy("Leave it out, or give the reason VITAL_INTEREST.")
        .at("explanation")),
    }
}

/// Checks an override.
#[pyfunction]
pub(crate) fn check_override(reason: String, explanation: Option<String>) -> Result<()> {
    let _ = choice((reason, explanation))?;
    Ok(())
}
