//! Values that are an object or a word, and codes of a Danish value set.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::model::Protectable;
use crate::xds::value_sets;

impl<T: JsonSchema> JsonSchema for Protectable<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Protectable{}", T::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("spo_core::Protectable<{}>", T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A person's name or address, or that it may not be told.",
            "oneOf": [
                generator.subschema_for::<T>(),
                {
                    "description": "The person has name and address protection (navne- og adressebeskyttelse): \
                        nothing is written or shown.",
                    "type": "string",
                    "const": "protected",
                },
                { "description": "Not known.", "type": "string", "const": "unknown" },
            ],
        })
    }
}

/// A code of the value set that `healthcareFacilityTypeCode` is chosen from.
pub(crate) struct FacilityType;

/// A code of the value set that `practiceSettingCode` is chosen from.
pub(crate) struct PracticeSetting;

impl JsonSchema for FacilityType {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("FacilityType")
    }

    fn json_schema(_generator: &mut SchemaGenerator) -> Schema {
        value_set(value_sets::FACILITY_TYPES)
    }
}

impl JsonSchema for PracticeSetting {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("PracticeSetting")
    }

    fn json_schema(_generator: &mut SchemaGenerator) -> Schema {
        value_set(value_sets::PRACTICE_SETTINGS)
    }
}

/// The codes, each with what it stands for.
fn value_set(values: &[(&str, &str)]) -> Schema {
    let codes = values
        .iter()
        .map(|(code, display)| json!({ "type": "string", "const": code, "title": display }));
    json_schema!({
        "description": "A SNOMED CT code of the Danish value set (MedCom, XDS Metadata for Document Sharing 2.0.0).",
        "oneOf": codes.collect::<Vec<Value>>(),
    })
}
