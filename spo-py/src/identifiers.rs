//! Numbers and codes that check themselves: CPR, CVR, SOR, SHAK, ydernummer, authorisations.

use chrono::NaiveDate;
use pyo3::prelude::*;

use crate::error::Result;

/// A CPR number (personnummer), with or without the hyphen: `Cpr("251248-9996")`.
///
/// It prints masked, as 251248-****; only `number` gives all ten digits. A check digit that fails modulus 11 is a
/// `warning`, never an error: numbers issued since October 2007 need not pass it.
///
/// Raises InvalidArgumentError when the text is not ten digits or the first six are no date.
#[pyclass(frozen, eq, ord, hash, module = "spo")]
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Cpr(spo_core::Cpr);

#[pymethods]
impl Cpr {
    #[new]
    #[pyo3(signature = (number, /))]
    fn new(number: &str) -> Result<Self> {
        Ok(Self(spo_core::Cpr::parse(number)?))
    }

    /// All ten digits, without a hyphen. Write them into messages only, never into logs, file names or URLs.
    #[getter]
    fn number(&self) -> &str {
        self.0.as_str()
    }

    /// The date of birth in the number, with the century from the seventh digit.
    #[getter]
    fn birth_date(&self) -> NaiveDate {
        self.0.birth_date()
    }

    /// The gender in the number: even is female, odd is male.
    #[getter]
    fn gender<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "spo.values", "Gender", &self.0.gender())
    }

    /// What deserves a second look, if anything.
    #[getter]
    fn warning<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let warning = self.0.warning();
        warning
            .map(|warning| member(py, "spo.values", "CprWarning", &warning))
            .transpose()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("Cpr('{}')", self.0)
    }

    fn __getnewargs__(&self) -> (&str,) {
        (self.0.as_str(),)
    }
}

impl Cpr {
    pub(crate) fn core(&self) -> spo_core::Cpr {
        self.0
    }
}

/// The member of an enumeration in Python that stands for `value`.
pub(crate) fn member<'py>(
    py: Python<'py>,
    module: &str,
    class: &str,
    value: &impl serde::Serialize,
) -> PyResult<Bound<'py, PyAny>> {
    let name = serde_json::to_value(value).unwrap_or_default();
    py.import(module)?.getattr(class)?.call1((name.as_str(),))
}

macro_rules! code {
    ($(#[$doc:meta])* $name:ident: $core:path, $(#[$getter_doc:meta])* $getter:ident) => {
        $(#[$doc])*
        #[pyclass(frozen, eq, ord, hash, module = "spo")]
        #[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name($core);

        #[pymethods]
        impl $name {
            #[new]
            #[pyo3(signature = ($getter, /))]
            fn new($getter: &str) -> Result<Self> {
                Ok(Self(<$core>::parse($getter)?))
            }

            $(#[$getter_doc])*
            #[getter]
            fn $getter(&self) -> &str {
                self.0.as_str()
            }

            fn __str__(&self) -> &str {
                self.0.as_str()
            }

            fn __repr__(&self) -> String {
                format!("{}('{}')", stringify!($name), self.0)
            }

            fn __getnewargs__(&self) -> (&str,) {
                (self.0.as_str(),)
            }
        }
    };
}

code!(
    /// A code from the Danish register of health organisations (SOR): `SorCode("325431000016004")`.
    ///
    /// Raises InvalidArgumentError unless it is 6 to 18 digits without a leading zero.
    SorCode: spo_core::SorCode,
    /// The digits.
    code
);
code!(
    /// The provider number (ydernummer) of a practice: `YderNumber("12345")` is 012345.
    ///
    /// Raises InvalidArgumentError unless it is up to six digits.
    YderNumber: spo_core::YderNumber,
    /// The six digits.
    number
);
code!(
    /// The number of a company or authority in the Central Business Register (CVR-nummer): `Cvr("33257872")`.
    ///
    /// Raises InvalidArgumentError unless it is eight digits, the first not zero.
    Cvr: spo_core::Cvr,
    /// The eight digits.
    number
);
code!(
    /// The code of a hospital or department in the hospital classification (SHAK): `ShakCode("1301011")`.
    ///
    /// Raises InvalidArgumentError unless it is four to seven letters and digits.
    ShakCode: spo_core::dgws::ShakCode,
    /// The code, letters as capitals.
    code
);
code!(
    /// A code in the national register of authorised health professionals (autorisations-ID): `J0184`.
    ///
    /// Raises InvalidArgumentError unless it is five letters and digits.
    AuthorisationCode: spo_core::dgws::AuthorisationCode,
    /// The code, letters as capitals.
    code
);

impl Cvr {
    pub(crate) fn core(&self) -> spo_core::Cvr {
        self.0.clone()
    }
}

impl From<spo_core::Cvr> for Cvr {
    fn from(number: spo_core::Cvr) -> Self {
        Self(number)
    }
}
