//! What a configuration for production refuses: whatever belongs to an environment with made-up patients.
//!
//! What that is, the environments' own files say: their authorities, their token services, their hosts.

use super::environment::Environment;
use super::{ClientConfig, TokenService};
use crate::dgws::credentials::{Certificate, Credential};
use crate::{Error, ErrorKind, Result};

/// Checks the configuration.
///
/// # Errors
/// `configuration.production`, naming the setting.
pub(super) fn check(config: &ClientConfig) -> Result<()> {
    let named = config.environment.as_deref().map(Environment::find).transpose()?;
    if !config.production {
        return match named {
            Some(named) if named.is_production() => {
                let message = format!("the environment {} handles real patients' data", named.name());
                Err(refusal(
                    "production",
                    message,
                    "Say `production`: true, or leave it out.",
                ))
            }
            _ => Ok(()),
        };
    }
    if config.danger_accept_any_server_certificate {
        let message = "the certificates of servers must be checked in production";
        let remedy = "Give the servers' authority in `trusted_roots` instead.";
        return Err(refusal("danger_accept_any_server_certificate", message, remedy));
    }
    for (path, url) in config.addresses() {
        check_address(path, url)?;
    }
    check_authorities("trusted_roots", &config.trusted_roots)?;
    match &config.token_service {
        Some(service) => check_trust(service),
        None => Ok(()),
    }
}

/// Checks whose certificate signs for the client.
///
/// # Errors
/// `configuration.production_credential`
pub(super) fn check_credential(credential: &Credential) -> Result<()> {
    let chain = credential.chain();
    let Some((certificate, environment)) = chain.iter().find_map(|one| Some((one, issuer_of(one)?))) else {
        return Ok(());
    };
    let message = format!(
        "the certificate of {} is one for tests: its authority belongs to {}",
        certificate.subject(),
        environment.name()
    );
    Err(Error::new(
        ErrorKind::Configuration,
        "configuration.production_credential",
        message,
    )
    .with_remedy(
        "Give the certificate that was issued for production, or take the test environment's configuration.",
    )
    .at("identity"))
}

fn check_address(path: &'static str, url: &str) -> Result<()> {
    const OF: [&str; 6] = [
        "endpoints.submit",
        "endpoints.update",
        "endpoints.query",
        "endpoints.retrieve",
        "token_service.url",
        "min_log.url",
    ];
    let its_host = host(url);
    let test = Environment::for_tests().find(|environment| {
        let mut addresses = OF.iter().flat_map(|path| environment.texts(path));
        addresses.any(|address| host(address).eq_ignore_ascii_case(its_host))
    });
    match test {
        Some(environment) => {
            let message = format!(
                "the address belongs to {}, where no real patient's data may go",
                environment.name()
            );
            Err(refusal(path, message, "Give the address in production."))
        }
        None => Ok(()),
    }
}

fn check_trust(service: &TokenService) -> Result<()> {
    check_authorities("token_service.certificates", &service.certificates)?;
    let name = service.common_name.as_deref();
    let test = Environment::for_tests().find(|environment| {
        environment
            .texts("token_service.common_name")
            .any(|theirs| Some(theirs) == name)
    });
    match test {
        Some(environment) => {
            let message = format!("this is the name of the token service of {}", environment.name());
            Err(refusal(
                "token_service.common_name",
                message,
                "Give the name of production's token service.",
            ))
        }
        None => Ok(()),
    }
}

fn check_authorities(path: &'static str, texts: &[String]) -> Result<()> {
    for text in texts {
        // What cannot be read is refused where it is used.
        let certificates = Certificate::from_pem_or_der(text.as_bytes()).unwrap_or_default();
        let test = certificates.iter().find_map(|one| Some((one, issuer_of(one)?)));
        if let Some((certificate, environment)) = test {
            let message = format!(
                "{} is trusted, an authority or service of {}",
                certificate.subject(),
                environment.name()
            );
            return Err(refusal(
                path,
                message,
                "Trust the authorities of production only.",
            ));
        }
    }
    Ok(())
}

/// The test environment whose authorities issued the certificate.
fn issuer_of(certificate: &Certificate) -> Option<&'static Environment> {
    Environment::for_tests().find(|environment| environment.has_issued(certificate))
}

/// The host of an address, without its port.
fn host(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = after_scheme.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default().trim_end_matches('.')
}

fn refusal(path: &'static str, message: impl Into<String>, remedy: &'static str) -> Error {
    Error::new(ErrorKind::Configuration, "configuration.production", message)
        .with_remedy(remedy)
        .at(path)
}
