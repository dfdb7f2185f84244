//! Asking all sources at once, and waiting for them no longer than was allowed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::crew::Crew;
use super::doubt::Doubt;
use super::question::{Question, Sorted};
use super::request::OverviewRequest;
use super::source::DocumentSource;
use super::work::{Asked, Fetched, Shared, Wanted};
use crate::client::emptiness::Emptiness;
use crate::model::DanishTime;
use crate::overview::{Collected, CollectedDocument, Missing, Overview, Place, Step, merge};
use crate::transport::Deadline;
use crate::{Error, ErrorKind, Result};

/// Documents asked for in one message. They are from one repository, so that one that fails takes no other with it.
const AT_ONCE: usize = 20;
/// Retrievals under way at one source.
const AT_ONE_SOURCE: usize = 4;

/// What every source has for `request`, by `deadline`.
pub(super) fn gather(shared: Shared, deadline: Deadline, request: &OverviewRequest) -> Result<Overview> {
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
        let collected = self.asked.iter_mut().map(|progress| &mut progress.collected);
        self.doubt.tell(collected.collect(), &self.shared.inner.config);
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
