//! Asking all sources at once, and waiting for them no longer than was allowed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use super::crew::Crew;
use super::question::{Question, Sorted};
use super::request::OverviewRequest;
use super::session::Round;
use super::source::{BLOCK_SERVICE, DocumentSource};
use super::work::{Asked, Fetched, Shared, Wanted};
use crate::audit::AuditAction;
use crate::client::access::Access;
use crate::client::audit::Audited;
use crate::client::emptiness::Emptiness;
use crate::client::{Inner, overriding};
use crate::dgws::{Caller, Override};
use crate::model::DanishTime;
use crate::overview::{
    Cause, Collected, CollectedDocument, Kind, Missing, Overview, Place, Step, Withheld, merge,
};
use crate::transport::{Deadline, Timeouts};
use crate::{Error, ErrorKind, Result};

/// Documents asked for in one message. They are from one repository, so that one that fails takes no other with it.
const AT_ONCE: usize = 20;
/// Retrievals under way at one source.
const AT_ONE_SOURCE: usize = 4;

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
        let usual = self.inner.access.as_ref().and_then(Access::caller);
        overriding::check(self.caller.or(usual))?;
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

fn gather(shared: Shared, deadline: Deadline, request: &OverviewRequest) -> Result<Overview> {
    request.check()?;
    let inner = Arc::clone(&shared.inner);
    let mut gathering = Gathering::new(Arc::new(shared));
    for source in DocumentSource::all(&inner.config) {
        gathering.ask(source, request);
    }
    while let Some((piece, result)) = gathering.crew.next(&deadline) {
        gathering.take(piece, result);
    }
    let collected = gathering.finish()?;
    let made = DanishTime::from_utc(inner.context.now());
    Ok(merge(request.cpr, request.period, made, collected))
}

/// How much earlier than the caller the threads are due, so that what they have is still taken.
fn margin(total: Duration) -> Duration {
    (total / 10).min(Duration::from_millis(250))
}

/// A piece of work, for the question of this number.
enum Piece {
    Doubt,
    Search(usize),
    Fetch(usize, Arc<[Wanted]>),
}

/// What a piece gave.
enum Gave {
    Worth(Emptiness),
    Answer(Result<Sorted>),
    Documents(Fetched),
}

/// One question to one source, and what has come of it.
struct Progress {
    asked: Asked,
    collected: Collected,
    /// Why its search failed.
    error: Option<Error>,
}

/// Retrievals at one source.
#[derive(Default)]
struct Queue {
    waiting: VecDeque<(usize, Arc<[Wanted]>)>,
    under_way: usize,
}

struct Gathering {
    shared: Arc<Shared>,
    crew: Crew<Piece, Gave>,
    asked: Vec<Progress>,
    /// By the source's name.
    queues: BTreeMap<String, Queue>,
    /// What it is worth when nothing is found.
    doubt: Doubt,
}

/// Whether it is asked what an empty answer is worth, and what it is.
enum Doubt {
    NotYet,
    Asked,
    Known(Emptiness),
}

impl Gathering {
    fn new(shared: Arc<Shared>) -> Self {
        Self {
            shared,
            crew: Crew::new(),
            asked: Vec::new(),
            queues: BTreeMap::new(),
            doubt: Doubt::NotYet,
        }
    }

    /// Starts a search at `source` for each kind of data that is wanted and that it has.
    fn ask(&mut self, source: DocumentSource, request: &OverviewRequest) {
        let endpoints = Arc::new(source.endpoints(&self.shared.inner.config));
        let source = Arc::new(source);
        for kind in source.kinds.intersection(&request.kinds).copied() {
            let asked = Asked {
                source: Arc::clone(&source),
                endpoints: Arc::clone(&endpoints),
                question: Question {
                    kind,
                    cpr: request.cpr,
                    period: request.period,
                },
            };
            let (shared, theirs) = (Arc::clone(&self.shared), asked.clone());
            let search = move || Gave::Answer(shared.search(&theirs));
            self.crew.start(Piece::Search(self.asked.len()), search);
            self.asked.push(Progress {
                collected: Collected::new(&source.name, kind),
                asked,
                error: None,
            });
        }
    }

    /// Takes what a piece of work gave, and starts what follows from it.
    fn take(&mut self, piece: Piece, gave: Option<Gave>) {
        match (piece, gave) {
            (Piece::Doubt, gave) => {
                self.doubt = Doubt::Known(match gave {
                    Some(Gave::Worth(emptiness)) => emptiness,
                    _ => Emptiness::unverified(broken()),
                });
            }
            (Piece::Search(at), Some(Gave::Answer(Ok(sorted)))) => self.found(at, sorted),
            (Piece::Search(at), Some(Gave::Answer(Err(error)))) => self.not_found(at, error),
            (Piece::Search(at), _) => self.not_found(at, broken()),
            (Piece::Fetch(at, wanted), gave) => {
                match gave {
                    Some(Gave::Documents(fetched)) => self.fetched(at, fetched),
                    _ => self.not_fetched(at, &wanted, &broken()),
                }
                self.fetch_next(at);
            }
        }
    }

    fn found(&mut self, at: usize, sorted: Sorted) {
        let Some(progress) = self.asked.get_mut(at) else {
            return;
        };
        let (asked, collected) = (&progress.asked, &mut progress.collected);
        collected.answered = true;
        if sorted.entries.is_empty()
            && asked.question.kind.can_be_blocked()
            && matches!(self.doubt, Doubt::NotYet)
            && self.shared.overriding.is_none()
        {
            let (shared, cpr) = (Arc::clone(&self.shared), asked.question.cpr);
            self.crew
                .start(Piece::Doubt, move || Gave::Worth(shared.emptiness(cpr)));
            self.doubt = Doubt::Asked;
        }
        collected.found = sorted.entries.len();
        collected.deprecated = sorted.deprecated;
        collected.withheld.extend(sorted.withheld);
        collected.missing.extend(sorted.missing);
        // By repository, in an order that does not depend on the answer's.
        let mut wanted: BTreeMap<String, Vec<Wanted>> = BTreeMap::new();
        for entry in sorted.entries {
            let reference = match asked.question.reference(&entry, &self.shared.inner.config) {
                Ok(reference) => reference,
                Err(error) => {
                    let missing =
                        Missing::new(&asked.source.name, asked.question.kind, Step::Retrieve, &error);
                    collected.missing.push(missing.documents([&entry]));
                    continue;
                }
            };
            match self
                .shared
                .round
                .as_ref()
                .and_then(|round| round.find(&reference))
            {
                Some((content, fetched)) => collected.documents.push(CollectedDocument {
                    place: Place::of(&asked.source.name, &entry, fetched),
                    content,
                }),
                None => wanted
                    .entry(reference.repository_id.clone())
                    .or_default()
                    .push(Wanted { entry, reference }),
            }
        }
        let queue = self.queues.entry(asked.source.name.clone()).or_default();
        for mut of_one_repository in wanted.into_values() {
            while !of_one_repository.is_empty() {
                let rest = of_one_repository.split_off(of_one_repository.len().min(AT_ONCE));
                queue.waiting.push_back((at, of_one_repository.into()));
                of_one_repository = rest;
            }
        }
        self.start_waiting(at);
    }

    fn not_found(&mut self, at: usize, error: Error) {
        if let Some(progress) = self.asked.get_mut(at) {
            let Asked { source, question, .. } = &progress.asked;
            let missing = Missing::new(&source.name, question.kind, Step::Search, &error);
            progress.collected.missing.push(missing);
            progress.error = Some(error);
        }
    }

    fn fetched(&mut self, at: usize, fetched: Fetched) {
        if let Some(Progress { collected, .. }) = self.asked.get_mut(at) {
            collected.documents.extend(fetched.documents);
            collected.withheld.extend(fetched.withheld);
            collected.missing.extend(fetched.missing);
        }
    }

    fn not_fetched(&mut self, at: usize, wanted: &[Wanted], error: &Error) {
        if let Some(progress) = self.asked.get_mut(at) {
            let Asked { source, question, .. } = &progress.asked;
            let missing = Missing::new(&source.name, question.kind, Step::Retrieve, error);
            let missing = missing.documents(wanted.iter().map(|it| &it.entry));
            progress.collected.missing.push(missing);
        }
    }

    /// A retrieval at the source of question `at` has ended: the next one may start.
    fn fetch_next(&mut self, at: usize) {
        let name = self.asked.get(at).map(|it| &it.asked.source.name);
        if let Some(queue) = name.and_then(|name| self.queues.get_mut(name)) {
            queue.under_way -= 1;
        }
        self.start_waiting(at);
    }

    /// Starts as many retrievals at the source of question `at` as may be under way.
    fn start_waiting(&mut self, at: usize) {
        let name = self.asked.get(at).map(|it| &it.asked.source.name);
        let Some(queue) = name.and_then(|name| self.queues.get_mut(name)) else {
            return;
        };
        // What is waiting when the time is up is named as missing, and not asked for any more.
        while !self.shared.deadline.is_over()
            && queue.under_way < AT_ONE_SOURCE
            && let Some((at, wanted)) = queue.waiting.pop_front()
        {
            let Some(progress) = self.asked.get(at) else {
                continue;
            };
            let (shared, asked) = (Arc::clone(&self.shared), progress.asked.clone());
            let theirs = Arc::clone(&wanted);
            let fetch = move || Gave::Documents(shared.fetch(&asked, &theirs));
            self.crew.start(Piece::Fetch(at, wanted), fetch);
            queue.under_way += 1;
        }
    }

    /// What was collected, with a gap for everything that had not ended.
    ///
    /// # Errors
    /// When no search was answered.
    fn finish(mut self) -> Result<Vec<Collected>> {
        let crew = std::mem::replace(&mut self.crew, Crew::new());
        let queues = std::mem::take(&mut self.queues);
        for piece in crew.abandon() {
            match piece {
                Piece::Doubt => self.doubt = Doubt::Known(Emptiness::unverified(too_late())),
                Piece::Search(at) => self.not_found(at, too_late()),
                Piece::Fetch(at, wanted) => self.not_fetched(at, &wanted, &too_late()),
            }
        }
        for (at, wanted) in queues.into_values().flat_map(|queue| queue.waiting) {
            self.not_fetched(at, &wanted, &too_late());
        }
        self.tell_what_is_in_doubt();
        match self.asked.iter().any(|progress| progress.collected.answered) {
            true => Ok(self
                .asked
                .into_iter()
                .map(|progress| progress.collected)
                .collect()),
            false => Err(nothing(self.asked)),
        }
    }
}

impl Gathering {
    /// Where no source has anything of a kind, and none says that it withholds something, it is told what that is worth.
    fn tell_what_is_in_doubt(&mut self) {
        let Doubt::Known(emptiness) = &self.doubt else {
            return;
        };
        for kind in Kind::ALL.into_iter().filter(|kind| kind.can_be_blocked()) {
            let of_kind = |it: &&mut Progress| it.collected.kind == kind && it.collected.answered;
            let mut answers = self.asked.iter_mut().filter(of_kind);
            let Some(first) = answers.next() else {
                continue;
            };
            let speaks = |it: &Collected| it.found > 0 || !it.withheld.is_empty();
            if speaks(&first.collected) || answers.any(|it| speaks(&it.collected)) {
                continue;
            }
            match emptiness {
                Emptiness::Genuine => {}
                Emptiness::Withheld => {
                    let withheld = Withheld::new(BLOCK_SERVICE, kind, Step::Search);
                    first.collected.withheld.push(withheld);
                }
                // Most people have no care plan: without a service to ask, only appointments are worth the doubt.
                Emptiness::Unverified(_)
                    if self.shared.inner.config.blocks.is_none() && kind != Kind::Appointments => {}
                Emptiness::Unverified(error) => {
                    let missing = Missing::new(BLOCK_SERVICE, kind, Step::Search, error);
                    first.collected.missing.push(missing);
                }
            }
        }
    }
}

fn too_late() -> Error {
    let message = "the source had not answered when the overview's time was up";
    Error::new(ErrorKind::Timeout, "overview.deadline", message)
}

/// The host's transport panicked, or the host has no more threads to give.
fn broken() -> Error {
    let message = "the thread that asked the source did not get to its end";
    Error::new(ErrorKind::Internal, "overview.thread", message).with_remedy(
        "If the transport is your own, look for a panic in it; else the machine is out of threads.",
    )
}

/// The error of every source: the first one's own when all failed alike, else one that names them all, and can be
/// retried when one of them can.
fn nothing(asked: Vec<Progress>) -> Error {
    let failed: Vec<(Asked, Error)> = asked
        .into_iter()
        .filter_map(|progress| Some((progress.asked, progress.error?)))
        .collect();
    let alike = failed
        .windows(2)
        .all(|two| matches!(two, [(_, a), (_, b)] if a.code() == b.code()));
    let each: BTreeSet<String> = failed
        .iter()
        .map(|(asked, error)| format!("{}: {} [{}]", asked.source.name, error.message(), error.code()))
        .collect();
    let worth = failed.iter().position(|(_, error)| error.is_retryable());
    let Some((_, error)) = failed.into_iter().nth(worth.unwrap_or(0)) else {
        return broken();
    };
    if alike {
        return error;
    }
    let message = format!(
        "no source answered: {}",
        each.into_iter().collect::<Vec<_>>().join("; ")
    );
    Error::new(error.kind(), "overview.no_source", message).with_source(error)
}
