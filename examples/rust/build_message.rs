//! Prints a SOAP message as it would be sent, attachments inlined as base64.
//!
//! ```text
//! cargo run -q --example build_message -- create   APPOINTMENT.json
//! cargo run -q --example build_message -- replace  APPOINTMENT.json --entry URN   (the entry to replace)
//! cargo run -q --example build_message -- find     CPR [--from TIME] [--to TIME]
//! cargo run -q --example build_message -- retrieve DOCUMENT_ID --repository OID [--home OID]
//! cargo run -q --example build_message -- cancel   APPOINTMENT.json [--entry URN]
//! ```
//!
//! All take `--soap 1.1|1.2`, `--config CLIENT.json`, `--key KEY`, `--version N`, `--source OID`, `--now TIME`. Ids and times
//! are fixed, so the same call prints the same bytes.

use std::process::ExitCode;

use spo_core::soap::{Message, SoapVersion};
use spo_core::xds::EntryUuid;
use spo_core::xds::retrieve::DocumentReference;
use spo_core::{ClientConfig, Context, InstanceId, Messages, Search};
use spo_examples::{Arguments, Failure};

const USAGE: &str =
    "build_message {create|replace|find|retrieve|cancel} …  (see the comment at the top of the program)";

fn main() -> ExitCode {
    spo_examples::run(|arguments| {
        let envelope = message(&arguments)?.inlined().map_err(spo_core::Error::from)?;
        Ok(format!("{envelope}\n"))
    })
}

fn message(arguments: &Arguments) -> Result<Message, Failure> {
    let mut config = match arguments.option("config") {
        Some(path) => ClientConfig::from_json(&String::from_utf8(spo_examples::read_file(path)?)?)?,
        None => ClientConfig::sandbox("http://sandbox.invalid"),
    };
    if arguments.option("source").is_some() {
        config.source.id = arguments.source()?;
    }
    match arguments.option("soap") {
        Some("1.2") => config.soap_version = SoapVersion::V12,
        Some("1.1") | None => {}
        Some(other) => return Err(format!("--soap is 1.1 or 1.2, not {other}").into()),
    }
    let now = arguments.now()?;
    let message_id = Context::fixed(now).random_uuid().urn().to_string();
    let messages = Messages::new(&config)?;
    let prepare = |replaces: Option<EntryUuid>| -> Result<_, Failure> {
        let (key, appointment) = spo_examples::read_appointment_file(arguments.word(1, USAGE)?)?;
        let version = arguments.version(&key)?;
        let prepared = messages.prepare(&version, &appointment, replaces, now)?;
        Ok((version, prepared))
    };
    let entry = arguments.option("entry").map(EntryUuid::from_wire);
    Ok(match arguments.word(0, USAGE)? {
        "create" => messages.submit(&prepare(None)?.1, &message_id),
        "replace" => {
            let replaced = entry.ok_or("replace needs --entry URN, the entry to replace")?;
            messages.submit(&prepare(Some(replaced))?.1, &message_id)
        }
        "cancel" => {
            let (version, prepared) = prepare(None)?;
            let mut withdrawn = prepared.submission.entry;
            withdrawn.entry_uuid = entry.unwrap_or(withdrawn.entry_uuid);
            messages.withdraw(&version, &withdrawn, now, &message_id)
        }
        "find" => {
            let mut search = Search::new(arguments.word(1, USAGE)?.parse()?);
            search.from = arguments.option("from").map(str::parse).transpose()?;
            search.to = arguments.option("to").map(str::parse).transpose()?;
            messages.find(&search, &message_id)
        }
        "retrieve" => {
            let reference = DocumentReference {
                home_community_id: arguments
                    .option("home")
                    .map(|home| format!("urn:oid:{}", home.trim_start_matches("urn:oid:"))),
                repository_id: arguments
                    .option("repository")
                    .ok_or("retrieve needs --repository OID")?
                    .to_owned(),
                unique_id: InstanceId::from_unique_id(arguments.word(1, USAGE)?),
            };
            messages.retrieve(&[reference], &message_id)
        }
        other => return Err(format!("{other} is no kind of message; usage: {USAGE}").into()),
    })
}
