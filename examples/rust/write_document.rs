//! Prints the APD-DK 2.0.1 document of an appointment given as JSON.
//!
//! `cargo run -q --example write_document -- appointment.json [--key KEY] [--version N] [--source OID] [--now TIME]`
//!
//! The file holds an appointment as in `examples/data/`, or what `read_document` printed; the latter keeps its ids and
//! time.

use std::process::ExitCode;

use spo_core::DanishTime;
use spo_core::cda::AppointmentDocument;

fn main() -> ExitCode {
    spo_examples::run(|arguments| {
        let path = arguments.word(0, "write_document APPOINTMENT.json [--key KEY] [--version N]")?;
        let file = spo_examples::read_file(path)?;
        let is_document = serde_json::from_slice::<serde_json::Value>(&file)
            .is_ok_and(|json| json.get("appointment").is_some());
        let document: AppointmentDocument = if is_document {
            serde_json::from_slice(&file)?
        } else {
            let (key, appointment) = spo_examples::read_appointment_file(path)?;
            let (version, source) = (arguments.version(&key)?, arguments.source()?);
            AppointmentDocument {
                id: version.document_id(&source),
                appointment_id: version.appointment_id(&source),
                created: DanishTime::from_utc(arguments.now()?),
                appointment,
            }
        };
        Ok(document.to_xml()?)
    })
}
