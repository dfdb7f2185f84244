//! The block service, through the library's own client.

mod administration;
mod audit;
mod decisions;
mod effects;
mod second_reading;

use spo_core::dgws::{Caller, HealthProfessional};
use spo_core::{Appointment, AppointmentVersion, Client, Cpr, DanishTime, OrganisationCode, SorCode};
use spo_sandbox::{IdentityCheck, Sandbox};

use crate::support::{NANCY, OTHER};

/// The hospital whose departments [`example`] appointments come from, and somebody else's clinic.
pub(crate) const HOSPITAL: &str = "265951000016004";
pub(crate) const DEPARTMENT: &str = "325431000016004";
pub(crate) const CLINIC: &str = "440081000016006";

pub(crate) fn cpr(text: &str) -> Cpr {
    text.parse().unwrap()
}

pub(crate) fn nancy() -> Cpr {
    cpr(NANCY)
}

pub(crate) fn sor(code: &str) -> OrganisationCode {
    SorCode::parse(code).unwrap().into()
}

pub(crate) fn time(text: &str) -> DanishTime {
    text.parse().unwrap()
}

/// A doctor with a certificate of the sandbox's, working for `organisation`.
pub(crate) fn doctor(organisation: &str) -> Caller {
    Caller::health_professional(HealthProfessional::authorised(
        cpr(OTHER),
        "J0184".parse().unwrap(),
        SorCode::parse(organisation).unwrap(),
    ))
}

/// A sandbox that demands identities and trusts its own system, and a client of that system.
pub(crate) fn national() -> (Sandbox, Client) {
    let sandbox = Sandbox::new().unwrap();
    sandbox.set_identity_check(IdentityCheck::Required);
    sandbox.trust_level_3(&"91026150".parse().unwrap());
    // Now the register of authorisations has the doctor.
    sandbox.professional_identity().unwrap();
    let client = Client::builder(sandbox.client_config().unwrap())
        .transport(sandbox.clone())
        .identity(sandbox.identity().unwrap())
        .build()
        .unwrap();
    (sandbox, client)
}

/// Nancy's appointment in the department on the day.
pub(crate) fn share(client: &Client, key: &str, day: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/full-hospital.json");
    let mut appointment = Appointment::from_json(&std::fs::read_to_string(path).unwrap()).unwrap();
    appointment.time = spo_core::AppointmentTime::at(
        time(&format!("{day}T10:00:00+02:00")),
        time(&format!("{day}T10:30:00+02:00")),
    );
    let version = AppointmentVersion::first(key).unwrap();
    client.appointments().share(&version, &appointment).unwrap();
}
