//! The registrations of wishes: three states, of which only one is no.

use super::PdcReader;
use super::entry::Entry;
use super::values::Values;
use crate::cda::reader::{attribute, is_null};
use crate::{Registration, ResuscitationOptOut, Sourced};

impl PdcReader {
    pub(super) fn registration(&mut self, entry: Entry<'_>, slot: &mut Option<Sourced<Registration>>) {
        self.flag(entry, slot, Registration::Unavailable, |flag| match flag {
            Some(true) => Registration::PositionRegistered,
            Some(false) => Registration::NoPositionRegistered,
            None => Registration::Unavailable,
        });
    }

    pub(super) fn resuscitation(
        &mut self,
        entry: Entry<'_>,
        slot: &mut Option<Sourced<ResuscitationOptOut>>,
    ) {
        self.flag(entry, slot, ResuscitationOptOut::Unavailable, |flag| match flag {
            Some(true) => ResuscitationOptOut::OptedOut,
            Some(false) => ResuscitationOptOut::NotOptedOut,
            None => ResuscitationOptOut::Unavailable,
        });
    }

    /// One of the registrations. Two that disagree tell nothing: neither may win.
    fn flag<T: Copy + PartialEq>(
        &mut self,
        entry: Entry<'_>,
        slot: &mut Option<Sourced<T>>,
        unavailable: T,
        meaning: fn(Option<bool>) -> T,
    ) {
        let flag = self.value(entry, Self::state).flatten();
        let found = meaning(flag);
        match slot {
            None => *slot = Some(self.sourced(entry, found)),
            Some(first) if first.value == found => {
                self.repeated(entry, "the item is there again, and the same")
            }
            Some(first) => {
                first.value = unavailable;
                self.repeated(entry, "the item is there again and differs; neither was believed");
            }
        }
    }

    /// The state in an id's extension: `true` or `false`. The inner `None` is the register's word that it cannot tell,
    /// as an extension `NAV` or as a null flavor, or a word that is not known.
    fn state(&mut self, _: Entry<'_>, values: &mut Values<'_>) -> Option<Option<bool>> {
        let id = values.one(&["II", "BL"])?;
        if is_null(id) {
            return Some(None);
        }
        let word = attribute(id, "extension").or_else(|| attribute(id, "value"));
        Some(match word.as_deref() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            Some("NAV") => None,
            _ => {
                self.reader.warn(
                    "item.value",
                    id,
                    "this is neither true, false nor NAV; it was taken as unavailable",
                );
                None
            }
        })
    }
}
