//! The registry and the repository: what each transaction does.
//!
//! In: the payload of a request that has passed the envelope's rules. Out: an [`Answer`], or a SOAP fault for what is
//! not a request of its kind at all. What a registry needs in order to work (ids, references, one successor) is always
//! demanded; what the national validation demands depends on the level.

mod query;
mod retrieve;
mod submit;
mod update;

pub(crate) use query::patient_asked_for;

use spo_core::soap::{Attachments, Fault};
use spo_core::xds::{Association, AssociationType, DocumentEntry, EntryUuid, SubmissionSet};
use spo_core::{Context, Cpr, ServiceError};

use crate::blocks::View;
use crate::identity::Site;
use crate::master_data::People;
use crate::message::{Answer, Call};
use crate::rules::{Report, Validation, code};
use crate::store::{self, Store, StoredDocument};
use crate::{Outage, Transaction};

/// What a transaction works with.
pub(crate) struct Registry<'a> {
    pub(crate) store: &'a Store,
    pub(crate) people: &'a People,
    pub(crate) site: &'a Site,
    /// Whose repositories are left to others, and not unknown.
    pub(crate) others: Others,
    pub(crate) quirks: Quirks,
    pub(crate) validation: Validation,
    pub(crate) context: &'a Context,
    /// The only citizen whose data may be handed out, when a citizen reads.
    pub(crate) only: Option<Cpr>,
    /// What the citizen's blocks leave of it, when a health professional reads.
    pub(crate) view: Option<&'a View<'a>>,
}

/// The other registries and repositories that a request is answered together with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Others {
    /// These.
    Known(Vec<Site>),
    /// Whatever is not this one's: somebody else knows them.
    Any,
}

impl Others {
    fn has_home(&self, home: &str) -> bool {
        match self {
            Self::Known(sites) => sites.iter().any(|site| site.is_home(home)),
            Self::Any => true,
        }
    }

    fn has_repository(&self, repository: &str) -> bool {
        match self {
            Self::Known(sites) => sites.iter().any(|site| site.repository == repository),
            Self::Any => true,
        }
    }
}

/// What a script makes of how a request is carried out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Quirks {
    /// Searches return entries of every object type, whatever was asked for.
    pub(crate) any_object_type: bool,
    /// Registers behind the master data that do not answer.
    pub(crate) outages: Vec<Outage>,
}

impl Quirks {
    /// Those of a source, and those of everything.
    pub(crate) fn and(mut self, others: &Self) -> Self {
        self.any_object_type |= others.any_object_type;
        self.outages.extend(&others.outages);
        self
    }
}

/// The result of a transaction, and the findings that the caller is not told of (level LOG).
#[derive(Debug)]
pub(crate) struct Processed {
    pub(crate) answer: Answer,
    pub(crate) unsaid: Vec<ServiceError>,
}

impl From<Answer> for Processed {
    fn from(answer: Answer) -> Self {
        Self {
            answer,
            unsaid: Vec::new(),
        }
    }
}

/// Findings of the national validation, by what the level makes of them.
struct Judged {
    refused: Vec<ServiceError>,
    warnings: Vec<ServiceError>,
    unsaid: Vec<ServiceError>,
}

impl Registry<'_> {
    /// Carries out a request.
    ///
    /// # Errors
    /// The fault to answer with.
    pub(crate) fn process(&self, call: &Call<'_>, attachments: Attachments<'_>) -> Result<Processed, Fault> {
        match call.transaction {
            Transaction::Iti18 => query::answer(self, call.payload),
            Transaction::Iti41 => submit::submit(self, call.payload, attachments),
            Transaction::Iti43 => retrieve::retrieve(self, call.payload),
            Transaction::Iti57 => update::update(self, call.payload),
            _ => Err(Fault::client("A registry keeps documents only.")),
        }
    }

    /// A document on demand.
    fn composed(&self, unique_id: &str) -> Option<StoredDocument> {
        self.people
            .document(unique_id, &self.quirks.outages, self.context)
    }

    /// Whether an entry may be handed out.
    fn may_show(&self, entry: &DocumentEntry) -> bool {
        let patient = || entry.patient_id.as_ref().and_then(|id| id.cpr());
        self.only.is_none_or(|only| patient() == Some(only)) && self.view.is_none_or(|view| view.shows(entry))
    }

    /// Whether entries must be looked at before they are handed out.
    fn is_selective(&self) -> bool {
        self.only.is_some() || self.view.is_some()
    }

    /// The warning that something was filtered out of an answer. Its wording and code at the national service are not
    /// public.
    fn filtered(&self) -> Option<ServiceError> {
        self.view.filter(|view| view.is_filtered()).map(|_| ServiceError {
            code: "FilteredByConsent".to_owned(),
            context: "Der kan være data, som borgeren har spærret for.".to_owned(),
            location: None,
            warning: true,
        })
    }

    fn judge(&self, check: impl FnOnce(&mut Report)) -> Judged {
        let mut judged = Judged {
            refused: Vec::new(),
            warnings: Vec::new(),
            unsaid: Vec::new(),
        };
        if self.validation == Validation::Off {
            return judged;
        }
        let mut report = Report::default();
        check(&mut report);
        match self.validation {
            Validation::Off => {}
            Validation::Log => judged.unsaid = report.into_errors(),
            Validation::Warning => judged.warnings = report.into_warnings(),
            Validation::Reject => judged.refused = report.into_errors(),
        }
        judged
    }

    /// What the infrastructure sets on an entry that it accepts.
    fn accept_entry(&self, entry: &mut DocumentEntry) {
        entry.home_community_id = Some(self.site.home_urn());
        entry.repository_id = Some(self.site.repository.clone());
        entry.status = Some(spo_core::xds::Availability::Approved);
        entry.logical_id = Some(entry.entry_uuid.as_str().to_owned());
        entry.version = Some("1".to_owned());
    }

    fn accept_set(&self, set: &mut SubmissionSet) {
        set.home_community_id = Some(self.site.home_urn());
        set.status = Some(spo_core::xds::Availability::Approved);
    }

    /// The id that the registry gives an object: its own when it is a `urn:uuid:`, else a new one. A UUID without the
    /// prefix is a symbolic id like any other (IHE ITI TF volume 3, 4.2.1.1).
    fn registry_id(&self, id: &EntryUuid) -> EntryUuid {
        match id.uuid() {
            Some(uuid) if id.as_str().trim().starts_with("urn:uuid:") => EntryUuid::from_uuid(uuid),
            _ => EntryUuid::from_uuid(self.context.random_uuid()),
        }
    }
}

/// Whether a request is for the registry and repository at `site`, one of those that it is passed on to.
pub(crate) fn concerns(call: &Call<'_>, site: &Site) -> bool {
    match call.transaction {
        Transaction::Iti18 => query::home(call.payload).is_none_or(|home| site.is_home(home)),
        Transaction::Iti43 => retrieve::asks_for(call.payload, &site.repository),
        _ => false,
    }
}

/// Why a change did not happen.
enum Refusal {
    /// By the rules: the caller is told why.
    Errors(Report),
    /// By the database.
    Database(rusqlite::Error),
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

/// Two submissions, or two links, with one id would be one. Of a submission that is known, its links need no mention.
fn refuse_known(
    connection: &rusqlite::Connection,
    set: &SubmissionSet,
    associations: &[Association],
    report: &mut Report,
) -> rusqlite::Result<()> {
    let (by_unique_id, by_entry_uuid) = store::has_submission(connection, set)?;
    let id = set.entry_uuid.as_str();
    if by_unique_id {
        report.add(
            code::DUPLICATE_UNIQUE_ID,
            id,
            "SubmissionSet.uniqueId findes allerede i registret",
        );
        return Ok(());
    }
    if by_entry_uuid {
        report.metadata(id, "SubmissionSet.entryUUID findes allerede i registret");
        return Ok(());
    }
    for association in associations {
        if store::has_association(connection, association)? {
            report.metadata(
                association.id.as_str(),
                "Association/@id findes allerede i registret",
            );
        }
    }
    Ok(())
}

/// The fault for a database that fails.
pub(crate) fn broken(error: &rusqlite::Error) -> Fault {
    log::error!(target: "spo_sandbox", "the database failed: {error}");
    Fault::server("The registry's database failed.")
}

/// The fault for a body that is not what its name promises.
fn malformed(what: &str) -> Fault {
    Fault::client(&format!("The body is incomplete: {what} is missing."))
}

fn of_type(associations: &[Association], wanted: AssociationType) -> impl Iterator<Item = &Association> {
    associations
        .iter()
        .filter(move |association| association.association_type == wanted)
}
