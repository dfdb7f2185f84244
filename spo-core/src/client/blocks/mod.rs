//! A citizen's say over who sees shared data: asking what may be shown, and registering what may not.

mod asker;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

use self::asker::{Answered, Asker, decide, other_answer};
use super::audit::{Audited, Given};
use super::delivery::{Presence, Sent, deliver};
use super::exchange::Failed;
use super::{BlockService, Client, Inner};
use crate::audit::AuditAction;
use crate::blocks::wire::{Answer, Request};
use crate::blocks::{
    Block, DataItem, DataPeriod, Decision, Draft, Registration, RegistrationId, Relation, State,
    Unavailability, Verdict, WhenUnavailable,
};
use crate::dgws::Caller;
use crate::model::{Cpr, OrganisationCode};
use crate::transport::Deadline;
use crate::{Error, ErrorKind, Result};

impl Client {
    /// A citizen's blocks (spærringer) and consents, and what may be shown by them.
    pub fn blocks(&self) -> Blocks<'_> {
        Blocks {
            inner: &self.inner,
            caller: None,
        }
    }
}

/// A citizen's blocks (spærringer) and consents in the block service (MinSpærring), and what may be shown by them.
///
/// Data that comes from the document sharing service was checked there. [`check`](Self::check) is for what a host shows
/// from elsewhere, such as its own copies. Nothing is kept: every call asks the service.
///
/// Whoever registers is the caller: the citizen, somebody who acts for the citizen by proxy or custody
/// ([`Caller::citizen_on_behalf_of`]), or a health professional at the citizen's wish.
///
/// ```no_run
/// use spo_core::blocks::Block;
/// use spo_core::dgws::Caller;
/// # fn example(client: &spo_core::Client, nancy: spo_core::Cpr) -> spo_core::Result<()> {
/// let mine = client.blocks().as_caller(Caller::citizen(nancy));
/// let block = mine.register(nancy, Block::of_everything())?;
/// mine.lift(nancy, &block.id)?;
/// # Ok(())
/// # }
/// ```
pub struct Blocks<'c> {
    inner: &'c Inner,
    caller: Option<Caller>,
}

impl Blocks<'_> {
    /// The same on behalf of `caller`, whoever the client's identity usually calls for.
    #[must_use]
    pub fn as_caller(mut self, caller: Caller) -> Self {
        self.caller = Some(caller);
        self
    }

    /// Asks which of `items` about `citizen` the caller may be shown: how the caller stands to all of the citizen's data,
    /// and only when that depends on the data, which of the items, all in one question.
    ///
    /// A service that cannot be asked is [`Decision::Unavailable`] and no error: what is permitted then is the configuration's
    /// [`when_unavailable`](BlockService::when_unavailable).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for two items of one id; [`ErrorKind::Configuration`] without a block service or an
    /// identity.
    pub fn check(&self, caller: &Caller, citizen: Cpr, items: &[DataItem]) -> Result<Verdict> {
        let audited = Audited::new(AuditAction::CheckBlocks, Some(caller), Some(citizen));
        self.inner.audited(audited, || self.ask(caller, citizen, items))
    }

    fn ask(&self, caller: &Caller, citizen: Cpr, items: &[DataItem]) -> Result<Verdict> {
        let mut ids = BTreeSet::new();
        if let Some(at) = items.iter().position(|item| !ids.insert(item.id.as_str())) {
            let message = "two items of a check have one id, and the answer could not tell them apart";
            return Err(Error::new(ErrorKind::InvalidArgument, "check.id", message)
                .with_remedy("Give each item an id of its own.")
                .at(format!("items[{at}].id")));
        }
        let service = service(self.inner)?;
        let all = || items.iter().map(|item| item.id.clone());
        let asker = Asker::new(
            self.inner,
            service,
            Some(caller),
            self.inner.config.timeouts.start(),
        );
        match decide(&asker, citizen, items) {
            Ok(Answered::All) => Ok(Verdict::new(Decision::Permit, all())),
            Ok(Answered::Some(permitted)) => Ok(Verdict::new(Decision::PermitFiltered, permitted)),
            Ok(Answered::Nothing) => Ok(Verdict::new(Decision::Deny, [])),
            Err(error) if is_the_hosts(&error) => Err(error),
            Err(error) => {
                let shown = service.when_unavailable == WhenUnavailable::Show;
                let mut verdict = Verdict::new(Decision::Unavailable, all().filter(|_| shown));
                verdict.unavailable = Some(Unavailability::from(&error));
                Ok(verdict)
            }
        }
    }

    /// Registers a block or a consent, in effect for the very next look.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] naming the field, before anything is sent; [`ErrorKind::OutcomeUnknown`] when the answer
    /// was lost and the service could not be asked whether it arrived; what the service refused.
    pub fn register(&self, citizen: Cpr, draft: impl Into<Draft>) -> Result<Registration> {
        let draft = draft.into();
        self.audited(AuditAction::RegisterBlock, citizen, || {
            self.create(citizen, &draft)
        })
    }

    fn audited<T: Given>(
        &self,
        action: AuditAction,
        citizen: Cpr,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let audited = Audited::new(action, self.caller.as_ref(), Some(citizen));
        self.inner.audited(audited, work)
    }

    fn create(&self, citizen: Cpr, draft: &Draft) -> Result<Registration> {
        draft.check(self.inner.context.now())?;
        let arrived = |it: &Registration| it.state == State::Active && is_as_wanted(it, draft);
        let request = Request::Create {
            citizen,
            draft: draft.clone(),
        };
        self.send(&request, arrived)
    }

    /// Blocks everything that can be blocked, for everybody: what a citizen wants who does not want appointments shared.
    ///
    /// # Errors
    /// As [`Blocks::register`].
    pub fn block_everything(&self, citizen: Cpr) -> Result<Registration> {
        self.register(citizen, Block::of_everything())
    }

    /// Blocks what comes from a place and its sub-units, for everybody.
    ///
    /// # Errors
    /// As [`Blocks::register`].
    pub fn block_place(
        &self,
        citizen: Cpr,
        organisation: impl Into<OrganisationCode>,
    ) -> Result<Registration> {
        self.register(citizen, Block::of_place(organisation))
    }

    /// Blocks everything that can be blocked, for one health professional, who must be in the register of authorisations.
    ///
    /// # Errors
    /// As [`Blocks::register`].
    pub fn block_person(&self, citizen: Cpr, professional: Cpr) -> Result<Registration> {
        self.register(citizen, Block::of_person(professional))
    }

    /// Blocks what is about a period, for everybody.
    ///
    /// # Errors
    /// As [`Blocks::register`].
    pub fn block_period(&self, citizen: Cpr, period: DataPeriod) -> Result<Registration> {
        self.register(citizen, Block::of_period(period))
    }

    /// Puts `draft` in the place of a registration.
    ///
    /// # Errors
    /// As [`Blocks::register`]; [`ErrorKind::Rejected`] or a fault when the citizen has no such registration in effect.
    pub fn change(
        &self,
        citizen: Cpr,
        registration: &RegistrationId,
        draft: impl Into<Draft>,
    ) -> Result<Registration> {
        let draft = draft.into();
        self.audited(AuditAction::ChangeBlock, citizen, || {
            self.modify(citizen, registration, &draft)
        })
    }

    fn modify(&self, citizen: Cpr, registration: &RegistrationId, draft: &Draft) -> Result<Registration> {
        draft.check_terms(self.inner.context.now())?;
        let arrived = |it: &Registration| {
            it.id == *registration && it.state == State::Active && is_as_wanted(it, draft)
        };
        let request = Request::Modify {
            citizen,
            id: registration.clone(),
            draft: draft.clone(),
        };
        self.send(&request, arrived)
    }

    /// Ends a registration: it is kept as history, and has no effect from now on.
    ///
    /// # Errors
    /// As [`Blocks::change`].
    pub fn lift(&self, citizen: Cpr, registration: &RegistrationId) -> Result<Registration> {
        let arrived = |it: &Registration| it.id == *registration && it.state == State::Inactive;
        let request = Request::End {
            citizen,
            id: registration.clone(),
        };
        self.audited(AuditAction::LiftBlock, citizen, || self.send(&request, arrived))
    }

    /// A citizen's registrations that count, now or later, oldest first.
    ///
    /// # Errors
    /// When the service cannot be asked, or refuses.
    pub fn list(&self, citizen: Cpr) -> Result<Vec<Registration>> {
        self.registrations(citizen, false)
    }

    /// The same with those that were ended, changed or ran out.
    ///
    /// # Errors
    /// As [`Blocks::list`].
    pub fn history(&self, citizen: Cpr) -> Result<Vec<Registration>> {
        self.registrations(citizen, true)
    }

    fn registrations(&self, citizen: Cpr, history: bool) -> Result<Vec<Registration>> {
        self.audited(AuditAction::ListBlocks, citizen, || {
            match self.asker()?.ask(&Request::List { citizen, history })? {
                Answer::Registrations(registrations) => Ok(registrations),
                _ => Err(other_answer()),
            }
        })
    }

    fn asker(&self) -> Result<Asker<'_>> {
        Ok(Asker::new(
            self.inner,
            service(self.inner)?,
            self.caller.as_ref(),
            self.inner.config.timeouts.start(),
        ))
    }

    /// Sends a change so that it takes effect once. `arrived` recognises its effect among the registrations.
    fn send(&self, request: &Request, arrived: impl Fn(&Registration) -> bool) -> Result<Registration> {
        let asker = self.asker()?;
        let message = asker.message(request);
        let registered = RefCell::new(None);
        let send = |_| match asker.exchange(message.clone(), request.operation()) {
            Ok(Answer::Registered(registration)) => {
                registered.replace(Some(*registration));
                Sent::Accepted(Vec::new())
            }
            Ok(_) => Sent::Unclear(other_answer()),
            Err(Failed { error, certain: true }) => Sent::Refused(error),
            Err(Failed { error, .. }) => Sent::Unclear(error),
        };
        let look = || {
            let list = Request::List {
                citizen: request.citizen(),
                history: true,
            };
            let Answer::Registrations(all) = asker.ask(&list)? else {
                return Err(other_answer());
            };
            let found = all.into_iter().rev().find(&arrived);
            let is_there = found.is_some();
            registered.replace(found);
            Ok(if is_there {
                Presence::InEffect
            } else {
                Presence::Absent
            })
        };
        deliver(send, look)?;
        registered.into_inner().ok_or_else(other_answer)
    }
}

impl fmt::Debug for Blocks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Blocks")
    }
}

/// How somebody stands to all of a citizen's data, within `deadline`.
///
/// # Errors
/// When the service cannot be asked, or refuses.
pub(super) fn relation(
    inner: &Inner,
    service: &BlockService,
    caller: &Caller,
    citizen: Cpr,
    deadline: Deadline,
) -> Result<Relation> {
    Asker::new(inner, service, Some(caller), deadline).relation(citizen)
}

fn service(inner: &Inner) -> Result<&BlockService> {
    let service = inner.config.blocks.as_ref().ok_or_else(|| {
        let message = "the configuration names no block service";
        Error::new(ErrorKind::Configuration, "configuration.blocks", message)
            .with_remedy("Give its addresses in `blocks`.")
            .at("blocks")
    })?;
    // Whoever asks must be told: the answer is about him or her.
    match inner.access.is_some() {
        true => Ok(service),
        false => Err(no_identity()),
    }
}

fn no_identity() -> Error {
    let message = "the block service wants to know who asks, and the client has no identity";
    Error::new(ErrorKind::Configuration, "blocks.no_identity", message)
        .with_remedy("Build the client with an identity.")
        .at("identity")
}

/// What no service's state can change: the host's own mistake.
fn is_the_hosts(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Configuration | ErrorKind::InvalidArgument
    )
}

fn is_as_wanted(it: &Registration, draft: &Draft) -> bool {
    it.effect == draft.effect()
        && it.what == *draft.what()
        && it.who == *draft.who()
        && it.to == draft.ends()
        && draft.starts().is_none_or(|from| it.from == from)
}
