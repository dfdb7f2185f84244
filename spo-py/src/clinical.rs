//! A clinical time, which is as exact as it was told.

use chrono::{DateTime, FixedOffset, NaiveDate};
use pyo3::prelude::*;

use crate::error::Result;
use crate::identifiers::member;

/// A time as exact as it was told: `ClinicalTime("2019-05")`.
///
/// It is written as `2019`, `2019-05`, `2019-05-03` or `2019-05-03T10:00:00+02:00`. Clinical facts are often known to
/// the day, the month or the year only. Raises InvalidArgumentError for other text.
#[pyclass(frozen, eq, hash, module = "spo")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct ClinicalTime(spo_core::ClinicalTime);

#[pymethods]
impl ClinicalTime {
    #[new]
    #[pyo3(signature = (text, /))]
    fn new(text: &str) -> Result<Self> {
        Ok(Self(text.parse()?))
    }

    /// How exact it is.
    #[getter]
    fn precision<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let precision = match self.0 {
            spo_core::ClinicalTime::Year(_) => "year",
            spo_core::ClinicalTime::Month(_) => "month",
            spo_core::ClinicalTime::Day(_) => "day",
            spo_core::ClinicalTime::Moment(_) => "moment",
        };
        member(py, "spo.clinical", "Precision", &precision)
    }

    /// The day, or the first day of the month or year.
    #[getter]
    fn first_day(&self) -> NaiveDate {
        self.0.first_day()
    }

    /// The moment, when it is as exact as that.
    #[getter]
    fn moment(&self) -> Option<DateTime<FixedOffset>> {
        match self.0 {
            spo_core::ClinicalTime::Moment(moment) => Some(moment.to_datetime()),
            _ => None,
        }
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("ClinicalTime('{}')", self.0)
    }

    fn __getnewargs__(&self) -> (String,) {
        (self.0.to_string(),)
    }
}
