//! Overviews, kept as `spo-core` made them: what they are rendered to is never made of a copy.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use spo_core::OverviewRequest;
use spo_core::overview::{Kind, Language, Period};

use crate::call::{Process, Stops, detached, interruptible};
use crate::document::from_json;
use crate::error::Result;
use crate::identifiers::Cpr;
use crate::overriding::{Choice, choice};

/// What `spo.Overview` stands on.
#[pyclass(frozen, module = "spo._spo")]
pub(crate) struct Overview(spo_core::Overview);

#[pymethods]
impl Overview {
    fn json(&self, py: Python<'_>) -> Result<String> {
        detached(py, || Ok(self.0.to_json()))
    }

    /// The documents of the appointments, in their order.
    fn appointments_raw<'py>(&self, py: Python<'py>) -> Vec<Bound<'py, PyBytes>> {
        let documents = self.0.appointments.iter();
        documents.map(|it| PyBytes::new(py, it.read.raw())).collect()
    }

    /// The documents of master data, in their order.
    fn master_data_raw<'py>(&self, py: Python<'py>) -> Vec<Bound<'py, PyBytes>> {
        let documents = self.0.master_data.iter();
        documents.map(|it| PyBytes::new(py, it.read.raw())).collect()
    }

    /// The documents of care plans, in their order.
    fn care_plans_raw<'py>(&self, py: Python<'py>) -> Vec<Bound<'py, PyBytes>> {
        let documents = self.0.care_plans.iter();
        documents.map(|it| PyBytes::new(py, it.read.raw())).collect()
    }

    /// The documents of diagnoses, in their order.
    fn diagnoses_raw<'py>(&self, py: Python<'py>) -> Vec<Bound<'py, PyBytes>> {
        let documents = self.0.diagnoses.iter();
        documents.map(|it| PyBytes::new(py, it.read.raw())).collect()
    }

    fn table(&self, py: Python<'_>, language: &str) -> Result<String> {
        let language = language_of(language)?;
        detached(py, || Ok(self.0.to_table(language)))
    }

    fn html(&self, py: Python<'_>, language: &str) -> Result<String> {
        let language = language_of(language)?;
        detached(py, || Ok(self.0.to_html(language)))
    }
}

/// The language of this tag.
fn language_of(tag: &str) -> spo_core::Result<Language> {
    from_json(&format!("\"{tag}\""))
}

/// What `spo.Session` stands on.
#[pyclass(frozen, module = "spo._spo")]
pub(crate) struct Session {
    session: Arc<spo_core::Session>,
    process: Process,
    stops: Stops,
}

impl Session {
    pub(crate) fn new(session: spo_core::Session, process: Process, stops: Stops) -> Self {
        Self {
            session: Arc::new(session),
            process,
            stops,
        }
    }
}

#[pymethods]
impl Session {
    pub(crate) fn overview(
        &self,
        py: Python<'_>,
        cpr: &Cpr,
        days: (Option<NaiveDate>, Option<NaiveDate>),
        kinds: Option<&str>,
        within: Option<Duration>,
        overriding: Option<Choice>,
    ) -> Result<Overview> {
        self.process.check("client")?;
        let (first_day, last_day) = days;
        let mut request = OverviewRequest::new(cpr.core()).period(Period { first_day, last_day });
        if let Some(kinds) = kinds {
            request = request.kinds(from_json::<BTreeSet<Kind>>(kinds)?);
        }
        request.within = within;
        let overriding = overriding.map(choice).transpose()?;
        let session = Arc::clone(&self.session);
        // Sources are asked on threads of their own: a transport written in Python hears no Ctrl-C there, and its wish to
        // stop is found afterwards.
        self.stops.take();
        let result = interruptible(py, move || {
            Ok(Overview(match overriding {
                Some(choice) => session.overview_overriding(&request, choice)?,
                None => session.overview(&request)?,
            }))
        });
        match self.stops.take() {
            Some(stop) => Err(stop.into()),
            None => result,
        }
    }

    fn forget(&self, py: Python<'_>) {
        py.detach(|| self.session.forget());
    }
}
