//! One overview, had once or, in spite of blocks, twice.

use std::sync::Arc;
use std::time::Duration;

use super::gather::gather;
use super::request::OverviewRequest;
use super::session::Round;
use super::work::Shared;
use crate::Result;
use crate::audit::AuditAction;
use crate::client::audit::Audited;
use crate::client::{Inner, overriding};
use crate::dgws::{Caller, Override};
use crate::overview::{Cause, Missing, Overview};
use crate::transport::Timeouts;

/// On whose behalf it is asked, and with what.
pub(super) struct Asking<'c> {
    pub(super) inner: &'c Arc<Inner>,
    pub(super) caller: Option<&'c Caller>,
}

impl Asking<'_> {
    /// The overview for `request`.
    pub(super) fn overview(&self, round: Option<Round>, request: &OverviewRequest) -> Result<Overview> {
        let total = request.within.unwrap_or(self.inner.config.timeouts.total);
        self.inner
            .audited(self.audited(request), || self.within(total, round, None, request))
    }

    /// The same, looking past the patient's blocks when something is withheld from it without, or nobody can tell. Then
    /// nothing is taken from a session, and nothing kept in it.
    pub(super) fn overriding(
        &self,
        round: Option<Round>,
        choice: Override,
        request: &OverviewRequest,
    ) -> Result<Overview> {
        let audited = Audited {
            override_reason: Some(choice.reason().clone()),
            ..self.audited(request)
        };
        self.inner
            .audited(audited, || self.look_past(round, choice, request))
    }

    fn audited(&self, request: &OverviewRequest) -> Audited<'_> {
        Audited::new(AuditAction::Overview, self.caller, Some(request.cpr))
    }

    fn look_past(
        &self,
        round: Option<Round>,
        choice: Override,
        request: &OverviewRequest,
    ) -> Result<Overview> {
        overriding::check(self.inner.caller(self.caller))?;
        let timeouts = Timeouts {
            total: request.within.unwrap_or(self.inner.config.timeouts.total),
            ..self.inner.config.timeouts
        };
        let deadline = timeouts.start();
        let first = self.within(timeouts.total, round, None, request)?;
        let unverified = |missing: &Missing| missing.cause == Cause::Unverified;
        if first.withheld.is_empty() && !first.missing.iter().any(unverified) {
            return Ok(first);
        }
        let mut all = self.within(deadline.remaining(), None, Some(choice), request)?;
        all.overridden = true;
        Ok(all)
    }

    fn within(
        &self,
        total: Duration,
        round: Option<Round>,
        overriding: Option<Override>,
        request: &OverviewRequest,
    ) -> Result<Overview> {
        let timeouts = self.inner.config.timeouts;
        let shared = Shared {
            inner: Arc::clone(self.inner),
            caller: self.caller.cloned(),
            overriding,
            round,
            deadline: Timeouts {
                total: total.saturating_sub(margin(total)),
                ..timeouts
            }
            .start(),
        };
        gather(shared, Timeouts { total, ..timeouts }.start(), request)
    }
}

/// How much earlier than the caller the threads are due, so that what they have is still taken.
fn margin(total: Duration) -> Duration {
    (total / 10).min(Duration::from_millis(250))
}
