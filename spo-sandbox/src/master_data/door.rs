//! The sandbox's master data: who is known, and where it is served.

use spo_core::{Cpr, Error};

use super::TestPerson;
use crate::identity::Site;
use crate::sandbox::Settings;
use crate::store::{self, Store};
use crate::{MASTER_DATA_REPOSITORY_ID, Sandbox};

/// The name of the source that has the master data.
const NAME: &str = "master_data";

/// The paths of the synchronising service (SFSK), the door to master data alone.
pub(crate) const PATHS: [&str; 2] = ["/nspservices/sfskreg", "/nspservices/sfskrep"];

impl Sandbox {
    /// Makes a test person known, in place of the one with the same CPR number: its master data (stamkort) is found as
    /// one entry for a document on demand, and composed anew at every retrieval.
    ///
    /// Persons are kept in memory only, also by a sandbox in a file.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`](spo_core::ErrorKind::Storage) when the machine cannot give the memory.
    pub fn add_person(&self, person: TestPerson) -> Result<(), Error> {
        let source = self.master_data()?;
        let settings = source.settings().clone();
        match source
            .inner()
            .people
            .take(person, &settings.site, &settings.context)
        {
            None => Ok(()),
            Some(entry) => {
                let insert = |connection: &_| store::insert_entry(connection, &entry);
                source.inner().store.change(insert).map_err(store::unusable)
            }
        }
    }

    /// The test person with this number, as the registers know it.
    pub fn person(&self, cpr: &Cpr) -> Option<TestPerson> {
        self.source(NAME)?.inner().people.get(cpr)
    }

    /// Every test person.
    pub fn persons(&self) -> Vec<TestPerson> {
        self.source(NAME)
            .map(|source| source.inner().people.all())
            .unwrap_or_default()
    }

    /// The source of master data (Fælles Stamkort): a sandbox of its own, attached as `master_data` when it is first asked
    /// for. Script it to make master data alone fail.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`](spo_core::ErrorKind::Storage) when the machine cannot give the memory.
    pub fn master_data(&self) -> Result<Sandbox, Error> {
        let source = match self.source(NAME) {
            Some(source) => source,
            None => {
                let made = Self::with_store(Store::in_memory()?)?;
                made.set_site(Site::new(self.site().home(), MASTER_DATA_REPOSITORY_ID));
                match self.attach(NAME, &made) {
                    Ok(()) => made,
                    // Somebody else was faster.
                    Err(error) => self.source(NAME).ok_or(error)?,
                }
            }
        };
        // It is the same service behind another door: same clock, same rules for whom to let in.
        let settings = self.settings().clone();
        let site = source.site();
        *source.settings() = Settings { site, ..settings };
        Ok(source)
    }

    /// Whether `path` is one of the service for master data alone.
    pub(crate) fn is_master_data_path(path: &str) -> bool {
        PATHS.iter().any(|known| path.ends_with(known))
    }
}
