//! Getting a patient's master data.

use std::fmt;

use serde::Serialize;

use super::audit::Audited;
use super::overview::{DocumentSource, Question};
use super::registry::Registry;
use super::{Client, Inner};
use crate::audit::AuditAction;
use crate::cda::ReadMasterData;
use crate::dgws::Caller;
use crate::model::{Cpr, DanishTime};
use crate::overview::{Content, Kind, Missing, Period, Place, Step, Withheld};
use crate::xds::DocumentEntry;
use crate::{Error, ErrorKind, Result};

impl Client {
    /// Getting master data (stamkort).
    pub fn master_data(&self) -> MasterDataService<'_> {
        MasterDataService {
            inner: &self.inner,
            caller: None,
        }
    }
}

/// Getting master data (stamkort), from [`ClientConfig::master_data`](super::ClientConfig::master_data) or, without it,
/// from the national registry and repository.
///
/// It is read only: the register's interface for changes is not public. [`master_data_edit`](crate::master_data_edit)
/// checks changes.
pub struct MasterDataService<'c> {
    inner: &'c Inner,
    caller: Option<Caller>,
}

/// Master data as it was composed when it was asked for.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SharedMasterData {
    /// Where it was had, and when: show the time beside it.
    pub place: Place,
    /// Whether the source said that it may hold something back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
    /// What could not be had beside it: another entry's document, or what a source behind the one that was asked has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// The document, read.
    #[serde(flatten)]
    pub read: ReadMasterData,
}

impl MasterDataService<'_> {
    /// The same on behalf of `caller`, whoever the client's identity usually calls for.
    #[must_use]
    pub fn as_caller(mut self, caller: Caller) -> Self {
        self.caller = Some(caller);
        self
    }

    /// Gets a patient's master data, composed anew. Of several the one made last.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`], `master_data.none`, when the registry knows none: nobody can tell from that whether there
    /// is none or whether it is withheld. When the registry or repository cannot be reached or does not deliver, and when
    /// the document is no master data or is about another patient.
    pub fn get(&self, patient: Cpr) -> Result<SharedMasterData> {
        let audited = Audited::new(AuditAction::MasterData, self.caller.as_ref(), Some(patient));
        self.inner.audited(audited, || self.newest(patient))
    }

    fn newest(&self, patient: Cpr) -> Result<SharedMasterData> {
        let config = &self.inner.config;
        let source = DocumentSource::of_master_data(config);
        let endpoints = source.endpoints(config);
        let caller = self.caller.as_ref();
        let registry = Registry::at(&endpoints, self.inner, caller, config.timeouts.start())?;
        let question = Question {
            kind: Kind::MasterData,
            cpr: patient,
            period: Period::default(),
        };
        let answer = registry.find_documents(patient, &question.query())?;
        let mut sorted = question.sort(answer, &source.name);
        let (mut found, mut error): (Vec<(ReadMasterData, Place)>, _) = (Vec::new(), None);
        for entry in &sorted.entries {
            match self.read(&registry, &question, entry) {
                Ok(read) => {
                    let fetched = DanishTime::from_utc(self.inner.context.now());
                    found.push((read, Place::of(&source.name, entry, fetched)));
                }
                Err(failed) => {
                    let missing = Missing::new(&source.name, Kind::MasterData, Step::Retrieve, &failed);
                    sorted.missing.push(missing.documents([entry]));
                    error.get_or_insert(failed);
                }
            }
        }
        found.sort_by_key(|(read, _)| read.master_data.generated);
        match (found.pop(), error) {
            (Some((read, place)), _) => Ok(SharedMasterData {
                place,
                withheld: sorted.withheld,
                missing: sorted.missing,
                read,
            }),
            (None, Some(error)) => Err(error),
            (None, None) => Err(none(&sorted.missing)),
        }
    }

    fn read(
        &self,
        registry: &Registry<'_>,
        question: &Question,
        entry: &DocumentEntry,
    ) -> Result<ReadMasterData> {
        let reference = question.reference(entry, &self.inner.config)?;
        let bytes = registry.document_at(&reference)?;
        match question.read(&bytes, entry)? {
            Content::MasterData(read) => Ok(*read),
            _ => Err(Error::new(
                ErrorKind::Internal,
                "master_data.content",
                "another kind was read",
            )),
        }
    }
}

/// The error for an answer without an entry.
fn none(missing: &[Missing]) -> Error {
    match missing.first() {
        Some(missing) => {
            let kind = match missing.retryable {
                true => ErrorKind::Unavailable,
                false => ErrorKind::Protocol,
            };
            Error::new(kind, missing.code.clone(), missing.message.clone())
                .with_details(|details| details.service_errors = missing.service_errors.clone())
        }
        None => {
            let message = "the registry knows no master data of this patient";
            Error::new(ErrorKind::NotFound, "master_data.none", message).with_remedy(
                "Check the CPR number. It may be withheld from this caller: do not take it for the absence of master data.",
            )
        }
    }
}

impl fmt::Debug for MasterDataService<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterDataService")
    }
}
