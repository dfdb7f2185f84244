//! A clinic books an appointment, another organisation sees it, the clinic moves it and cancels it.
//!
//! `cargo run --example share_appointment` runs with a registry and a token service inside the process: no network, no
//! configuration, no certificate of one's own.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use spo_core::{
    Address, Appointment, AppointmentKind, AppointmentStatus, AppointmentTime, AppointmentVersion, Client,
    DanishTime, Location, Organisation, Patient, PersonName, Reason, Search, SorCode, Telecom, Use,
};
use spo_sandbox::{IdentityCheck, Sandbox};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::new()?;
    sandbox.set_identity_check(IdentityCheck::Required);
    // Against a national environment the configuration comes from a file, with addresses and certificate in it, and the
    // sandbox is left out.
    let config = sandbox.client_config()?;
    let clinic = Client::builder(config.clone())
        .transport(sandbox.clone())
        .identity(sandbox.professional_identity()?)
        .build()?;
    let municipality = Client::builder(config)
        .identity(sandbox.professional_identity()?)
        .transport(sandbox)
        .build()?;
    let patient = "251248-9996".parse()?;
    let show = |step: &str| -> spo_core::Result<()> {
        let list = municipality.appointments().list(&Search::new(patient))?;
        println!("{step}\n\n{}", list.to_table());
        Ok(())
    };

    let mut appointment = booking()?;
    let first = AppointmentVersion::first("booking-4711")?;
    let receipt = clinic.appointments().share(&first, &appointment)?;
    println!(
        "Document {} is {}.\n",
        receipt.document_id,
        receipt.outcome.name()
    );
    show("The municipality sees the appointment:")?;

    appointment.time = AppointmentTime::at(
        "2027-04-02T13:00:00+02:00".parse()?,
        "2027-04-02T13:30:00+02:00".parse()?,
    );
    let moved = clinic.appointments().replace(&first, &appointment)?;
    show("The clinic moves it to the next day:")?;

    let again = clinic
        .appointments()
        .replace(&first, &appointment)
        .map(|receipt| receipt.outcome.name());
    println!("The same move once more is harmless: {}.\n", again?);

    clinic.appointments().cancel(&moved.appointment)?;
    show("The clinic cancels it:")?;
    Ok(())
}

fn booking() -> Result<Appointment, Box<dyn std::error::Error>> {
    let address = Address::new("Sygehusvej 1", "5230", "Odense M");
    let phone = Telecom::phone("66 11 33 33", Use::Work);
    let organisation = |sor: &str, name: &str| -> Result<Organisation, spo_core::InvalidValue> {
        Ok(Organisation::sor(SorCode::parse(sor)?, name)
            .with_address(address.clone())
            .with_telecom(phone.clone()))
    };
    let start: DanishTime = "2027-04-01T10:00:00+02:00".parse()?;
    let end: DanishTime = "2027-04-01T10:30:00+02:00".parse()?;
    Ok(Appointment {
        kind: AppointmentKind::Regional,
        status: AppointmentStatus::Active,
        time: AppointmentTime::at(start, end),
        patient: Patient::new("251248-9996".parse()?, PersonName::new("Nancy", "Berggren")),
        reason: Reason::text("Røntgenundersøgelse af thorax"),
        responsible: organisation("325431000016004", "Røntgenafdelingen")?.into(),
        requester: None,
        performer: organisation("345031000016009", "Røntgenambulatoriet")?.into(),
        custodian: organisation("359011000016003", "Region Syddanmark")?,
        location: Location::Facility(organisation("325421000016001", "Røntgenambulatoriet, indgang 4")?),
        episode: None,
        series: None,
    })
}
