//! Runs every file of `tests/scenarios` (its README says what a step means).

use serde::Deserialize;
use serde_json::{Map, Value, json};
use spo_core::{Appointment, AppointmentVersion, Client, DanishTime, Error, Receipt, Search};
use spo_sandbox::{IdentityCheck, Sandbox};

#[derive(Deserialize)]
struct Scenario {
    name: String,
    /// Whether the client has an identity and the sandbox demands one; it holds for both when nothing is said.
    identity: Option<bool>,
    steps: Vec<Value>,
}

#[test]
fn every_scenario_holds() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let mut failures = Vec::new();
    let mut count = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let scenario: Scenario = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            count += 1;
            for with_identity in [false, true] {
                if scenario.identity.is_some_and(|only| only != with_identity) {
                    continue;
                }
                if let Err(failure) = run(&scenario, with_identity) {
                    let (name, file) = (&scenario.name, path.display());
                    failures.push(format!("{name} ({file}, identity: {with_identity}): {failure}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(count >= 20, "only {count} scenarios were found");
}

fn run(scenario: &Scenario, with_identity: bool) -> Result<(), String> {
    let sandbox = Sandbox::new().unwrap();
    let client = match with_identity {
        false => super::client(&sandbox),
        true => {
            sandbox.set_identity_check(IdentityCheck::Required);
            let client = Client::builder(sandbox.client_config().unwrap()).transport(sandbox.clone());
            client
                .identity(sandbox.professional_identity().unwrap())
                .build()
                .unwrap()
        }
    };
    for (at, step) in scenario.steps.iter().enumerate() {
        let result = if let Some(script) = step.get("script") {
            sandbox
                .script_json(&script.to_string())
                .map_err(|error| error.to_string())
        } else if let Some(sent) = step.get("sent") {
            compare(sent, &calls(&sandbox, sent))
        } else {
            compare(&step["expect"], &call(&client, step))
        };
        result.map_err(|failure| format!("step {}: {failure}", at + 1))?;
    }
    Ok(())
}

/// What each named transaction was called so far.
fn calls(sandbox: &Sandbox, named: &Value) -> Value {
    let calls = sandbox.calls();
    let count = |name: &str| {
        calls
            .iter()
            .filter(|call| call.transaction.is_some_and(|it| it.name() == name))
            .count()
    };
    named
        .as_object()
        .unwrap()
        .keys()
        .map(|name| (name.clone(), json!(count(name))))
        .collect::<Map<_, _>>()
        .into()
}

fn call(client: &Client, step: &Value) -> Value {
    let text = |name: &str| step[name].as_str().unwrap_or_default();
    let appointments = client.appointments();
    if text("call") == "list" {
        let time = |name: &str| {
            step[name]
                .as_str()
                .map(|text| text.parse::<DanishTime>().unwrap())
        };
        let mut search = Search::new(text("cpr").parse().unwrap());
        search.from = time("from");
        search.to = time("to");
        search.include_deprecated = step["include_deprecated"] == json!(true);
        return match appointments.list(&search) {
            Err(error) => failed(&error),
            Ok(list) => json!({
                "reasons": list.appointments.iter().map(|it| it.document().appointment.reason.text.clone()).collect::<Vec<_>>(),
                "gaps": list.gaps.iter().map(|gap| gap.code.clone()).collect::<Vec<_>>(),
            }),
        };
    }
    let version = u32::try_from(step["version"].as_u64().unwrap()).unwrap();
    let version = AppointmentVersion::new(text("key"), version).unwrap();
    let result = match text("call") {
        "share" => appointments.share(&version, &appointment(step)),
        "replace" => appointments.replace(&version, &appointment(step)),
        "cancel" => appointments.cancel(&version),
        other => panic!("no such call: {other}"),
    };
    result.map_or_else(|error| failed(&error), |receipt| received(&receipt))
}

fn appointment(step: &Value) -> Appointment {
    let example = super::example(step["appointment"].as_str().unwrap());
    let mut json = serde_json::to_value(example).unwrap();
    merge(&mut json, &step["change"]);
    Appointment::from_json(&json.to_string()).unwrap()
}

/// JSON merge patch (RFC 7396).
fn merge(target: &mut Value, patch: &Value) {
    match patch {
        Value::Null => {}
        Value::Object(changes) => {
            if !target.is_object() {
                *target = json!({});
            }
            let fields = target.as_object_mut().unwrap();
            for (name, change) in changes {
                if change.is_null() {
                    fields.remove(name);
                } else {
                    merge(fields.entry(name).or_insert(Value::Null), change);
                }
            }
        }
        value => *target = value.clone(),
    }
}

fn received(receipt: &Receipt) -> Value {
    json!({
        "outcome": receipt.outcome.name(),
        "attempts": receipt.attempts,
        "version": receipt.appointment.version(),
        "warnings": receipt.warnings.iter().map(|warning| warning.code.clone()).collect::<Vec<_>>(),
    })
}

fn failed(error: &Error) -> Value {
    json!({ "error": error.code(), "kind": error.kind().name(), "message": error.to_string() })
}

/// Everything that is expected must be there; the rest is not compared.
fn compare(expected: &Value, actual: &Value) -> Result<(), String> {
    for (name, value) in expected.as_object().unwrap() {
        if actual.get(name) != Some(value) {
            return Err(format!("expected {name} = {value} in {actual}"));
        }
    }
    Ok(())
}
