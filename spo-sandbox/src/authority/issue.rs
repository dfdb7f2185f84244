//! Issuing certificates.

use std::fmt::Display;

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, DnValue, IsCa, KeyPair, KeyUsagePurpose,
    SerialNumber, date_time_ymd,
};
use spo_core::dgws::credentials::Certificate;
use spo_core::{Error, ErrorKind};
use uuid::Uuid;

use super::people::Holder;

/// When a certificate is valid. The times are wide: a test may set any clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Validity {
    /// From 2000 to 2098.
    Current,
    /// In the year 2000 only.
    Past,
    /// In the year 2098 only.
    Future,
}

impl Validity {
    const fn years(self) -> (i32, i32) {
        match self {
            Self::Current => (2000, 2099),
            Self::Past => (2000, 2001),
            Self::Future => (2098, 2099),
        }
    }
}

/// An issuing certificate with its key.
pub(super) struct Issuer {
    issuer: rcgen::Issuer<'static, KeyPair>,
    certificate: Certificate,
    pem: String,
}

impl Issuer {
    pub(super) fn new(common_name: &str, organisation: &str) -> Result<Self, Error> {
        let mut params = params(Validity::Current);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.distinguished_name.push(DnType::CommonName, common_name);
        params
            .distinguished_name
            .push(DnType::OrganizationName, organisation);
        // The issuer's own key need not be RSA as those of OCES3 are, and this kind costs nothing to make.
        let key = KeyPair::generate().map_err(cannot_be_made)?;
        let certificate = params.self_signed(&key).map_err(cannot_be_made)?;
        Ok(Self {
            certificate: Certificate::from_der(certificate.der().to_vec())?,
            pem: certificate.pem(),
            issuer: rcgen::Issuer::new(params, key),
        })
    }

    pub(super) fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    pub(super) fn pem(&self) -> &str {
        &self.pem
    }

    /// A certificate for `holder` and the public half of `key`, in PEM.
    pub(super) fn certify(
        &self,
        holder: &Holder,
        serial_number: &str,
        key: &KeyPair,
        validity: Validity,
    ) -> Result<String, Error> {
        let mut params = params(validity);
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![
            KeyUsagePurpose::DigitalSignature,
            KeyUsagePurpose::KeyEncipherment,
        ];
        name(holder, serial_number, &mut params.distinguished_name);
        let certificate = params.signed_by(key, &self.issuer).map_err(cannot_be_made)?;
        Ok(certificate.pem())
    }
}

impl std::fmt::Debug for Issuer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Issuer").field(&self.certificate).finish()
    }
}

fn params(validity: Validity) -> CertificateParams {
    let mut params = CertificateParams::default();
    let (from, to) = validity.years();
    (params.not_before, params.not_after) = (date_time_ymd(from, 1, 1), date_time_ymd(to, 1, 1));
    // A number is never used twice, also not by another run of the sandbox.
    params.serial_number = Some(SerialNumber::from_slice(Uuid::new_v4().as_bytes()));
    params.use_authority_key_identifier_extension = true;
    params.distinguished_name = DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CountryName, DnValue::Utf8String("DK".to_owned()));
    params
}

/// The holder's name as OCES3 writes it.
fn name(holder: &Holder, serial_number: &str, name: &mut DistinguishedName) {
    let attribute = |number: u64| DnType::CustomDnType(vec![2, 5, 4, number]);
    let (surname, serial, given_name, organisation_identifier) =
        (attribute(4), attribute(5), attribute(42), attribute(97));
    let organisation = holder.organisation();
    name.push(
        organisation_identifier,
        format!("NTRDK-{}", organisation.cvr.as_str()),
    );
    name.push(DnType::OrganizationName, organisation.name.as_str());
    name.push(serial, serial_number);
    if let Holder::Employee(employee) = holder {
        name.push(given_name, employee.given_name.as_str());
        name.push(surname, employee.surname.as_str());
    }
    name.push(DnType::CommonName, holder.common_name());
}

/// Neither random numbers nor a certificate: not the caller's fault, and nothing a caller can do about it.
pub(super) fn cannot_be_made(problem: impl Display) -> Error {
    let message = format!("the sandbox's authority could not make a certificate: {problem}");
    Error::new(ErrorKind::Internal, "sandbox.authority", message)
}
