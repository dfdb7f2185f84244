//! The card that goes out.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use spo_core::dgws::credentials::Certificate;
use spo_core::dgws::signature::{Profile, SignatureError, sign_enveloped};
use spo_core::dgws::{CareProvider, IdCard, Level};
use spo_core::xml::{Document, Limits, Namespace, XmlWriter};
use spo_core::{Cvr, Error};
use uuid::Uuid;

use super::checks::VERSION;
use super::{CardFlaw, TrustFault};
use crate::authority::{Authority, Employee, TOKEN_SERVICE};

/// How far the token service back-dates `NotBefore` and `IssueInstant`, by captured cards.
pub(crate) const BACKDATED: TimeDelta = TimeDelta::minutes(5);
/// The longest life that DGWS allows, which the token service gives.
const LIFE: TimeDelta = TimeDelta::hours(24);
/// How far the times of a card are off that is out of its time.
const OFF: TimeDelta = TimeDelta::hours(48);

/// A card before it is signed.
pub(crate) struct IssuedCard {
    /// `sosi:IDCardID`
    pub(crate) id: Uuid,
    version: &'static str,
    level: Level,
    from: DateTime<Utc>,
    /// `saml:NameID`: the holder by the certificate that asked.
    name_id: String,
    /// `sosi:OCESCertHash`: the digest of the certificate that asked, SHA-1 as the national service has it.
    certificate_hash: String,
    user: Option<User>,
    system_name: String,
    care_provider: CareProvider,
}

/// The user, as the registers know him or her.
struct User {
    employee: Employee,
    email: String,
    role: String,
    occupation: String,
}

impl IssuedCard {
    /// The card that answers `asked`, which the holder of `certificate` has signed: names, CPR number and authorisation as
    /// the registers have them.
    ///
    /// # Errors
    /// The fault to answer with, when the registers do not agree with the card.
    pub(crate) fn answering(
        asked: &IdCard,
        certificate: &Certificate,
        authority: &Authority,
    ) -> Result<Self, TrustFault> {
        let cvr = asked
            .cvr()
            .cloned()
            .ok_or_else(|| TrustFault::failed_authentication("medcom:CareProviderID is not a CVR number."))?;
        let user = match asked.user() {
            None => None,
            Some(_) => Some(User::known(asked, certificate, authority)?),
        };
        Ok(Self {
            id: Uuid::nil(),
            version: VERSION,
            level: asked.level(),
            from: DateTime::UNIX_EPOCH,
            name_id: name_id(certificate),
            certificate_hash: certificate.oces_cert_hash_sha1(),
            user,
            system_name: asked.system_name().to_owned(),
            care_provider: CareProvider::new(cvr, asked.care_provider_name()),
        })
    }

    /// The card of an employee who logged in: as the registers have it, and as far as they leave a choice as claimed.
    ///
    /// # Errors
    /// The fault to answer with, when the registers do not agree with the claims.
    pub(crate) fn for_login(
        employee: &Employee,
        certificate: &Certificate,
        claim: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, TrustFault> {
        let claimed = claim("medcom:UserAuthorizationCode");
        let own = employee.authorisation.as_ref().map(|code| code.as_str());
        if claimed.is_some() && claimed.as_deref() != own {
            return Err(TrustFault::bad_elements(
                "medcom:UserAuthorizationCode is not that of the employee who logged in.",
            ));
        }
        let system_name = claim("medcom:ITSystemName")
            .ok_or_else(|| TrustFault::invalid_request("The claim medcom:ITSystemName is missing."))?;
        let mut user = User::of(employee.clone());
        if let Some(role) = claim("medcom:UserRole") {
            check_education(&role, employee)?;
            user.role = role;
        }
        Ok(Self {
            id: Uuid::nil(),
            version: VERSION,
            level: Level::TrustedUser,
            from: DateTime::UNIX_EPOCH,
            name_id: name_id(certificate),
            certificate_hash: certificate.oces_cert_hash_sha1(),
            user: Some(user),
            system_name,
            care_provider: employee.organisation.clone(),
        })
    }

    /// Lets it begin when the service's clock shows `now`.
    pub(crate) fn valid_from(&mut self, now: DateTime<Utc>) {
        self.from = now - BACKDATED;
    }

    /// The card, signed by the token service, or spoilt as a script wants it.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub(crate) fn sign(mut self, authority: &Authority, flaw: Option<CardFlaw>) -> Result<String, Error> {
        let signer = match flaw {
            Some(CardFlaw::Stranger) => &authority.token_service().by_a_stranger()?,
            _ => authority.token_service(),
        };
        match flaw {
            Some(CardFlaw::Expired) => self.from -= OFF,
            Some(CardFlaw::NotYetValid) => self.from += OFF,
            Some(CardFlaw::OtherCvr) => self.care_provider.cvr = other(&self.care_provider.cvr)?,
            Some(CardFlaw::OtherLevel) => self.level = Level::Password,
            Some(CardFlaw::OtherVersion) => self.version = "1.0",
            Some(CardFlaw::OtherType) => {
                self.user = match self.user {
                    Some(_) => None,
                    None => Some(User::of(Employee::example()?)),
                }
            }
            _ => {}
        }
        let card = self.to_xml();
        if flaw == Some(CardFlaw::NoSignature) {
            return Ok(card);
        }
        let credential = signer.credential();
        let signed = sign_enveloped(
            &card,
            Profile::IdCard,
            credential.signer(),
            credential.certificate().der(),
        );
        let signed = signed.map_err(|error: SignatureError| Error::from(error))?;
        Ok(match flaw {
            Some(CardFlaw::BrokenSignature) => {
                let id = self.id.to_string();
                signed.replacen(&id, &Uuid::nil().to_string(), 1)
            }
            _ => signed,
        })
    }

    /// The card on one line, with its own namespaces: it can be put into any envelope.
    fn to_xml(&self) -> String {
        let time = |time: DateTime<Utc>| time.to_rfc3339_opts(SecondsFormat::Secs, true);
        let (from, to) = (time(self.from), time(self.from + LIFE));
        let mut out = XmlWriter::with_capacity(4096);
        out.raw(concat!(
            r#"<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion""#,
            r#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" IssueInstant=""#,
        ));
        out.raw(&from).raw(r#"" Version="2.0" id="IDCard"><saml:Issuer>"#);
        out.text(TOKEN_SERVICE)
            .raw(r#"</saml:Issuer><saml:Subject><saml:NameID Format="medcom:other">"#);
        out.text(&self.name_id).raw(concat!(
            "</saml:NameID><saml:SubjectConfirmation>",
            "<saml:ConfirmationMethod>urn:oasis:names:tc:SAML:2.0:cm:holder-of-key</saml:ConfirmationMethod>",
            "<saml:SubjectConfirmationData><ds:KeyInfo><ds:KeyName>OCESSignature</ds:KeyName></ds:KeyInfo>",
            "</saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>",
            r#"<saml:Conditions NotBefore=""#,
        ));
        out.raw(&from).raw(r#"" NotOnOrAfter=""#).raw(&to).raw(r#""/>"#);
        out.raw(r#"<saml:AttributeStatement id="IDCardData">"#);
        attribute(&mut out, "sosi:IDCardID", &self.id.to_string());
        attribute(&mut out, "sosi:IDCardVersion", self.version);
        let kind = if self.user.is_some() { "user" } else { "system" };
        attribute(&mut out, "sosi:IDCardType", kind);
        attribute(&mut out, "sosi:AuthenticationLevel", self.level.as_str());
        attribute(&mut out, "sosi:OCESCertHash", &self.certificate_hash);
        out.raw("</saml:AttributeStatement>");
        if let Some(user) = &self.user {
            user.write(&mut out);
        }
        out.raw(r#"<saml:AttributeStatement id="SystemLog">"#);
        attribute(&mut out, "medcom:ITSystemName", &self.system_name);
        out.raw(r#"<saml:Attribute Name="medcom:CareProviderID" NameFormat="medcom:cvrnumber"><saml:AttributeValue>"#);
        out.text(self.care_provider.cvr.as_str())
            .raw("</saml:AttributeValue></saml:Attribute>");
        attribute(&mut out, "medcom:CareProviderName", &self.care_provider.name);
        out.raw("</saml:AttributeStatement></saml:Assertion>");
        out.finish()
    }
}

impl User {
    fn of(employee: Employee) -> Self {
        Self {
            role: employee.role.clone(),
            employee,
            email: String::new(),
            occupation: String::new(),
        }
    }

    /// The holder of `certificate`, if the card does not say otherwise.
    fn known(asked: &IdCard, certificate: &Certificate, authority: &Authority) -> Result<Self, TrustFault> {
        let employee = authority
            .employee_with(certificate)
            .ok_or_else(|| TrustFault::failed_authentication("Nobody is known who has this certificate."))?;
        let (given, unreadable) = (asked.user(), || {
            TrustFault::invalid_request("The card cannot be read.")
        });
        let given = given.ok_or_else(unreadable)?;
        if given.cpr.is_some_and(|cpr| cpr != employee.cpr) {
            return Err(TrustFault::bad_elements(
                "medcom:UserCivilRegistrationNumber is not that of the certificate's holder.",
            ));
        }
        if given.authorisation.is_some() && given.authorisation != employee.authorisation {
            return Err(TrustFault::bad_elements(
                "medcom:UserAuthorizationCode is not that of the certificate's holder.",
            ));
        }
        check_education(&given.role, &employee)?;
        let document = Document::parse(asked.xml().as_bytes(), Limits::MESSAGE).map_err(|_| unreadable())?;
        let text = |name: &str| {
            let mut all = document.root().descendants();
            let attribute = all.find(|element| element.attr("Name") == Some(name));
            attribute
                .and_then(|attribute| attribute.child(Namespace::SAML, "AttributeValue"))
                .map_or_else(String::new, |value| value.text().to_owned())
        };
        Ok(Self {
            email: text("medcom:UserEmailAddress"),
            role: given.role.clone(),
            occupation: text("medcom:UserOccupation"),
            employee,
        })
    }

    fn write(&self, out: &mut XmlWriter) {
        let Employee {
            cpr,
            given_name,
            surname,
            authorisation,
            ..
        } = &self.employee;
        let authorisation = authorisation.as_ref().map_or("", |code| code.as_str());
        out.raw(r#"<saml:AttributeStatement id="UserLog">"#);
        for (name, value) in [
            ("medcom:UserCivilRegistrationNumber", cpr.as_str()),
            ("medcom:UserGivenName", given_name),
            ("medcom:UserSurName", surname),
            ("medcom:UserEmailAddress", &self.email),
            ("medcom:UserRole", &self.role),
            ("medcom:UserAuthorizationCode", authorisation),
            ("medcom:UserOccupation", &self.occupation),
        ] {
            if !value.is_empty() {
                attribute(out, name, value);
            }
        }
        out.raw("</saml:AttributeStatement>");
    }
}

/// An education code is a claim to be authorised with it; any other role is the employer's business.
fn check_education(role: &str, employee: &Employee) -> Result<(), TrustFault> {
    let is_education = !role.is_empty() && role.bytes().all(|byte| byte.is_ascii_digit());
    match is_education && role != employee.role {
        false => Ok(()),
        true => Err(TrustFault::bad_elements(
            "The holder has no authorisation with the education code in medcom:UserRole.",
        )),
    }
}

fn attribute(out: &mut XmlWriter, name: &'static str, value: &str) {
    out.raw(r#"<saml:Attribute Name=""#).raw(name);
    out.raw(r#""><saml:AttributeValue>"#).text(value);
    out.raw("</saml:AttributeValue></saml:Attribute>");
}

/// The holder as the token service writes it: `SubjectDN={...},IssuerDN={...},CertSerial={...}`.
fn name_id(certificate: &Certificate) -> String {
    let (subject, issuer) = (certificate.subject(), certificate.issuer());
    let cvr = subject.cvr().map_or("", Cvr::as_str);
    let number = u128::from_str_radix(&certificate.serial_number(), 16).unwrap_or_default();
    format!(
        "SubjectDN={{C=DK, OID.2.5.4.97=NTRDK-{cvr}, O={}, SERIALNUMBER={}, CN={}}},IssuerDN={{CN={}, O={}, C=DK}},CertSerial={{{number}}}",
        subject.organisation(),
        subject.serial_number(),
        subject.common_name(),
        issuer.common_name(),
        issuer.organisation(),
    )
}

/// Another number than this one.
fn other(cvr: &Cvr) -> Result<Cvr, Error> {
    let other = if cvr.as_str() == "33257872" {
        "91026150"
    } else {
        "33257872"
    };
    Ok(other.parse()?)
}
