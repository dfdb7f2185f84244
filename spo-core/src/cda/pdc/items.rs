//! The items of the body, each from its observation.

use chrono::NaiveDate;

use super::PdcReader;
use super::entry::{Entry, contradicts_code};
use super::values::Values;
use super::vocabulary::Topic;
use crate::cda::reader::{attribute, is_confidential, is_null, parse_date};
use crate::rules::vocabulary::oid;
use crate::xml::{Element, Namespace};
use crate::{
    Code, CoverageGroup, Cpr, Custody, Dentist, NameAndAddress, Organisation, OrganisationId, OriginKind,
    OtherItem, Protectable, Registration, Relative, ResuscitationOptOut, Sourced, Telecom, TemporaryAddress,
};

const HL7: Namespace = Namespace::HL7;

/// What the entries tell.
#[derive(Default)]
pub(super) struct Items {
    pub(super) name_and_address: Option<Sourced<NameAndAddress>>,
    pub(super) coverage_group: Option<Sourced<CoverageGroup>>,
    pub(super) children_in_custody: Vec<Sourced<Custody>>,
    pub(super) custody_holders: Vec<Sourced<Custody>>,
    pub(super) organ_donor: Option<Sourced<Registration>>,
    pub(super) treatment_will: Option<Sourced<Registration>>,
    pub(super) living_will: Option<Sourced<Registration>>,
    pub(super) resuscitation: Option<Sourced<ResuscitationOptOut>>,
    pub(super) language: Option<Sourced<Code>>,
    pub(super) temporary_address: Option<Sourced<TemporaryAddress>>,
    pub(super) dentist: Option<Sourced<Dentist>>,
    pub(super) contact: Option<Sourced<Vec<Telecom>>>,
    pub(super) relatives: Vec<Sourced<Relative>>,
    pub(super) other: Vec<Sourced<OtherItem>>,
}

/// How the value of an item is made of the values of its observation.
type Read<T> = fn(&mut PdcReader, Entry<'_>, &mut Values<'_>) -> Option<T>;

impl PdcReader {
    /// One entry, put where it belongs.
    pub(super) fn item(&mut self, entry: Entry<'_>, items: &mut Items) {
        let known = [
            "id",
            "code",
            "value",
            "author",
            "component",
            "statusCode",
            "effectiveTime",
        ];
        self.reader.rest(entry.element, &known);
        for observation in Entry::observations(entry.element).filter(|it| *it != entry.element) {
            self.reader.rest(observation, &["id", "code", "value"]);
        }
        let Some(topic) = entry.topic else {
            self.reader.warn(
                "item.unknown",
                entry.element,
                "the observation is not known; it was kept among the other items",
            );
            let other = self.other(entry);
            items.other.push(other);
            return;
        };
        if entry.element.is(HL7, "observation") && contradicts_code(entry.element, topic) {
            self.reader.warn(
                "item.code",
                entry.element,
                "template and code disagree; the template was believed",
            );
        }
        let other = &mut items.other;
        match topic {
            Topic::ChildCustody => self.list(entry, &mut items.children_in_custody, Self::custody),
            Topic::CustodyBy => self.list(entry, &mut items.custody_holders, Self::custody),
            Topic::Relative => self.list(entry, &mut items.relatives, Self::relative),
            Topic::NameAndAddress => self.once(entry, &mut items.name_and_address, other, Self::observed),
            Topic::CoverageGroup => self.once(entry, &mut items.coverage_group, other, Self::coverage_group),
            Topic::Language => self.once(entry, &mut items.language, other, Self::language),
            Topic::TemporaryAddress => {
                self.once(
                    entry,
                    &mut items.temporary_address,
                    other,
                    Self::temporary_address,
                );
            }
            Topic::Dentist => self.once(entry, &mut items.dentist, other, Self::dentist),
            Topic::Contact => self.once(entry, &mut items.contact, other, Self::contact),
            Topic::OrganDonor => self.registration(entry, &mut items.organ_donor),
            Topic::TreatmentWill => self.registration(entry, &mut items.treatment_will),
            Topic::LivingWill => self.registration(entry, &mut items.living_will),
            Topic::Resuscitation => self.resuscitation(entry, &mut items.resuscitation),
        }
    }

    /// The value of an item; `None`, with a warning, when it has none. What it does not use is reported.
    pub(super) fn value<T>(&mut self, entry: Entry<'_>, read: Read<T>) -> Option<T> {
        if entry.topic != Some(Topic::TemporaryAddress)
            && let Some(time) = self.reader.one(entry.element, "effectiveTime")
        {
            self.reader.unmapped(time);
        }
        let mut values = entry.values();
        let value = read(self, entry, &mut values);
        if value.is_none() {
            self.reader.warn(
                "item.empty",
                entry.element,
                "the item has no value that can be read",
            );
        }
        for (_, unused) in values.rest() {
            if !is_null(unused) {
                self.reader.unmapped(unused);
            }
        }
        value
    }

    fn list<T>(&mut self, entry: Entry<'_>, list: &mut Vec<Sourced<T>>, read: Read<T>) {
        if let Some(value) = self.value(entry, read) {
            list.push(self.sourced(entry, value));
        }
    }

    /// An item that can be there once. The first is believed; the others are kept among the other items.
    fn once<T>(
        &mut self,
        entry: Entry<'_>,
        slot: &mut Option<Sourced<T>>,
        other: &mut Vec<Sourced<OtherItem>>,
        read: Read<T>,
    ) {
        if slot.is_some() {
            self.repeated(
                entry,
                "the item is there again; it was kept among the other items",
            );
            other.push(self.other(entry));
        } else if let Some(value) = self.value(entry, read) {
            *slot = Some(self.sourced(entry, value));
        }
    }

    pub(super) fn repeated(&mut self, entry: Entry<'_>, message: &str) {
        self.reader.warn("item.repeated", entry.element, message);
    }

    /// `value` with its source. Only what was typed in keeps its id.
    pub(super) fn sourced<T>(&mut self, entry: Entry<'_>, value: T) -> Sourced<T> {
        let (origin, changed) = self.origin(entry.element);
        let element = Entry::observations(entry.element).next().unwrap_or(entry.element);
        let id = self.reader.one(element, "id").and_then(|id| self.reader.id(id));
        Sourced {
            value,
            id: id.filter(|_| origin.kind != OriginKind::Register),
            origin,
            changed,
        }
    }

    fn observed(&mut self, _: Entry<'_>, values: &mut Values<'_>) -> Option<NameAndAddress> {
        let ids = values.all(&["II"]);
        for id in ids.into_iter().filter(|id| !is_confidential(*id)) {
            self.reader.unmapped(id);
        }
        let name = values.one(&["PN", "EN"]);
        let address = values.one(&["AD"]);
        if self.is_protected {
            return Some(self.protected(name.into_iter().chain(address)));
        }
        let found = NameAndAddress {
            name: name.and_then(|name| self.name(name)).into(),
            address: address.and_then(|address| self.address(address)).into(),
        };
        (found != NameAndAddress::default()).then_some(found)
    }

    fn coverage_group(&mut self, _: Entry<'_>, values: &mut Values<'_>) -> Option<CoverageGroup> {
        // The root of the id has changed over the years, so it is not looked at.
        let group = values
            .one(&["II"])
            .and_then(|id| Some((id, attribute(id, "extension")?)));
        group
            .and_then(|(id, group)| self.known(id, group))
            .map(CoverageGroup::from)
    }

    fn custody(&mut self, _: Entry<'_>, values: &mut Values<'_>) -> Option<Custody> {
        let ids = values.all(&["II"]);
        let is_protected = ids.iter().any(|id| is_confidential(*id));
        let mut custody = Custody::default();
        for id in ids
            .into_iter()
            .filter(|id| !is_confidential(*id) && !is_null(*id))
        {
            let cpr = id
                .attr("extension")
                .and_then(|extension| Cpr::parse(extension).ok());
            match cpr {
                Some(_) if custody.cpr.is_none() => custody.cpr = cpr,
                _ => self.reader.unmapped(id),
            }
        }
        let name = values.one(&["PN", "EN"]);
        custody.name = match name {
            _ if is_protected => Protectable::Protected,
            Some(name) => self.protectable_name(name),
            None => Protectable::Unknown,
        };
        custody.relation = values.one(&["CD", "CE"]).and_then(|code| self.code(code));
        (custody != Custody::default()).then_some(custody)
    }

    fn language(&mut self, _: Entry<'_>, values: &mut Values<'_>) -> Option<Code> {
        values.one(&["CD", "CE"]).and_then(|code| self.code(code))
    }

    fn contact(&mut self, _: Entry<'_>, values: &mut Values<'_>) -> Option<Vec<Telecom>> {
        let telecoms = self.telecoms(values.all(&["TEL"]));
        (!telecoms.is_empty()).then_some(telecoms)
    }

    fn relative(&mut self, _: Entry<'_>, values: &mut Values<'_>) -> Option<Relative> {
        let relative = Relative {
            name: values
                .one(&["PN", "EN"])
                .and_then(|name| self.relative_name(name))
                .unwrap_or_default(),
            relation: values.one(&["CD", "CE"]).and_then(|code| self.code(code)),
            telecoms: self.telecoms(values.all(&["TEL"])),
            note: values.one(&["ST", "ED"]).and_then(|note| self.text(note)),
        };
        (relative != Relative::default()).then_some(relative)
    }

    fn dentist(&mut self, _: Entry<'_>, values: &mut Values<'_>) -> Option<Dentist> {
        let id = values.one(&["II"]).filter(|id| !is_null(*id));
        let id = id.and_then(|id| {
            let id_number = attribute(id, "extension").and_then(|number| self.known(id, number))?;
            let root = attribute(id, "root").unwrap_or_else(|| oid::YDER.to_owned());
            Some(OrganisationId::from_parts(&root, &id_number))
        });
        let clinic = Organisation {
            id,
            name: values
                .one(&["TN", "ON"])
                .and_then(|name| self.text(name))
                .unwrap_or_default(),
            address: values.one(&["AD"]).and_then(|address| self.address(address)),
            telecoms: self.telecoms(values.all(&["TEL"])),
        };
        let dentist = Dentist {
            clinic,
            person: values.one(&["PN", "EN"]).and_then(|name| self.name(name)),
        };
        (dentist != Dentist::default()).then_some(dentist)
    }

    fn temporary_address(&mut self, entry: Entry<'_>, values: &mut Values<'_>) -> Option<TemporaryAddress> {
        let address = values.one(&["AD"])?;
        let time = self.reader.one(entry.element, "effectiveTime");
        let mut day = |name: &str| {
            let time = time?;
            let bound = self.reader.one(time, name)?;
            self.day(bound)
        };
        let (from, to) = (day("low"), day("high"));
        if let Some(time) = time {
            self.reader.rest(time, &["low", "high"]);
            if from.zip(to).is_some_and(|(from, to)| to < from) {
                self.reader
                    .warn("time.order", time, "the end is before the start; it was kept");
            }
        }
        let address = self.protectable_address(address);
        Some(TemporaryAddress { address, from, to })
    }

    /// The day of a bound on the Danish calendar: bounds are written as midnights with an offset.
    fn day(&mut self, element: Element<'_>) -> Option<NaiveDate> {
        let value = element.attr("value")?;
        match parse_date(value) {
            Some((date, false)) => Some(date),
            _ => self
                .reader
                .moment(element, value)
                .map(|moment| moment.time.date()),
        }
    }
}
