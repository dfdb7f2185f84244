//! A certificate authority for trials: what MitID Erhverv is to the national platform, this is to the sandbox.
//!
//! In: organisations and employees. Out: certificates with the names of OCES3, and their keys. Everything is made when it
//! is first asked for and forgotten when the process ends; every sandbox of the process knows the same authority.

mod credential;
mod files;
mod issue;
mod key;
mod people;

use std::sync::{Mutex, OnceLock, PoisonError};

use chrono::{DateTime, Utc};
use spo_core::dgws::credentials::{Certificate, Distrust, Trust};
use spo_core::dgws::{CardTrust, CareProvider};
use spo_core::{Cpr, Error};
use uuid::Uuid;

pub use credential::TestCredential;
pub(crate) use files::USING_ORGANISATION;
use issue::{Issuer, Validity};
use key::TestKey;
pub use people::Employee;
use people::Holder;

/// The common name of the token service's certificate.
pub(crate) const TOKEN_SERVICE: &str = "SPO-SANDBOX-STS";

/// The sandbox's own certificate authority, with those it knows.
///
/// Its names say that it is the sandbox's, and nothing outside this process trusts it. It has one issuing certificate, for
/// organisations, employees and the token service alike, as the national one has.
#[derive(Debug)]
pub struct Authority {
    issuer: Issuer,
    stranger: Issuer,
    token_service: TestCredential,
    vouched_for: Trust,
    trusted_callers: CardTrust,
    trusted_cards: CardTrust,
    organisation_key: TestKey,
    employee_key: TestKey,
    identity_provider_key: TestKey,
    /// Everybody who was given a certificate, to be given the same one again.
    known: Mutex<Vec<TestCredential>>,
    /// Everybody who logged in, with the number that identity providers know him or her by.
    logins: Mutex<Vec<(Uuid, Employee)>>,
}

impl Authority {
    /// The authority of this process, which is made now if nobody has asked before.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when this machine gives no random numbers.
    pub fn of_this_process() -> Result<&'static Self, Error> {
        static AUTHORITY: OnceLock<Authority> = OnceLock::new();
        static MAKING: Mutex<()> = Mutex::new(());
        let _one_at_a_time = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
        match AUTHORITY.get() {
            Some(authority) => Ok(authority),
            None => Self::make().map(|made| AUTHORITY.get_or_init(|| made)),
        }
    }

    fn make() -> Result<Self, Error> {
        let issuer = Issuer::new("spo sandbox udstedende-CA 1 (TEST)", "spo sandbox")?;
        let stranger = Issuer::new(
            "spo sandbox FREMMED udstedende-CA (TEST)",
            "spo sandbox, a stranger",
        )?;
        // Eight nines are nobody's number: they fail the check digit.
        let sandbox = CareProvider::new("99999999".parse()?, "spo sandbox");
        let holder = Holder::TokenService(sandbox);
        let token_service = TestCredential::issue(holder, TestKey::default(), &issuer, Validity::Current)?;
        let service = token_service.credential().certificate().clone();
        Ok(Self {
            trusted_callers: CardTrust::callers(vec![issuer.certificate().clone()])?,
            trusted_cards: CardTrust::token_service(vec![service])?.without_sha1(),
            vouched_for: Trust::new([issuer.certificate().clone()])?,
            issuer,
            stranger,
            token_service,
            organisation_key: TestKey::default(),
            employee_key: TestKey::default(),
            identity_provider_key: TestKey::default(),
            known: Mutex::default(),
            logins: Mutex::default(),
        })
    }

    /// The certificate that vouches for all others.
    pub fn issuer(&self) -> &Certificate {
        self.issuer.certificate()
    }

    /// The certificate that vouches for all others, in PEM.
    pub fn issuer_pem(&self) -> &str {
        self.issuer.pem()
    }

    /// The token service's certificate and key.
    pub fn token_service(&self) -> &TestCredential {
        &self.token_service
    }

    /// The certificate of an organisation or one of its systems (VOCES, FOCES), the same one every time.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when no key can be made.
    pub fn organisation(&self, organisation: CareProvider) -> Result<TestCredential, Error> {
        self.certify(Holder::Organisation(organisation), &self.organisation_key)
    }

    /// The certificate of an employee (MOCES), the same one every time. From now on the sandbox's register of persons and
    /// authorisations has what `employee` says.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when no key can be made.
    pub fn employee(&self, employee: Employee) -> Result<TestCredential, Error> {
        self.certify(Holder::Employee(employee), &self.employee_key)
    }

    fn certify(&self, holder: Holder, key: &TestKey) -> Result<TestCredential, Error> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(credential) = known.iter().find(|credential| *credential.holder() == holder) {
            return Ok(credential.clone());
        }
        let made = TestCredential::issue(holder, key.clone(), &self.issuer, Validity::Current)?;
        known.push(made.clone());
        Ok(made)
    }

    /// The employee to whom `certificate` was issued, by the number in its name, which renewals keep.
    pub(crate) fn employee_with(&self, certificate: &Certificate) -> Option<Employee> {
        let number = certificate.subject().serial_number();
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let numbered =
            |known: &&TestCredential| known.credential().certificate().subject().serial_number() == number;
        known.iter().find(numbered)?.employee().cloned()
    }

    /// The certificate of the identity provider, whose tokens the token service exchanges.
    pub(crate) fn identity_provider(&self) -> Result<TestCredential, Error> {
        let provider = CareProvider::new("99999999".parse()?, "spo sandbox identity provider");
        self.certify(Holder::Organisation(provider), &self.identity_provider_key)
    }

    /// The number by which identity providers know `employee`, the same one every time.
    pub(crate) fn known_login(&self, employee: &Employee) -> Uuid {
        let mut logins = self.logins.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((number, _)) = logins.iter().find(|(_, known)| known == employee) {
            return *number;
        }
        let number = Uuid::new_v4();
        logins.push((number, employee.clone()));
        number
    }

    /// The employee with this number (`urn:uuid:`).
    pub(crate) fn employee_logged_in(&self, number: &str) -> Option<Employee> {
        let number = Uuid::parse_str(number).ok()?;
        let logins = self.logins.lock().unwrap_or_else(PoisonError::into_inner);
        let found = logins.iter().find(|(known, _)| *known == number);
        found.map(|(_, employee)| employee.clone())
    }

    /// Whether somebody is in the register of authorisations: everybody with an authorisation who was given a certificate or
    /// has logged in.
    pub(crate) fn is_authorised(&self, cpr: Cpr) -> bool {
        let is_it = |employee: &Employee| employee.cpr == cpr && employee.authorisation.is_some();
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut certified = known.iter().filter_map(TestCredential::employee);
        let logins = self.logins.lock().unwrap_or_else(PoisonError::into_inner);
        certified.any(is_it) || logins.iter().any(|(_, employee)| is_it(employee))
    }

    /// Whether this authority issued `certificate`, and it is valid.
    pub(crate) fn judge(&self, certificate: &Certificate, now: DateTime<Utc>) -> Result<(), Distrust> {
        self.vouched_for.verify(certificate, &[], now)
    }

    /// Which cards callers may have signed.
    pub(crate) fn trusted_callers(&self) -> &CardTrust {
        &self.trusted_callers
    }

    /// Which cards registry and repository believe.
    pub(crate) fn trusted_cards(&self) -> &CardTrust {
        &self.trusted_cards
    }
}
