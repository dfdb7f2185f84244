//! Organisations and their ids.

use super::{Reader, is_null, text_of};
use crate::rules::vocabulary::oid;
use crate::xml::{Element, Namespace};
use crate::{Organisation, OrganisationId};

impl Reader {
    /// A general practice (`providerOrganization`); `None` when everything in it says that there is no information.
    pub(in crate::cda) fn general_practice(&mut self, element: Element<'_>) -> Option<Organisation> {
        let says_nothing = element.children().all(is_null);
        if says_nothing {
            return None;
        }
        let practice = self.organisation(element);
        if practice.id.is_some() {
            self.expect_id(element, practice.id.as_ref());
        }
        Some(practice)
    }

    /// An organisation with everything inside; the name is empty, with a warning, when there is none.
    pub(in crate::cda) fn organisation(&mut self, element: Element<'_>) -> Organisation {
        self.rest(element, &["id", "name", "telecom", "addr"]);
        let name = self.one(element, "name").and_then(text_of);
        if name.is_none() {
            self.warn(
                "organisation.name.missing",
                element,
                "the organisation has no name",
            );
        }
        Organisation {
            id: self.organisation_id(element),
            name: name.unwrap_or_default(),
            address: self.address_of(element),
            telecoms: self.telecoms_of(element),
        }
    }

    /// Reports an id that is missing or of another register.
    pub(in crate::cda) fn expect_id(&mut self, at: Element<'_>, id: Option<&OrganisationId>) {
        match id {
            None => self.warn("organisation.id.missing", at, "the organisation has no id"),
            Some(OrganisationId::Other(id)) if matches!(id.root.as_str(), oid::SOR | oid::YDER) => {
                self.warn(
                    "organisation.id.format",
                    at,
                    "the id is not as its register writes them; it was kept",
                );
            }
            Some(OrganisationId::Other(_)) => {
                self.warn(
                    "organisation.id.root",
                    at,
                    "the id is neither a SOR code nor a provider number; it was kept",
                );
            }
            Some(OrganisationId::Sor(_) | OrganisationId::Yder(_)) => {}
        }
    }

    /// The national id among the ids of `element`: a SOR code before a provider number before any other.
    pub(in crate::cda) fn organisation_id(&mut self, element: Element<'_>) -> Option<OrganisationId> {
        let rank = |id: &OrganisationId| match id {
            OrganisationId::Sor(_) => 0,
            OrganisationId::Yder(_) => 1,
            OrganisationId::Other(_) => 2,
        };
        let mut best: Option<(Element<'_>, OrganisationId)> = None;
        for at in element.children_named(Namespace::HL7, "id") {
            let Some(id) = self.id(at) else { continue };
            let id = OrganisationId::from_parts(&id.root, &id.extension);
            match best.take() {
                None => best = Some((at, id)),
                Some((best_at, best_id)) if rank(&id) < rank(&best_id) => {
                    self.unmapped(best_at);
                    best = Some((at, id));
                }
                Some(kept) => {
                    if kept.1 != id {
                        self.unmapped(at);
                    }
                    best = Some(kept);
                }
            }
        }
        best.map(|(_, id)| id)
    }
}
