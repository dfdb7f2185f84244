//! Why a credential cannot be used, and what to do about it.

use std::fmt;

use chrono::{DateTime, Utc};

use crate::dgws::signature::SignError;
use crate::error::{Error, ErrorKind, redact};

/// A certificate with its key could not be read, or must not be used. Never holds key bytes or passwords.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialError {
    /// The password is wrong. In a file without a checksum this is how damage shows, too.
    #[error("the password does not open {what}")]
    WrongPassword {
        /// What is locked: the file, or the key in it.
        what: &'static str,
    },
    /// The private key is encrypted and no password was given.
    #[error("the private key is encrypted, and no password was given")]
    PasswordMissing,
    /// The bytes are cut short or altered.
    #[error("{what} cannot be read: {problem}")]
    Damaged {
        /// Which part.
        what: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// It is a file of another kind.
    #[error("a PKCS#12 file (.p12, .pfx) was expected, and this is {found}")]
    WrongFormat {
        /// What it looks like.
        found: &'static str,
    },
    /// There is no private key in it.
    #[error("there is no private key in it")]
    NoKey,
    /// There is no certificate in it.
    #[error("there is no certificate in it")]
    NoCertificate,
    /// There are several keys, and none was chosen.
    #[error("it holds several keys: {}", Listed(names))]
    SeveralKeys {
        /// Their friendly names, as far as they have one.
        names: Vec<String>,
    },
    /// No key has the given name.
    #[error("no key in it has the given name; it holds: {}", Listed(names))]
    NoSuchKey {
        /// The friendly names it does hold.
        names: Vec<String>,
    },
    /// The private key belongs to another certificate.
    #[error("the private key does not belong to the certificate of {certificate}")]
    KeyMismatch {
        /// The holder of the certificate.
        certificate: String,
    },
    /// The RSA key is too small to be safe, or too large to be used.
    #[error("the RSA key has {bits} bits; from 2048 to 4096 can be used")]
    KeySize {
        /// Its length.
        bits: u32,
    },
    /// The key is not RSA.
    #[error("the key is of type {algorithm}; identity cards are signed with RSA keys")]
    UnsupportedKey {
        /// Its type: a name, or a dotted object identifier.
        algorithm: String,
    },
    /// The file is encrypted or protected by a method this library does not know, or with parameters beyond reason.
    #[error("the encryption {algorithm} is not supported")]
    UnsupportedEncryption {
        /// The method: a name, or a dotted object identifier.
        algorithm: String,
    },
    /// The certificate's time is over.
    #[error("the certificate of {certificate} expired at {since}")]
    Expired {
        /// Its holder.
        certificate: String,
        /// Its last moment.
        since: DateTime<Utc>,
    },
    /// The certificate's time has not come.
    #[error("the certificate of {certificate} is not valid before {from}")]
    NotYetValid {
        /// Its holder.
        certificate: String,
        /// Its first moment.
        from: DateTime<Utc>,
    },
    /// The host's key was asked to prove that it belongs to the certificate, and did not sign.
    #[error(transparent)]
    Signer(#[from] SignError),
    /// TLS client authentication needs the key itself, and it is kept by the host.
    #[error("the private key is kept elsewhere and cannot authenticate a TLS connection")]
    KeyNotExportable,
}

impl CredentialError {
    /// The stable code, as in [`Error::code`].
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongPassword { .. } => "credential.wrong_password",
            Self::PasswordMissing => "credential.password_missing",
            Self::Damaged { .. } => "credential.damaged",
            Self::WrongFormat { .. } => "credential.wrong_format",
            Self::NoKey => "credential.no_key",
            Self::NoCertificate => "credential.no_certificate",
            Self::SeveralKeys { .. } => "credential.several_keys",
            Self::NoSuchKey { .. } => "credential.no_such_key",
            Self::KeyMismatch { .. } => "credential.key_mismatch",
            Self::KeySize { .. } => "credential.key_size",
            Self::UnsupportedKey { .. } => "credential.unsupported_key",
            Self::UnsupportedEncryption { .. } => "credential.unsupported_encryption",
            Self::Expired { .. } => "credential.expired",
            Self::NotYetValid { .. } => "credential.not_yet_valid",
            Self::Signer(error) => error.code(),
            Self::KeyNotExportable => "credential.key_not_exportable",
        }
    }

    /// What to do about it.
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::WrongPassword { .. } => "Give the password the file was exported with.",
            Self::PasswordMissing => "Give the key's password.",
            Self::Damaged { .. } => "Copy or export the file again, in binary mode.",
            Self::WrongFormat { .. } => {
                "Convert it: keytool -importkeystore for a Java keystore, openssl pkcs12 -export for PEM and DER; \
                 or give PEM files as such."
            }
            Self::NoKey => "Export the certificate again together with its private key.",
            Self::NoCertificate => "Give the certificate, in PEM, with -----BEGIN CERTIFICATE-----.",
            Self::SeveralKeys { .. } => "Choose one by its friendly name.",
            Self::NoSuchKey { .. } => "Give one of the listed names exactly.",
            Self::KeyMismatch { .. } => "Give the key and the certificate of the same order.",
            Self::KeySize { .. } => "Order an OCES3 certificate; its key has 3072 bits.",
            Self::UnsupportedKey { .. } => "Give an OCES3 certificate with its RSA key.",
            Self::UnsupportedEncryption { .. } => {
                "Export the file again with AES-256 (the default of OpenSSL 3 and Java 17)."
            }
            Self::Expired { .. } => "Install the renewed certificate, ordered at MitID Erhverv.",
            Self::NotYetValid { .. } => "Check this machine's clock, or wait until the certificate is valid.",
            Self::Signer(_) => "Check the key where it is kept.",
            Self::KeyNotExportable => {
                "Give a PKCS#12 file or PEM pair for TLS, or let the host's own transport authenticate."
            }
        }
    }
}

impl From<CredentialError> for Error {
    fn from(error: CredentialError) -> Self {
        if let CredentialError::Signer(error) = error {
            return error.into();
        }
        // Names come from the file.
        let message = redact(&error.to_string()).into_owned();
        Error::new(ErrorKind::Configuration, error.code(), message)
            .with_remedy(error.remedy())
            .with_source(error)
    }
}

/// Names for a message, CPR numbers masked.
struct Listed<'a>(&'a [String]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none has a name");
        }
        for (at, name) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(", ")?;
            }
            write!(f, "\"{}\"", redact(name))?;
        }
        Ok(())
    }
}
