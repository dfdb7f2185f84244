//! `hsuid:HsuidHeader`: on whose behalf the call is made.

use chrono::{DateTime, Utc};

use super::{CallingSystem, utc};
use crate::dgws::caller::{Caller, HealthProfessional, Override, Who};
use crate::model::{Cpr, InvalidValue};
use crate::xml::XmlWriter;

/// The `hsuid:HsuidHeader` block for a call at `now` about `citizen`.
///
/// `nsi:ConsentOverride` stands in it only with an [`Override`].
///
/// # Errors
/// `caller.other_citizen` when the caller is a citizen who may not ask about `citizen`; `override.not_permitted` when the
/// caller may not look past blocks.
pub fn hsuid(
    caller: &Caller,
    overriding: Option<&Override>,
    citizen: Option<Cpr>,
    system: &CallingSystem,
    now: DateTime<Utc>,
) -> Result<String, InvalidValue> {
    let citizen = match (caller.only_citizen(), citizen) {
        (Some(only), Some(asked)) if only != asked => return Err(other_citizen()),
        (only, asked) => only.or(asked),
    };
    if overriding.is_some() && !caller.may_override() {
        return Err(not_permitted());
    }
    let mut out = XmlWriter::with_capacity(2048);
    out.raw(concat!(
        r#"<hsuid:HsuidHeader xmlns:hsuid="http://www.nsi.dk/hsuid/2016/08/hsuid-1.1.xsd">"#,
        r#"<hsuid:Assertion IssueInstant=""#,
    ));
    out.raw(&utc(now));
    out.raw(r#"" Version="2.0" id="HSUID"><hsuid:Issuer>"#);
    out.text(system.issuer());
    out.raw(r#"</hsuid:Issuer><hsuid:AttributeStatement id="HSUIDdata">"#);
    match caller.who() {
        Who::Citizen { cpr } => {
            attribute(&mut out, "nsi:UserType", "nsi:Citizen");
            attribute(&mut out, ACTING, cpr.as_str());
        }
        Who::CitizenOnBehalfOf { acting, other } => {
            attribute(&mut out, "nsi:UserType", "nsi:Citizen");
            attribute(&mut out, ACTING, acting.as_str());
            attribute(&mut out, RESPONSIBLE, other.as_str());
        }
        Who::HealthProfessional(professional) => write_professional(&mut out, professional),
    }
    if overriding.is_some() {
        attribute(&mut out, "nsi:ConsentOverride", "true");
    }
    for (name, value) in [
        ("nsi:SystemOwnerName", &system.owner),
        ("nsi:SystemName", &system.name),
        ("nsi:SystemVersion", &system.version),
        ("nsi:OrgResponsibleName", &system.operator),
    ] {
        if !value.is_empty() {
            attribute(&mut out, name, value);
        }
    }
    if let Some(citizen) = citizen {
        attribute(&mut out, "nsi:CitizenCivilRegistrationNumber", citizen.as_str());
    }
    // The only value that has been seen; what it is for proxies and holders of custody is not published.
    if let Who::Citizen { .. } = caller.who() {
        attribute(&mut out, "nsi:CitizenUserRelation", "nsi:Citizen");
    }
    out.raw("</hsuid:AttributeStatement></hsuid:Assertion></hsuid:HsuidHeader>");
    Ok(out.finish())
}

const ACTING: &str = "nsi:ActingUserCivilRegistrationNumber";
const RESPONSIBLE: &str = "nsi:ResponsibleUserCivilRegistrationNumber";

fn write_professional(out: &mut XmlWriter, professional: &HealthProfessional) {
    attribute(out, "nsi:UserType", "nsi:HealthcareProfessional");
    attribute(out, ACTING, professional.cpr.as_str());
    let responsible = professional.responsible.as_ref();
    let responsible = responsible.map_or(professional.cpr, |responsible| responsible.cpr);
    attribute(out, RESPONSIBLE, responsible.as_str());
    if let Some(code) = professional.answering_authorisation() {
        attribute(out, "nsi:ResponsibleUserAuthorizationCode", code.as_str());
    }
    out.raw(r#"<hsuid:Attribute Name="nsi:OrgUsingID" NameFormat=""#);
    out.raw(professional.organisation.kind());
    out.raw(r#""><hsuid:AttributeValue>"#);
    out.text(professional.organisation.as_str());
    out.raw("</hsuid:AttributeValue></hsuid:Attribute>");
}

fn attribute(out: &mut XmlWriter, name: &str, value: &str) {
    out.raw(r#"<hsuid:Attribute Name=""#).raw(name);
    out.raw(r#""><hsuid:AttributeValue>"#).text(value);
    out.raw("</hsuid:AttributeValue></hsuid:Attribute>");
}

/// A citizen asks for somebody else's data.
pub(crate) fn other_citizen() -> InvalidValue {
    InvalidValue::new(
        "caller.other_citizen",
        "caller",
        "this caller is a citizen and may not ask for another patient's data",
        "Ask for the caller's own data, or name the other citizen as the one on whose behalf the caller acts.",
    )
}

/// Somebody wants to look past a block who may not.
pub(crate) fn not_permitted() -> InvalidValue {
    InvalidValue::new(
        "override.not_permitted",
        "override",
        "only a health professional for whom somebody authorised answers may look past a block",
        "Leave the override out, or name the professional on whose responsibility the caller acts.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dgws::{ResponsibleProfessional, ShakCode};
    use crate::xml::{Document, Limits, Namespace};

    fn cpr(text: &str) -> Cpr {
        text.parse().unwrap()
    }

    /// The attributes by name, without the prefix.
    fn attributes(caller: &Caller, citizen: Option<Cpr>) -> Vec<(String, String)> {
        let system = CallingSystem::default();
        let block = hsuid(caller, None, citizen, &system, DateTime::UNIX_EPOCH).unwrap();
        named_values(&block)
    }

    fn named_values(block: &str) -> Vec<(String, String)> {
        let document = Document::parse(block.as_bytes(), Limits::MESSAGE).unwrap();
        let attributes = document.root().descendants();
        attributes
            .filter(|element| element.is(Namespace::HSUID, "Attribute"))
            .map(|element| {
                let name = element.attr("Name").unwrap().trim_start_matches("nsi:");
                let value = element.child(Namespace::HSUID, "AttributeValue").unwrap().text();
                (name.to_owned(), value.to_owned())
            })
            .collect()
    }

    fn value<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
        let found = attributes.iter().find(|(candidate, _)| candidate == name);
        found.map(|(_, value)| value.as_str())
    }

    #[test]
    fn a_citizen_looks_at_own_data_only() {
        let caller = Caller::citizen(cpr("2512489996"));
        let found = attributes(&caller, None);
        assert_eq!(value(&found, "UserType"), Some("nsi:Citizen"));
        assert_eq!(
            value(&found, "CitizenCivilRegistrationNumber"),
            Some("2512489996")
        );
        assert_eq!(value(&found, "ResponsibleUserCivilRegistrationNumber"), None);
        let system = CallingSystem::default();
        let error = hsuid(
            &caller,
            None,
            Some(cpr("0408801111")),
            &system,
            DateTime::UNIX_EPOCH,
        )
        .unwrap_err();
        assert_eq!(error.code(), "caller.other_citizen");
    }

    #[test]
    fn a_citizen_on_behalf_of_another_names_both() {
        let caller = Caller::citizen_on_behalf_of(cpr("2512489996"), cpr("0408801111")).unwrap();
        let found = attributes(&caller, Some(cpr("0408801111")));
        assert_eq!(
            value(&found, "ActingUserCivilRegistrationNumber"),
            Some("2512489996")
        );
        assert_eq!(
            value(&found, "ResponsibleUserCivilRegistrationNumber"),
            Some("0408801111")
        );
        assert_eq!(
            value(&found, "CitizenCivilRegistrationNumber"),
            Some("0408801111")
        );
    }

    #[test]
    fn override_is_absent_unless_there_is_a_reason() {
        let organisation = ShakCode::parse("1301011").unwrap();
        let code = "J0184".parse().unwrap();
        let doctor = HealthProfessional::authorised(cpr("0408801111"), code, organisation);
        let doctor = Caller::health_professional(doctor);
        let found = attributes(&doctor, None);
        assert_eq!(value(&found, "ConsentOverride"), None);
        assert_eq!(value(&found, "ResponsibleUserAuthorizationCode"), Some("J0184"));
        let (system, choice) = (CallingSystem::default(), Override::patient_consent());
        let write = |caller| hsuid(caller, Some(&choice), None, &system, DateTime::UNIX_EPOCH);
        let found = named_values(&write(&doctor).unwrap());
        assert_eq!(value(&found, "ConsentOverride"), Some("true"));
        let citizen = Caller::citizen(cpr("2512489996"));
        assert_eq!(write(&citizen).unwrap_err().code(), "override.not_permitted");
    }

    #[test]
    fn whoever_is_not_authorised_has_no_code_of_his_or_her_own() {
        let organisation = ShakCode::parse("1301").unwrap();
        let clerk =
            HealthProfessional::not_authorised(cpr("0408801111"), "urn:dk:healthcare:no-role", organisation);
        let found = attributes(&Caller::health_professional(clerk.clone()), None);
        assert_eq!(value(&found, "ResponsibleUserAuthorizationCode"), None);
        let clerk = clerk.with_responsible(ResponsibleProfessional {
            cpr: cpr("2512489996"),
            authorisation: Some("J0184".parse().unwrap()),
        });
        let found = attributes(&Caller::health_professional(clerk), Some(cpr("2512489993")));
        assert_eq!(
            value(&found, "ResponsibleUserCivilRegistrationNumber"),
            Some("2512489996")
        );
        assert_eq!(value(&found, "ResponsibleUserAuthorizationCode"), Some("J0184"));
        assert_eq!(
            value(&found, "CitizenCivilRegistrationNumber"),
            Some("2512489993")
        );
    }
}
