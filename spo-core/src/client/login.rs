//! A login at work: asking the token service for what it is good for.

use chrono::{DateTime, Utc};

use super::Exchanges;
use super::signed::Tools;
use crate::dgws::credentials::Credential;
use crate::dgws::token_service::{ExchangeRequest, TokenServiceError};
use crate::dgws::{Claims, ClockSkew, Login, TokenForm};
use crate::soap::{Envelope, Incoming};
use crate::{Error, ErrorKind, Result};

/// A [`Login`] together with the service that exchanges it.
pub(super) struct Exchanged {
    login: Login,
    url: String,
    audience: String,
}

impl Exchanged {
    pub(super) fn new(login: Login, exchanges: &Exchanges) -> Result<Self> {
        let (exchange, path) = match (&login.claims, login.token.form()) {
            (Claims::Employee(card), TokenForm::Saml) => {
                card.check()?;
                (&exchanges.employee, "token_service.exchanges.employee")
            }
            (Claims::Employee(_), TokenForm::Jwt) => {
                let message = "an employee's login is exchanged as a SAML assertion, not as a JSON Web Token";
                return Err(Error::new(ErrorKind::InvalidArgument, "login.form", message)
                    .with_remedy("Give the OIOSAML assertion of the login.")
                    .at("token"));
            }
            (Claims::Citizen { .. }, TokenForm::Saml) => {
                (&exchanges.citizen, "token_service.exchanges.citizen")
            }
            (Claims::Citizen { .. }, TokenForm::Jwt) => {
                (&exchanges.citizen_jwt, "token_service.exchanges.citizen_jwt")
            }
        };
        let Some(exchange) = exchange else {
            let message = "somebody logged in, and no service is configured to exchange the login's token";
            return Err(
                Error::new(ErrorKind::Configuration, "configuration.exchange", message)
                    .with_remedy("Give the service's address and audience.")
                    .at(path),
            );
        };
        Ok(Self {
            login,
            url: exchange.url.clone(),
            audience: exchange.audience.clone(),
        })
    }

    /// The same login, for tokens of another audience.
    pub(super) fn for_audience(&self, audience: String) -> Self {
        Self {
            login: self.login.clone(),
            url: self.url.clone(),
            audience,
        }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn claims(&self) -> &Claims {
        &self.login.claims
    }

    pub(super) fn request(&self) -> ExchangeRequest<'_> {
        ExchangeRequest {
            token: &self.login.token,
            audience: &self.audience,
            claims: &self.login.claims,
        }
    }

    /// Whether there is any point in asking at `now`.
    pub(super) fn is_alive(&self, now: DateTime<Utc>) -> bool {
        self.login.is_alive(now)
    }

    /// Asks, and reads the answer with `read`.
    pub(super) fn ask<T>(
        &self,
        credential: &Credential,
        tools: Tools<'_>,
        read: impl FnOnce(&Envelope<'_>, DateTime<Utc>) -> std::result::Result<T, TokenServiceError>,
    ) -> Result<T> {
        let now = tools.context.now();
        credential.check(now)?;
        self.login.check(credential, now)?;
        let message = self
            .request()
            .sign(now, tools.context.random_uuid(), credential)?;
        let response = tools
            .transport
            .send(&message.into_request(&self.url, tools.deadline))?;
        let now = tools.context.now();
        tools.skew.note(ClockSkew::of(&response, now));
        let issued = Incoming::read(response)
            .and_then(|incoming| {
                let envelope = incoming.envelope()?;
                Ok(read(&envelope, now))
            })
            .unwrap_or_else(|error| Err(error.into()));
        issued.map_err(|error| error.of_login(tools.skew.last()))
    }
}
