//! The name in a certificate, as the two generations of OCES write it.

use std::fmt;

use serde::Serialize;

use crate::dgws::x509::Name;
use crate::error::redact;
use crate::model::Cvr;

/// Attribute types of a name (X.520), as encoded.
mod attribute {
    pub(super) const COMMON_NAME: &[u8] = &[0x55, 4, 3];
    pub(super) const SURNAME: &[u8] = &[0x55, 4, 4];
    pub(super) const SERIAL_NUMBER: &[u8] = &[0x55, 4, 5];
    pub(super) const ORGANISATION: &[u8] = &[0x55, 4, 10];
    pub(super) const GIVEN_NAME: &[u8] = &[0x55, 4, 42];
    /// 2.5.4.97, `NTRDK-<cvr>` in OCES3 (ETSI EN 319 412-1, section 5.1.4).
    pub(super) const ORGANISATION_IDENTIFIER: &[u8] = &[0x55, 4, 97];
}

/// To whom a certificate was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CertificateKind {
    /// An organisation or one of its systems (organisations- og systemcertifikat; VOCES and FOCES): signs system cards.
    Organisation,
    /// An employee (brugercertifikat, MOCES): signs user cards.
    Employee,
    /// A private person (POCES, no longer issued).
    Person,
    /// None that OCES knows, such as a server's or an issuer's own.
    Other,
}

/// Which generation of the national certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OcesGeneration {
    /// NemID's, ended in October 2023: `O=name // CVR:12345678`.
    Oces2,
    /// MitID Erhverv's: `organizationIdentifier=NTRDK-12345678`.
    Oces3,
}

/// The name in a certificate. Fields are empty where it has none.
///
/// `Display` and `Debug` mask whatever looks like a CPR number; OCES puts none there.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Subject {
    common_name: String,
    organisation: String,
    serial_number: String,
    given_name: String,
    surname: String,
    cvr: Option<Cvr>,
    kind: Option<(CertificateKind, OcesGeneration)>,
}

impl Subject {
    pub(super) fn from_name(name: &Name) -> Self {
        let first = |wanted: &[u8]| {
            name.attributes
                .iter()
                .find(|(kind, _)| kind == wanted)
                .map_or("", |(_, value)| value.trim())
        };
        let serial_number = first(attribute::SERIAL_NUMBER);
        // OCES2 appends the number to the name: `Region Nord // CVR:29190941`.
        let (organisation, appended) = match first(attribute::ORGANISATION).rsplit_once("// CVR:") {
            Some((name, number)) => (name.trim_end(), Some(number)),
            None => (first(attribute::ORGANISATION), None),
        };
        let numbered = serial_number
            .strip_prefix("CVR:")
            .and_then(|rest| rest.split('-').next());
        let cvr = first(attribute::ORGANISATION_IDENTIFIER)
            .strip_prefix("NTRDK-")
            .or(appended)
            .or(numbered)
            .and_then(|number| Cvr::parse(number).ok());
        Self {
            common_name: first(attribute::COMMON_NAME).to_owned(),
            organisation: organisation.to_owned(),
            given_name: first(attribute::GIVEN_NAME).to_owned(),
            surname: first(attribute::SURNAME).to_owned(),
            kind: kind_of(serial_number),
            serial_number: serial_number.to_owned(),
            cvr,
        }
    }

    /// `CN`: the name of the system, organisation or employee.
    pub fn common_name(&self) -> &str {
        &self.common_name
    }

    /// `O`: the organisation, without the number that OCES2 appends.
    pub fn organisation(&self) -> &str {
        &self.organisation
    }

    /// `serialNumber` of the name (not the certificate's): `UI:DK-O:G:<uuid>` in OCES3, `CVR:<cvr>-FID:<id>` in OCES2.
    pub fn serial_number(&self) -> &str {
        &self.serial_number
    }

    /// The employee's given names; only OCES3 has them apart.
    pub fn given_name(&self) -> &str {
        &self.given_name
    }

    /// The employee's surname; only OCES3 has it apart.
    pub fn surname(&self) -> &str {
        &self.surname
    }

    /// The organisation's number in the Central Business Register.
    pub fn cvr(&self) -> Option<&Cvr> {
        self.cvr.as_ref()
    }

    /// To whom it was issued, by the form of [`serial_number`](Self::serial_number).
    pub fn kind(&self) -> CertificateKind {
        self.kind.map_or(CertificateKind::Other, |(kind, _)| kind)
    }

    /// Which generation of OCES; `None` when it is no OCES certificate.
    pub fn generation(&self) -> Option<OcesGeneration> {
        self.kind.map(|(_, generation)| generation)
    }
}

fn kind_of(serial_number: &str) -> Option<(CertificateKind, OcesGeneration)> {
    use CertificateKind::{Employee, Organisation, Person};
    use OcesGeneration::{Oces2, Oces3};
    if let Some(identifier) = serial_number.strip_prefix("UI:DK-") {
        let kind = match identifier.split(':').next()? {
            "O" => Organisation,
            "E" => Employee,
            "P" => Person,
            _ => return None,
        };
        return Some((kind, Oces3));
    }
    if serial_number.starts_with("PID:") {
        return Some((Person, Oces2));
    }
    let (_, identifier) = serial_number.strip_prefix("CVR:")?.split_once('-')?;
    match identifier.split(':').next()? {
        "UID" | "FID" => Some((Organisation, Oces2)),
        "RID" => Some((Employee, Oces2)),
        _ => None,
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.common_name.is_empty() {
            true => &self.organisation,
            false => &self.common_name,
        };
        f.write_str(&redact(name))?;
        if !self.organisation.is_empty() && name != &self.organisation {
            write!(f, ", {}", redact(&self.organisation))?;
        }
        match &self.cvr {
            Some(cvr) => write!(f, ", CVR {cvr}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subject")
            .field("name", &self.to_string())
            .field("serial_number", &redact(&self.serial_number))
            .field("kind", &self.kind())
            .field("generation", &self.generation())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(attributes: &[(&[u8], &str)]) -> Subject {
        Subject::from_name(&Name {
            encoded: Vec::new(),
            attributes: attributes
                .iter()
                .map(|(kind, value)| (kind.to_vec(), (*value).to_owned()))
                .collect(),
        })
    }

    #[test]
    fn oces3_keeps_the_number_apart_from_the_name() {
        let employee = subject(&[
            (attribute::COMMON_NAME, "Søren Ærø Åkjær"),
            (attribute::GIVEN_NAME, "Søren Ærø"),
            (attribute::SURNAME, "Åkjær"),
            (
                attribute::SERIAL_NUMBER,
                "UI:DK-E:G:dc7f4a98-d4f9-4d77-84f9-ae83c4e0bf61",
            ),
            (attribute::ORGANISATION, "Testorganisation nr. 91026150"),
            (attribute::ORGANISATION_IDENTIFIER, "NTRDK-91026150"),
        ]);
        assert_eq!(employee.cvr().unwrap().as_str(), "91026150");
        assert_eq!(employee.kind(), CertificateKind::Employee);
        assert_eq!(employee.generation(), Some(OcesGeneration::Oces3));
        assert_eq!(
            (employee.given_name(), employee.surname()),
            ("Søren Ærø", "Åkjær")
        );
        assert_eq!(
            employee.to_string(),
            "Søren Ærø Åkjær, Testorganisation nr. 91026150, CVR 91026150"
        );
    }

    #[test]
    fn oces2_writes_the_number_into_the_name() {
        for (serial_number, kind) in [
            ("CVR:29190941-UID:1163447368627", CertificateKind::Organisation),
            ("CVR:29190941-FID:18911861", CertificateKind::Organisation),
            ("CVR:29190941-RID:90897702", CertificateKind::Employee),
        ] {
            let subject = subject(&[
                (attribute::ORGANISATION, "Region Nord // Øst // CVR:29190941"),
                (attribute::SERIAL_NUMBER, serial_number),
            ]);
            assert_eq!(subject.organisation(), "Region Nord // Øst");
            assert_eq!(subject.cvr().unwrap().as_str(), "29190941");
            assert_eq!(
                (subject.kind(), subject.generation()),
                (kind, Some(OcesGeneration::Oces2))
            );
        }
    }

    #[test]
    fn a_name_that_is_not_oces_has_no_number_and_no_kind() {
        for serial_number in [
            "",
            "UI:DK",
            "UI:DK-X:G:1",
            "CVR:29190941",
            "CVR:29190941-XID:1",
            "CVR:x-FID:1",
        ] {
            let subject = subject(&[
                (attribute::COMMON_NAME, "localhost"),
                (attribute::SERIAL_NUMBER, serial_number),
            ]);
            assert_eq!(
                subject.kind() == CertificateKind::Other,
                subject.generation().is_none()
            );
            if !serial_number.contains("FID") {
                assert_eq!(subject.kind(), CertificateKind::Other, "{serial_number}");
            }
        }
        assert_eq!(
            subject(&[(attribute::ORGANISATION_IDENTIFIER, "NTRSE-556012")]).cvr(),
            None
        );
    }

    #[test]
    fn a_cpr_number_in_a_name_is_masked() {
        let subject = subject(&[
            (attribute::COMMON_NAME, "Nancy 251248-9996"),
            (attribute::ORGANISATION, "2512489996"),
            (attribute::SERIAL_NUMBER, "251248 9996"),
        ]);
        let shown = format!("{subject} {subject:?}");
        assert!(!shown.contains("9996"), "{shown}");
    }
}
