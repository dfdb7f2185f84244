//! Reading a card's content from what was signed.

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Europe::Copenhagen;

use super::{CardHolder, IdCardError, Level};
use crate::dgws::caller::AuthorisationCode;
use crate::model::{Cpr, Cvr};
use crate::xml::{Element, Namespace};

pub(super) struct Fields {
    pub(super) issuer: String,
    pub(super) id: String,
    pub(super) version: String,
    pub(super) issue_instant: DateTime<Utc>,
    pub(super) not_before: DateTime<Utc>,
    pub(super) not_on_or_after: DateTime<Utc>,
    pub(super) level: Level,
    pub(super) cvr: Option<Cvr>,
    pub(super) care_provider_name: String,
    pub(super) system_name: String,
    pub(super) certificate_hash: String,
    pub(super) user: Option<CardHolder>,
}

pub(super) fn read(assertion: Element<'_>) -> Result<Fields, IdCardError> {
    if !assertion.is(Namespace::SAML, "Assertion") {
        return Err(IdCardError::Content("it is not a saml:Assertion"));
    }
    let conditions = only(assertion, "Conditions", "it does not have one element Conditions")?;
    let time = |element: Element<'_>, name: &str| {
        let text = element.attr(name).unwrap_or_default();
        moment(text).ok_or(IdCardError::Content("one of its times is missing or unreadable"))
    };
    let attributes = Attributes::of(assertion)?;
    let level = Level::parse(attributes.text("sosi:AuthenticationLevel"))
        .ok_or(IdCardError::Content("its level is missing or unknown"))?;
    let user = match attributes.text("sosi:IDCardType") {
        "system" => None,
        "user" => Some(CardHolder {
            cpr: Cpr::parse(attributes.text("medcom:UserCivilRegistrationNumber")).ok(),
            given_name: attributes.text("medcom:UserGivenName").to_owned(),
            surname: attributes.text("medcom:UserSurName").to_owned(),
            role: attributes.text("medcom:UserRole").to_owned(),
            authorisation: AuthorisationCode::parse(attributes.text("medcom:UserAuthorizationCode")).ok(),
        }),
        _ => return Err(IdCardError::Content("it is neither a system's nor a user's card")),
    };
    let care_provider = attributes.find("medcom:CareProviderID");
    let cvr = care_provider
        .filter(|(_, attribute)| attribute.attr("NameFormat") == Some("medcom:cvrnumber"))
        .and_then(|(text, _)| Cvr::parse(text).ok());
    Ok(Fields {
        issuer: only(assertion, "Issuer", "it does not name one issuer")?
            .text()
            .to_owned(),
        id: attributes.text("sosi:IDCardID").to_owned(),
        version: attributes.text("sosi:IDCardVersion").to_owned(),
        issue_instant: time(assertion, "IssueInstant")?,
        not_before: time(conditions, "NotBefore")?,
        not_on_or_after: time(conditions, "NotOnOrAfter")?,
        level,
        cvr,
        care_provider_name: attributes.text("medcom:CareProviderName").to_owned(),
        system_name: attributes.text("medcom:ITSystemName").to_owned(),
        certificate_hash: attributes.text("sosi:OCESCertHash").to_owned(),
        user,
    })
}

/// Every attribute of a card with its one value. Their names are fixed texts, whatever prefixes the message declares.
struct Attributes<'d>(Vec<(&'d str, &'d str, Element<'d>)>);

impl<'d> Attributes<'d> {
    fn of(assertion: Element<'d>) -> Result<Self, IdCardError> {
        let mut all: Vec<(&str, &str, Element<'_>)> = Vec::with_capacity(16);
        for statement in assertion.children_named(Namespace::SAML, "AttributeStatement") {
            for attribute in statement.children_named(Namespace::SAML, "Attribute") {
                let name = attribute.attr("Name").unwrap_or_default();
                let value = only(
                    attribute,
                    "AttributeValue",
                    "an attribute has not exactly one value",
                )?;
                if all.iter().any(|(known, ..)| *known == name) {
                    return Err(IdCardError::Content("an attribute stands in it twice"));
                }
                all.push((name, value.text(), attribute));
            }
        }
        Ok(Self(all))
    }

    fn find(&self, name: &str) -> Option<(&'d str, Element<'d>)> {
        let found = self.0.iter().find(|(known, ..)| *known == name);
        found.map(|(_, text, attribute)| (*text, *attribute))
    }

    fn text(&self, name: &str) -> &'d str {
        self.find(name).map_or("", |(text, _)| text)
    }
}

/// The only child of this name.
fn only<'d>(element: Element<'d>, name: &str, problem: &'static str) -> Result<Element<'d>, IdCardError> {
    let mut found = element.children_named(Namespace::SAML, name);
    match (found.next(), found.next()) {
        (Some(child), None) => Ok(child),
        _ => Err(IdCardError::Content(problem)),
    }
}

/// A time with its offset; without one it is Danish, as DGWS 1.0 had it.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.to_utc());
    }
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok()?;
    Copenhagen
        .from_local_datetime(&local)
        .earliest()
        .map(|time| time.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::{Document, Limits};

    fn read_text(xml: &str) -> Result<Fields, IdCardError> {
        read(Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap().root())
    }

    fn card(statement: &str) -> String {
        format!(
            "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" \
             IssueInstant=\"2026-07-01T10:00:00\"><saml:Issuer>STS</saml:Issuer>\
             <saml:Conditions NotBefore=\"2026-07-01T08:00:00Z\" NotOnOrAfter=\"2026-07-02T10:00:00.5+02:00\"/>\
             <saml:AttributeStatement>{statement}</saml:AttributeStatement></saml:Assertion>"
        )
    }

    fn attribute(name: &str, value: &str) -> String {
        format!(
            "<saml:Attribute Name=\"{name}\"><saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>"
        )
    }

    #[test]
    fn times_without_an_offset_are_danish() {
        let basis = [
            attribute("sosi:IDCardType", "system"),
            attribute("sosi:AuthenticationLevel", "3"),
        ];
        let fields = read_text(&card(&basis.concat())).unwrap();
        assert_eq!(fields.issue_instant, fields.not_before);
        assert_eq!(
            fields.not_on_or_after.to_rfc3339(),
            "2026-07-02T08:00:00.500+00:00"
        );
    }

    #[test]
    fn what_stands_twice_is_refused() {
        let level = attribute("sosi:AuthenticationLevel", "3");
        let twice = [attribute("sosi:IDCardType", "system"), level.clone(), level].concat();
        assert!(matches!(read_text(&card(&twice)), Err(IdCardError::Content(_))));
    }
}
