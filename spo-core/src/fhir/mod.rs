//! Documents in HL7 FHIR R4 (JSON): the diagnoses that are shared as MedCom's ConditionList.
//!
//! In: bytes. Out: values of the model, warnings where something was guessed or has no place, and the bytes themselves.
//! Nothing is written.

mod condition;
mod condition_list;
mod json;
mod outcome;

pub use condition_list::read_diagnosis_list;
pub use outcome::ReadDiagnosisList;
