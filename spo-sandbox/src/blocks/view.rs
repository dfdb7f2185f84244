//! What a search or retrieval may show, as the document sharing service (DDS) asks the block service for it.

use std::cell::Cell;
use std::collections::HashMap;

use spo_core::audit::{
    Addition, LogEntry, LogOrganisation, LogOrganisationId, LogPrincipal, LogPrincipalId, LogUserId,
};
use spo_core::blocks::{DataItem, Relation};
use spo_core::xds::{DocumentEntry, Dtm};
use spo_core::{Cpr, DanishTime, OrganisationCode};

use super::judge::Looker;
use super::register::Blocks;
use crate::Transaction;

/// One request's view of documents.
pub(crate) struct View<'a> {
    blocks: &'a Blocks,
    looker: Looker,
    moment: DanishTime,
    relations: std::cell::RefCell<HashMap<Cpr, Relation>>,
    hidden: Cell<usize>,
    /// Whether something was hidden of which the answer must say so.
    filtered: Cell<bool>,
}

impl<'a> View<'a> {
    pub(crate) fn new(blocks: &'a Blocks, looker: Looker, moment: DanishTime) -> Self {
        Self {
            blocks,
            looker,
            moment,
            relations: std::cell::RefCell::default(),
            hidden: Cell::new(0),
            filtered: Cell::new(false),
        }
    }

    /// Whether the document behind `entry` may be shown. Master data cannot be blocked since 1 December 2024.
    pub(crate) fn shows(&self, entry: &DocumentEntry) -> bool {
        let Some(citizen) = entry.patient_id.as_ref().and_then(|id| id.cpr()) else {
            return true;
        };
        if self.looker.overrides || entry.is_master_data() {
            return true;
        }
        let relation = self.relation(citizen);
        let shown = match relation {
            Relation::Positive => true,
            Relation::Negative => false,
            Relation::DataSpecific => match item(entry) {
                Some(item) => !self
                    .blocks
                    .permitted(citizen, &self.looker, self.moment, [&item])
                    .is_empty(),
                // Nobody can say whether a block is about data from nowhere.
                None => false,
            },
        };
        if !shown {
            self.hidden.set(self.hidden.get() + 1);
            // Against whom a block is total gets an answer without a trace of it.
            self.filtered
                .set(self.filtered.get() || relation == Relation::DataSpecific);
        }
        shown
    }

    /// The line that the log gets about `citizen`. Whom a block keeps out altogether has seen nothing, and leaves no trace.
    pub(crate) fn look(&self, citizen: Cpr, transaction: Transaction) -> Option<LogEntry> {
        let overrides = self.looker.overrides;
        if !overrides && self.relation(citizen) == Relation::Negative {
            return None;
        }
        let activity = match transaction {
            Transaction::Iti18 => "Søgning efter dokumenter",
            _ => "Hentning af dokumenter",
        };
        let Looker {
            acting,
            responsible,
            authorisation,
            organisation,
            ..
        } = &self.looker;
        // The authorisation is that of whoever is responsible.
        let is_own = responsible.is_none_or(|responsible| responsible == *acting);
        let user = match authorisation.as_ref().filter(|_| is_own) {
            Some(code) => LogUserId::Authorisation(code.clone()),
            None => LogUserId::Cpr(*acting),
        };
        let mut entry = LogEntry::new("Dokumentdelingsservice", activity, citizen, user, self.moment);
        entry.organisation = LogOrganisationId::of(organisation).map(|id| LogOrganisation {
            id: Some(id),
            name: None,
        });
        entry.on_behalf_of = authorisation
            .as_ref()
            .filter(|_| !is_own)
            .map(|code| LogPrincipal {
                id: Some(LogPrincipalId::Authorisation(code.clone())),
                ..LogPrincipal::default()
            });
        entry.addition = Some(if overrides {
            Addition::Override
        } else {
            Addition::Nothing
        });
        Some(entry)
    }

    fn relation(&self, citizen: Cpr) -> Relation {
        let ask = || self.blocks.relation(citizen, &self.looker, self.moment);
        *self.relations.borrow_mut().entry(citizen).or_insert_with(ask)
    }

    /// Whether the answer must warn that something was filtered out of it.
    pub(crate) fn is_filtered(&self) -> bool {
        self.filtered.get()
    }

    /// How many documents were hidden.
    pub(crate) fn hidden(&self) -> usize {
        self.hidden.get()
    }
}

fn item(entry: &DocumentEntry) -> Option<DataItem> {
    let institutions = entry.authors.iter().flat_map(|author| &author.institutions);
    let organisation = institutions
        .filter_map(|institution| OrganisationCode::of(&institution.id()?))
        .next()?;
    let mut item = DataItem::new("document", organisation);
    item.from = entry.service_start_time.as_ref().map(Dtm::to_danish);
    item.to = entry.service_stop_time.as_ref().map(Dtm::to_danish);
    Some(item)
}
