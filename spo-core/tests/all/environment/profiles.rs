//! The environments that come with the library, and configurations that name one.

use base64::Engine as _;
use chrono::{DateTime, Utc};
use spo_core::dgws::credentials::{Certificate, Trust};
use spo_core::dgws::{IdCard, IdCardError, Level};
use spo_core::xml::{Document, Element, Limits, Namespace};
use spo_core::{ClientConfig, Environment, ErrorKind, Route};

use super::source;
use crate::dgws::identity::parties::parties;
use crate::support::{files, read, repository, shared_data};

const ROUTES: [Route; 2] = [Route::Direct, Route::Decoupling];

/// A configuration file for production that gives everything the agreement gives.
pub(super) fn production_file(certificates: &str, common_name: &str) -> String {
    format!(
        r#"
environment = "production"
[source]
id = "1.2.208.176.1.2.3"
facility_type = "22232009"
practice_setting = "408443003"
[endpoints]
submit = "http://nsp.example.dk:8080/decoupling/nspservices/aftaler"
update = "http://nsp.example.dk:8080/decoupling/nspservices/aftaler"
query = "http://nsp.example.dk:8080/decoupling"
retrieve = "http://nsp.example.dk:8080/decoupling"
[token_service]
url = "http://nsp.example.dk:8080/sts/services/NewSecurityTokenService"
common_name = "{common_name}"
certificates = ['''
{certificates}''']
"#
    )
}

fn test_environments() -> impl Iterator<Item = &'static str> {
    Environment::names().filter(|name| name.starts_with("test") || *name == "prodtest")
}

#[test]
fn every_file_comes_with_the_library_under_its_own_name() {
    let mut names: Vec<_> = Environment::names().collect();
    names.sort_unstable();
    let folder = repository().join("spo-core/environments");
    let files: Vec<_> = files(&folder, "toml")
        .iter()
        .map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, files);
    for name in names {
        let environment = Environment::named(name).unwrap();
        assert_eq!(environment.is_production(), name == "production");
        assert!(!environment.about().is_empty());
    }
}

#[test]
fn an_unknown_environment_is_answered_with_those_there_are() {
    let json = r#"{"environment": "test3", "source": {}}"#;
    for error in [
        Environment::named("test3").unwrap_err(),
        ClientConfig::from_json(json).unwrap_err(),
        ClientConfig::from_toml("environment = 'test3'").unwrap_err(),
    ] {
        assert_eq!(error.code(), "configuration.environment");
        assert!(
            error
                .message()
                .contains("sandbox, test1, test2, prodtest, production"),
            "{error}"
        );
    }
}

#[test]
fn a_test_environment_needs_only_the_source() {
    for name in test_environments() {
        for route in ROUTES {
            let config = Environment::named(name)
                .unwrap()
                .client_config(route, source())
                .unwrap();
            assert!(!config.production && config.token_service.as_ref().unwrap().trust().is_ok());
            assert!(
                config
                    .endpoints
                    .submit
                    .starts_with(&format!("https://{name}-cnsp."))
            );
            assert_eq!(
                config.endpoints.query.ends_with("/decoupling"),
                route == Route::Decoupling
            );
            let home = config.home_community_id.as_ref().unwrap().as_str();
            let repository = config.repository_id.as_ref().unwrap().as_str();
            assert_eq!(repository, format!("{home}.11"));
        }
    }
}

#[test]
fn the_sandbox_needs_nothing() {
    let named = ClientConfig::from_toml("environment = 'sandbox'").unwrap();
    let mut plain = ClientConfig::sandbox("http://sandbox.invalid");
    plain.environment = Some("sandbox".into());
    assert_eq!(named, plain);
}

#[test]
fn what_a_file_says_comes_before_its_environment_and_null_takes_away() {
    let config = ClientConfig::from_json(
        r#"{
            "environment": "test2",
            "route": "direct",
            "source": {"id": "1.2.208.176.1.2.3", "facility_type": "22232009", "practice_setting": "408443003"},
            "endpoints": {"submit": "https://gateway.example.dk/41"},
            "token_service": {"refuse_sha1": true},
            "repository_id": null
        }"#,
    )
    .unwrap();
    let theirs = Environment::named("test2")
        .unwrap()
        .client_config(Route::Direct, source())
        .unwrap();
    assert_eq!(config.endpoints.submit, "https://gateway.example.dk/41");
    assert_eq!(config.endpoints.query, theirs.endpoints.query);
    let (service, their_service) = (config.token_service.unwrap(), theirs.token_service.unwrap());
    assert!(service.refuse_sha1 && !their_service.refuse_sha1);
    assert_eq!(service.certificates, their_service.certificates);
    assert_eq!(
        (config.repository_id, config.home_community_id),
        (None, theirs.home_community_id)
    );
}

#[test]
fn a_misspelt_setting_beside_an_environment_is_named() {
    for error in [
        ClientConfig::from_toml("environment = 'sandbox'\n[endpoints]\nsumbit = 'http://x'").unwrap_err(),
        ClientConfig::from_json(r#"{"environment": "sandbox", "endpoints": {"sumbit": "http://x"}}"#)
            .unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains("sumbit"), "{error}");
    }
}

#[test]
fn a_configuration_written_and_read_again_is_the_same() {
    for name in Environment::names().filter(|name| *name != "production") {
        for route in ROUTES {
            let config = Environment::named(name)
                .unwrap()
                .client_config(route, source())
                .unwrap();
            assert_eq!(ClientConfig::from_json(&config.to_json()).unwrap(), config);
            assert!(!config.to_json().contains("null"), "{}", config.to_json());
            // Also where the host took away what the environment says.
            let bare = ClientConfig {
                route: None,
                repository_id: None,
                home_community_id: None,
                token_service: None,
                ..config
            };
            let json = bare.to_json();
            let again = ClientConfig::from_json(&json).unwrap();
            assert_eq!((&again, again.to_json()), (&bare, json));
        }
    }
}

#[test]
fn an_environment_of_the_hosts_own_is_written_whole() {
    let toml = read(&repository().join("spo-core/environments/test1.toml")).replace("\"test1\"", "\"ours\"");
    let ours = Environment::from_toml(&toml).unwrap();
    let config = ours.client_config(Route::Direct, source()).unwrap();
    assert_eq!((config.environment.as_deref(), config.route), (None, None));
    assert_eq!(ClientConfig::from_json(&config.to_json()).unwrap(), config);
    let error = Environment::from_toml(&toml.replace("about =", "abuot =")).unwrap_err();
    assert!(error.to_string().contains("abuot"), "{error}");
}

#[test]
fn production_names_everything_that_only_the_agreement_gives() {
    let whole = production_file("-----", "SOSI");
    for setting in ["submit", "update", "query", "retrieve", "url", "common_name"] {
        let line = whole
            .lines()
            .find(|line| line.starts_with(&format!("{setting} =")))
            .unwrap();
        let error = ClientConfig::from_toml(&whole.replace(line, "")).unwrap_err();
        assert_eq!(error.code(), "configuration.missing");
        assert!(
            error.details().path.as_ref().unwrap().ends_with(setting),
            "{error}"
        );
    }
    let production = Environment::named("production").unwrap();
    let error = production.client_config(Route::Direct, source()).unwrap_err();
    for setting in [
        "endpoints.submit",
        "endpoints.retrieve",
        "token_service.certificates",
    ] {
        assert!(error.message().contains(&format!("\n  {setting}: ")), "{error}");
    }
}

fn issuing(name: &str) -> Trust {
    let config = Environment::named(name)
        .unwrap()
        .client_config(Route::Direct, source())
        .unwrap();
    let texts = config.token_service.unwrap().certificates;
    Trust::from_pem_or_der(texts.concat().as_bytes()).unwrap()
}

fn assertion<'d>(document: &'d Document<'d>) -> Element<'d> {
    let mut all = document.root().descendants();
    all.find(|element| element.is(Namespace::SAML, "Assertion"))
        .unwrap()
}

fn certificate(element: Element<'_>) -> Certificate {
    let mut all = element.descendants();
    let text = all
        .find(|element| element.local() == "X509Certificate")
        .unwrap()
        .text();
    let text: String = text.split_ascii_whitespace().collect();
    Certificate::from_der(base64::engine::general_purpose::STANDARD.decode(text).unwrap()).unwrap()
}

/// The message before a tool indented it.
fn without_indentation(message: &str) -> String {
    let lines: Vec<_> = message.lines().map(str::trim).collect();
    let joined = lines.join(" ");
    joined.replace("> <", "><").replace(" />", "/>")
}

const CAPTURED: &str = "transport/samples-dgws/seal-to-cpr-organization-request.xml";

#[test]
fn a_real_card_of_test1_is_believed_in_the_test_environments_and_not_in_production() {
    let Some(data) = shared_data() else { return };
    let message = without_indentation(&read(&data.join(CAPTURED)));
    let document = Document::parse(message.as_bytes(), Limits::MESSAGE).unwrap();
    let at: DateTime<Utc> = "2025-08-26T14:00:00Z".parse().unwrap();
    for name in test_environments() {
        let config = Environment::named(name)
            .unwrap()
            .client_config(Route::Direct, source())
            .unwrap();
        let trust = config.token_service.unwrap().trust().unwrap();
        let card = IdCard::verify(assertion(&document), &trust, at).unwrap();
        assert_eq!(
            (card.issuer(), card.level()),
            ("TEST1-NSP-STS", Level::TrustedSystem)
        );
    }
    // Whichever certificates production is given: those of tests it does not take, and with others the card fails.
    let test = Environment::named("test1")
        .unwrap()
        .client_config(Route::Direct, source())
        .unwrap();
    let test = test.token_service.unwrap().certificates.concat();
    let error = ClientConfig::from_toml(&production_file(&test, "SOSI Federation")).unwrap_err();
    assert_eq!(error.code(), "configuration.production");
    let Some(parties) = parties() else { return };
    let authority = String::from_utf8(parties.authority_pem.clone()).unwrap();
    let config = ClientConfig::from_toml(&production_file(&authority, "SOSI Federation")).unwrap();
    let trust = config.token_service.unwrap().trust().unwrap();
    let error = IdCard::verify(assertion(&document), &trust, at).unwrap_err();
    assert!(matches!(error, IdCardError::Signer(_)), "{error:?}");
}

#[test]
fn real_certificates_of_test1_hang_from_the_issuer_in_the_file() {
    let Some(data) = shared_data() else { return };
    let at: DateTime<Utc> = "2025-08-26T14:00:00Z".parse().unwrap();
    for (file, name) in [
        (CAPTURED, "SOSI Test Federation"),
        (
            "transport/samples-dgws/seal-to-sts-organization-request.xml",
            "NSP Test Service Consumer",
        ),
    ] {
        let message = read(&data.join(file));
        let document = Document::parse(message.as_bytes(), Limits::MESSAGE).unwrap();
        let certificate = certificate(assertion(&document));
        assert_eq!(certificate.subject().common_name(), name);
        issuing("test1").verify(&certificate, &[], at).unwrap();
    }
}

#[test]
fn a_real_card_of_the_certificates_that_ended_in_2023_is_no_longer_believed() {
    let Some(data) = shared_data() else { return };
    let message = read(&data.join("transport/samples-nsp-test2/ITI-18-Request-Nancy.xml"));
    let document = Document::parse(message.as_bytes(), Limits::MESSAGE).unwrap();
    let config = Environment::named("test2")
        .unwrap()
        .client_config(Route::Direct, source())
        .unwrap();
    let trust = config.token_service.unwrap().trust().unwrap();
    let at = "2019-06-15T12:00:00Z".parse().unwrap();
    let error = IdCard::verify(assertion(&document), &trust, at).unwrap_err();
    assert!(matches!(error, IdCardError::Signer(_)), "{error:?}");
}
