//! Reading master data (stamkort): HL7 CDA R2 in the Danish profile PDC-DK.
//!
//! Lenient, and never silent about it: every element is mapped, known to say nothing, kept among the
//! [other items](crate::MasterData::other), or reported as `unmapped`. An observation is recognised by its template and
//! code and its values by their type, in any order. What a protected citizen has a right to keep is left out before
//! anything else is done with it.

mod entry;
mod header;
mod items;
mod origin;
mod other;
mod outcome;
mod placeholder;
mod protection;
mod registrations;
mod sections;
mod values;
mod vocabulary;

use std::sync::Arc;

pub use outcome::ReadMasterData;

use super::reader::{Profile, Reader, clinical_document};
use crate::xml::{Document, Limits};
use crate::{MasterData, Result};
use sections::Body;

const MASTER_DATA: Profile = Profile {
    name: "stamkort (PDC-DK)",
    template: vocabulary::DOCUMENT,
};

/// The state of one reading.
struct PdcReader {
    reader: Reader,
    /// Whether the citizen has name and address protection.
    is_protected: bool,
}

/// Reads master data (stamkort): PDC-DK 3.0 and 2.0, its drafts of 2019 as far as they can be read.
///
/// A time is given in Danish time whatever offset it was written with; one without an offset is taken as Danish. A date
/// stays the date it is.
///
/// # Errors
/// [`ErrorKind::InvalidDocument`](crate::ErrorKind::InvalidDocument). The code tells why: `xml.*` when it is not XML
/// that this library reads, `cda.root` or `cda.namespace` when it is other XML, `cda.profile` when it is another kind
/// of CDA document, `cda.patient` when it has no CPR number.
pub fn read_master_data(bytes: &[u8]) -> Result<ReadMasterData> {
    let document = Document::parse(bytes, Limits::DOCUMENT)?;
    let root = clinical_document(&document)?;
    let Some(template) = MASTER_DATA.template_of(root) else {
        return Err(MASTER_DATA.refusal(root));
    };
    let mut reader = PdcReader {
        reader: Reader::default(),
        is_protected: protection::is_protected(root),
    };
    let version = reader.version(root, template);
    let header = reader.header(root)?;
    let Body { items, narrative } = reader.body(root);
    let master_data = MasterData {
        id: header.id,
        generated: header.generated,
        version,
        cpr: header.cpr,
        gender: header.gender,
        birth_date: header.birth_date,
        name_and_address: reader.name_and_address(root, items.name_and_address, header.name_and_address),
        general_practitioner: header.general_practitioner,
        coverage_group: items.coverage_group,
        children_in_custody: items.children_in_custody,
        custody_holders: items.custody_holders,
        organ_donor_registration: items.organ_donor,
        treatment_will_registration: items.treatment_will,
        living_will_registration: items.living_will,
        resuscitation_opt_out: items.resuscitation.unwrap_or_default(),
        language: items.language,
        temporary_address: items.temporary_address,
        dentist: items.dentist,
        contact: items.contact,
        relatives: items.relatives,
        other: items.other,
    };
    Ok(ReadMasterData {
        master_data,
        narrative,
        warnings: reader.reader.warnings,
        raw: Arc::from(bytes),
    })
}
