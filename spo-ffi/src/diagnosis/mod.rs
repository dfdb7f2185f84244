//! Shared diagnoses.

mod list;

use std::ffi::c_char;
use std::ptr;

use spo_core::{ClinicalTime, Diagnosis, DiagnosisKind, DiagnosisStatus};

pub use self::list::*;
use crate::guard::get;
use crate::lent::Lent;
use crate::parts::spo_code;
use crate::strings::Strings;

/// Whether a diagnosis is current.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_clinical_status {
    /// The document does not tell, or contradicts itself. It is neither current nor over.
    Unknown = 0,
    /// It is current (aktuel).
    Current = 1,
    /// It is over (tidligere).
    Resolved = 2,
    /// It is none: it was refuted, or entered in error; spo_diagnosis_verification tells which.
    TakenBack = 3,
}

/// What a diagnosis belongs to.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_diagnosis_scope {
    /// The document does not tell.
    Unknown = 0,
    /// One contact (kontaktdiagnose).
    Contact = 1,
    /// A course of care (forløbsdiagnose).
    Course = 2,
}

/// A diagnosis. Show its text, not only its code.
///
/// Lent by a list of diagnoses, and valid as long as that. It never changes: any number of threads may read it, with what
/// it lends.
pub struct spo_diagnosis {
    diagnosis: Diagnosis,
    codes: Lent<spo_code>,
    strings: Strings,
}
handle!(shared spo_diagnosis);

impl From<&Diagnosis> for spo_diagnosis {
    fn from(diagnosis: &Diagnosis) -> Self {
        Self {
            codes: Lent::of(diagnosis.codes.len()),
            diagnosis: diagnosis.clone(),
            strings: Strings::default(),
        }
    }
}

impl spo_diagnosis {
    fn lend_time(&self, time: Option<ClinicalTime>) -> *const c_char {
        let time = time.map(|time| time.to_string());
        self.strings.lend_some(time.as_deref())
    }
}

/// What the practice calls it; NULL when it is told by its codes only. Borrowed from the diagnosis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_text(diagnosis: *const spo_diagnosis) -> *const c_char {
    get(ptr::null(), || {
        let diagnosis = arg_ref!(diagnosis);
        Ok(diagnosis.strings.lend_some(diagnosis.diagnosis.text.as_deref()))
    })
}

/// How many codes it has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_code_count(diagnosis: *const spo_diagnosis) -> usize {
    get(0, || Ok(arg_ref!(diagnosis).diagnosis.codes.len()))
}

/// Code `index`, in ICPC-2-DK or SKS-D; NULL beyond the last. Borrowed from the diagnosis: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_code(
    diagnosis: *const spo_diagnosis,
    index: usize,
) -> *const spo_code {
    get(ptr::null(), || {
        let diagnosis = arg_ref!(diagnosis);
        Ok(diagnosis.codes.lend(&diagnosis.diagnosis.codes, index))
    })
}

/// How many notes there are about it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_note_count(diagnosis: *const spo_diagnosis) -> usize {
    get(0, || Ok(arg_ref!(diagnosis).diagnosis.notes.len()))
}

/// Note `index` (tillægstekst); NULL beyond the last. Borrowed from the diagnosis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_note(diagnosis: *const spo_diagnosis, index: usize) -> *const c_char {
    get(ptr::null(), || {
        let diagnosis = arg_ref!(diagnosis);
        let note = diagnosis.diagnosis.notes.get(index);
        Ok(diagnosis.strings.lend_some(note.map(String::as_str)))
    })
}

/// Whether it is current. One that was taken back is never SPO_CLINICAL_STATUS_CURRENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_status(diagnosis: *const spo_diagnosis) -> spo_clinical_status {
    get(spo_clinical_status::Unknown, || {
        let diagnosis = &arg_ref!(diagnosis).diagnosis;
        Ok(match diagnosis.status {
            _ if diagnosis.is_taken_back() => spo_clinical_status::TakenBack,
            DiagnosisStatus::Current => spo_clinical_status::Current,
            DiagnosisStatus::Resolved => spo_clinical_status::Resolved,
            _ => spo_clinical_status::Unknown,
        })
    })
}

/// How sure it is, as the document has it, such as "confirmed" or "refuted"; NULL when it does not tell. Borrowed from the
/// diagnosis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_verification(diagnosis: *const spo_diagnosis) -> *const c_char {
    get(ptr::null(), || {
        let diagnosis = arg_ref!(diagnosis);
        let verification = diagnosis.diagnosis.verification.as_deref();
        Ok(diagnosis.strings.lend_some(verification))
    })
}

/// What it belongs to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_kind(diagnosis: *const spo_diagnosis) -> spo_diagnosis_scope {
    get(spo_diagnosis_scope::Unknown, || {
        Ok(match arg_ref!(diagnosis).diagnosis.kind {
            Some(DiagnosisKind::Contact) => spo_diagnosis_scope::Contact,
            Some(DiagnosisKind::Course) => spo_diagnosis_scope::Course,
            _ => spo_diagnosis_scope::Unknown,
        })
    })
}

/// When it began (debutdato), as exactly as it was told: "2019", "2019-05", "2019-05-03" or RFC 3339; NULL when that is not
/// told. Borrowed from the diagnosis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_onset(diagnosis: *const spo_diagnosis) -> *const c_char {
    get(ptr::null(), || {
        let diagnosis = arg_ref!(diagnosis);
        Ok(diagnosis.lend_time(diagnosis.diagnosis.onset))
    })
}

/// When it ended (afslutningsdato), in the same form; NULL when that is not told. Borrowed from the diagnosis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_abatement(diagnosis: *const spo_diagnosis) -> *const c_char {
    get(ptr::null(), || {
        let diagnosis = arg_ref!(diagnosis);
        Ok(diagnosis.lend_time(diagnosis.diagnosis.abatement))
    })
}

/// When it was noted (registreringsdato), in the same form; NULL when that is not told. Borrowed from the diagnosis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_diagnosis_recorded(diagnosis: *const spo_diagnosis) -> *const c_char {
    get(ptr::null(), || {
        let diagnosis = arg_ref!(diagnosis);
        Ok(diagnosis.lend_time(diagnosis.diagnosis.recorded))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_back_is_no_diagnosis_whatever_its_status_says() {
        for (verification, expected) in [
            ("refuted", spo_clinical_status::TakenBack),
            ("entered-in-error", spo_clinical_status::TakenBack),
            ("confirmed", spo_clinical_status::Current),
        ] {
            let diagnosis = spo_diagnosis::from(&Diagnosis {
                status: DiagnosisStatus::Current,
                verification: Some(verification.to_owned()),
                ..Diagnosis::default()
            });
            // SAFETY: a handle of this test's own.
            assert_eq!(unsafe { spo_diagnosis_status(&raw const diagnosis) }, expected);
        }
    }
}
