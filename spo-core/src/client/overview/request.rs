//! What to ask for.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::model::Cpr;
use crate::overview::{Kind, Period};
use crate::{Error, ErrorKind, Result};

/// Which overview is wanted.
///
/// ```
/// use spo_core::OverviewRequest;
/// use spo_core::overview::{Kind, Period};
/// # fn example(client: &spo_core::Client) -> spo_core::Result<()> {
/// let month = Period::days("2027-04-01".parse().unwrap(), "2027-04-30".parse().unwrap());
/// let request = OverviewRequest::new("2512489996".parse()?).period(month);
/// let overview = client.overview(&request)?;
/// if !overview.is_complete() {
///     println!("{}", overview.to_table(spo_core::overview::Language::Danish));
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OverviewRequest {
    /// The patient.
    pub cpr: Cpr,
    /// The days whose appointments are wanted: every day unless it is narrowed.
    pub period: Period,
    /// What is wanted: everything unless it is narrowed.
    pub kinds: BTreeSet<Kind>,
    /// How long it may take; the total time of the client's configuration when absent.
    pub within: Option<Duration>,
}

impl OverviewRequest {
    /// Everything about the patient.
    pub fn new(cpr: Cpr) -> Self {
        Self {
            cpr,
            period: Period::default(),
            kinds: BTreeSet::from(Kind::ALL),
            within: None,
        }
    }

    /// Only appointments that touch `period`.
    #[must_use]
    pub fn period(mut self, period: Period) -> Self {
        self.period = period;
        self
    }

    /// Only these kinds of data.
    #[must_use]
    pub fn kinds(mut self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.kinds = kinds.into_iter().collect();
        self
    }

    /// Within this time, whatever is missing then.
    #[must_use]
    pub fn within(mut self, time: Duration) -> Self {
        self.within = Some(time);
        self
    }

    /// Refuses what nobody can be asked. The national sources are asked for every kind.
    pub(super) fn check(&self) -> Result<()> {
        self.period.check()?;
        if self.kinds.is_empty() {
            let message = "no kind of data is asked for";
            return Err(Error::new(ErrorKind::InvalidArgument, "overview.kinds", message)
                .with_remedy("Ask for at least one kind, such as appointments.")
                .at("kinds"));
        }
        Ok(())
    }
}
