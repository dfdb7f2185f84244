//! Where identity cards come from, and which are believed.

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
}

impl TokenService {
    /// A token service whose own certificates are known.
    pub fn new(url: impl Into<String>, certificates: Vec<String>) -> Self {
        Self {
            url: url.into(),
            certificates,
            common_name: None,
            refuse_sha1: false,
        }
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
