//! Name and address protection (navne- og adressebeskyttelse): one source that knows of it speaks for all.

use super::identity::Document;
use crate::model::{Address, Location, PatientAddress};

/// Whether one of the documents marks the patient's address as protected.
pub(super) fn is_marked(documents: &[Document]) -> bool {
    documents.iter().any(|document| {
        let appointment = &document.read.document.appointment;
        let home = match &appointment.location {
            Location::Home { address, .. } => Some(address),
            _ => None,
        };
        [Some(&appointment.patient.address), home]
            .into_iter()
            .flatten()
            .any(|address| *address == PatientAddress::Protected)
    })
}

/// Takes the patient's address out of documents that tell it all the same, because they are older than the protection
/// or from a system that does not know of it: the patient's own, the home's, and a place that has the same.
pub(super) fn mask(documents: &mut [Document]) {
    let homes: Vec<Address> = documents.iter().flat_map(told).cloned().collect();
    for document in documents {
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
}

fn told(document: &Document) -> impl Iterator<Item = &Address> {
    let appointment = &document.read.document.appointment;
    let home = match &appointment.location {
        Location::Home { address, .. } => address.known(),
        _ => None,
    };
    appointment.patient.address.known().into_iter().chain(home)
}

fn hide(address: &mut PatientAddress) {
    if address.known().is_some() {
        *address = PatientAddress::Protected;
    }
}
