//! Who told an item, and when.

use super::PdcReader;
use super::vocabulary::{REGISTER, TYPED_IN};
use crate::cda::reader::is_null;
use crate::rules::vocabulary::oid;
use crate::xml::{Element, Namespace};
use crate::{Cpr, DanishTime, Organisation, OrganisationId, Origin, OriginKind, Protectable};

const HL7: Namespace = Namespace::HL7;

impl PdcReader {
    /// The source of the item in `element`, and when it was last changed.
    pub(super) fn origin(&mut self, element: Element<'_>) -> (Origin, Option<DanishTime>) {
        let Some(author) = self.reader.one(element, "author") else {
            self.reader
                .warn("origin.unknown", element, "it is not told where this comes from");
            return Default::default();
        };
        self.reader.rest(author, &["time", "assignedAuthor"]);
        let time = self.reader.one(author, "time");
        let changed = time.and_then(|time| self.reader.moment(time, time.attr("value")?));
        let assigned = self.reader.one(author, "assignedAuthor");
        let kind = self.kind(author, assigned);
        let mut origin = Origin {
            kind,
            ..Origin::default()
        };
        if let Some(assigned) = assigned {
            self.author(assigned, &mut origin);
        }
        (origin, changed.map(|moment| moment.time))
    }

    /// The template tells a register from a person, the code what kind of person.
    fn kind(&mut self, author: Element<'_>, assigned: Option<Element<'_>>) -> OriginKind {
        let has_template = |root: &str| {
            let mut ids = author.children_named(HL7, "templateId");
            ids.any(|id| id.attr("root").map(str::trim) == Some(root))
        };
        let code = assigned.and_then(|assigned| assigned.child(HL7, "code"));
        let entered = code.and_then(|code| match code.attr("code")?.to_ascii_lowercase().as_str() {
            "enteredcitizen" => Some(OriginKind::Citizen),
            "enteredcitizenrelative" => Some(OriginKind::Relative),
            "enteredhealthcareprofessional" => Some(OriginKind::Professional),
            _ => None,
        });
        if let Some(code) = code.filter(|code| entered.is_none() && !is_null(*code)) {
            self.reader.unmapped(code);
        }
        if has_template(REGISTER) {
            if entered.is_some() {
                self.reader.warn(
                    "origin.differs",
                    author,
                    "this is a register's and marked as typed in, too; it was taken as the register's",
                );
            }
            return OriginKind::Register;
        }
        if !has_template(TYPED_IN) {
            self.reader.warn(
                "origin.template",
                author,
                "the author's template is missing or not known; the code was believed",
            );
            return entered.unwrap_or_default();
        }
        entered.unwrap_or(OriginKind::TypedIn)
    }

    fn author(&mut self, assigned: Element<'_>, origin: &mut Origin) {
        self.reader.rest(
            assigned,
            &["id", "code", "assignedPerson", "representedOrganization"],
        );
        let id = self.author_id(assigned);
        if let Some(organisation) = self.reader.one(assigned, "representedOrganization") {
            let organisation = self.reader.organisation(organisation);
            origin.organisation = Some(Organisation {
                id: organisation.id.or(id),
                ..organisation
            });
        } else if id.is_some() {
            origin.organisation = Some(Organisation {
                id,
                ..Organisation::default()
            });
        }
        let person = self.reader.one(assigned, "assignedPerson");
        let person = person.filter(|_| origin.kind != OriginKind::Register);
        let Some(name) = person.and_then(|person| {
            self.reader.rest(person, &["name"]);
            self.reader.one(person, "name")
        }) else {
            return;
        };
        // It may be the citizen's own.
        let is_own = !matches!(origin.kind, OriginKind::Relative | OriginKind::Professional);
        origin.person = if self.is_protected && is_own {
            Protectable::Protected
        } else {
            self.protectable_name(name)
        };
    }

    /// The organisation's id among the author's. Those of persons are masked (`MSK`, `ANONYM`), and a register has none
    /// (`NI`); a CPR number, as the drafts of 2019 have it, is not kept.
    fn author_id(&mut self, assigned: Element<'_>) -> Option<OrganisationId> {
        let mut found = None;
        for id in assigned.children_named(HL7, "id").filter(|id| !is_null(*id)) {
            let extension = id.attr("extension").unwrap_or_default().trim();
            match id.attr("root").map(str::trim) {
                _ if matches!(extension, "MSK" | "ANONYM" | "NI" | "") => {}
                Some(root @ (oid::SOR | oid::YDER)) if found.is_none() => {
                    found = Some(OrganisationId::from_parts(root, extension));
                }
                Some(oid::CPR) => self.author_cpr(id),
                _ if Cpr::parse(extension).is_ok() => self.author_cpr(id),
                _ => self.reader.unmapped(id),
            }
        }
        found
    }

    fn author_cpr(&mut self, id: Element<'_>) {
        self.reader.warn(
            "origin.cpr",
            id,
            "the author is told by CPR number; it was left out",
        );
    }
}
