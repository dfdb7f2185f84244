//! One layer of settings over another: what a file says over what its environment says.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Error, ErrorKind, Result};

/// Reads TOML. The message has the line, and never what stands there.
pub(in crate::client) fn toml(text: &str) -> Result<Value> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        let message = format!("{} at line {line}", error.message());
        Error::new(
            ErrorKind::Configuration,
            "configuration.toml",
            crate::redact(&message).into_owned(),
        )
        .with_remedy("Correct the TOML at the named line.")
    })
}

/// What the settings say, as a value of its type.
pub(in crate::client) fn typed<T: DeserializeOwned>(settings: Value, code: &'static str) -> Result<T> {
    crate::json::from_value(settings).map_err(|error| unusable(&error, code))
}

/// The error of a configuration that is not of the right form.
pub(in crate::client) fn unusable(error: &Error, code: &'static str) -> Error {
    let unusable = Error::new(ErrorKind::Configuration, code, error.message().to_owned());
    match error.details().path.clone() {
        Some(path) => unusable.at(path),
        None => unusable,
    }
}

/// A value as settings. Nothing of ours fails to be one.
pub(in crate::client) fn value<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// `base`, with everything that `own` says in its place. What `own` says is `null` is nothing: the setting's default.
pub(in crate::client) fn fill(base: Value, own: Value) -> Value {
    match (base, own) {
        (Value::Object(mut base), Value::Object(own)) => {
            for (name, own) in own {
                match (base.remove(&name), own) {
                    (_, Value::Null) => {}
                    (Some(base_value), own) => {
                        base.insert(name, fill(base_value, own));
                    }
                    (None, own) => {
                        base.insert(name, own);
                    }
                }
            }
            Value::Object(base)
        }
        (_, own) => own,
    }
}

/// `own`, such that [`fill`]ing `base` with it gives `own` again: what only `base` has is `null`.
pub(in crate::client) fn explicit(base: &Value, own: &mut Value) {
    let (Value::Object(base), Value::Object(own)) = (base, own) else {
        return;
    };
    for (name, base) in base {
        match own.get_mut(name) {
            Some(own) => explicit(base, own),
            None => {
                own.insert(name.clone(), Value::Null);
            }
        }
    }
}

/// What stands at a path such as `endpoints.submit`; everything at the empty one.
pub(in crate::client) fn at<'v>(settings: &'v Value, path: &str) -> Option<&'v Value> {
    let mut names = path.split('.').filter(|name| !name.is_empty());
    names.try_fold(settings, |settings, name| settings.get(name))
}

/// Whether nothing is said at `path`.
pub(in crate::client) fn is_absent(settings: &Value, path: &str) -> bool {
    match at(settings, path) {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Array(values)) => values.is_empty(),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_file_says_comes_before_what_its_environment_says() {
        let base = json!({"a": {"x": 1, "y": 2}, "b": [1, 2], "c": 3, "d": 4});
        let own = json!({"a": {"y": 5, "z": 6}, "b": [7], "d": null, "e": 8});
        let whole = json!({"a": {"x": 1, "y": 5, "z": 6}, "b": [7], "c": 3, "e": 8});
        assert_eq!(fill(base.clone(), own), whole);
        let mut again = json!({"a": {"y": 5}, "e": 8});
        let expected = again.clone();
        explicit(&base, &mut again);
        assert_eq!(fill(base, again), expected);
    }

    #[test]
    fn an_error_in_toml_names_the_line_and_not_its_text() {
        let error = toml("a = 1\nb = Test1234\n").unwrap_err();
        assert!(
            error.message().contains("line 2") && !error.to_string().contains("Test1234"),
            "{error}"
        );
    }
}
