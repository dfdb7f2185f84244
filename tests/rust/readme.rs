//! What the README promises to readers who copy from it.

use spo_core::ClientConfig;

/// The first block of code in `language`.
fn block(language: &str) -> &'static str {
    let readme = include_str!("../../README.md");
    let (_, rest) = readme.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn the_configuration_is_complete_but_for_the_authority() {
    let config = ClientConfig::from_toml(block("toml")).unwrap();
    assert_eq!(config.environment.as_deref(), Some("test1"));
    assert!(config.identity.is_some() && config.token_service.is_some());
    assert!(config.endpoints.submit.contains("test1"));
}
