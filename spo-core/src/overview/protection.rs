//! Name and address protection (navne- og adressebeskyttelse): one source that knows of it speaks for all.

use super::Placed;
use super::identity::Document;
use crate::cda::ReadMasterData;
use crate::model::{Address, Location, PatientAddress, PersonName, Protectable};

/// Masks the patient's name and address in every document when one of them marks them as protected, and says whether one
/// does.
///
/// A document tells them all the same when it is older than the protection, or from a system that does not know of it. An
/// address is taken out where the patient's own stands, the home's, and that of a place with the same address. A name is
/// protected together with the address; master data knows of it, appointments do not. A temporary address stays: it was
/// typed in to be found.
pub(super) fn enforce(appointments: &mut [Document], master_data: &mut [Placed<ReadMasterData>]) -> bool {
    let is_protected =
        appointments.iter().any(is_marked) || master_data.iter().any(|it| it.read.master_data.is_protected());
    if is_protected {
        let homes: Vec<Address> = appointments
            .iter()
            .flat_map(told)
            .chain(master_data.iter().filter_map(|it| own(&it.read).known()))
            .cloned()
            .collect();
        appointments.iter_mut().for_each(|it| mask(it, &homes));
        let protects_name = |it: &Placed<ReadMasterData>| it.read.master_data.is_protected();
        if master_data.iter().any(protects_name) {
            for document in appointments.iter_mut() {
                document.read.document.appointment.patient.name = PersonName::default();
            }
        }
        for Placed { read, .. } in master_data {
            hide(&mut read.master_data.name_and_address.value.address);
            if read.master_data.name_and_address.value.name.known().is_some() {
                read.master_data.name_and_address.value.name = Protectable::Protected;
            }
            // Nobody can vouch for a text.
            read.narrative = None;
        }
    }
    is_protected
}

fn is_marked(document: &Document) -> bool {
    let appointment = &document.read.document.appointment;
    let home = match &appointment.location {
        Location::Home { address, .. } => address.is_protected(),
        _ => false,
    };
    home || appointment.patient.address.is_protected()
}

fn own(read: &ReadMasterData) -> &PatientAddress {
    &read.master_data.name_and_address.value.address
}

fn told(document: &Document) -> impl Iterator<Item = &Address> {
    let appointment = &document.read.document.appointment;
    let home = match &appointment.location {
        Location::Home { address, .. } => address.known(),
        _ => None,
    };
    appointment.patient.address.known().into_iter().chain(home)
}

fn mask(document: &mut Document, homes: &[Address]) {
    let appointment = &mut document.read.document.appointment;
    hide(&mut appointment.patient.address);
    match &mut appointment.location {
        Location::Home { address, .. } => hide(address),
        Location::Other { address, .. } if address.as_ref().is_some_and(|it| homes.contains(it)) => {
            *address = None;
        }
        _ => {}
    }
}

fn hide(address: &mut PatientAddress) {
    if address.known().is_some() {
        *address = PatientAddress::Protected;
    }
}
