//! From what is derived to what is published.

use schemars::Schema;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Map, Value};

/// Descriptions without what only Rust's documentation can show, and limits instead of Rust's names of numbers.
#[derive(Debug, Clone)]
pub(super) struct Plain;

impl Transform for Plain {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(Value::String(text)) = schema.get_mut("description") {
            *text = plain(text);
        }
        // Validators may refuse a format that JSON Schema does not name.
        let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
        if format == "uint32" {
            schema.insert("maximum".to_owned(), u32::MAX.into());
            schema.remove("format");
        } else if format.starts_with("uint") || format.starts_with("int") {
            schema.remove("format");
        }
        transform_subschemas(self, schema);
    }
}

/// The text up to the first example in Rust, without links: `` [`Name`](target) `` and `` [`Name`] `` become
/// `` `Name` ``.
fn plain(text: &str) -> String {
    let text = text.split("```").next().unwrap_or(text).trim();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[`") {
        let Some((name, after)) = link.split_once("`]") else {
            break;
        };
        out.push_str(before);
        out.push('`');
        out.push_str(name);
        out.push('`');
        rest = match after.strip_prefix('(').and_then(|target| target.split_once(')')) {
            Some((_, after)) => after,
            None => after,
        };
    }
    out.push_str(rest);
    // A paragraph is wrapped in the source; only an empty line separates.
    let paragraphs = out
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// A field that may be absent is left out when written, never `null`.
#[derive(Debug, Clone)]
pub(super) struct NeverNull;

impl Transform for NeverNull {
    fn transform(&mut self, schema: &mut Schema) {
        let required: Vec<Value> = match schema.get("required") {
            Some(Value::Array(names)) => names.clone(),
            _ => Vec::new(),
        };
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            for (name, property) in properties {
                if let Value::Object(property) = property
                    && !required.iter().any(|required| required == name)
                {
                    without_null(property);
                }
            }
        }
        transform_subschemas(self, schema);
    }
}

fn without_null(property: &mut Map<String, Value>) {
    property.retain(|key, value| key != "default" || !value.is_null());
    if let Some(Value::Array(types)) = property.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            property.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = property.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            property.remove("anyOf");
            property.extend(only);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_description_has_no_links_no_code_and_no_wrapping() {
        let text = "See [`A::b`](crate::A::b)\nand [`C`].\n\nMore.\n\n```\nlet x = 1;\n```";
        assert_eq!(plain(text), "See `A::b` and `C`.\n\nMore.");
        assert_eq!(plain("[`open"), "[`open");
    }

    #[test]
    fn what_may_be_absent_is_not_null_and_what_must_be_there_may_be() {
        let mut schema = schemars::json_schema!({
            "properties": {
                "absent": { "anyOf": [{ "$ref": "#/$defs/A" }, { "type": "null" }], "description": "x" },
                "text": { "type": ["string", "null"], "default": null },
                "null": { "type": ["string", "null"] },
            },
            "required": ["null"],
        });
        NeverNull.transform(&mut schema);
        assert_eq!(
            schema.get("properties"),
            Some(&json!({
                "absent": { "$ref": "#/$defs/A", "description": "x" },
                "text": { "type": "string" },
                "null": { "type": ["string", "null"] },
            }))
        );
    }
}
