//! The block service (MinSpærring): where it is, and whether its unpublished messages may be guessed.

use serde::{Deserialize, Serialize};

use crate::blocks::WhenUnavailable;
use crate::{Error, ErrorKind, Result};

/// The block service (MinSpærring).
///
/// How its messages look is not published, and [`wire`](crate::blocks::wire) is a guess. So it may be at a sandbox's address
/// only, on this machine or in this process, unless [`wire`](Self::wire) says by name that the guess shall be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BlockService {
    /// Whether somebody may see something (Samtykkeverifikation).
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^https?://")))]
    pub verification: String,
    /// A citizen's registrations (Samtykkeadministration).
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^https?://")))]
    pub administration: String,
    /// The audience of the tokens that citizens call with. Needed by a client with a citizen's login.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// What becomes of data while the service cannot be asked: it is hidden, unless the host decides otherwise.
    #[serde(default, skip_serializing_if = "is_default")]
    pub when_unavailable: WhenUnavailable,
    /// `provisional` sends the guessed messages to any address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wire: Option<WireForm>,
}

/// A form of the block service's messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WireForm {
    /// This library's guess.
    Provisional,
}

fn is_default(value: &WhenUnavailable) -> bool {
    *value == WhenUnavailable::default()
}

impl BlockService {
    /// The service at these addresses: for verification and for administration.
    pub fn new(verification: impl Into<String>, administration: impl Into<String>) -> Self {
        Self {
            verification: verification.into(),
            administration: administration.into(),
            audience: None,
            when_unavailable: WhenUnavailable::default(),
            wire: None,
        }
    }

    /// Every address, with the path of its setting.
    pub(in crate::client) fn addresses(&self) -> impl Iterator<Item = (&'static str, &String)> {
        [
            ("blocks.verification", &self.verification),
            ("blocks.administration", &self.administration),
        ]
        .into_iter()
    }

    /// Refuses to guess before the real service.
    pub(super) fn check(&self) -> Result<()> {
        let foreign = self.addresses().find(|(_, url)| !is_a_sandboxs(url));
        match (foreign, self.wire) {
            (Some((path, _)), None) => {
                let message = "how the block service's messages look is not published, and this library's guess is for the sandbox";
                Err(
                    Error::new(ErrorKind::Configuration, "configuration.provisional", message)
                        .with_remedy(
                            "Leave `blocks` out, or say `wire` = \"provisional\" in it to send the guess all the same.",
                        )
                        .at(path),
                )
            }
            _ => Ok(()),
        }
    }
}

/// Whether the host of `url` is this machine, or one that never exists (RFC 2606).
fn is_a_sandboxs(url: &str) -> bool {
    let authority = url.split_once("://").map_or("", |(_, rest)| rest);
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match authority.rsplit_once('@') {
        // Who hides a host behind a user's name is no sandbox.
        Some(_) => return false,
        None => authority,
    };
    let name = match host.strip_prefix('[') {
        Some(address) => address.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let is_loopback = name
        .parse::<std::net::IpAddr>()
        .is_ok_and(|address| address.is_loopback());
    let name = name.to_ascii_lowercase();
    is_loopback || name == "localhost" || name.ends_with(".invalid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guess_goes_to_a_sandbox_alone_unless_somebody_wants_it_by_name() {
        let sandboxes = [
            "http://127.0.0.1:8080/x",
            "http://localhost/x",
            "http://[::1]:80/x",
            "https://sandbox.invalid",
        ];
        for url in sandboxes {
            assert!(BlockService::new(url, url).check().is_ok(), "{url}");
        }
        let foreign = [
            "https://test1.ekstern-test.nspop.dk:8443/x",
            "http://localhost.example.dk/",
            "http://localhost@example.dk/",
            "http://10.0.0.1/",
            "http://example.dk/.invalid",
        ];
        for url in foreign {
            let mut service = BlockService::new("http://localhost/", url);
            let error = service.check().unwrap_err();
            assert_eq!(
                (error.code(), error.details().path.as_deref()),
                ("configuration.provisional", Some("blocks.administration")),
                "{url}"
            );
            service.wire = Some(WireForm::Provisional);
            assert!(service.check().is_ok());
        }
    }
}
