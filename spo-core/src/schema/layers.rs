//! A configuration that names an environment need not be complete: what is required is required of the others only.

use serde_json::{Map, Value, json};

/// The parts of a configuration that an environment may fill from within.
const FILLED: [&str; 7] = [
    "Endpoints",
    "Exchange",
    "Exchanges",
    "MinLogService",
    "ReadAddresses",
    "Source",
    "TokenService",
];

/// Moves what is `required`, of the configuration and of the parts that environments fill, into an alternative for
/// configurations without an environment.
pub(super) fn fill_by_environment(schema: &mut Value) {
    let whole = demands(schema, schema);
    let Some(root) = schema.as_object_mut() else {
        return;
    };
    root.remove("required");
    root.insert(
        "anyOf".to_owned(),
        json!([{ "required": ["environment"] }, whole]),
    );
    for part in FILLED {
        if let Some(part) = root
            .get_mut("$defs")
            .and_then(|parts| parts.get_mut(part)?.as_object_mut())
        {
            part.remove("required");
        }
    }
}

/// What `schema` requires, of itself and of the parts in it.
fn demands(schema: &Value, root: &Value) -> Value {
    let mut demands = Map::new();
    if let Some(required) = schema.get("required") {
        demands.insert("required".to_owned(), required.clone());
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    let parts = properties.into_iter().flatten().filter_map(|(name, property)| {
        let part = self::demands(part_of(property, root)?, root);
        let is_empty = part.as_object().is_none_or(Map::is_empty);
        (!is_empty).then(|| (format!("^{name}$"), part))
    });
    let parts: Map<_, _> = parts.collect();
    if !parts.is_empty() {
        // By pattern: they are described where they are properties.
        demands.insert("patternProperties".to_owned(), parts.into());
    }
    Value::Object(demands)
}

/// The schema behind a property that holds one of the parts, which may also be `null`.
fn part_of<'r>(property: &Value, root: &'r Value) -> Option<&'r Value> {
    let choices = property.get("anyOf").and_then(Value::as_array);
    let mut choices = choices.into_iter().flatten().chain([property]);
    let name = choices.find_map(|choice| choice.get("$ref")?.as_str()?.strip_prefix("#/$defs/"))?;
    FILLED.contains(&name).then(|| root.get("$defs")?.get(name))?
}
