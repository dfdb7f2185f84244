//! The parties: responsible, requester, performer, custodian and the patient's general practice.

use super::reader::{Reader, text_of};
use crate::rules::vocabulary::oid;
use crate::xml::{Element, Namespace};
use crate::{Address, DanishTime, Organisation, OrganisationId, Participant, Telecom};

impl Reader {
    /// A header or encounter author, or a performer. `role` is the name of the element inside it.
    pub(super) fn participant(
        &mut self,
        participation: Element<'_>,
        role: &str,
        created: DanishTime,
    ) -> Participant {
        self.rest(participation, &["time", role]);
        let time = self.author_time(participation, created);
        let Some(role) = self.one(participation, role) else {
            self.warn("organisation.missing", participation, "it names nobody");
            return Participant {
                time,
                ..Participant::default()
            };
        };
        self.rest(
            role,
            &[
                "id",
                "code",
                "addr",
                "telecom",
                "assignedPerson",
                "representedOrganization",
            ],
        );
        // REFB marks the requester, and RESB stands there in some documents; any other code tells something.
        if let Some(code) = self.one(role, "code")
            && !matches!(code.attr("code"), Some("REFB" | "RESB"))
        {
            self.unmapped(code);
        }
        let person = self.one(role, "assignedPerson").and_then(|person| {
            self.rest(person, &["name"]);
            self.name_of(person)
        });
        Participant {
            organisation: self.role_organisation(role),
            person,
            time,
        }
    }

    /// The time of an author, unless it is that of the document.
    fn author_time(&mut self, participation: Element<'_>, created: DanishTime) -> Option<DanishTime> {
        let time = self.one(participation, "time")?;
        let Some(value) = time.attr("value") else {
            self.unmapped(time);
            return None;
        };
        self.moment(time, value)
            .map(|moment| moment.time)
            .filter(|time| *time != created)
    }

    /// An organisation whose id, address and telecoms stand on its role and whose name stands inside. Senders also
    /// put them all inside; then they are taken from there.
    fn role_organisation(&mut self, role: Element<'_>) -> Organisation {
        let Some(inner) = self.one(role, "representedOrganization") else {
            self.warn("organisation.name.missing", role, "the organisation has no name");
            let id = self.organisation_id(role);
            self.expect_id(role, id.as_ref());
            let address = self.address_of(role);
            return Organisation {
                id,
                address,
                telecoms: self.telecoms_of(role),
                ..Organisation::default()
            };
        };
        let inside = self.organisation(inner);
        let mut organisation = Organisation {
            id: self.organisation_id(role),
            name: inside.name,
            address: self.address_of(role),
            telecoms: self.telecoms_of(role),
        };
        self.prefer(inner, "id", &mut organisation.id, inside.id, |id| {
            id.extension().to_owned()
        });
        self.expect_id(role, organisation.id.as_ref());
        self.prefer(
            inner,
            "addr",
            &mut organisation.address,
            inside.address,
            Address::to_string,
        );
        let mut telecoms = some_of(organisation.telecoms);
        self.prefer(
            inner,
            "telecom",
            &mut telecoms,
            some_of(inside.telecoms),
            |telecoms| {
                telecoms
                    .iter()
                    .map(Telecom::readable)
                    .collect::<Vec<_>>()
                    .join(", ")
            },
        );
        organisation.telecoms = telecoms.unwrap_or_default();
        organisation
    }

    /// Uses what stands inside the organisation when the role has nothing, and reports when both differ.
    fn prefer<T: PartialEq>(
        &mut self,
        inner: Element<'_>,
        name: &str,
        outer: &mut Option<T>,
        inside: Option<T>,
        told: impl Fn(&T) -> String,
    ) {
        let Some(inside) = inside else { return };
        let at = inner.child(Namespace::HL7, name).unwrap_or(inner);
        match outer {
            None => {
                self.warn(
                    "organisation.moved",
                    at,
                    "this was taken from inside the organisation, its role has none",
                );
                *outer = Some(inside);
            }
            Some(outer) if *outer != inside => {
                let message = format!(
                    "\"{}\" differs from what its role says, which was used",
                    told(&inside)
                );
                self.warn("organisation.differs", at, &message);
            }
            Some(_) => {}
        }
    }

    /// An organisation with everything inside; the name is empty, with a warning, when there is none.
    pub(super) fn organisation(&mut self, element: Element<'_>) -> Organisation {
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
    pub(super) fn expect_id(&mut self, at: Element<'_>, id: Option<&OrganisationId>) {
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
    pub(super) fn organisation_id(&mut self, element: Element<'_>) -> Option<OrganisationId> {
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

fn some_of<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
