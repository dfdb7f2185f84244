//! The rules of each kind of item.

use super::change::TypedInItem;
use super::check::Checker;
use super::cpr_scan::holds_cpr;
use super::{language, phone, table};
use crate::model::{Address, Code, Dentist, OrganisationId, PersonName, Relative, Telecom, TemporaryAddress};
use crate::rules::Path;

impl Checker {
    pub(super) fn item(&mut self, item: &TypedInItem, around: Path<'_>) {
        let path = around.field(item.kind().name());
        match item {
            TypedInItem::Language(code) => self.language(code, path),
            TypedInItem::TemporaryAddress(stay) => self.temporary_address(stay, path),
            TypedInItem::Dentist(dentist) => self.dentist(dentist, path),
            TypedInItem::Contact(telecoms) => {
                self.demand(!telecoms.is_empty(), &table::CONTACT, path);
                self.phones(telecoms, path);
            }
            TypedInItem::Relative(relative) => self.relative(relative, path),
        }
    }

    fn language(&mut self, code: &Code, path: Path<'_>) {
        let is_known = code.system == language::SYSTEM && language::is_known(&code.code);
        self.demand(is_known, &table::LANGUAGE, path);
        self.code_texts(code, path);
    }

    fn temporary_address(&mut self, stay: &TemporaryAddress, path: Path<'_>) {
        let address = stay.address.known();
        let is_complete = address.is_some_and(|it| {
            let said = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
            it.lines.iter().any(|line| !line.trim().is_empty()) && said(&it.postal_code) && said(&it.city)
        });
        self.demand(is_complete, &table::STAY_ADDRESS, path.field("address"));
        if let Some(address) = address {
            self.address_texts(address, path.field("address"));
        }
        self.demand(stay.from.is_some(), &table::STAY_START, path.field("from"));
        let is_ordered = stay.from.zip(stay.to).is_none_or(|(from, to)| from <= to);
        self.demand(is_ordered, &table::STAY_ORDER, path.field("to"));
    }

    fn dentist(&mut self, dentist: &Dentist, path: Path<'_>) {
        let (clinic, at) = (&dentist.clinic, path.field("clinic"));
        self.demand(
            !clinic.name.trim().is_empty(),
            &table::DENTIST_NAME,
            at.field("name"),
        );
        self.text(&clinic.name, at.field("name"));
        let is_provider = matches!(clinic.id, None | Some(OrganisationId::Yder(_)));
        self.demand(is_provider, &table::DENTIST_ID, at.field("id"));
        if let Some(address) = &clinic.address {
            self.address_texts(address, at.field("address"));
        }
        self.phones(&clinic.telecoms, at.field("telecoms"));
        if let Some(person) = &dentist.person {
            self.name_texts(person, path.field("person"));
        }
    }

    fn relative(&mut self, relative: &Relative, path: Path<'_>) {
        let name = path.field("name");
        let has_first_name = relative.name.given.iter().any(|given| !given.trim().is_empty());
        self.demand(has_first_name, &table::RELATIVE_NAME, name.field("given"));
        self.name_texts(&relative.name, name);
        // As a whole: its parts are shown side by side, and a number may be spread over them.
        self.without_cpr(&relative.name.to_string(), name);

        if let Some(relation) = &relative.relation {
            let path = path.field("relation");
            let is_coded = !relation.code.trim().is_empty() && !relation.system.trim().is_empty();
            self.demand(is_coded, &table::RELATIVE_RELATION, path);
            self.code_texts(relation, path);
            let display = relation.display.as_deref().unwrap_or_default();
            self.demand(
                !holds_cpr(&relation.code) && !holds_cpr(display),
                &table::RELATIVE_CPR,
                path,
            );
        }
        self.phones(&relative.telecoms, path.field("telecoms"));
        if let Some(note) = &relative.note {
            self.text(note, path.field("note"));
            self.without_cpr(note, path.field("note"));
        }
    }

    fn without_cpr(&mut self, text: &str, path: Path<'_>) {
        self.demand(!holds_cpr(text), &table::RELATIVE_CPR, path);
    }

    fn phones(&mut self, telecoms: &[Telecom], path: Path<'_>) {
        for (at, telecom) in telecoms.iter().enumerate() {
            let is_phone = phone::is_plausible(&telecom.value);
            self.demand(is_phone, &table::PHONE, path.index(at).field("value"));
        }
    }

    pub(super) fn name_texts(&mut self, name: &PersonName, path: Path<'_>) {
        self.text(name.prefix.as_deref().unwrap_or_default(), path.field("prefix"));
        let given = path.field("given");
        for (at, one) in name.given.iter().enumerate() {
            self.text(one, given.index(at));
        }
        self.text(&name.family, path.field("family"));
    }

    fn address_texts(&mut self, address: &Address, path: Path<'_>) {
        let lines = path.field("lines");
        for (at, line) in address.lines.iter().enumerate() {
            self.text(line, lines.index(at));
        }
        let optional = [
            ("postal_code", &address.postal_code),
            ("city", &address.city),
            ("country", &address.country),
        ];
        for (field, text) in optional {
            self.text(text.as_deref().unwrap_or_default(), path.field(field));
        }
    }

    fn code_texts(&mut self, code: &Code, path: Path<'_>) {
        self.text(&code.code, path.field("code"));
        self.text(&code.system, path.field("system"));
        let optional = [("system_name", &code.system_name), ("display", &code.display)];
        for (field, text) in optional {
            self.text(text.as_deref().unwrap_or_default(), path.field(field));
        }
    }
}
