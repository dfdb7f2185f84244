//! Logins for trials: what MitID and the identity providers of employers are to the national platform.
//!
//! In: who logs in, and the certificate of the system that he or she logs in to. Out: the token of the login, as
//! [`Identity::employee_login`](spo_core::dgws::Identity::employee_login) and
//! [`Identity::citizen`](spo_core::dgws::Identity::citizen) take it.

mod assertion;
mod jwt;

use chrono::TimeDelta;
use spo_core::dgws::{BootstrapToken, OnBehalfOf};
use spo_core::{Cpr, Error};

pub(crate) use assertion::Assertion;
pub(crate) use jwt::{JwtClaims, read as read_jwt};

use crate::{Authority, Employee, Sandbox, TestCredential};

/// The `Issuer` of the tokens.
pub(crate) const IDENTITY_PROVIDER: &str = "https://spo-sandbox-idp.invalid";
/// For whom an employee's token is, as on the national platform.
pub(crate) const EMPLOYEE_AUDIENCE: &str = "https://sts.sosi.dk/";
/// For whom a citizen's token is, as on the national platform's test environments.
pub(crate) const CITIZEN_AUDIENCE: &str = "https://bootstrap.sts.nspop.dk/";
/// How long a login can be exchanged.
const LIFE: TimeDelta = TimeDelta::hours(1);

/// The CPR number of whoever logged in (OIOSAML 3).
pub(crate) const CPR: &str = "https://data.gov.dk/model/core/eid/cprNumber";
const SPECIFICATION: &str = "https://data.gov.dk/model/core/specVersion";
const HEALTH_SPECIFICATION: &str = "https://healthcare.data.gov.dk/model/core/specVersion";
const ASSURANCE: &str = "https://data.gov.dk/concept/core/nsis/loa";
const PROFESSIONAL: &str = "https://data.gov.dk/model/core/eid/professional/uuid/persistent";
const CVR: &str = "https://data.gov.dk/model/core/eid/professional/cvr";
const ORGANISATION: &str = "https://data.gov.dk/model/core/eid/professional/orgName";

impl Sandbox {
    /// Lets `employee` log in to `system`: the token (OIOSAML 3) is bound to the system's key and lasts an hour. From now on
    /// the sandbox's registers have what `employee` says.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when the token cannot be signed.
    pub fn employee_login(
        &self,
        employee: &Employee,
        system: &TestCredential,
    ) -> Result<BootstrapToken, Error> {
        let authority = self.authority()?;
        let number = authority.known_login(employee).urn().to_string();
        let mut assertion = self.login_at(EMPLOYEE_AUDIENCE, &number, system);
        let organisation = &employee.organisation;
        for (name, value) in [
            (SPECIFICATION, "OIO-SAML-3.0"),
            (HEALTH_SPECIFICATION, "OIO-SAML-H-3.0"),
            (ASSURANCE, "High"),
            (PROFESSIONAL, number.as_str()),
            (CVR, organisation.cvr.as_str()),
            (ORGANISATION, organisation.name.as_str()),
        ] {
            assertion.attributes.push((name, value.to_owned()));
        }
        signed(&assertion, authority)
    }

    /// Lets a citizen log in to the portal `system`: the token (OIOSAML 3) is bound to the portal's key and lasts an hour.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when the token cannot be signed.
    pub fn citizen_login(&self, cpr: Cpr, system: &TestCredential) -> Result<BootstrapToken, Error> {
        let subject = format!("dk:gov:saml:attribute:CprNumberIdentifier:{}", cpr.as_str());
        let mut assertion = self.login_at(CITIZEN_AUDIENCE, &subject, system);
        for (name, value) in [
            (SPECIFICATION, "OIO-SAML-3.0"),
            (ASSURANCE, "Substantial"),
            (CPR, cpr.as_str()),
        ] {
            assertion.attributes.push((name, value.to_owned()));
        }
        signed(&assertion, self.authority()?)
    }

    /// The same with a JSON Web Token (OpenID Connect, RS256), which is bound to the portal's certificate (RFC 8705).
    ///
    /// # Errors
    /// [`ErrorKind::Internal`](spo_core::ErrorKind::Internal), when the token cannot be signed.
    pub fn citizen_login_jwt(&self, cpr: Cpr, system: &TestCredential) -> Result<BootstrapToken, Error> {
        let now = self.clock().now();
        let claims = JwtClaims {
            cpr: cpr.as_str().to_owned(),
            issued: now,
            until: now + LIFE,
            holder: system.credential().certificate().sha256_fingerprint(),
        };
        let provider = self.authority()?.identity_provider()?;
        BootstrapToken::from_jwt(&jwt::sign(&claims, provider.credential())?)
    }

    /// Who may act for whom: each citizen with the other and what gives the right. Nobody may to begin with.
    pub fn set_relations(&self, relations: impl IntoIterator<Item = (Cpr, OnBehalfOf)>) {
        self.settings().relations = relations.into_iter().collect();
    }

    fn login_at(&self, audience: &str, subject: &str, system: &TestCredential) -> Assertion {
        let context = self.clock();
        let now = context.now();
        Assertion {
            id: context.random_uuid(),
            issuer: IDENTITY_PROVIDER,
            subject: subject.to_owned(),
            holder: system.credential().certificate().clone(),
            issued: now,
            not_before: None,
            until: now + LIFE,
            audience: audience.to_owned(),
            attributes: Vec::new(),
        }
    }
}

fn signed(assertion: &Assertion, authority: &Authority) -> Result<BootstrapToken, Error> {
    let provider = authority.identity_provider()?;
    BootstrapToken::from_saml(assertion.sign(provider.credential())?.as_bytes())
}
