//! Where a setter's field stands in a change, and what was refused.

use spo_core::master_data_edit::{Edit, ItemKind, TypedInItem};
use spo_core::{Address, Error, ErrorKind, PersonName, Result, Telecom};

use super::spo_master_data_change;
use crate::refusal;
use crate::strings::Strings;

/// The error for an item that cannot have the field.
pub(super) fn has_no(kind: ItemKind, what: &str) -> Error {
    let message = format!("this change of {} has no {what}", kind.name());
    Error::new(ErrorKind::InvalidArgument, "argument.item", message)
        .with_remedy("Set it on a change of an item that has one; one that ends has no fields.")
        .at("change")
}

impl spo_master_data_change {
    /// Makes a change to the field at `path`, and remembers it when it is refused.
    pub(super) fn set(&mut self, path: &str, change: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.strings = Strings::default();
        self.item.take();
        let done = change(self);
        refusal::remember(&mut self.refused, path, done)
    }

    /// Makes a change to the item's field of this name, which is empty for the item itself.
    pub(super) fn set_field(
        &mut self,
        name: &str,
        change: impl FnOnce(&mut TypedInItem) -> Result<()>,
    ) -> Result<()> {
        let kind = self.change.edit.kind();
        let around = match &self.change.edit {
            Edit::Create(_) => "edit.create",
            Edit::Change { .. } => "edit.change.item",
            Edit::End { .. } => return Err(has_no(kind, "fields")),
        };
        let dot = if name.is_empty() { "" } else { "." };
        let path = format!("{around}.{}{dot}{name}", kind.name());
        self.set(&path, |it| match &mut it.change.edit {
            Edit::Create(item) | Edit::Change { item, .. } => change(item),
            Edit::End { .. } => Ok(()),
        })
    }

    /// The names of the fields that hold a name, an address and telecoms in items of this kind.
    fn fields(&self) -> [&'static str; 3] {
        match self.change.edit.kind() {
            ItemKind::Dentist => ["person", "clinic.address", "clinic.telecoms"],
            ItemKind::Contact => ["name", "address", ""],
            _ => ["name", "address", "telecoms"],
        }
    }

    pub(super) fn set_name(&mut self, change: impl FnOnce(&mut PersonName) -> Result<()>) -> Result<()> {
        let [field, ..] = self.fields();
        self.set_field(field, |item| match item {
            TypedInItem::Relative(it) => change(&mut it.name),
            TypedInItem::Dentist(it) => {
                let mut name = it.person.clone().unwrap_or_default();
                change(&mut name)?;
                it.person = Some(name).filter(|name| *name != PersonName::default());
                Ok(())
            }
            other => Err(has_no(other.kind(), "name")),
        })
    }

    pub(super) fn set_address(&mut self, change: impl FnOnce(&mut Address) -> Result<()>) -> Result<()> {
        let [_, field, _] = self.fields();
        self.set_field(field, |item| match item {
            TypedInItem::TemporaryAddress(it) => {
                let mut address = it.address.known().cloned().unwrap_or_default();
                change(&mut address)?;
                it.address = Some(address).filter(|address| !address.is_empty()).into();
                Ok(())
            }
            TypedInItem::Dentist(it) => {
                let mut address = it.clinic.address.clone().unwrap_or_default();
                change(&mut address)?;
                it.clinic.address = Some(address).filter(|address| !address.is_empty());
                Ok(())
            }
            other => Err(has_no(other.kind(), "address")),
        })
    }

    pub(super) fn set_telecoms(
        &mut self,
        change: impl FnOnce(&mut Vec<Telecom>) -> Result<()>,
    ) -> Result<()> {
        let [.., field] = self.fields();
        self.set_field(field, |item| match item {
            TypedInItem::Contact(it) => change(it),
            TypedInItem::Relative(it) => change(&mut it.telecoms),
            TypedInItem::Dentist(it) => change(&mut it.clinic.telecoms),
            other => Err(has_no(other.kind(), "phone numbers")),
        })
    }
}
