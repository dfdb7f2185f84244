//! The parties: authors, performers and the custodian.

use super::Reader;
use crate::xml::{Element, Namespace};
use crate::{Address, DanishTime, Organisation, Participant, Telecom};

impl Reader {
    /// A header or encounter author, or a performer. `role` is the name of the element inside it.
    pub(in crate::cda) fn participant(
        &mut self,
        participation: Element<'_>,
        role: &str,
        created: impl Into<Option<DanishTime>>,
    ) -> Participant {
        self.rest(participation, &["time", role]);
        let time = self.author_time(participation, created.into());
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

    /// Who owns the data.
    pub(in crate::cda) fn custodian(&mut self, root: Element<'_>) -> Organisation {
        let organisation = self.one(root, "custodian").and_then(|custodian| {
            self.rest(custodian, &["assignedCustodian"]);
            let assigned = self.one(custodian, "assignedCustodian")?;
            self.rest(assigned, &["representedCustodianOrganization"]);
            self.one(assigned, "representedCustodianOrganization")
        });
        let Some(organisation) = organisation else {
            self.warn("custodian.missing", root, "the document names no custodian");
            return Organisation::default();
        };
        let custodian = self.organisation(organisation);
        self.expect_id(organisation, custodian.id.as_ref());
        custodian
    }

    /// The time of an author, unless it is that of the document.
    fn author_time(&mut self, participation: Element<'_>, created: Option<DanishTime>) -> Option<DanishTime> {
        let time = self.one(participation, "time")?;
        let Some(value) = time.attr("value") else {
            self.unmapped(time);
            return None;
        };
        self.moment(time, value)
            .map(|moment| moment.time)
            .filter(|time| Some(*time) != created)
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
}

fn some_of<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
