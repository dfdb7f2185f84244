//! A patient blocks the sharing of a time, a colleague sees the rest and is told that something may be withheld, looks past
//! the block for a reason, and the patient finds that in the log.
//!
//! `cargo run --example patient_block` runs with everything inside the process. How the national block service is spoken to
//! is not published: it is the sandbox's that answers.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use spo_core::audit::Addition;
use spo_core::blocks::DataPeriod;
use spo_core::dgws::{Caller, Override};
use spo_core::{Appointment, AppointmentTime, AppointmentVersion, Client, DanishTime, Search};
use spo_sandbox::{IdentityCheck, Sandbox};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::new()?;
    sandbox.set_identity_check(IdentityCheck::Required);
    sandbox.trust_level_3(&"91026150".parse()?);
    let client = |identity| {
        Client::builder(sandbox.client_config()?)
            .transport(sandbox.clone())
            .identity(identity)
            .build()
    };
    let colleague = client(sandbox.professional_identity()?)?;
    // An app or a portal, which knows its users.
    let portal = client(sandbox.identity()?)?;
    let patient = "251248-9996".parse()?;
    let search = Search::new(patient);

    for (key, day) in [("booking-1", "2027-04-01"), ("booking-2", "2027-05-03")] {
        let version = AppointmentVersion::first(key)?;
        colleague.appointments().share(&version, &booking(day)?)?;
    }
    let table = colleague.appointments().list(&search)?.to_table();
    println!("A colleague sees two appointments:\n\n{table}");

    let may = DataPeriod::between(
        "2027-05-01T00:00:00+02:00".parse()?,
        "2027-06-01T00:00:00+02:00".parse()?,
    );
    let mine = portal.blocks().as_caller(Caller::citizen(patient));
    let block = mine.block_period(patient, may)?;
    let table = colleague.appointments().list(&search)?.to_table();
    println!("The patient blocks what is about May. From the very next call on:\n\n{table}");

    let choice = Override::vital_interest("The patient is unconscious.")?;
    let table = colleague
        .appointments()
        .list_overriding(&search, choice)?
        .to_table();
    println!("The patient is brought in unconscious, and the colleague looks past the block:\n\n{table}");

    println!("What the patient finds in the log:\n");
    for entry in sandbox.log_entries()? {
        let is_past_a_block = entry.addition == Some(Addition::Override);
        println!(
            "{}{}",
            entry.activity,
            if is_past_a_block { ", past a block" } else { "" }
        );
    }

    mine.lift(patient, &block.id)?;
    let list = colleague.appointments().list(&search)?;
    let gaps = list.gaps.len();
    println!(
        "\nThe patient lifts the block: {} appointments, {gaps} gaps.",
        list.appointments.len()
    );
    Ok(())
}

fn booking(day: &str) -> Result<Appointment, Box<dyn std::error::Error>> {
    let mut appointment = Appointment::from_json(include_str!("../data/full-hospital.json"))?;
    let start: DanishTime = format!("{day}T10:00:00+02:00").parse()?;
    let end: DanishTime = format!("{day}T10:30:00+02:00").parse()?;
    appointment.time = AppointmentTime::at(start, end);
    Ok(appointment)
}
