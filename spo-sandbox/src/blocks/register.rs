//! What citizens have registered.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, params};
use spo_core::blocks::{DataItem, Draft, Registration, RegistrationId, Relation, Stamp, State};
use spo_core::{Cpr, DanishTime, Error, OrganisationCode, SorCode};

use super::judge::{Judge, Looker};
use super::organisations::Organisations;
use crate::store::{self, Store};

/// Every registration, active or not, and the organisations they are compared by. What changes is written to the database
/// before it counts.
#[derive(Debug, Default)]
pub(crate) struct Blocks(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    by_citizen: BTreeMap<Cpr, Vec<Registration>>,
    last_id: u64,
    organisations: Organisations,
}

/// The first id is a number of fifteen digits, as the service's are.
const BEFORE_THE_FIRST: u64 = 100_000_000_000_000;

impl Blocks {
    /// Those in the database.
    pub(crate) fn load(store: &Store) -> Result<Self, Error> {
        let rows = store.read(|connection| {
            let mut statement = connection.prepare("SELECT content FROM registration ORDER BY id")?;
            let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        let mut kept = Kept::default();
        for row in rows.map_err(store::unusable)? {
            let registration: Registration = serde_json::from_str(&row).map_err(|error| {
                Error::new(
                    spo_core::ErrorKind::Storage,
                    "sandbox.file",
                    "a registration in the sandbox's database cannot be read",
                )
                .with_source(error)
            })?;
            kept.last_id = kept.last_id.max(number(&registration.id));
            kept.by_citizen
                .entry(registration.citizen)
                .or_default()
                .push(registration);
        }
        Ok(Self(Mutex::new(kept)))
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn add_organisation(
        &self,
        unit: SorCode,
        parent: Option<SorCode>,
        other_codes: &[OrganisationCode],
    ) {
        self.lock().organisations.add(unit, parent, other_codes);
    }

    /// How `looker` stands to a citizen's data.
    pub(super) fn relation(&self, citizen: Cpr, looker: &Looker, moment: DanishTime) -> Relation {
        let kept = self.lock();
        kept.judge(citizen, looker, moment).relation()
    }

    /// Which of several items `looker` may see.
    pub(super) fn permitted<'i>(
        &self,
        citizen: Cpr,
        looker: &Looker,
        moment: DanishTime,
        items: impl IntoIterator<Item = &'i DataItem>,
    ) -> Vec<String> {
        let kept = self.lock();
        let judge = kept.judge(citizen, looker, moment);
        let permitted = items
            .into_iter()
            .filter(|item| judge.permits(item, &kept.organisations));
        permitted.map(|item| item.id.clone()).collect()
    }

    /// A citizen's registrations, oldest first.
    pub(crate) fn of(&self, citizen: Cpr) -> Vec<Registration> {
        self.lock().by_citizen.get(&citizen).cloned().unwrap_or_default()
    }

    /// Everybody's.
    pub(crate) fn all(&self) -> Vec<Registration> {
        self.lock().by_citizen.values().flatten().cloned().collect()
    }

    /// Registers.
    pub(super) fn create(
        &self,
        store: &Store,
        citizen: Cpr,
        draft: &Draft,
        stamp: Stamp,
    ) -> rusqlite::Result<Registration> {
        let mut kept = self.lock();
        kept.last_id = kept.last_id.max(BEFORE_THE_FIRST) + 1;
        let registration = Registration {
            id: new_id(kept.last_id)?,
            citizen,
            effect: draft.effect(),
            what: draft.what().clone(),
            who: draft.who().clone(),
            from: draft.starts().unwrap_or(stamp.time),
            to: draft.ends(),
            state: State::Active,
            created: stamp,
            changed: None,
        };
        store.change(|connection| write(connection, &registration))?;
        kept.by_citizen
            .entry(citizen)
            .or_default()
            .push(registration.clone());
        Ok(registration)
    }

    /// Changes a citizen's active registration, and gives it as it is then; `None` when there is none of this id. How it was
    /// is kept as history, under an id of its own, unless it is that now.
    pub(super) fn alter(
        &self,
        store: &Store,
        citizen: Cpr,
        id: &RegistrationId,
        change: impl FnOnce(&mut Registration),
    ) -> rusqlite::Result<Option<Registration>> {
        let mut kept = self.lock();
        let kept = &mut *kept;
        let Some(registrations) = kept.by_citizen.get_mut(&citizen) else {
            return Ok(None);
        };
        let is_it = |it: &Registration| it.id == *id && it.state == State::Active;
        let Some(at) = registrations.iter().position(is_it) else {
            return Ok(None);
        };
        let mut past = registrations[at].clone();
        let mut changed = past.clone();
        change(&mut changed);
        let is_history = changed.state == State::Inactive;
        if !is_history {
            kept.last_id += 1;
            past.id = new_id(kept.last_id)?;
            past.state = State::Inactive;
            past.changed.clone_from(&changed.changed);
        }
        store.change(|connection| {
            write(connection, &changed)?;
            match is_history {
                true => Ok(()),
                false => write(connection, &past),
            }
        })?;
        registrations[at].clone_from(&changed);
        if !is_history {
            registrations.push(past);
        }
        Ok(Some(changed))
    }
}

impl Kept {
    fn judge(&self, citizen: Cpr, looker: &Looker, moment: DanishTime) -> Judge {
        let registrations = self.by_citizen.get(&citizen).into_iter().flatten();
        Judge::new(registrations, looker, moment, &self.organisations)
    }
}

/// Digits, and few enough of them.
fn new_id(number: u64) -> rusqlite::Result<RegistrationId> {
    RegistrationId::parse(&number.to_string())
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

fn number(id: &RegistrationId) -> u64 {
    id.as_str().parse().unwrap_or_default()
}

fn write(connection: &Connection, registration: &Registration) -> rusqlite::Result<()> {
    let content = serde_json::to_string(registration)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    let mut statement =
        connection.prepare_cached("INSERT OR REPLACE INTO registration (id, content) VALUES (?1, ?2)")?;
    statement
        .execute(params![registration.id.as_str(), content])
        .map(drop)
}
