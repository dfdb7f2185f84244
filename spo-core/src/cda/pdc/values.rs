//! The values of an observation, by their type.

use super::PdcReader;
use super::protection::bears_mark;
use crate::cda::reader::{is_null, text_of};
use crate::xml::Element;
use crate::{Address, Code, PatientAddress, PersonName, Protectable, Telecom};

/// The values of an observation that nobody has taken yet. A version or a sender may write them in any order.
pub(super) struct Values<'d>(Vec<(&'d str, Element<'d>)>);

impl<'d> Values<'d> {
    pub(super) fn new(elements: impl Iterator<Item = Element<'d>>) -> Self {
        let typed = |value: Element<'d>| (value.xsi_type().map_or("", |(_, local)| local), value);
        Self(elements.map(typed).collect())
    }

    /// The first value of one of `types`.
    pub(super) fn one(&mut self, types: &[&str]) -> Option<Element<'d>> {
        let at = self.0.iter().position(|(kind, _)| types.contains(kind))?;
        Some(self.0.remove(at).1)
    }

    /// Every value of one of `types`.
    pub(super) fn all(&mut self, types: &[&str]) -> Vec<Element<'d>> {
        let (taken, rest) = std::mem::take(&mut self.0)
            .into_iter()
            .partition(|(kind, _)| types.contains(kind));
        self.0 = rest;
        let taken: Vec<(&str, Element<'d>)> = taken;
        taken.into_iter().map(|(_, value)| value).collect()
    }

    /// What is left.
    pub(super) fn rest(self) -> Vec<(&'d str, Element<'d>)> {
        self.0
    }
}

impl PdcReader {
    /// Another person's name; protected when it bears a mark of that.
    pub(super) fn protectable_name(&mut self, element: Element<'_>) -> Protectable<PersonName> {
        if bears_mark(element) {
            return Protectable::Protected;
        }
        self.name(element).into()
    }

    /// A name; `None` when there is no information.
    pub(super) fn name(&mut self, element: Element<'_>) -> Option<PersonName> {
        if is_null(element) {
            return None;
        }
        let name = self.reader.name(element)?;
        self.known_name(element, name)
    }

    /// The name of a relative, who need not have a surname.
    pub(super) fn relative_name(&mut self, element: Element<'_>) -> Option<PersonName> {
        if is_null(element) {
            return None;
        }
        let name = self.reader.partial_name(element)?;
        self.known_name(element, name)
    }

    /// An address that may be protected.
    pub(super) fn protectable_address(&mut self, element: Element<'_>) -> PatientAddress {
        if bears_mark(element) {
            return Protectable::Protected;
        }
        self.address(element).into()
    }

    /// An address; `None` when there is no information.
    pub(super) fn address(&mut self, element: Element<'_>) -> Option<Address> {
        if is_null(element) {
            return None;
        }
        let address = self.reader.address(element)?;
        self.known_address(element, address)
    }

    /// Phone numbers and what else reaches somebody, as they stand.
    pub(super) fn telecoms(&mut self, elements: Vec<Element<'_>>) -> Vec<Telecom> {
        let mut telecoms = Vec::new();
        for element in elements.into_iter().filter(|element| !is_null(*element)) {
            if let Some(telecom) = self.reader.telecom(element) {
                telecoms.extend(self.known_telecom(element, telecom));
            }
        }
        telecoms
    }

    /// A text; `None` when there is no information.
    pub(super) fn text(&mut self, element: Element<'_>) -> Option<String> {
        let text = text_of(element).filter(|_| !is_null(element))?;
        self.known(element, text)
    }

    /// A code; `None` when there is no information.
    pub(super) fn code(&mut self, element: Element<'_>) -> Option<Code> {
        let found = self.reader.coded(element)?;
        let code = self.known(element, found.code).unwrap_or_default();
        let display = found.display.and_then(|text| self.known(element, text));
        (!code.is_empty() || display.is_some()).then_some(Code {
            code,
            display,
            ..found
        })
    }
}
