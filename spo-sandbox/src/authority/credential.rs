//! A certificate for trials, with its key.

use std::fmt;

use spo_core::Error;
use spo_core::dgws::credentials::Credential;
use spo_core::dgws::{IdCardRequest, Identity};
use uuid::Uuid;

use super::Authority;
use super::issue::{Issuer, Validity};
use super::key::TestKey;
use super::people::{Employee, Holder};

/// The name under which the sandbox's identities call (`medcom:ITSystemName`).
const SYSTEM_NAME: &str = "spo";

/// A certificate that the sandbox's authority issued, with its key: for a client in this process as it is, for others as
/// PEM. The key is worth nothing outside the sandbox, so it is given out freely.
///
/// All organisations of a process have one key, and all employees another, because making keys takes time. Cheap to clone.
#[derive(Clone)]
pub struct TestCredential {
    holder: Holder,
    key: TestKey,
    key_pem: String,
    certificate_pem: String,
    credential: Credential,
}

impl TestCredential {
    pub(super) fn issue(
        holder: Holder,
        key: TestKey,
        issuer: &Issuer,
        validity: Validity,
    ) -> Result<Self, Error> {
        let number = format!("UI:DK-{}:G:{}", holder.letter(), Uuid::new_v4());
        Self::issue_as(&number, holder, key, issuer, validity)
    }

    fn issue_as(
        serial_number: &str,
        holder: Holder,
        key: TestKey,
        issuer: &Issuer,
        validity: Validity,
    ) -> Result<Self, Error> {
        let certificate_pem = issuer.certify(&holder, serial_number, &key.pair()?, validity)?;
        let key_pem = key.pem()?.to_owned();
        let credential = Credential::from_pem(certificate_pem.as_bytes(), key_pem.as_bytes(), None)?;
        Ok(Self {
            holder,
            key,
            key_pem,
            certificate_pem,
            credential,
        })
    }

    /// The same holder's certificate, otherwise.
    fn reissue(&self, issuer: &Issuer, validity: Validity) -> Result<Self, Error> {
        let certificate = self.credential.certificate();
        let number = certificate.subject().serial_number();
        Self::issue_as(number, self.holder.clone(), self.key.clone(), issuer, validity)
    }

    /// The certificate in PEM.
    pub fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// The key in PEM: PKCS#8, not encrypted.
    pub fn key_pem(&self) -> &str {
        &self.key_pem
    }

    /// Certificate and key, ready to sign with.
    pub fn credential(&self) -> &Credential {
        &self.credential
    }

    /// The identity card that the holder asks for: a system's or a user's.
    pub fn card(&self) -> IdCardRequest {
        let organisation = self.holder.organisation().clone();
        match &self.holder {
            Holder::Employee(employee) => {
                IdCardRequest::user(SYSTEM_NAME, organisation, employee.card_user())
            }
            _ => IdCardRequest::system(SYSTEM_NAME, organisation),
        }
    }

    /// The holder as a client's identity.
    pub fn identity(&self) -> Identity {
        Identity::new(self.credential.clone(), self.card())
    }

    /// The employee, if the holder is one.
    pub fn employee(&self) -> Option<&Employee> {
        match &self.holder {
            Holder::Employee(employee) => Some(employee),
            _ => None,
        }
    }

    /// The holder's next certificate, as after a renewal.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when it cannot be made.
    pub fn renewed(&self) -> Result<Self, Error> {
        self.reissue(&Authority::of_this_process()?.issuer, Validity::Current)
    }

    /// A certificate of the holder that ran out with the year 2000.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when it cannot be made.
    pub fn expired(&self) -> Result<Self, Error> {
        self.reissue(&Authority::of_this_process()?.issuer, Validity::Past)
    }

    /// A certificate of the holder that is valid from the year 2098.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when it cannot be made.
    pub fn not_yet_valid(&self) -> Result<Self, Error> {
        self.reissue(&Authority::of_this_process()?.issuer, Validity::Future)
    }

    /// A certificate in the holder's name by an authority that nobody trusts.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when it cannot be made.
    pub fn by_a_stranger(&self) -> Result<Self, Error> {
        self.reissue(&Authority::of_this_process()?.stranger, Validity::Current)
    }

    pub(super) fn holder(&self) -> &Holder {
        &self.holder
    }
}

impl fmt::Debug for TestCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestCredential")
            .field("credential", &self.credential)
            .finish_non_exhaustive()
    }
}
