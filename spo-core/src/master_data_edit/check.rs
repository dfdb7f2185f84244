//! Checking a change against the master data it changes.

use super::change::{Edit, ItemKind, MasterDataChange};
use super::table;
use crate::model::{InstanceId, MasterData, OriginKind, Sourced};
use crate::rules::{Fault, Path, Rule};
use crate::xml::illegal_char;
use crate::{Error, ErrorKind, Result};

/// A change that breaks no rule. Only [`MasterDataChange::check`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedChange(MasterDataChange);

impl CheckedChange {
    /// The change.
    pub fn get(&self) -> &MasterDataChange {
        &self.0
    }
}

impl MasterDataChange {
    /// Every rule of [`RULES`](super::RULES) that the change breaks, given the citizen's present master data.
    pub fn faults(&self, present: &MasterData) -> Vec<Fault> {
        let mut checker = Checker::default();
        checker.change(self, present);
        checker.faults
    }

    /// Makes it a change that can be sent.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidAppointment`], `master_data.change`, with every fault in its details.
    pub fn check(self, present: &MasterData) -> Result<CheckedChange> {
        refuse(self.faults(present))?;
        Ok(CheckedChange(self))
    }
}

/// Refuses a change with these faults; no fault is no error.
///
/// # Errors
/// [`ErrorKind::InvalidAppointment`], `master_data.change`, with the faults in its details.
pub fn refuse(faults: Vec<Fault>) -> Result<()> {
    let message = match faults.len() {
        0 => return Ok(()),
        1 => "the master data cannot be changed so: it breaks a rule".to_owned(),
        count => format!("the master data cannot be changed so: it breaks {count} rules"),
    };
    Err(
        Error::new(ErrorKind::InvalidAppointment, "master_data.change", message)
            .with_details(|details| details.faults = faults),
    )
}

/// The faults found so far.
#[derive(Default)]
pub(super) struct Checker {
    faults: Vec<Fault>,
}

impl Checker {
    /// Reports `rule` at `path` unless `kept`.
    pub(super) fn demand(&mut self, kept: bool, rule: &Rule, path: Path<'_>) {
        if !kept {
            self.faults.push(rule.broken_at(path));
        }
    }

    /// A text that need not be there.
    pub(super) fn text(&mut self, text: &str, path: Path<'_>) {
        self.demand(illegal_char(text).is_none(), &table::TEXT, path);
    }

    fn change(&mut self, change: &MasterDataChange, present: &MasterData) {
        self.demand(
            change.patient == present.cpr,
            &table::PATIENT,
            Path::top("patient"),
        );
        let acts_for = change.caller.only_citizen();
        self.demand(
            acts_for.is_none_or(|citizen| citizen == change.patient),
            &table::CALLER,
            Path::top("caller"),
        );
        self.entered_by(change);

        let edit = Path::top("edit");
        match &change.edit {
            Edit::Create(item) => {
                let path = edit.field("create");
                let is_free = item.kind() == ItemKind::Relative || ids(present, item.kind()).is_empty();
                self.demand(is_free, &table::SINGLE, path.field(item.kind().name()));
                self.item(item, path);
            }
            Edit::Change { id, item } => {
                let path = edit.field("change");
                self.target(id.as_ref(), item.kind(), present, path.field("id"));
                self.item(item, path.field("item"));
            }
            Edit::End { id, kind } => {
                self.target(id.as_ref(), *kind, present, edit.field("end").field("id"));
            }
        }
    }

    fn entered_by(&mut self, change: &MasterDataChange) {
        let path = Path::top("entered_by");
        if let Some(person) = &change.entered_by.person {
            self.name_texts(person, path.field("person"));
        }
        let organisation = change.entered_by.organisation.as_ref();
        let name = organisation.map_or("", |organisation| organisation.name.as_str());
        self.text(name, path.field("organisation").field("name"));
        self.demand(
            change.author() != OriginKind::Professional || !name.trim().is_empty(),
            &table::ORGANISATION,
            path.field("organisation"),
        );
    }

    /// The item that is changed or ended: there is one. Of several relatives, one without an id cannot be told from others.
    fn target(&mut self, id: Option<&InstanceId>, kind: ItemKind, present: &MasterData, path: Path<'_>) {
        let is_named = id.is_some() || kind != ItemKind::Relative;
        let is_there = ids(present, kind).contains(&id);
        self.demand(is_named && is_there, &table::UNKNOWN, path);
    }
}

/// The ids of the items of this kind, one for each item.
fn ids(present: &MasterData, kind: ItemKind) -> Vec<Option<&InstanceId>> {
    fn id<T>(item: &Sourced<T>) -> Option<&InstanceId> {
        item.id.as_ref()
    }
    match kind {
        ItemKind::Language => present.language.iter().map(id).collect(),
        ItemKind::TemporaryAddress => present.temporary_address.iter().map(id).collect(),
        ItemKind::Dentist => present.dentist.iter().map(id).collect(),
        ItemKind::Contact => present.contact.iter().map(id).collect(),
        ItemKind::Relative => present.relatives.iter().map(id).collect(),
    }
}
