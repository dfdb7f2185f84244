//! Telling the host's audit of each call.

use std::sync::Arc;

use super::{AppointmentList, Found, Gap, Inner, Receipt, SharedAppointment, SharedMasterData};
use crate::Result;
use crate::audit::{AuditAction, AuditCaller, AuditEvent, AuditFailure, AuditSink, Persons};
use crate::blocks::{Decision, Registration, Verdict};
use crate::dgws::{Caller, OverrideReason};
use crate::model::{Cpr, DanishTime};
use crate::overview::{Cause, Overview};

/// Where events go, and what they may tell.
#[derive(Clone)]
pub(super) struct Audit {
    pub(super) sink: Arc<dyn AuditSink>,
    pub(super) persons: Persons,
}

/// A call that is told of.
pub(super) struct Audited<'c> {
    pub(super) action: AuditAction,
    /// On whose behalf, when not whoever the client usually calls for.
    pub(super) caller: Option<&'c Caller>,
    pub(super) patient: Option<Cpr>,
    pub(super) override_reason: Option<OverrideReason>,
}

impl<'c> Audited<'c> {
    pub(super) fn new(action: AuditAction, caller: Option<&'c Caller>, patient: Option<Cpr>) -> Self {
        Self {
            action,
            caller,
            patient,
            override_reason: None,
        }
    }
}

/// What the host was given.
pub(super) trait Given {
    fn tell(&self, event: &mut AuditEvent);
}

impl Inner {
    /// Does the work, and tells the host's audit of it, however it ends.
    pub(super) fn audited<T: Given>(
        &self,
        audited: Audited<'_>,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let Some(Audit { sink, persons }) = &self.audit else {
            return work();
        };
        let mut event = AuditEvent::new(DanishTime::from_utc(self.context.now()), audited.action);
        let caller = self.caller(audited.caller);
        event.caller = caller.map(|caller| AuditCaller::of(caller, *persons));
        event.patient = audited.patient.filter(|_| *persons == Persons::Named);
        event.override_reason = audited.override_reason;
        let result = work();
        event.time = DanishTime::from_utc(self.context.now());
        match &result {
            Ok(given) => given.tell(&mut event),
            Err(error) => event.failure = Some(AuditFailure::from(error)),
        }
        sink.record(&event);
        result
    }
}

fn tell_gaps(gaps: &[Gap], event: &mut AuditEvent) {
    event.withheld = gaps.iter().any(Gap::may_be_a_block);
    event.missing = !gaps.iter().all(Gap::may_be_a_block);
}

impl Given for Receipt {
    fn tell(&self, _: &mut AuditEvent) {}
}

impl Given for Found {
    fn tell(&self, event: &mut AuditEvent) {
        event.shown = self.entries.len();
        tell_gaps(&self.gaps, event);
    }
}

impl Given for SharedAppointment {
    fn tell(&self, event: &mut AuditEvent) {
        event.shown = 1;
    }
}

impl Given for AppointmentList {
    fn tell(&self, event: &mut AuditEvent) {
        event.shown = self.appointments.len();
        event.overridden = self.overridden;
        tell_gaps(&self.gaps, event);
    }
}

impl Given for SharedMasterData {
    fn tell(&self, event: &mut AuditEvent) {
        event.shown = 1;
        event.withheld = self.withheld.is_some();
        event.missing = !self.missing.is_empty();
    }
}

impl Given for Overview {
    fn tell(&self, event: &mut AuditEvent) {
        event.shown =
            self.appointments.len() + self.master_data.len() + self.care_plans.len() + self.diagnoses.len();
        let (doubtful, missing): (Vec<_>, Vec<_>) =
            self.missing.iter().partition(|it| it.cause == Cause::Unverified);
        event.withheld = !self.withheld.is_empty() || !doubtful.is_empty();
        event.missing = !missing.is_empty();
        event.overridden = self.overridden;
    }
}

impl Given for Verdict {
    fn tell(&self, event: &mut AuditEvent) {
        event.shown = self.permitted.len();
        event.withheld = self.decision != Decision::Permit;
        event.missing = self.decision == Decision::Unavailable;
    }
}

impl Given for Registration {
    fn tell(&self, event: &mut AuditEvent) {
        event.shown = 1;
    }
}

impl Given for Vec<Registration> {
    fn tell(&self, event: &mut AuditEvent) {
        event.shown = self.len();
    }
}
