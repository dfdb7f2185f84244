//! What differs between the sandbox, a test environment and production: data, not code.

mod blocks;
mod endpoints;
mod identity;
pub(super) mod layers;
mod milliseconds;
mod min_log;
mod token_service;

use serde::{Deserialize, Serialize};

pub use blocks::{BlockService, WireForm};
pub use endpoints::{Actions, Endpoints};
pub use identity::{CredentialFiles, IdentityConfig, PasswordSource, PemFiles, Pkcs12File};
pub use min_log::MinLogService;
pub use token_service::{Exchange, Exchanges, TokenService};

use super::environment::{Environment, Route};
use super::{DocumentSource, ReadAddresses, production};
use crate::dgws::headers::HeaderOptions;
use crate::model::{Code, Oid};
use crate::soap::SoapVersion;
use crate::transport::Timeouts;
use crate::xds::value_sets;
use crate::{Error, ErrorKind, Result};

/// The configuration of a [`Client`](crate::Client). JSON in a file is the usual way to keep it.
///
/// ```
/// let config = spo_core::ClientConfig::sandbox("http://127.0.0.1:8080");
/// let json = config.to_json();
/// assert_eq!(spo_core::ClientConfig::from_json(&json)?, config);
/// # Ok::<(), spo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClientConfig {
    /// The name of the environment that fills what is not said here, such as `test1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// By which way the environment's services are called. Its usual one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
    /// Whether real patients' data is handled: what belongs to test environments is then refused.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub production: bool,
    /// Where each transaction goes.
    pub endpoints: Endpoints,
    /// Who submits.
    pub source: Source,
    /// What the transactions are called.
    #[serde(default, skip_serializing_if = "is_default")]
    pub actions: Actions,
    /// The block service (MinSpærring). Without it, nobody can say whether an empty answer to a health professional is all
    /// there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocks: Option<BlockService>,
    /// Used for a document whose search result names no home community.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_community_id: Option<Oid>,
    /// Used for a document whose search result names no repository.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repository_id: Option<Oid>,
    /// SOAP 1.1 unless the endpoint demands 1.2.
    #[serde(default)]
    pub soap_version: SoapVersion,
    /// Whether messages carry WS-Addressing headers.
    #[serde(default)]
    pub ws_addressing: bool,
    /// How long to wait.
    #[serde(default, with = "milliseconds")]
    #[cfg_attr(feature = "schema", schemars(with = "milliseconds::Milliseconds"))]
    pub timeouts: Timeouts,
    /// Certificates (PEM, one or more in each text) of the authorities whose servers are trusted over TLS.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trusted_roots: Vec<String>,
    /// **Dangerous**: talks to any server that answers, whatever its certificate. Only for finding out what is wrong with
    /// a test environment; refused in production.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub danger_accept_any_server_certificate: bool,
    /// Shows the identity's certificate to servers that ask for one (mutual TLS).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tls_client_certificate: bool,
    /// Where identity cards come from. Needed by a client with an [`Identity`](crate::dgws::Identity).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_service: Option<TokenService>,
    /// How the header blocks of calls with an identity are written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub headers: HeaderOptions,
    /// Who the client is, from files. An identity that the host gives to the builder comes before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<IdentityConfig>,
    /// Where master data (stamkort) is had, such as SFSK's two addresses; from `endpoints` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub master_data: Option<ReadAddresses>,
    /// Sources that an overview asks beside the national ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further_sources: Vec<DocumentSource>,
    /// Where registrations with the national log (MinLog) go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_log: Option<MinLogService>,
    /// The file in which everything waits that is accepted and not sent yet: registrations with the log. It is made when it is
    /// not there, readable for its owner only, for patients' data is in it; clients and processes of one machine may share
    /// it. It must be on a local disk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue_file: Option<String>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// What is read of a configuration first.
#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    environment: Option<String>,
    #[serde(default)]
    route: Option<Route>,
}

/// The system that submits: what the registry's metadata says of every document it shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// An OID of the source's own. Every id the client makes is derived from it, so it must never change.
    pub id: Oid,
    /// `healthcareFacilityTypeCode`: the kind of place, a SNOMED CT code of the Danish value set, such as `22232009`
    /// for a hospital.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::FacilityType"))]
    pub facility_type: String,
    /// `practiceSettingCode`: the specialty, a SNOMED CT code of the Danish value set, such as `408443003` for
    /// general medicine.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::PracticeSetting"))]
    pub practice_setting: String,
}

impl ClientConfig {
    /// The sandbox at `base`, such as `http://127.0.0.1:8080`; any base will do for a sandbox in the same process.
    pub fn sandbox(base: &str) -> Self {
        let base = base.trim_end_matches('/');
        Self {
            environment: None,
            route: None,
            production: false,
            endpoints: Endpoints {
                submit: format!("{base}/dros/iti41"),
                update: format!("{base}/dros/iti57"),
                query: format!("{base}/ddsregistry"),
                retrieve: format!("{base}/ddsrepository"),
            },
            source: Source {
                // An arc of test OIDs without a registration (2.25 and a fixed UUID).
                id: Oid::from_uuid(uuid::Uuid::from_u128(0x5b0f_2c3e_6a41_4d7e_9a52_7c10_0d5e_0001)),
                facility_type: "22232009".to_owned(),
                practice_setting: "408443003".to_owned(),
            },
            actions: Actions::default(),
            blocks: Some(BlockService {
                wire: Some(WireForm::Provisional),
                ..BlockService::new(
                    format!("{base}/minspaerring/verification"),
                    format!("{base}/minspaerring/administration"),
                )
            }),
            home_community_id: None,
            repository_id: None,
            soap_version: SoapVersion::V11,
            ws_addressing: false,
            timeouts: Timeouts::default(),
            trusted_roots: Vec::new(),
            danger_accept_any_server_certificate: false,
            tls_client_certificate: false,
            token_service: None,
            headers: HeaderOptions::default(),
            identity: None,
            master_data: None,
            further_sources: Vec::new(),
            min_log: Some(MinLogService::new(format!("{base}/minlog"))),
            queue_file: None,
        }
    }

    /// Reads the JSON form. An unknown or missing field is named.
    ///
    /// What an [`environment`](Self::environment) says need not be said again; what is said comes before it, and `null`
    /// takes it away.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`]
    pub fn from_json(json: &str) -> Result<Self> {
        const CODE: &str = "configuration.json";
        let unusable = |error| layers::unusable(&error, CODE);
        let Named { environment, route } = crate::json::from_str(json).map_err(unusable)?;
        if let Some(name) = environment {
            let own = crate::json::from_str(json).map_err(unusable)?;
            return Environment::find(&name)?.complete(route, own, CODE);
        }
        // Read as its type at once, an error has its line.
        let config: Self = crate::json::from_str(json).map_err(unusable)?;
        config.check()?;
        Ok(config)
    }

    /// Reads the same form in TOML.
    ///
    /// ```
    /// let config = spo_core::ClientConfig::from_toml(r#"
    ///     environment = "test1"
    ///     route = "direct"
    ///     [source]
    ///     id = "1.2.208.176.1.2.3"
    ///     facility_type = "22232009"
    ///     practice_setting = "408443003"
    /// "#)?;
    /// assert!(config.endpoints.submit.ends_with("/dros/iti41"));
    /// # Ok::<(), spo_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`ClientConfig::from_json`].
    pub fn from_toml(toml: &str) -> Result<Self> {
        const CODE: &str = "configuration.toml";
        let own = layers::toml(toml)?;
        let Named { environment, route } = layers::typed(own.clone(), CODE)?;
        if let Some(name) = environment {
            return Environment::find(&name)?.complete(route, own, CODE);
        }
        let config: Self = layers::typed(own, CODE)?;
        config.check()?;
        Ok(config)
    }

    /// The JSON form. It says everything, so that reading it gives the same configuration: what the environment says and this
    /// configuration does not is `null`.
    pub fn to_json(&self) -> String {
        let Some(Ok(environment)) = self.environment.as_deref().map(Environment::find) else {
            return crate::json::to_string(self);
        };
        let mut settings = layers::value(self);
        let filled = layers::fill(environment.layer(self.route), settings.clone());
        if let Ok(again) = layers::typed::<Self>(filled, "configuration.json") {
            layers::explicit(&layers::value(&again), &mut settings);
        }
        crate::json::to_string(&settings)
    }

    /// Checks what types alone do not.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] naming the setting.
    pub fn check(&self) -> Result<()> {
        self.check_settings()?;
        production::check(self)
    }

    /// Without what costs more than a message does.
    pub(super) fn check_settings(&self) -> Result<()> {
        for (path, url) in self.addresses() {
            if !(url.starts_with("http://") || url.starts_with("https://")) {
                return Err(Error::new(
                    ErrorKind::Configuration,
                    "configuration.endpoint",
                    "an address starts with https:// (or http:// inside a closed network)",
                )
                .at(path));
            }
        }
        let times = [
            ("timeouts.connect_ms", self.timeouts.connect),
            ("timeouts.attempt_ms", self.timeouts.attempt),
            ("timeouts.total_ms", self.timeouts.total),
        ];
        for (path, time) in times {
            if time.is_zero() {
                return Err(Error::new(
                    ErrorKind::Configuration,
                    "configuration.timeout",
                    "no time is allowed",
                )
                .with_remedy("Give a number of milliseconds above zero, or leave it out for the default.")
                .at(path));
            }
        }
        self.facility_type()?;
        self.practice_setting()?;
        self.actions.check()?;
        DocumentSource::check(self)?;
        self.blocks.as_ref().map_or(Ok(()), BlockService::check)?;
        self.min_log.as_ref().map_or(Ok(()), MinLogService::check)?;
        self.headers.check()
    }

    /// Every address, with the path of its setting.
    pub(super) fn addresses(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let token_service = self.token_service.iter().flat_map(TokenService::addresses);
        let blocks = self.blocks.iter().flat_map(BlockService::addresses);
        let further = DocumentSource::addresses(self);
        let min_log = self.min_log.iter().map(|it| ("min_log.url", &it.url));
        let registry = self.endpoints.addresses();
        registry
            .chain(token_service)
            .chain(blocks)
            .chain(further)
            .chain(min_log)
    }

    /// Whether any address needs TLS.
    #[cfg(feature = "http")]
    pub(super) fn uses_tls(&self) -> bool {
        self.addresses().any(|(_, url)| url.starts_with("https://"))
    }

    pub(super) fn facility_type(&self) -> Result<Code> {
        let code = &self.source.facility_type;
        value_sets::facility_type(code)
            .ok_or_else(|| not_in_value_set("source.facility_type", code, "healthcareFacilityTypeCode"))
    }

    pub(super) fn practice_setting(&self) -> Result<Code> {
        let code = &self.source.practice_setting;
        value_sets::practice_setting(code)
            .ok_or_else(|| not_in_value_set("source.practice_setting", code, "practiceSettingCode"))
    }
}

fn not_in_value_set(path: &'static str, code: &str, value_set: &str) -> Error {
    let message = format!("\"{code}\" is not in the Danish value set of {value_set}");
    Error::new(ErrorKind::Configuration, "configuration.value_set", message)
        .with_remedy("Pick the SNOMED CT code of the value set that fits best.")
        .at(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_outside_the_value_set_is_named_with_its_setting() {
        let mut config = ClientConfig::sandbox("http://localhost");
        config.source.facility_type = "42".to_owned();
        let error = config.check().unwrap_err();
        assert_eq!(
            (error.kind(), error.details().path.as_deref()),
            (ErrorKind::Configuration, Some("source.facility_type"))
        );
    }

    #[test]
    fn a_call_that_may_take_no_time_is_refused() {
        let mut config = ClientConfig::sandbox("http://localhost");
        config.timeouts.attempt = std::time::Duration::ZERO;
        assert_eq!(
            config.check().unwrap_err().details().path.as_deref(),
            Some("timeouts.attempt_ms")
        );
    }

    #[cfg(feature = "http")]
    #[test]
    fn an_encrypted_address_needs_somebody_to_trust() {
        let error = crate::Client::new(ClientConfig::sandbox("https://localhost")).unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Configuration, "configuration.trusted_roots")
        );
    }

    #[test]
    fn a_misspelt_setting_is_named() {
        let json = ClientConfig::sandbox("http://localhost")
            .to_json()
            .replace("\"submit\"", "\"sumbit\"");
        let error = ClientConfig::from_json(&json).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains("sumbit"), "{error}");
    }
}
