//! The JSON Schema of scripts.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use spo_core::schema::Root;

use super::{OneOrMany, Script};
use crate::Transaction;

impl Script {
    /// The schema of what [`Script::from_json`] reads.
    pub fn schema() -> Root {
        Root::read::<SandboxScript>("sandbox-script")
    }
}

/// A script for the sandbox, or several: which calls it misbehaves on, and how.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct SandboxScript(#[allow(dead_code, reason = "only its shape counts")] OneOrMany<Script>);

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Cow::Owned(format!("OneOrMany{}", T::schema_name()))
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

impl JsonSchema for Transaction {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Transaction")
    }

    fn json_schema(_generator: &mut SchemaGenerator) -> Schema {
        let names = Self::ALL.map(|transaction| transaction.name().to_owned());
        let short = names.clone().map(|name| name.to_lowercase().replace('-', ""));
        let spellings = [names, short].concat();
        json_schema!({
            "description": "A transaction that the sandbox serves: ITI-18 searches, ITI-41 shares or replaces, ITI-43 \
                gets documents, ITI-57 withdraws, MinLog2 registers with the log; of the token service, STS issues identity cards, BST2SOSI exchanges \
                an employee's login for one, Bst2Idws and JWT2Idws a citizen's login for an identity token.",
            "enum": spellings,
        })
    }
}
