//! A nurse opens a patient: appointments of every sector, master data, care plans, diagnoses, and what is missing.
//!
//! `cargo run --example patient_overview` prints it; with a file name behind `--` it also writes the page for a browser.
//! Everything is inside the process: test persons, three sources, and one of them that is down.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use spo_core::overview::{Language, Period};
use spo_core::{Client, OverviewRequest};
use spo_sandbox::{IdentityCheck, Misbehaviour, Sandbox, Script, ScriptedError, Seed, Transaction};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let today = "2027-04-07".parse()?;
    let sandbox = Sandbox::new()?;
    sandbox.seed(&Seed::month(today)?)?;
    sandbox.set_identity_check(IdentityCheck::Required);
    let client = Client::builder(sandbox.client_config()?)
        .transport(sandbox.clone())
        .identity(sandbox.professional_identity()?)
        .build()?;

    // One of the sources behind the national search does not answer today.
    let error = ScriptedError::new("XDSRegistryNotAvailable", "general_practice");
    let partly = Script::new(Misbehaviour::PartialSuccess { error });
    sandbox.script(partly.on(Transaction::Iti18).always());

    let patient = "6403440048".parse()?;
    let month = Period::days("2027-04-01".parse()?, "2027-04-30".parse()?);
    let overview = client.overview(&OverviewRequest::new(patient).period(month))?;
    println!("{}", overview.to_table(Language::Danish));
    if let Some(file) = std::env::args_os().nth(1) {
        std::fs::write(&file, overview.to_html(Language::Danish))?;
        println!("{} is written.", file.display());
    }
    Ok(())
}
