//! What the sandbox does with a change of master data, in place of the national register (SKR).

use spo_core::dgws::{OnBehalfOf, Standing};
use spo_core::master_data_edit::{
    ChangeReceipt, CheckedChange, Edit, ItemKind, MasterDataChange, MasterDataEditor, TypedInItem,
};
use spo_core::{Cpr, DanishTime, Error, ErrorKind, InstanceId, Origin, Result, Sourced};

use super::TestPerson;
use super::person::id_root;
use crate::Sandbox;

/// The national role in which somebody without an authorisation may type in.
const ASSISTANT: &str = "nspSundAssistR2";

/// Takes changes into the test persons, so that the next stamkort shows them with source and time.
///
/// Allowed to change are the citizen, whoever [`Sandbox::set_relations`] lets act for the citizen, and health professionals
/// with an authorisation or in the national role `nspSundAssistR2`. Whether a professional treats the citizen is not
/// checked.
impl MasterDataEditor for Sandbox {
    fn submit(&self, change: &CheckedChange) -> Result<ChangeReceipt> {
        let change = change.get();
        let source = self.master_data()?;
        let settings = source.settings().clone();
        admit(change, &settings.relations)?;
        let id = match &change.edit {
            Edit::Create(item) => Some(InstanceId::new(
                root(item.kind()),
                settings.context.random_uuid().to_string(),
            )),
            Edit::Change { id, .. } | Edit::End { id, .. } => id.clone(),
        };
        let entry = Entry {
            is_new: matches!(change.edit, Edit::Create(_)),
            id,
            origin: change.origin(),
            changed: DanishTime::from_utc(settings.context.now()),
        };
        let people = &source.inner().people;
        people.change(&change.patient, |person| match &change.edit {
            Edit::Create(item) | Edit::Change { item, .. } => entry.enter(person, item.clone()),
            Edit::End { kind, .. } => entry.end(person, *kind),
        })?;
        Ok(ChangeReceipt {
            kind: change.edit.kind(),
            id: entry.id,
            changed: entry.changed,
            origin: entry.origin,
        })
    }
}

/// Refuses a caller who may not.
fn admit(change: &MasterDataChange, relations: &[(Cpr, OnBehalfOf)]) -> Result<()> {
    let caller = &change.caller;
    let may = match caller.professional().map(|it| &it.standing) {
        Some(Standing::Authorised { .. }) => true,
        Some(Standing::NotAuthorised { role }) => role == ASSISTANT,
        None => {
            let acting = caller.acting();
            let is_related = |(who, other): &(Cpr, OnBehalfOf)| (*who, other.cpr) == (acting, change.patient);
            acting == change.patient || relations.iter().any(is_related)
        }
    };
    if may {
        return Ok(());
    }
    let message = "the caller may not change this citizen's master data";
    Err(Error::new(ErrorKind::Denied, "master_data.denied", message)
        .with_remedy("Check the power of attorney, or the professional's authorisation or national role.")
        .at("caller"))
}

const fn root(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Language => id_root::LANGUAGE,
        ItemKind::TemporaryAddress => id_root::TEMPORARY_ADDRESS,
        ItemKind::Dentist => id_root::DENTIST,
        ItemKind::Contact => id_root::ANY,
        ItemKind::Relative => id_root::RELATIVE,
    }
}

/// Everything about a change but the item itself. The master data may have changed since the change was checked, so each
/// place is looked at again.
struct Entry {
    is_new: bool,
    id: Option<InstanceId>,
    origin: Origin,
    changed: DanishTime,
}

impl Entry {
    fn enter(&self, person: &mut TestPerson, item: TypedInItem) -> Result<()> {
        match item {
            TypedInItem::Language(it) => self.put(&mut person.language, it),
            TypedInItem::TemporaryAddress(it) => self.put(&mut person.temporary_address, it),
            TypedInItem::Dentist(it) => self.put(&mut person.dentist, it),
            TypedInItem::Contact(it) => self.put(&mut person.contact, it),
            TypedInItem::Relative(it) if self.is_new => {
                person.relatives.push(self.sourced(it));
                Ok(())
            }
            TypedInItem::Relative(it) => {
                let place = person.relatives.iter_mut().find(|place| place.id == self.id);
                *place.ok_or_else(conflict)? = self.sourced(it);
                Ok(())
            }
        }
    }

    /// Fills the only place of its kind: a new item's is free, a changed one's holds it.
    fn put<T>(&self, place: &mut Option<Sourced<T>>, value: T) -> Result<()> {
        let fits = match place {
            None => self.is_new,
            Some(present) => !self.is_new && present.id == self.id,
        };
        if !fits {
            return Err(conflict());
        }
        *place = Some(self.sourced(value));
        Ok(())
    }

    fn end(&self, person: &mut TestPerson, kind: ItemKind) -> Result<()> {
        match kind {
            ItemKind::Language => self.empty(&mut person.language),
            ItemKind::TemporaryAddress => self.empty(&mut person.temporary_address),
            ItemKind::Dentist => self.empty(&mut person.dentist),
            ItemKind::Contact => self.empty(&mut person.contact),
            ItemKind::Relative => {
                let at = person.relatives.iter().position(|place| place.id == self.id);
                person.relatives.remove(at.ok_or_else(conflict)?);
                Ok(())
            }
        }
    }

    fn empty<T>(&self, place: &mut Option<Sourced<T>>) -> Result<()> {
        place
            .take_if(|present| present.id == self.id)
            .map(drop)
            .ok_or_else(conflict)
    }

    fn sourced<T>(&self, value: T) -> Sourced<T> {
        Sourced {
            value,
            origin: self.origin.clone(),
            changed: Some(self.changed),
            id: self.id.clone(),
        }
    }
}

fn conflict() -> Error {
    let message = "the master data has changed since it was read";
    Error::new(ErrorKind::Conflict, "master_data.changed", message)
        .with_remedy("Read the master data again and decide anew.")
        .at("edit")
}
