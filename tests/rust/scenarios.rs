//! Runs every file of `tests/scenarios` (its README says what a step means).

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Map, Value, json};
use spo_core::blocks::Draft;
use spo_core::dgws::Override;
use spo_core::overview::{Language, Overview};
use spo_core::{
    Appointment, AppointmentVersion, Client, ClientConfig, DanishTime, Error, MasterData, OverviewRequest,
    Receipt, Search,
};
use spo_sandbox::{IdentityCheck, Sandbox, Seed};

/// What a machine that is busy may add to a deadline.
const GRACE: Duration = Duration::from_secs(1);

#[derive(Deserialize)]
struct Scenario {
    name: String,
    /// Whether the client has an identity and the sandbox demands one; it holds for both when nothing is said.
    identity: Option<bool>,
    /// A change of the client's configuration.
    #[serde(default)]
    config: Value,
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
    let mut config = serde_json::to_value(sandbox.client_config().unwrap()).unwrap();
    merge(&mut config, &scenario.config);
    let mut client =
        Client::builder(ClientConfig::from_json(&config.to_string()).unwrap()).transport(sandbox.clone());
    if with_identity {
        sandbox.set_identity_check(IdentityCheck::Required);
        client = client.identity(sandbox.professional_identity().unwrap());
    }
    let client = client.build().unwrap();
    for (at, step) in scenario.steps.iter().enumerate() {
        let source = step["at"].as_str().map(|name| sandbox.source(name).unwrap());
        let result = if let Some(today) = step["seed"].as_str() {
            sandbox
                .seed(&Seed::month(today.parse().unwrap()).unwrap())
                .unwrap();
            Ok(())
        } else if let Some(ms) = step["wait_ms"].as_u64() {
            std::thread::sleep(Duration::from_millis(ms));
            Ok(())
        } else if let Some(script) = step.get("script") {
            source
                .as_ref()
                .unwrap_or(&sandbox)
                .script_json(&script.to_string())
                .map_err(|error| error.to_string())
        } else if let Some(sent) = step.get("sent") {
            compare(sent, &calls(&sandbox, sent))
        } else {
            let actual = match &source {
                Some(source) => call(&super::client(source), step),
                None => call(&client, step),
            };
            compare(&step["expect"], &actual)
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
    match text("call") {
        "overview" => return overview(client, step),
        "register_block" => return registered_block(client, step),
        _ => {}
    }
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
        let list = match overriding(step) {
            Some(choice) => appointments.list_overriding(&search, choice),
            None => appointments.list(&search),
        };
        return match list {
            Err(error) => failed(&error),
            Ok(list) => json!({
                "reasons": list.appointments.iter().map(|it| it.document().appointment.reason.text.clone()).collect::<Vec<_>>(),
                "gaps": list.gaps.iter().map(|gap| gap.code.clone()).collect::<Vec<_>>(),
                "overridden": list.overridden,
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

/// The choice to look past blocks that a step says, if any.
fn overriding(step: &Value) -> Option<Override> {
    let reason = step.get("override")?;
    Some(Override::because(serde_json::from_value(reason.clone()).unwrap()).unwrap())
}

fn registered_block(client: &Client, step: &Value) -> Value {
    let draft = Draft::from_json(&step["block"].to_string()).unwrap();
    let citizen = step["cpr"].as_str().unwrap().parse().unwrap();
    match client.blocks().register(citizen, draft) {
        Err(error) => failed(&error),
        Ok(registration) => json!({ "effect": registration.effect, "state": registration.state }),
    }
}

fn overview(client: &Client, step: &Value) -> Value {
    let mut request = OverviewRequest::new(step["cpr"].as_str().unwrap().parse().unwrap());
    let day = |name: &str| step[name].as_str().map(|day| day.parse().unwrap());
    request.period.first_day = day("first_day");
    request.period.last_day = day("last_day");
    if let Some(kinds) = step.get("kinds") {
        request.kinds = serde_json::from_value(kinds.clone()).unwrap();
    }
    request.within = step["within_ms"].as_u64().map(Duration::from_millis);
    let started = Instant::now();
    let made = match overriding(step) {
        Some(choice) => client.overview_overriding(&request, choice),
        None => client.overview(&request),
    };
    let in_time = request
        .within
        .is_none_or(|within| started.elapsed() < within + GRACE);
    match made {
        Err(error) => failed(&error),
        Ok(overview) => seen(&overview, &step["secrets"], in_time),
    }
}

fn seen(overview: &Overview, secrets: &Value, in_time: bool) -> Value {
    let mut texts = [Language::Danish, Language::English]
        .map(|language| overview.to_table(language) + &overview.to_html(language))
        .concat();
    let found_in = |texts: &str| -> Vec<Value> {
        let secrets = secrets.as_array().into_iter().flatten();
        let is_there = |secret: &&Value| secret.as_str().is_some_and(|secret| texts.contains(secret));
        secrets.filter(is_there).cloned().collect()
    };
    let shown = found_in(&texts);
    texts += &overview.to_json();
    let appointments = &overview.appointments;
    json!({
        "sources": overview.sources.iter().map(|it| &it.name).collect::<Vec<_>>(),
        "appointments": appointments.iter().map(|it| &it.appointment().reason.text).collect::<Vec<_>>(),
        "places": appointments.iter().map(|it| it.places.len()).collect::<Vec<_>>(),
        "older_versions": appointments.iter().map(|it| it.older_versions.len()).collect::<Vec<_>>(),
        "registered": overview.master_data.iter().map(|it| registered(&it.read.master_data)).collect::<Vec<_>>(),
        "withheld": overview.withheld.iter().map(|it| &it.source).collect::<Vec<_>>(),
        "missing": overview.missing.iter().map(|it| json!({
            "source": it.source,
            "code": it.code,
            "retryable": it.retryable,
            "documents": it.documents.len(),
        })).collect::<Vec<_>>(),
        "complete": overview.is_complete(),
        "retryable": overview.is_retryable(),
        "protected": overview.address_protected,
        "overridden": overview.overridden,
        "shown": shown,
        "told": found_in(&texts),
        "in_time": in_time,
    })
}

/// What is never a yes or a no, in words.
fn registered(data: &MasterData) -> Value {
    let registration = |item: &Option<spo_core::Sourced<spo_core::Registration>>| {
        item.as_ref()
            .map_or(json!("not_in_document"), |item| json!(item.value))
    };
    json!({
        "resuscitation": data.resuscitation_opt_out.value,
        "organ_donor": registration(&data.organ_donor_registration),
        "treatment_will": registration(&data.treatment_will_registration),
        "living_will": registration(&data.living_will_registration),
    })
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
