//! Who the client is, as a configuration says it: where the certificate, its key and their password are kept.

use serde::{Deserialize, Deserializer, Serialize};

use crate::dgws::{Caller, IdCardRequest};

/// The identity of a client: its certificate from files, and the identity card to ask for with it.
///
/// The files are read when the client is built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IdentityConfig {
    /// The certificate and its key.
    pub credential: CredentialFiles,
    /// The identity card.
    pub card: IdCardRequest,
    /// On whose behalf data is read, unless a call names another caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller: Option<Caller>,
}

/// The files that hold a certificate (OCES-certifikat) and its private key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CredentialFiles {
    /// One file with everything (`.p12`, `.pfx`).
    Pkcs12(Pkcs12File),
    /// PEM files.
    Pem(PemFiles),
}

/// A PKCS#12 file (`.p12`, `.pfx`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pkcs12File {
    /// The file's path.
    pub file: String,
    /// The friendly name of the key, for a file that holds several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
    /// Where its password is found.
    pub password: PasswordSource,
}

/// Certificates and key in PEM. Both may be in the same file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PemFiles {
    /// The path of the file with the certificate, and its issuers if they are at hand.
    pub certificates: String,
    /// The path of the file with the private key.
    pub key: String,
    /// Where the key's password is found, when it is encrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<PasswordSource>,
}

/// Where a password is found. It never stands in the configuration itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PasswordSource {
    /// In the environment variable of this name.
    Env(String),
    /// In the file at this path; a line break at its end is not part of it.
    File(String),
}

/// By hand, because the usual messages repeat what was found, and where a password stands in the wrong place that is the
/// password.
impl<'de> Deserialize<'de> for PasswordSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let refused = || {
            serde::de::Error::custom(
                "a password does not stand in the configuration: name an environment variable as {\"env\": \"NAME\"} or a \
                 file as {\"file\": \"path\"}",
            )
        };
        let serde_json::Value::Object(map) = serde_json::Value::deserialize(deserializer)? else {
            return Err(refused());
        };
        let mut entries = map.into_iter();
        match (entries.next(), entries.next()) {
            (Some((name, serde_json::Value::String(text))), None) => match name.as_str() {
                "env" => Ok(Self::Env(text)),
                "file" => Ok(Self::File(text)),
                _ => Err(refused()),
            },
            _ => Err(refused()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_the_configuration_is_refused_and_not_repeated() {
        for json in [
            "\"Test1234\"",
            "12345678",
            r#"["Test1234"]"#,
            r#"{"text": "Test1234"}"#,
            r#"{"env": "A", "file": "Test1234"}"#,
            r#"{"env": 12345678}"#,
        ] {
            let error = serde_json::from_str::<PasswordSource>(json)
                .unwrap_err()
                .to_string();
            assert!(
                error.contains("environment variable") && !error.contains("1234"),
                "{error}"
            );
        }
    }

    #[test]
    fn where_a_password_is_found_survives_the_round_trip() {
        for source in [
            PasswordSource::Env("SPO_PASSWORD".to_owned()),
            PasswordSource::File("/run/secrets/spo".to_owned()),
        ] {
            let json = serde_json::to_string(&source).unwrap();
            assert_eq!(serde_json::from_str::<PasswordSource>(&json).unwrap(), source);
        }
    }
}
