//! Reading care plans (forløbsplaner): HL7 CDA R2 in the Danish profile CPD-DK.
//!
//! Lenient, and never silent about it. Guide, MedCom's examples and what libraries write differ in where entries stand,
//! in templates and in codes, so a section is recognised by its template or its code, and an entry by its template or
//! its section.

mod entry;
mod header;
mod outcome;
mod section;
mod values;
mod vocabulary;

use std::collections::HashMap;
use std::sync::Arc;

pub use outcome::ReadCarePlan;

use super::reader::{Profile, Reader, clinical_document};
use crate::xml::{Document, Element, Limits};
use crate::{DanishTime, Result};

const CARE_PLAN: Profile = Profile {
    name: "care plan (CPD-DK)",
    template: vocabulary::DOCUMENT,
};

/// The state of one reading.
struct CpdReader<'d> {
    reader: Reader,
    /// When the document was made.
    created: Option<DanishTime>,
    /// The elements of narratives that entries refer to, by their `ID`.
    targets: HashMap<&'d str, Element<'d>>,
    /// How many bytes of narrative may still be repeated in entries: no more than the document has.
    text_left: usize,
}

/// Reads a care plan (forløbsplan): CPD-DK 2.0, and 1.0 as MedCom's examples have it.
///
/// A moment is given in Danish time whatever offset it was written with; one without an offset is taken as Danish. A
/// time that is only a day, a month or a year stays one.
///
/// # Errors
/// [`ErrorKind::InvalidDocument`](crate::ErrorKind::InvalidDocument). The code tells why: `xml.*` when it is not XML
/// that this library reads, `cda.root` or `cda.namespace` when it is other XML, `cda.profile` when it is another kind
/// of CDA document, `cda.patient` when it has no CPR number.
pub fn read_care_plan(bytes: &[u8]) -> Result<ReadCarePlan> {
    let document = Document::parse(bytes, Limits::DOCUMENT)?;
    let root = clinical_document(&document)?;
    if CARE_PLAN.template_of(root).is_none() {
        return Err(CARE_PLAN.refusal(root));
    }
    let targets = root.descendants().filter_map(|it| Some((it.attr("ID")?, it)));
    let mut reader = CpdReader {
        reader: Reader::default(),
        created: None,
        targets: targets.collect(),
        text_left: bytes.len(),
    };
    let mut care_plan = reader.header(root)?;
    care_plan.sections = reader.body(root);
    Ok(ReadCarePlan {
        care_plan,
        warnings: reader.reader.warnings,
        raw: Arc::from(bytes),
    })
}
