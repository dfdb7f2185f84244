//! One search, or the retrieval of a few documents, at one source: what a thread of an overview does.

use std::sync::Arc;

use super::question::{Question, Sorted};
use super::session::Round;
use super::source::DocumentSource;
use crate::client::emptiness::{self, Emptiness};
use crate::client::registry::Registry;
use crate::client::{Endpoints, Inner, reading};
use crate::dgws::{Caller, Override};
use crate::model::{Cpr, DanishTime};
use crate::overview::{CollectedDocument, Missing, Place, Step, Withheld};
use crate::transport::Deadline;
use crate::xds::DocumentEntry;
use crate::xds::retrieve::DocumentReference;
use crate::{Error, Result};

/// Everything that the threads of one overview share.
pub(super) struct Shared {
    pub(super) inner: Arc<Inner>,
    pub(super) caller: Option<Caller>,
    /// Why it looks past the patient's blocks.
    pub(super) overriding: Option<Override>,
    /// The session's documents, when the overview is one of a session.
    pub(super) round: Option<Round>,
    /// When a thread must be done.
    pub(super) deadline: Deadline,
}

/// A question to a source.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) source: Arc<DocumentSource>,
    pub(super) endpoints: Arc<Endpoints>,
    pub(super) question: Question,
}

/// A document to fetch.
pub(super) struct Wanted {
    pub(super) entry: DocumentEntry,
    pub(super) reference: DocumentReference,
}

/// What a retrieval gave.
#[derive(Default)]
pub(super) struct Fetched {
    pub(super) documents: Vec<CollectedDocument>,
    pub(super) withheld: Option<Withheld>,
    pub(super) missing: Vec<Missing>,
}

impl Shared {
    /// Searches.
    pub(super) fn search(&self, asked: &Asked) -> Result<Sorted> {
        let registry = self.registry(asked)?;
        let answer = registry.find_documents(asked.question.cpr, &asked.question.query())?;
        Ok(asked.question.sort(answer, &asked.source.name))
    }

    /// What it is worth that nothing about `patient` was found.
    pub(super) fn emptiness(&self, patient: Cpr) -> Emptiness {
        let caller = self.inner.caller(self.caller.as_ref());
        emptiness::ask(&self.inner, caller, patient, self.deadline)
    }

    /// Gets documents and reads them. One that does not come, or cannot be read, does not spoil the others.
    pub(super) fn fetch(&self, asked: &Asked, wanted: &[Wanted]) -> Fetched {
        let Asked { source, question, .. } = asked;
        let references: Vec<_> = wanted.iter().map(|it| it.reference.clone()).collect();
        let retrieved = self
            .registry(asked)
            .and_then(|registry| registry.retrieve(&references));
        let retrieved = match retrieved {
            Ok(retrieved) => retrieved,
            Err(error) => {
                let missing = Missing::new(&source.name, question.kind, Step::Retrieve, &error);
                return Fetched {
                    missing: vec![missing.documents(wanted.iter().map(|it| &it.entry))],
                    ..Fetched::default()
                };
            }
        };
        let fetched = DanishTime::from_utc(self.inner.context.now());
        let mut came: Vec<Option<Result<Vec<u8>>>> = wanted.iter().map(|_| None).collect();
        for document in retrieved.documents {
            if let Some(slot) = document.request.and_then(|at| came.get_mut(at)) {
                *slot = Some(document.content);
            }
        }
        let mut result = Fetched {
            withheld: question.withheld(&retrieved.errors, &source.name, Step::Retrieve),
            ..Fetched::default()
        };
        for (Wanted { entry, reference }, document) in wanted.iter().zip(came) {
            let mut miss = |step: Step, error: &Error| {
                let missing = Missing::new(&source.name, question.kind, step, error);
                result.missing.push(missing.documents([entry]));
            };
            let bytes = match document {
                Some(Ok(bytes)) => bytes,
                Some(Err(error)) => {
                    miss(Step::Retrieve, &error);
                    continue;
                }
                // Which document it is that is blocked is not told.
                None if reading::withholds(&retrieved.errors) => continue,
                None => {
                    miss(Step::Retrieve, &reading::missing(retrieved.errors.clone()));
                    continue;
                }
            };
            match question.read(&bytes, entry) {
                Ok(content) => {
                    if let Some(round) = &self.round {
                        round.keep(reference, content.clone(), fetched);
                    }
                    let place = Place::of(&source.name, entry, fetched);
                    result.documents.push(CollectedDocument { place, content });
                }
                Err(error) => miss(Step::Read, &error),
            }
        }
        result
    }

    fn registry<'c>(&'c self, asked: &'c Asked) -> Result<Registry<'c>> {
        let registry = Registry::at(&asked.endpoints, &self.inner, self.caller.as_ref(), self.deadline)?;
        registry.about(Some(asked.question.cpr));
        Ok(match &self.overriding {
            Some(choice) => registry.overriding(choice),
            None => registry,
        })
    }
}
