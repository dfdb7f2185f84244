//! The citizen: gender, date of birth, general practitioner, coverage group.

use std::ffi::c_char;
use std::ptr;

use spo_core::{CoverageGroup, Gender, GeneralPractitioner};

use super::spo_master_data;
use crate::appointment::spo_gender;
use crate::guard::get;

/// Whether the citizen has a general practitioner.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_general_practitioner {
    /// The document does not tell. It is no "no".
    Unknown = 0,
    /// There is one: SPO_MASTER_DATA_ITEM_GENERAL_PRACTITIONER.
    Practice = 1,
    /// There is none: the citizen is not assigned to a practice.
    None = 2,
}

/// The coverage group of the public health insurance (sygesikringsgruppe).
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_coverage_group {
    /// The document does not tell.
    NotInDocument = 0,
    /// Group 1: the citizen has a general practitioner, whose care is free.
    Group1 = 1,
    /// Group 2: the citizen chooses freely, and pays a part.
    Group2 = 2,
    /// Anything else: spo_master_data_coverage_group_text tells what the register says.
    Other = 3,
}

/// Administrative gender; SPO_GENDER_NONE when the document does not tell.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_gender(master_data: *const spo_master_data) -> spo_gender {
    get(spo_gender::None, || {
        Ok(match arg_ref!(master_data).data().gender {
            None => spo_gender::None,
            Some(Gender::Female) => spo_gender::Female,
            Some(Gender::Male) => spo_gender::Male,
            Some(Gender::Undifferentiated) => spo_gender::Undifferentiated,
        })
    })
}

/// The date of birth, such as "1948-12-25"; NULL when the document does not tell. Borrowed from the master data.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_birth_date(master_data: *const spo_master_data) -> *const c_char {
    get(ptr::null(), || {
        let master_data = arg_ref!(master_data);
        let date = master_data.data().birth_date.map(|date| date.to_string());
        Ok(master_data.strings.lend_some(date.as_deref()))
    })
}

/// Whether the citizen has a general practitioner (egen læge).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_general_practitioner(
    master_data: *const spo_master_data,
) -> spo_general_practitioner {
    get(spo_general_practitioner::Unknown, || {
        Ok(match arg_ref!(master_data).data().general_practitioner {
            GeneralPractitioner::Practice(_) => spo_general_practitioner::Practice,
            GeneralPractitioner::None => spo_general_practitioner::None,
            GeneralPractitioner::Unknown => spo_general_practitioner::Unknown,
        })
    })
}

/// The coverage group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_coverage_group(
    master_data: *const spo_master_data,
) -> spo_coverage_group {
    get(spo_coverage_group::NotInDocument, || {
        let group = arg_ref!(master_data).data().coverage_group.as_ref();
        Ok(match group.map(|group| &group.value) {
            None => spo_coverage_group::NotInDocument,
            Some(CoverageGroup::Group1) => spo_coverage_group::Group1,
            Some(CoverageGroup::Group2) => spo_coverage_group::Group2,
            Some(_) => spo_coverage_group::Other,
        })
    })
}

/// The coverage group as the register writes it, such as "1"; NULL when the document does not tell. Borrowed from the
/// master data.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_coverage_group_text(
    master_data: *const spo_master_data,
) -> *const c_char {
    get(ptr::null(), || {
        let master_data = arg_ref!(master_data);
        let group = master_data.data().coverage_group.as_ref();
        Ok(master_data
            .strings
            .lend_some(group.map(|group| group.value.as_str())))
    })
}
