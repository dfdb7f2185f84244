//! The shapes of registry values whose JSON is made by hand, because in the registry they are one line of text.

use std::borrow::Cow;

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::model::{Gender, PersonName};
use crate::xds;

macro_rules! shapes {
    ($($(#[$about:meta])* $kind:ident { $($(#[$meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        #[allow(dead_code, reason = "only its shape counts")]
        #[derive(JsonSchema)]
        $(#[$about])*
        struct $kind { $($(#[$meta])* $field: $type,)* }

        impl JsonSchema for xds::$kind {
            fn schema_name() -> Cow<'static, str> {
                $kind::schema_name()
            }

            fn schema_id() -> Cow<'static, str> {
                $kind::schema_id()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                $kind::json_schema(generator)
            }
        }
    )*};
}

shapes! {
    /// A patient's id in the registry (CX).
    PatientId {
        /// The id itself: for a Danish patient the CPR number.
        id: String,
        /// The OID of who assigned it; empty when missing.
        authority: String,
    }

    /// An organisation in the registry (XON).
    Xon {
        /// The name.
        name: String,
        /// The id, when it has one.
        #[schemars(skip_serializing_if = "Option::is_none")]
        id: Option<OrganisationNumber>,
    }

    /// A person in the registry (XCN).
    Xcn {
        /// The name.
        name: PersonName,
    }

    /// What the source knew of the patient.
    SourcePatientInfo {
        /// The name (PID-5).
        name: Option<PersonName>,
        /// The date of birth (PID-7).
        birth_date: Option<NaiveDate>,
        /// The gender (PID-8).
        gender: Option<Gender>,
    }

    /// A named list of values, CPR numbers masked.
    Slot {
        /// The name.
        name: String,
        /// The values.
        values: Vec<String>,
    }
}

/// An organisation's id.
#[allow(dead_code, reason = "only its shape counts")]
#[derive(JsonSchema)]
struct OrganisationNumber {
    /// The OID of who assigned it.
    root: String,
    /// The id within it; empty when the root alone is the id.
    extension: String,
}
