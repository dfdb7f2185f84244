//! Kinds of data, and the language of what people read.

use spo_core::overview::{Kind, Language};

/// A kind of shared data.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_data_kind {
    /// Booked appointments (aftaler).
    Appointments = 1,
    /// Master data (stamkort).
    MasterData = 2,
    /// Care plans of general practice (forløbsplaner).
    CarePlans = 3,
    /// The list of diagnoses (diagnoseoversigt).
    Diagnoses = 4,
}

/// The number of a [`spo_data_kind`], as a parameter.
pub type spo_data_kind_number = i32;

enum_argument!(data_kind, spo_data_kind, "kind" -> Kind {
    Appointments => Kind::Appointments,
    MasterData => Kind::MasterData,
    CarePlans => Kind::CarePlans,
    Diagnoses => Kind::Diagnoses,
});

/// The language of what people read.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_language {
    /// Danish.
    Danish = 0,
    /// English.
    English = 1,
}

/// The number of a [`spo_language`], as a parameter.
pub type spo_language_number = i32;

enum_argument!(language_of, spo_language, "language" -> Language {
    Danish => Language::Danish,
    English => Language::English,
});
