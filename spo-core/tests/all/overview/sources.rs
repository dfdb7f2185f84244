//! Whom an overview asks is configuration.

use spo_core::overview::Kind;
use spo_core::{ClientConfig, DocumentSource, Environment, ErrorKind, Route};

fn source(name: &str) -> DocumentSource {
    DocumentSource {
        name: name.to_owned(),
        kinds: [Kind::Appointments].into(),
        query: "http://region/ddsregistry".to_owned(),
        retrieve: "http://region/ddsrepository".to_owned(),
    }
}

fn with(sources: &[DocumentSource]) -> ClientConfig {
    ClientConfig {
        further_sources: sources.to_vec(),
        ..ClientConfig::sandbox("http://localhost")
    }
}

#[test]
fn a_source_has_a_name_of_its_own() {
    assert!(with(&[source("region"), source("practice")]).check().is_ok());
    for names in [&["region", "region"][..], &["national"], &["master_data"], &[" "]] {
        let sources: Vec<_> = names.iter().map(|name| source(name)).collect();
        let error = with(&sources).check().unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Configuration, "configuration.source_name")
        );
    }
}

#[test]
fn a_sources_addresses_are_checked_like_all_others() {
    let mut bad = source("region");
    bad.retrieve = "region/ddsrepository".to_owned();
    let error = with(&[bad]).check().unwrap_err();
    assert_eq!(error.details().path.as_deref(), Some("further_sources.retrieve"));
}

#[test]
fn sources_survive_json_and_an_old_configuration_has_none() {
    let config = with(&[source("region")]);
    assert_eq!(ClientConfig::from_json(&config.to_json()).unwrap(), config);
    let old = ClientConfig::sandbox("http://localhost").to_json();
    assert!(!old.contains("further_sources") && !old.contains("master_data"));
}

#[test]
fn test_environments_have_the_addresses_of_master_data_behind_the_decoupling_component() {
    let who = ClientConfig::sandbox("http://localhost").source;
    for name in ["test1", "test2", "prodtest"] {
        let environment = Environment::named(name).unwrap();
        let config = environment.client_config(Route::Decoupling, who.clone()).unwrap();
        let master_data = config.master_data.unwrap();
        assert!(
            master_data.query.ends_with("/decoupling/nspservices/sfskreg"),
            "{name}"
        );
        assert!(
            master_data.retrieve.ends_with("/decoupling/nspservices/sfskrep"),
            "{name}"
        );
    }
}
