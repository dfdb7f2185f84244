//! JSON Schemas (draft 2020-12) of the values that programs exchange as JSON.
//!
//! In: the Rust types, their serde attributes and their documentation. Out: one self-contained schema for each root
//! value, which a test keeps equal to the files of the folder `schemas`.
//!
//! What programs write (an appointment, a configuration) is described as it is read: what has a default may be left
//! out, and an unknown field is an error wherever the reader says so. What this library writes (a receipt, a list) is
//! described as it is written, and may gain fields.
//!
//! A schema is a little stricter than the reader, which also passes over white space around a value, and tells less:
//! only [`rules::validate`](crate::rules::validate) says whether an appointment can be sent.

mod choices;
mod layers;
mod registry;
mod text;
mod tidy;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use crate::audit::{AuditEvent, LogEntry};
use crate::blocks::{DataItem, Draft, Registration, Verdict};
use crate::cda::{AppointmentDocument, ReadAppointment, ReadCarePlan, ReadMasterData};
use crate::dgws::{Caller, IdCardRequest};
use crate::fhir::ReadDiagnosisList;
use crate::master_data_edit::{ChangeReceipt, MasterDataChange};
use crate::xds::DocumentEntry;
use crate::{
    Appointment, AppointmentList, ClientConfig, ErrorDetails, Found, LogDelivery, MasterData, Overview,
    Receipt, SharedMasterData,
};

pub(crate) use choices::{FacilityType, PracticeSetting};

/// The schema of one root value.
#[derive(Debug, Clone)]
pub struct Root {
    /// The name of its file, which is also its `$id`: `appointment.schema.json`.
    pub file: String,
    /// The schema.
    pub schema: Value,
}

impl Root {
    /// The schema of a value as it is read, under `name`.
    pub fn read<T: JsonSchema>(name: &str) -> Self {
        Self::new::<T>(name, SchemaSettings::draft2020_12().for_deserialize())
    }

    /// The schema of a value as it is written, under `name`.
    pub fn written<T: JsonSchema>(name: &str) -> Self {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        Self::new::<T>(name, settings.with_transform(tidy::NeverNull))
    }

    fn new<T: JsonSchema>(name: &str, settings: SchemaSettings) -> Self {
        let file = format!("{name}.schema.json");
        let settings = settings.with_transform(tidy::Plain);
        let mut schema: Schema = settings.into_generator().into_root_schema_for::<T>();
        schema.insert("$id".to_owned(), file.clone().into());
        Self {
            file,
            schema: schema.to_value(),
        }
    }

    /// The file's content.
    pub fn to_json(&self) -> String {
        let mut text = crate::json::to_string(&self.schema);
        text.push('\n');
        text
    }
}

fn client_config() -> Root {
    let mut root = Root::read::<ClientConfig>("client-config");
    layers::fill_by_environment(&mut root.schema);
    root
}

/// Every root value of this crate.
pub fn roots() -> Vec<Root> {
    vec![
        Root::read::<Appointment>("appointment"),
        Root::read::<AppointmentDocument>("appointment-document"),
        client_config(),
        Root::read::<MasterData>("master-data"),
        Root::read::<MasterDataChange>("master-data-change"),
        Root::read::<IdCardRequest>("id-card-request"),
        Root::read::<Caller>("caller"),
        Root::read::<LogEntry>("log-entry"),
        Root::read::<Draft>("block"),
        Root::read::<DataItem>("data-item"),
        Root::written::<ReadAppointment>("read-appointment"),
        Root::written::<ReadCarePlan>("read-care-plan"),
        Root::written::<ReadDiagnosisList>("read-diagnosis-list"),
        Root::written::<ReadMasterData>("read-master-data"),
        Root::written::<Receipt>("receipt"),
        Root::written::<AppointmentList>("appointment-list"),
        Root::written::<Found>("found"),
        Root::written::<Overview>("overview"),
        Root::written::<SharedMasterData>("shared-master-data"),
        Root::written::<LogDelivery>("log-delivery"),
        Root::written::<Registration>("block-registration"),
        Root::written::<Verdict>("verdict"),
        Root::written::<AuditEvent>("audit-event"),
        Root::written::<DocumentEntry>("document-entry"),
        Root::written::<ChangeReceipt>("master-data-change-receipt"),
        Root::written::<ErrorDetails>("error-details"),
    ]
}
