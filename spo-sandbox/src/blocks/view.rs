//! What a search or retrieval may show, as the document sharing service (DDS) asks the block service for it.

use std::cell::Cell;
use std::collections::HashMap;

use spo_core::blocks::{DataItem, Relation};
use spo_core::xds::{DocumentEntry, Dtm};
use spo_core::{Cpr, DanishTime, OrganisationCode};

use super::judge::Looker;
use super::register::Blocks;

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
        let relation = *self
            .relations
            .borrow_mut()
            .entry(citizen)
            .or_insert_with(|| self.blocks.relation(citizen, &self.looker, self.moment));
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
