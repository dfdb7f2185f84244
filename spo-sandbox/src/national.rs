//! What all registries of a network have in common: citizens' blocks, and the log of who looked.

use crate::blocks::Blocks;
use crate::min_log::Log;
use crate::store::Store;

/// The block service and the national log. Sources have those of what they are attached to.
#[derive(Debug)]
pub(crate) struct National {
    pub(crate) blocks: Blocks,
    pub(crate) log: Log,
}

impl National {
    /// With what is in the database.
    pub(crate) fn load(store: &Store) -> Result<Self, spo_core::Error> {
        Ok(Self {
            blocks: Blocks::load(store)?,
            log: Log::new(store.clone()),
        })
    }
}
