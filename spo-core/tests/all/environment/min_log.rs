//! Where registrations with the national log go is configuration.

use spo_core::audit::{ACTION, GATEWAY_ACTION};
use spo_core::{ClientConfig, Environment, ErrorKind, MinLogService, Route};

use super::profiles::production_file;
use super::source;

fn service(environment: &str, route: Route) -> Option<MinLogService> {
    let environment = Environment::named(environment).unwrap();
    environment.client_config(route, source()).unwrap().min_log
}

fn with(service: MinLogService) -> ClientConfig {
    ClientConfig {
        min_log: Some(service),
        ..ClientConfig::sandbox("http://localhost")
    }
}

#[test]
fn the_test_environments_have_its_address_and_the_action_of_the_way_there() {
    for name in ["test1", "test2"] {
        let direct = service(name, Route::Direct).unwrap();
        let decoupled = service(name, Route::Decoupling).unwrap();
        assert_eq!(
            (direct.action.as_str(), decoupled.action.as_str()),
            (ACTION, GATEWAY_ACTION)
        );
        assert!(
            direct
                .url
                .ends_with("/minlog2-registration/20250312/RegisterService")
        );
        assert!(
            decoupled
                .url
                .contains(&format!("//{name}.ekstern-test.nspop.dk:8443/decoupling"))
        );
        assert_eq!((direct.entries_per_request, direct.requests_per_hour), (500, 20));
    }
    assert_eq!(service("prodtest", Route::Decoupling), None);
}

#[test]
fn a_file_needs_to_say_only_what_differs() {
    let toml = "environment = 'sandbox'\nqueue_file = 'queue.db'\n[min_log]\nrequests_per_hour = 5";
    let config = ClientConfig::from_toml(toml).unwrap();
    let expected = MinLogService {
        requests_per_hour: 5,
        ..MinLogService::new("http://sandbox.invalid/minlog")
    };
    assert_eq!(
        (config.min_log.as_ref(), config.queue_file.as_deref()),
        (Some(&expected), Some("queue.db"))
    );
    assert_eq!(ClientConfig::from_json(&config.to_json()).unwrap(), config);
}

#[test]
fn what_cannot_work_is_named() {
    type Change = fn(&mut MinLogService);
    let changes: [(Change, &str); 4] = [
        (|it| it.url = "minlog".into(), "min_log.url"),
        (|it| it.action = "Add Registrations".into(), "min_log.action"),
        (|it| it.entries_per_request = 0, "min_log.entries_per_request"),
        (|it| it.requests_per_hour = 0, "min_log.requests_per_hour"),
    ];
    for (change, path) in changes {
        let mut service = MinLogService::new("http://localhost/minlog");
        change(&mut service);
        let error = with(service).check().unwrap_err();
        assert_eq!(
            (error.kind(), error.details().path.as_deref()),
            (ErrorKind::Configuration, Some(path))
        );
    }
}

#[test]
fn no_look_at_a_real_patient_is_registered_with_a_test_environment() {
    let file = production_file("-----", "SOSI");
    let url = service("test1", Route::Decoupling).unwrap().url;
    let file = format!("{file}\n[min_log]\nurl = \"{url}\"\n");
    let error = ClientConfig::from_toml(&file).unwrap_err();
    assert_eq!(error.code(), "configuration.production");
    assert_eq!(error.details().path.as_deref(), Some("min_log.url"));
}
