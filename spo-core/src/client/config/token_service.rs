//! Where identity cards and tokens come from, and which are believed.

use serde::{Deserialize, Serialize};

use crate::dgws::CardTrust;
use crate::dgws::credentials::Certificate;
use crate::{Error, ErrorKind, Result};

/// The token service (STS) of an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TokenService {
    /// Its address, such as `https://.../sts/services/NewSecurityTokenService`.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^https?://")))]
    pub url: String,
    /// Certificates (PEM, one or more in each text): its own, or with [`common_name`](Self::common_name) those of its
    /// issuers. A card signed by anybody else is refused before anything is sent.
    pub certificates: Vec<String>,
    /// The name (`CN`) in its certificate, when that is trusted through its issuer. The same issuer vouches for every
    /// caller's certificate, too, so the name is what tells the token service from them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common_name: Option<String>,
    /// Refuses cards that are signed with SHA-1, which the national token service still does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub refuse_sha1: bool,
    /// Where logins are exchanged.
    #[serde(default, skip_serializing_if = "Exchanges::is_empty")]
    pub exchanges: Exchanges,
}

/// The services that exchange the token of a login. What is absent cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Exchanges {
    /// An employee's assertion for an identity card (`BST2SOSI`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employee: Option<Exchange>,
    /// A citizen's assertion for an identity token (`Bst2Idws`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citizen: Option<Exchange>,
    /// A citizen's JSON Web Token for an identity token (`JWT2Idws`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citizen_jwt: Option<Exchange>,
}

/// One service that exchanges tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// Its address, such as `https://.../sts/services/BST2SOSI`.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^https?://")))]
    pub url: String,
    /// For whom the new card or token is: `https://audience.nspop.dk/dgws` for cards, the audience of the document
    /// sharing service for citizens' tokens.
    pub audience: String,
}

impl Exchanges {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Exchange {
    /// The service at `url`, for tokens for `audience`.
    pub fn new(url: impl Into<String>, audience: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            audience: audience.into(),
        }
    }
}

impl TokenService {
    /// A token service whose own certificates are known.
    pub fn new(url: impl Into<String>, certificates: Vec<String>) -> Self {
        Self {
            url: url.into(),
            certificates,
            common_name: None,
            refuse_sha1: false,
            exchanges: Exchanges::default(),
        }
    }

    /// Every address, with the path of its setting.
    pub(super) fn addresses(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let Exchanges {
            employee,
            citizen,
            citizen_jwt,
        } = &self.exchanges;
        let exchanges = [
            ("token_service.exchanges.employee.url", employee),
            ("token_service.exchanges.citizen.url", citizen),
            ("token_service.exchanges.citizen_jwt.url", citizen_jwt),
        ];
        let exchanges = exchanges
            .into_iter()
            .filter_map(|(path, exchange)| Some((path, &exchange.as_ref()?.url)));
        std::iter::once(("token_service.url", &self.url)).chain(exchanges)
    }

    /// Which cards are believed.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`], when a certificate is missing or cannot be read, and when an issuer's stands without a
    /// common name beside it.
    pub fn trust(&self) -> Result<CardTrust> {
        let unusable = |error: crate::dgws::credentials::CredentialError| {
            Error::new(
                ErrorKind::Configuration,
                "configuration.card_trust",
                error.to_string(),
            )
            .with_remedy(
                "Give the certificates of the token service, or its issuers' together with its common name.",
            )
            .at("token_service.certificates")
        };
        let mut certificates = Vec::new();
        for text in &self.certificates {
            certificates.extend(Certificate::from_pem_or_der(text.as_bytes()).map_err(unusable)?);
        }
        let trust = match &self.common_name {
            None => CardTrust::token_service(certificates),
            Some(name) => CardTrust::token_service_named(name, certificates),
        };
        let trust = trust.map_err(unusable)?;
        Ok(if self.refuse_sha1 {
            trust.without_sha1()
        } else {
            trust
        })
    }
}
