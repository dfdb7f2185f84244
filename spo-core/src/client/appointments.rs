//! Sharing, moving, cancelling and finding appointments.

use std::fmt;

use super::access::Access;
use super::audit::{Audited, Given};
use super::delivery::{Delivered, Presence, deliver};
use super::registry::Registry;
use super::{
    AppointmentList, AppointmentVersion, Found, Gap, Inner, PreparedVersion, Receipt, Search,
    SharedAppointment, overriding,
};
use crate::audit::AuditAction;
use crate::dgws::{Caller, Override};
use crate::model::{Appointment, Cpr};
use crate::xds::{DocumentEntry, EntryUuid};
use crate::{Error, ErrorKind, Result};

/// Sharing and finding appointments (aftaler).
///
/// Every call that changes something may be made again with the same values: it finds out what is in effect and never
/// stores twice.
pub struct Appointments<'c> {
    inner: &'c Inner,
    caller: Option<Caller>,
}

impl<'c> Appointments<'c> {
    pub(super) fn new(inner: &'c Inner) -> Self {
        Self { inner, caller: None }
    }

    /// The same on behalf of `caller`, whoever the client's identity usually calls for.
    ///
    /// ```no_run
    /// use spo_core::dgws::Caller;
    /// # fn example(client: &spo_core::Client, caller: Caller, search: &spo_core::Search) -> spo_core::Result<()> {
    /// let found = client.appointments().as_caller(caller).find(search)?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn as_caller(mut self, caller: Caller) -> Self {
        self.caller = Some(caller);
        self
    }

    fn audited<T: Given>(
        &self,
        action: AuditAction,
        patient: Option<Cpr>,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let audited = Audited::new(action, self.caller.as_ref(), patient);
        self.inner.audited(audited, work)
    }

    fn registry(&self) -> Result<Registry<'_>> {
        Registry::new(self.inner, self.caller.as_ref())
    }

    /// The same for a change, which not every identity may make.
    fn registry_to_change(&self) -> Result<Registry<'_>> {
        self.inner.access.as_ref().map_or(Ok(()), Access::may_change)?;
        self.registry()
    }

    /// Shares `appointment` as `version`, usually the first.
    ///
    /// An appointment that was cancelled is shared again as the version after the cancelled one.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidAppointment`] with every fault, before anything is sent; [`ErrorKind::Conflict`] when the
    /// version stands for other content or was replaced or cancelled since; [`ErrorKind::OutcomeUnknown`] when the answer
    /// was lost and the registry could not be asked; what the service refused.
    pub fn share(&self, version: &AppointmentVersion, appointment: &Appointment) -> Result<Receipt> {
        let patient = Some(appointment.patient.cpr);
        self.audited(AuditAction::Share, patient, || {
            self.share_first(version, appointment)
        })
    }

    fn share_first(&self, version: &AppointmentVersion, appointment: &Appointment) -> Result<Receipt> {
        let registry = self.registry_to_change()?;
        registry.about(Some(appointment.patient.cpr));
        let prepared = registry
            .messages
            .prepare(version, appointment, None, self.inner.context.now())?;
        self.submit(&registry, version, prepared)
    }

    /// Shares `appointment` as the version after `seen`, in its place: moving it, or correcting it.
    ///
    /// # Errors
    /// As [`Appointments::share`]; [`ErrorKind::NotFound`] when the registry does not know `seen`;
    /// [`ErrorKind::Conflict`] when `seen` is not the current version.
    pub fn replace(&self, seen: &AppointmentVersion, appointment: &Appointment) -> Result<Receipt> {
        let patient = Some(appointment.patient.cpr);
        self.audited(AuditAction::Replace, patient, || {
            self.share_next(seen, appointment)
        })
    }

    fn share_next(&self, seen: &AppointmentVersion, appointment: &Appointment) -> Result<Receipt> {
        let registry = self.registry_to_change()?;
        registry.about(Some(appointment.patient.cpr));
        let next = seen.next();
        let mut prepared = registry
            .messages
            .prepare(&next, appointment, None, self.inner.context.now())?;
        let [seen_entry, next_entry] = self.look_up(&registry, [seen, &next])?;
        if let Some(entry) = next_entry {
            return match compare(&registry, &prepared, &entry)? {
                Presence::Conflict(error) => Err(error),
                _ => Ok(self.already(&next, seen_entry.map(|entry| entry.entry_uuid))),
            };
        }
        let predecessor = current(seen, seen_entry)?;
        prepared.submission.replaces = Some(predecessor.entry_uuid);
        self.submit(&registry, &next, prepared)
    }

    /// Withdraws the version `seen` (aflysning): the appointment is no longer found.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when the registry does not know `seen`; [`ErrorKind::Conflict`] when a later version
    /// has taken its place; [`ErrorKind::OutcomeUnknown`] as for [`Appointments::share`]; what the service refused.
    pub fn cancel(&self, seen: &AppointmentVersion) -> Result<Receipt> {
        self.audited(AuditAction::Cancel, None, || self.withdraw(seen))
    }

    fn withdraw(&self, seen: &AppointmentVersion) -> Result<Receipt> {
        let registry = self.registry_to_change()?;
        let [entry, next] = self.look_up(&registry, [seen, &seen.next()])?;
        if next.is_some() {
            return Err(superseded(seen));
        }
        let entry = entry.ok_or_else(|| unknown_version(seen))?;
        if !entry.is_approved() {
            return Ok(self.already(seen, None));
        }
        let message_id = registry.new_message_id();
        let look = || {
            let [entry, next] = self.look_up(&registry, [seen, &seen.next()])?;
            Ok(match (entry, next) {
                (_, Some(_)) => Presence::Conflict(superseded(seen)),
                (Some(entry), None) if entry.is_approved() => Presence::Absent,
                _ => Presence::InEffect,
            })
        };
        let delivered = deliver(|_| registry.withdraw(seen, &entry, &message_id), look)?;
        let mut receipt = self.receipt(seen, delivered, message_id, None);
        receipt.entry_uuid = entry.entry_uuid;
        Ok(receipt)
    }

    /// Searches for a patient's appointments: what the registry knows of each, without the documents.
    ///
    /// # Errors
    /// When nothing could be had. What is only partly missing is a gap in the answer.
    pub fn find(&self, search: &Search) -> Result<Found> {
        self.audited(AuditAction::Find, Some(search.cpr), || {
            search.check()?;
            self.registry()?.found(search)
        })
    }

    /// Gets the appointment behind an entry.
    ///
    /// # Errors
    /// When the repository cannot be reached or does not deliver, and when the document is no appointment or is about
    /// another patient.
    pub fn get(&self, entry: &DocumentEntry) -> Result<SharedAppointment> {
        let patient = entry.patient_id.as_ref().and_then(|id| id.cpr());
        self.audited(AuditAction::Get, patient, || {
            let registry = self.registry()?;
            super::reading::shared(&registry.document(entry)?, entry)
        })
    }

    /// Gets the appointments behind all entries of a search. A document that cannot be had is a gap.
    ///
    /// # Errors
    /// When there were entries and not one document could be had.
    pub fn get_all(&self, found: &Found) -> Result<AppointmentList> {
        self.audited(AuditAction::Get, found.patient(), || {
            super::retrieval::get_all(&self.registry()?, found)
        })
    }

    /// Searches for a patient's appointments and gets them all, within one deadline.
    ///
    /// # Errors
    /// As [`Appointments::find`] and [`Appointments::get_all`].
    pub fn list(&self, search: &Search) -> Result<AppointmentList> {
        self.audited(AuditAction::List, Some(search.cpr), || {
            search.check()?;
            list(&self.registry()?, search)
        })
    }

    /// The same, looking past the patient's blocks if need be (værdispring).
    ///
    /// The list is first had without: only when something is withheld from it, or nobody can tell, is it asked for again in
    /// spite of blocks, for this one call. [`AppointmentList::overridden`] says whether it was, which is then registered with
    /// the patient.
    ///
    /// # Errors
    /// As [`Appointments::list`]; [`ErrorKind::Denied`], `override.not_permitted`, when the caller may not look past blocks.
    pub fn list_overriding(&self, search: &Search, choice: Override) -> Result<AppointmentList> {
        let audited = Audited {
            override_reason: Some(choice.reason().clone()),
            ..Audited::new(AuditAction::List, self.caller.as_ref(), Some(search.cpr))
        };
        self.inner.audited(audited, || self.look_past(search, &choice))
    }

    fn look_past(&self, search: &Search, choice: &Override) -> Result<AppointmentList> {
        search.check()?;
        let deadline = self.inner.config.timeouts.start();
        let registry = || {
            Registry::at(
                &self.inner.config.endpoints,
                self.inner,
                self.caller.as_ref(),
                deadline,
            )
        };
        let plain = registry()?;
        overriding::check(plain.caller())?;
        let first = list(&plain, search)?;
        if !first.gaps.iter().any(Gap::may_be_a_block) {
            return Ok(first);
        }
        let mut all = list(&registry()?.overriding(choice), search)?;
        all.overridden = true;
        Ok(all)
    }

    fn submit(
        &self,
        registry: &Registry<'_>,
        version: &AppointmentVersion,
        prepared: PreparedVersion,
    ) -> Result<Receipt> {
        let message_id = registry.new_message_id();
        let look = || match registry
            .look_up(std::slice::from_ref(&prepared.document.id))?
            .pop()
            .flatten()
        {
            None => Ok(Presence::Absent),
            Some(entry) => compare(registry, &prepared, &entry),
        };
        let delivered = deliver(|_| registry.submit(&prepared, &message_id), look)?;
        Ok(self.receipt(
            version,
            delivered,
            message_id,
            prepared.submission.replaces.clone(),
        ))
    }

    fn look_up<const N: usize>(
        &self,
        registry: &Registry<'_>,
        versions: [&AppointmentVersion; N],
    ) -> Result<[Option<DocumentEntry>; N]> {
        let ids = versions.map(|version| version.document_id(&self.inner.config.source.id));
        let mut entries = registry.look_up(&ids)?.into_iter();
        Ok(std::array::from_fn(|_| entries.next().flatten()))
    }

    fn receipt(
        &self,
        version: &AppointmentVersion,
        delivered: Delivered,
        message_id: String,
        replaced: Option<EntryUuid>,
    ) -> Receipt {
        let source = &self.inner.config.source.id;
        Receipt {
            appointment: version.clone(),
            outcome: delivered.outcome,
            document_id: version.document_id(source),
            appointment_id: version.appointment_id(source),
            entry_uuid: version.entry_uuid(source),
            replaced,
            attempts: delivered.attempts,
            message_id,
            warnings: delivered.warnings,
        }
    }

    fn already(&self, version: &AppointmentVersion, replaced: Option<EntryUuid>) -> Receipt {
        let delivered = Delivered {
            outcome: super::Outcome::AlreadyInEffect,
            attempts: 0,
            warnings: Vec::new(),
        };
        self.receipt(version, delivered, String::new(), replaced)
    }
}

impl fmt::Debug for Appointments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Appointments")
    }
}

/// Searches and gets everything.
fn list(registry: &Registry<'_>, search: &Search) -> Result<AppointmentList> {
    let found = registry.found(search)?;
    super::retrieval::get_all(registry, &found)
}

/// Whether what stands under the version's id is what the caller wants there.
fn compare(registry: &Registry<'_>, prepared: &PreparedVersion, entry: &DocumentEntry) -> Result<Presence> {
    if !entry.is_approved() {
        let message = "the version was shared before, and has been replaced or cancelled since";
        return Ok(Presence::Conflict(
            Error::new(ErrorKind::Conflict, "version.past", message).with_remedy(
                "Replace the current version, or share again under the next version after a cancellation.",
            ),
        ));
    }
    if registry.is_same(prepared, entry)? {
        return Ok(Presence::InEffect);
    }
    let message = "the version was shared before with other content";
    Ok(Presence::Conflict(
        Error::new(ErrorKind::Conflict, "version.reused", message)
            .with_remedy("Changed content needs a new version: replace the version that you have seen."),
    ))
}

/// The entry of `seen`, if it is the current version.
fn current(seen: &AppointmentVersion, entry: Option<DocumentEntry>) -> Result<DocumentEntry> {
    match entry {
        None => Err(unknown_version(seen)),
        Some(entry) if entry.is_approved() => Ok(entry),
        Some(_) => Err(superseded(seen)),
    }
}

fn unknown_version(seen: &AppointmentVersion) -> Error {
    Error::new(
        ErrorKind::NotFound,
        "version.unknown",
        format!("the registry does not know {seen}"),
    )
    .with_remedy("Share it first, or check the key, the version and the source's OID in the configuration.")
}

fn superseded(seen: &AppointmentVersion) -> Error {
    Error::new(
        ErrorKind::Conflict,
        "version.superseded",
        format!("{seen} is no longer current"),
    )
    .with_remedy("Somebody replaced or cancelled it: look up what is current and decide again.")
}
