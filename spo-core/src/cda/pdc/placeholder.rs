//! Words that stand where nothing is known: the national service has been seen to write `null` and `NA`.

use super::PdcReader;
use crate::xml::Element;
use crate::{Address, PersonName, Telecom};

/// Exactly as they are written: there are people whose name is Null.
fn is_placeholder(text: &str) -> bool {
    matches!(text.trim(), "null" | "NA")
}

impl PdcReader {
    /// `text`, unless it stands for nothing.
    pub(super) fn known(&mut self, at: Element<'_>, text: String) -> Option<String> {
        if !is_placeholder(&text) {
            return Some(text);
        }
        self.reader.warn(
            "value.placeholder",
            at,
            "a word that stands for nothing (null, NA) was passed over",
        );
        None
    }

    fn known_option(&mut self, at: Element<'_>, text: Option<String>) -> Option<String> {
        text.and_then(|text| self.known(at, text))
    }

    fn known_list(&mut self, at: Element<'_>, texts: Vec<String>) -> Vec<String> {
        texts
            .into_iter()
            .filter_map(|text| self.known(at, text))
            .collect()
    }

    /// `address` without what stands for nothing; `None` when nothing is left.
    pub(super) fn known_address(&mut self, at: Element<'_>, address: Address) -> Option<Address> {
        let address = Address {
            lines: self.known_list(at, address.lines),
            postal_code: self.known_option(at, address.postal_code),
            city: self.known_option(at, address.city),
            country: self.known_option(at, address.country),
            purpose: address.purpose,
        };
        (!address.is_empty()).then_some(address)
    }

    /// `name` without what stands for nothing; `None` when nothing is left.
    pub(super) fn known_name(&mut self, at: Element<'_>, name: PersonName) -> Option<PersonName> {
        let name = PersonName {
            prefix: self.known_option(at, name.prefix),
            given: self.known_list(at, name.given),
            family: self.known(at, name.family).unwrap_or_default(),
        };
        (name != PersonName::default()).then_some(name)
    }

    /// `telecom`, unless its number stands for nothing.
    pub(super) fn known_telecom(&mut self, at: Element<'_>, telecom: Telecom) -> Option<Telecom> {
        let number = telecom.readable().to_owned();
        self.known(at, number).map(|_| telecom)
    }
}
