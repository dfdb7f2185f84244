//! What an overview does not show, and why: the part that must be read first.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::model::{DanishTime, InstanceId};
use crate::xds::{DocumentEntry, Dtm};
use crate::{Error, ErrorClass, ErrorKind, ServiceError};

/// A source said that it may hold something back: a block by the patient (spærring).
///
/// This is all there is to know. The services announce that they filtered an answer by a warning, the wording of which
/// is not published: every warning is taken for one, and its text is passed over, because nobody may learn from an
/// overview what is blocked or for whom. An answer emptied by a block against the caller carries no warning at all, so
/// the absence of this entry proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Withheld {
    /// The source by its name in the configuration.
    pub source: String,
    /// What kinds of data it was asked for.
    pub kinds: BTreeSet<Kind>,
    /// Whether it said so when it was searched or when documents were fetched.
    pub step: Step,
}

impl Withheld {
    /// A warning by `source`, asked for `kind`.
    pub fn new(source: &str, kind: Kind, step: Step) -> Self {
        Self {
            source: source.to_owned(),
            kinds: BTreeSet::from([kind]),
            step,
        }
    }
}

/// Something that could not be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Missing {
    /// The source by its name in the configuration.
    pub source: String,
    /// What kinds of data may be missing.
    pub kinds: BTreeSet<Kind>,
    /// How far it came.
    pub step: Step,
    /// What stood in the way, for people.
    pub cause: Cause,
    /// What stood in the way, as a stable name such as `transport.timeout` or `search.partial`.
    pub code: String,
    /// What happened, in English, without patient data.
    pub message: String,
    /// What to do about it, in English.
    pub remedy: String,
    /// Whether the same call can succeed later without a change.
    pub retryable: bool,
    /// The documents that are known to be missing. Empty after a search that failed: nobody knows what there is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<MissingDocument>,
    /// What the service said, CPR numbers masked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_errors: Vec<ServiceError>,
}

/// A step on the way to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Step {
    /// Asking what there is (ITI-18).
    Search,
    /// Getting documents (ITI-43).
    Retrieve,
    /// Reading a document that came.
    Read,
}

/// Why something could not be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cause {
    /// The source could not be reached, or said that it cannot serve now.
    Unavailable,
    /// There was no answer within the time allowed.
    TooSlow,
    /// A source behind the one that was asked did not answer: part of its data is missing.
    Partial,
    /// The source refused the caller.
    Denied,
    /// The source refused the question.
    Refused,
    /// The source knows the document and did not deliver it.
    NotDelivered,
    /// The document or answer came and could not be read.
    Unreadable,
    /// The document is about another patient: it is never shown.
    OtherPatient,
    /// The caller's configuration or identity cannot work.
    Setup,
    /// A defect in this library.
    Internal,
    /// Nothing was found, and it is not known whether that is because of a block.
    Unverified,
}

impl Cause {
    fn of(error: &Error) -> Self {
        match (error.code(), error.kind()) {
            ("search.partial", _) => Self::Partial,
            ("search.unverified", _) => Self::Unverified,
            ("search.other_patient" | "document.other_patient", _) => Self::OtherPatient,
            (_, ErrorKind::NotFound) => Self::NotDelivered,
            (_, ErrorKind::InvalidDocument) => Self::Unreadable,
            _ => match error.class() {
                ErrorClass::Unavailable => Self::Unavailable,
                ErrorClass::Timeout => Self::TooSlow,
                ErrorClass::Denied => Self::Denied,
                ErrorClass::Rejected => Self::Refused,
                ErrorClass::Protocol => Self::Unreadable,
                ErrorClass::InvalidInput => Self::Setup,
                ErrorClass::Internal => Self::Internal,
            },
        }
    }
}

impl Missing {
    /// What `error` took from an answer of `source` to a question for `kind`.
    pub fn new(source: &str, kind: Kind, step: Step, error: &Error) -> Self {
        // The text of a warning may tell what is blocked.
        let said = &error.details().service_errors;
        Self {
            source: source.to_owned(),
            kinds: BTreeSet::from([kind]),
            step,
            cause: Cause::of(error),
            code: error.code().to_owned(),
            message: error.message().to_owned(),
            remedy: error.remedy().to_owned(),
            retryable: error.is_retryable(),
            documents: Vec::new(),
            service_errors: said.iter().filter(|it| !it.warning).cloned().collect(),
        }
    }

    /// The same, of the documents behind `entries`.
    #[must_use]
    pub fn documents<'e>(mut self, entries: impl IntoIterator<Item = &'e DocumentEntry>) -> Self {
        self.documents = entries.into_iter().map(MissingDocument::of).collect();
        self
    }

    /// Whether the same cause took both, so that one sentence says it.
    fn is_like(&self, other: &Self) -> bool {
        self.source == other.source
            && self.step == other.step
            && self.cause == other.cause
            && self.code == other.code
            && self.message == other.message
            && self.service_errors == other.service_errors
    }

    /// One entry for each cause, in an order that does not depend on who answered first.
    pub(super) fn gather(missing: Vec<Self>) -> Vec<Self> {
        let mut gathered: Vec<Self> = Vec::new();
        for one in missing {
            match gathered.iter_mut().find(|other| other.is_like(&one)) {
                Some(same) => {
                    same.kinds.extend(one.kinds);
                    same.documents.extend(one.documents);
                }
                None => gathered.push(one),
            }
        }
        for missing in &mut gathered {
            missing.documents.sort();
            missing.documents.dedup();
        }
        gathered.sort_by(|a, b| {
            let key = |it: &Self| (it.source.clone(), it.step, it.cause, it.code.clone());
            key(a)
                .cmp(&key(b))
                .then_with(|| a.message.cmp(&b.message))
                .then_with(|| a.documents.cmp(&b.documents))
        });
        gathered
    }
}

impl Withheld {
    /// One entry for each source and step.
    pub(super) fn gather(withheld: Vec<Self>) -> Vec<Self> {
        let mut gathered: Vec<Self> = Vec::new();
        for one in withheld {
            let same = |other: &&mut Self| other.source == one.source && other.step == one.step;
            match gathered.iter_mut().find(same) {
                Some(same) => same.kinds.extend(one.kinds),
                None => gathered.push(one),
            }
        }
        gathered.sort();
        gathered
    }
}

/// What the registry tells of a document that could not be had.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MissingDocument {
    /// When what it is about begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<DanishTime>,
    /// When that ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<DanishTime>,
    /// The organisation that made it, CPR numbers masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The repository that has it: an OID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repository_id: Option<String>,
    /// The document's id in the registry.
    pub document_id: InstanceId,
}

impl MissingDocument {
    /// What `entry` tells.
    pub fn of(entry: &DocumentEntry) -> Self {
        let institutions = entry.authors.iter().flat_map(|author| &author.institutions);
        let organisation = institutions
            .map(|institution| crate::redact(&institution.name()).into_owned())
            .find(|name| !name.trim().is_empty());
        Self {
            start: entry.service_start_time.as_ref().map(Dtm::to_danish),
            end: entry.service_stop_time.as_ref().map(Dtm::to_danish),
            organisation,
            repository_id: entry.repository_id.clone(),
            document_id: entry.unique_id.clone(),
        }
    }
}
