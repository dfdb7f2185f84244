//! The client's identity: who it is, read from the files that the configuration names, and read again when they change.

use std::fs::File;
use std::io::Read;

use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

use super::{CredentialFiles, IdentityConfig, PasswordSource, PemFiles, Pkcs12File};
use crate::dgws::Identity;
use crate::dgws::credentials::{Credential, CredentialError, Secret, Validity};
use crate::{Error, ErrorKind, Result};

/// The identity that the configuration describes.
///
/// # Errors
/// [`ErrorKind::Configuration`] naming the file and the setting.
pub(super) fn read(config: &IdentityConfig) -> Result<Identity> {
    config.card.check().map_err(|error| {
        let path = error.details().path.clone().unwrap_or_default();
        Error::new(
            ErrorKind::Configuration,
            "configuration.card",
            error.message().to_owned(),
        )
        .at(format!("identity.card.{path}"))
    })?;
    let identity = Identity::new(credential(&config.credential)?, config.card.clone());
    Ok(match &config.caller {
        Some(caller) => identity.with_caller(caller.clone()),
        None => identity,
    })
}

/// The credential in the files, as they are now.
///
/// # Errors
/// As for [`read`].
pub(super) fn credential(files: &CredentialFiles) -> Result<Credential> {
    match files {
        CredentialFiles::Pkcs12(files) => pkcs12(files),
        CredentialFiles::Pem(files) => pem(files),
    }
}

#[cfg(feature = "pkcs12")]
fn pkcs12(files: &Pkcs12File) -> Result<Credential> {
    const FILE: &str = "identity.credential.pkcs12.file";
    let Pkcs12File {
        file,
        alias,
        password,
    } = files;
    let bytes = read_file(FILE, file)?;
    let password = read_password("identity.credential.pkcs12.password", password)?;
    let credential = match alias {
        None => Credential::from_pkcs12(&bytes, &password),
        Some(alias) => Credential::from_pkcs12_named(&bytes, &password, alias),
    };
    credential.map_err(|error| {
        let path = match &error {
            CredentialError::WrongPassword { .. } => "identity.credential.pkcs12.password",
            CredentialError::SeveralKeys { .. } | CredentialError::NoSuchKey { .. } => {
                "identity.credential.pkcs12.alias"
            }
            _ => FILE,
        };
        unusable(path, file, error)
    })
}

#[cfg(not(feature = "pkcs12"))]
fn pkcs12(_: &Pkcs12File) -> Result<Credential> {
    let message = "this build cannot read PKCS#12 files";
    Err(Error::new(ErrorKind::Configuration, "identity.file", message)
        .with_remedy("Give PEM files, or enable the feature `pkcs12`.")
        .at("identity.credential.pkcs12"))
}

fn pem(files: &PemFiles) -> Result<Credential> {
    const KEY: &str = "identity.credential.pem.key";
    const PASSWORD: &str = "identity.credential.pem.password";
    let certificates = read_file("identity.credential.pem.certificates", &files.certificates)?;
    let key = read_file(KEY, &files.key)?;
    let password = files.password.as_ref();
    let password = password
        .map(|password| read_password(PASSWORD, password))
        .transpose()?;
    Credential::from_pem(&certificates, &key, password.as_ref()).map_err(|error| match &error {
        CredentialError::NoCertificate => {
            unusable("identity.credential.pem.certificates", &files.certificates, error)
        }
        CredentialError::WrongPassword { .. } | CredentialError::PasswordMissing => {
            unusable(PASSWORD, &files.key, error)
        }
        _ => unusable(KEY, &files.key, error),
    })
}

/// A certificate is refused when it cannot be used at `now`; one whose end is near is told of in the log.
///
/// # Errors
/// `credential.expired`, `credential.not_yet_valid`.
pub(super) fn check_validity(credential: &Credential, now: DateTime<Utc>) -> Result<Validity> {
    let validity = credential.check(now)?;
    if let Validity::ExpiresSoon { days } = validity {
        log::warn!(
            target: "spo",
            "{days} days left of the certificate that signs for this client, {}: order the next one",
            credential.certificate()
        );
    }
    Ok(validity)
}

fn read_password(path: &'static str, source: &PasswordSource) -> Result<Secret> {
    match source {
        PasswordSource::Env(name) => {
            let problem = match std::env::var(name) {
                Ok(password) => return Ok(Secret::new(password)),
                Err(std::env::VarError::NotPresent) => "is not set",
                Err(std::env::VarError::NotUnicode(_)) => "is not UTF-8",
            };
            Err(unreadable(
                path,
                &format!("the environment variable {name} {problem}"),
                "Set it for this process, or name another.",
            ))
        }
        PasswordSource::File(file) => {
            let bytes = read_file(path, file)?;
            let text = std::str::from_utf8(&bytes).map_err(|_| {
                unreadable(
                    path,
                    &format!("{file} is not UTF-8"),
                    "Save the password as UTF-8.",
                )
            })?;
            let line = text.strip_suffix('\n').unwrap_or(text);
            Ok(Secret::new(line.strip_suffix('\r').unwrap_or(line)))
        }
    }
}

/// The bytes are wiped when they are dropped: there may be a key in them.
fn read_file(path: &'static str, file: &str) -> Result<Zeroizing<Vec<u8>>> {
    const MOST: u64 = 1 << 20;
    let failed = |error: std::io::Error| {
        unreadable(
            path,
            &format!("{file} cannot be read: {error}"),
            "Check the path, which counts from the folder that the program runs in, and who may read the file.",
        )
    };
    // Room for all of it from the start, so that no copy is left behind in growing.
    let mut bytes = Zeroizing::new(Vec::with_capacity(64 << 10));
    let opened = File::open(file).map_err(failed)?;
    opened.take(MOST + 1).read_to_end(&mut bytes).map_err(failed)?;
    match u64::try_from(bytes.len()) {
        Ok(length) if length <= MOST => Ok(bytes),
        _ => Err(unreadable(
            path,
            &format!("{file} is larger than a file of this kind can be"),
            "Check the path.",
        )),
    }
}

fn unreadable(path: &'static str, message: &str, remedy: &'static str) -> Error {
    let message = crate::redact(message).into_owned();
    Error::new(ErrorKind::Configuration, "identity.file", message)
        .with_remedy(remedy)
        .at(path)
}

fn unusable(path: &'static str, file: &str, error: CredentialError) -> Error {
    let message = crate::redact(&format!("{file}: {error}")).into_owned();
    Error::new(ErrorKind::Configuration, error.code(), message)
        .with_remedy(error.remedy())
        .with_source(error)
        .at(path)
}
