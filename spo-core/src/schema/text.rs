//! Values that are text with a form of their own.
//!
//! Patterns keep to what every dialect of regular expressions knows: no look-around, no `\d`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::blocks::RegistrationId;
use crate::cda::ApdVersion;
use crate::dgws::{AuthorisationCode, ShakCode};
use crate::model::{ClinicalTime, CoverageGroup, Cpr, Cvr, DanishTime, Oid, SorCode, YderNumber};
use crate::xds::{Availability, Dtm, ObjectType};

macro_rules! text_schema {
    ($($kind:ident: |$reading:ident| $schema:expr;)*) => {$(
        impl JsonSchema for $kind {
            fn schema_name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($kind))
            }

            fn schema_id() -> Cow<'static, str> {
                Cow::Borrowed(concat!("spo_core::", stringify!($kind)))
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let $reading = generator.contract().is_deserialize();
                $schema
            }
        }
    )*};
}

text_schema! {
    Cpr: |reading| json_schema!({
        "description": "A CPR number (personnummer): ten digits whose first six are the date of birth, where 60 is \
            added to the day of a replacement number. It may be written with a hyphen after the sixth digit. Never \
            log it.",
        "type": "string",
        "pattern": format!(
            "^(0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])(0[1-9]|1[0-2])[0-9]{{2}}{}[0-9]{{4}}$",
            if reading { "-?" } else { "" },
        ),
        "examples": ["2512489996"],
    });

    SorCode: |_reading| json_schema!({
        "description": "A code from the Danish register of health organisations (Sundhedsvæsenets \
            Organisationsregister).",
        "type": "string",
        "pattern": "^[1-9][0-9]{5,17}$",
        "examples": ["325431000016004"],
    });

    YderNumber: |reading| json_schema!({
        "description": "The provider number (ydernummer) of a practice: six digits. A short one is filled with leading \
            zeros.",
        "type": "string",
        "pattern": if reading { "^[0-9]{1,6}$" } else { "^[0-9]{6}$" },
        "examples": ["012345"],
    });

    ShakCode: |reading| json_schema!({
        "description": "The code of a hospital or department in the hospital classification (SHAK): four to seven \
            letters and digits.",
        "type": "string",
        "pattern": if reading { "^[0-9A-Za-z]{4,7}$" } else { "^[0-9A-Z]{4,7}$" },
        "examples": ["1301011"],
    });

    RegistrationId: |_reading| json_schema!({
        "description": "What the block service (MinSpærring) calls a registration: 1 to 20 digits.",
        "type": "string",
        "pattern": "^[0-9]{1,20}$",
        "examples": ["123498765532454"],
    });

    Cvr: |_reading| json_schema!({
        "description": "The number of a company or authority in the Central Business Register (CVR-nummer): eight \
            digits.",
        "type": "string",
        "pattern": "^[1-9][0-9]{7}$",
        "examples": ["33257872"],
    });

    AuthorisationCode: |reading| json_schema!({
        "description": "The code of a health professional in the national register of authorisations \
            (autorisations-ID): five letters and digits.",
        "type": "string",
        "pattern": if reading { "^[0-9A-Za-z]{5}$" } else { "^[0-9A-Z]{5}$" },
        "examples": ["J0184"],
    });

    Oid: |reading| {
        const DOTTED: &str = r"(0|[12][0-9]*)(\.(0|[1-9][0-9]*))+$";
        let mut schema = json_schema!({
            "description": "An object identifier: dotted numbers, at most 64 characters.",
            "type": "string",
            "examples": ["1.2.208.184"],
        });
        let dotted = json_schema!({ "pattern": format!("^{DOTTED}"), "maxLength": 64 });
        if reading {
            let urn = json_schema!({ "pattern": format!("^urn:oid:{DOTTED}"), "maxLength": 72 });
            schema.insert("anyOf".to_owned(), vec![dotted.to_value(), urn.to_value()].into());
        } else if let Some(limits) = dotted.as_object() {
            schema.ensure_object().extend(limits.clone());
        }
        schema
    };

    DanishTime: |reading| {
        let mut schema = json_schema!({
            "description": "A moment in Denmark, to the second (RFC 3339), with the offset that Denmark's clocks show \
                then: `+01:00` in winter, `+02:00` in summer. Another offset, `Z` among them, is refused.",
            "type": "string",
            "format": "date-time",
            "examples": ["2026-07-01T10:00:00+02:00"],
        });
        if reading {
            schema.insert("pattern".to_owned(), r"\+0[12]:00$".into());
        }
        schema
    };

    Dtm: |_reading| json_schema!({
        "description": "HL7 time in UTC with the precision it was given, from the year (four digits) to the second \
            (fourteen).",
        "type": "string",
        "pattern": "^[0-9]{4}([0-9]{2}){0,5}$",
        "examples": ["20270401080000"],
    });

    ClinicalTime: |_reading| json_schema!({
        "description": "A time with the precision it was told with: a year, a month, a day, or a moment with Denmark's \
            offset.",
        "type": "string",
        "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?\+0[12]:00)?)?)?$",
        "examples": ["2019", "2019-05", "2019-05-03", "2019-05-03T10:00:00+02:00"],
    });

    CoverageGroup: |_reading| json_schema!({
        "description": "The coverage group of the public health insurance (sygesikringsgruppe): `1` with a general \
            practitioner, `2` with a free choice; anything else as the register says it.",
        "type": "string",
        "examples": ["1", "2"],
    });

    ApdVersion: |_reading| json_schema!({
        "description": "A version of the profile APD-DK. `apd-v1` stands for 1.0 and 1.1, which documents do not tell \
            apart. Later versions of the library may know more.",
        "type": "string",
        "examples": [ApdVersion::V1.as_str(), ApdVersion::V2_0.as_str(), ApdVersion::V2_0_1.as_str()],
    });

    Availability: |_reading| json_schema!({
        "description": "`availabilityStatus`: `approved` when in use, `deprecated` when replaced or withdrawn; anything \
            else as it came.",
        "type": "string",
        "examples": ["approved", "deprecated"],
    });

    ObjectType: |_reading| json_schema!({
        "description": "What kind of entry it is: `stable` when the document is stored, `on_demand` when it is made on \
            retrieval; anything else as it came.",
        "type": "string",
        "examples": ["stable", "on_demand"],
    });
}
