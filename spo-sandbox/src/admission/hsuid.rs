//! On whose behalf a request reads: the HSUID header.

use spo_core::dgws::AuthorisationCode;
use spo_core::soap::{Envelope, Fault};
use spo_core::xml::{Element, Namespace};
use spo_core::{Cpr, OrganisationCode};

use super::{MISSING, SYNTAX, headers, refused};

/// Who reads, as far as the rules ask.
#[derive(Debug)]
pub(super) struct Hsuid {
    pub(super) user: UserType,
    /// Whoever sits at the screen.
    pub(super) acting: Cpr,
    /// On whose responsibility a professional acts; for a citizen the one on whose behalf.
    pub(super) responsible: Option<Cpr>,
    /// The authorisation code of whoever is responsible.
    pub(super) authorisation: Option<AuthorisationCode>,
    /// Whose data is read.
    pub(super) citizen: Option<Cpr>,
    /// For whom a professional works.
    pub(super) organisation: Option<OrganisationCode>,
    /// Whether a professional looks past blocks.
    pub(super) overrides: bool,
    /// The calling system's name.
    pub(super) system: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UserType {
    Citizen,
    HealthcareProfessional,
}

impl Hsuid {
    pub(super) fn read(envelope: &Envelope<'_>) -> Result<Option<Self>, Fault> {
        let Some(header) = headers::only(envelope, Namespace::HSUID, "HsuidHeader")? else {
            return Ok(None);
        };
        let attributes = Attributes::of(header)?;
        let user = match attributes.text("nsi:UserType") {
            Some("nsi:Citizen") => UserType::Citizen,
            Some("nsi:HealthcareProfessional") => UserType::HealthcareProfessional,
            Some(_) => {
                return Err(refused(
                    SYNTAX,
                    "nsi:UserType is neither a citizen nor a professional.",
                ));
            }
            None => return Err(missing("nsi:UserType")),
        };
        let acting = attributes.cpr("nsi:ActingUserCivilRegistrationNumber")?;
        let overrides = match attributes.text("nsi:ConsentOverride") {
            None | Some("false") => false,
            Some("true") => true,
            Some(_) => return Err(refused(SYNTAX, "nsi:ConsentOverride is neither true nor false.")),
        };
        let mut read = Self {
            user,
            acting: acting.ok_or_else(|| missing("nsi:ActingUserCivilRegistrationNumber"))?,
            responsible: attributes.cpr("nsi:ResponsibleUserCivilRegistrationNumber")?,
            authorisation: attributes.authorisation()?,
            citizen: attributes.cpr("nsi:CitizenCivilRegistrationNumber")?,
            organisation: None,
            overrides,
            system: attributes.text("nsi:SystemName").map(str::to_owned),
        };
        if read.user == UserType::HealthcareProfessional {
            read.organisation = Some(attributes.organisation()?);
        }
        Ok(Some(read))
    }
}

/// Every attribute with its name, value and `NameFormat`.
struct Attributes<'d>(Vec<(&'d str, &'d str, Option<&'d str>)>);

impl<'d> Attributes<'d> {
    fn of(header: Element<'d>) -> Result<Self, Fault> {
        let statement = header.descend(Namespace::HSUID, &["Assertion", "AttributeStatement"]);
        let statement = statement.ok_or_else(|| refused(SYNTAX, "hsuid:HsuidHeader has no attributes."))?;
        let mut all: Vec<(&str, &str, Option<&str>)> = Vec::new();
        for attribute in statement.children_named(Namespace::HSUID, "Attribute") {
            let name = attribute.attr("Name").unwrap_or_default();
            let value = attribute
                .child(Namespace::HSUID, "AttributeValue")
                .map_or("", Element::text);
            if all.iter().any(|(known, ..)| *known == name) {
                return Err(refused(
                    SYNTAX,
                    "An attribute of hsuid:HsuidHeader stands there twice.",
                ));
            }
            all.push((name, value.trim(), attribute.attr("NameFormat")));
        }
        Ok(Self(all))
    }

    fn find(&self, name: &str) -> Option<(&'d str, Option<&'d str>)> {
        let found = self.0.iter().find(|(known, ..)| *known == name);
        found.map(|(_, value, format)| (*value, *format))
    }

    fn text(&self, name: &str) -> Option<&'d str> {
        self.find(name).map(|(value, _)| value)
    }

    fn cpr(&self, name: &str) -> Result<Option<Cpr>, Fault> {
        let cpr = self.text(name).map(Cpr::parse).transpose();
        cpr.map_err(|_| refused(SYNTAX, &format!("{name} is not a CPR number.")))
    }

    fn authorisation(&self) -> Result<Option<AuthorisationCode>, Fault> {
        let code = self.text("nsi:ResponsibleUserAuthorizationCode");
        let code = code.map(AuthorisationCode::parse).transpose();
        code.map_err(|_| {
            refused(
                SYNTAX,
                "nsi:ResponsibleUserAuthorizationCode is no authorisation code.",
            )
        })
    }

    /// A professional works for an organisation, by one of three kinds of code.
    fn organisation(&self) -> Result<OrganisationCode, Fault> {
        let Some((value, kind)) = self.find("nsi:OrgUsingID") else {
            return Err(missing("nsi:OrgUsingID"));
        };
        OrganisationCode::parse(kind.unwrap_or_default(), value).map_err(|error| {
            let text = match error.code() {
                "organisation.kind" => "nsi:OrgUsingID has no known NameFormat.",
                _ => "nsi:OrgUsingID is not a code of its NameFormat.",
            };
            refused(SYNTAX, text)
        })
    }
}

fn missing(name: &str) -> Fault {
    refused(MISSING, &format!("{name} is missing in hsuid:HsuidHeader."))
}
