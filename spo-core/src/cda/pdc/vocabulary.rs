//! The identifiers and codes that PDC-DK fixes, once.
//!
//! Source: MedCom's published examples of PDC-DK 2.0 and 3.0, and documents of the national service.

/// The document's template. Its extension is the version; 2.0 has none.
pub(super) const DOCUMENT: &str = "1.2.208.184.16.1";
/// The document's type among MedCom's message codes.
pub(super) const DOCUMENT_TYPE: &str = "PDC";
/// The versions that are known, by the extension of the template.
pub(super) const VERSIONS: [&str; 2] = ["2.0", "3.0"];

/// The template of an author who typed something in. One arc from that of an observation: `…20.1.30`.
pub(super) const TYPED_IN: &str = "1.2.208.184.16.1.10.20.30";
/// The template of an author that is a register. One arc from that of an observation: `…20.1.31`.
pub(super) const REGISTER: &str = "1.2.208.184.16.1.10.20.31";

/// What an observation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    ChildCustody,
    CustodyBy,
    NameAndAddress,
    CoverageGroup,
    OrganDonor,
    TreatmentWill,
    LivingWill,
    Resuscitation,
    Language,
    TemporaryAddress,
    Dentist,
    Contact,
    Relative,
}

/// Template and code of every observation. Both custody relations have one template: there only the code tells.
pub(super) const TOPICS: &[(&str, &str, Topic)] = &[
    ("1.2.208.184.16.1.10.20.1.20", "LanguageTypedIn", Topic::Language),
    (
        "1.2.208.184.16.1.10.20.1.21",
        "TempAddrTypedIn",
        Topic::TemporaryAddress,
    ),
    ("1.2.208.184.16.1.10.20.1.22", "DentistTypedIn", Topic::Dentist),
    (CUSTODY, "ChildCustody", Topic::ChildCustody),
    (CUSTODY, "CustodyBy", Topic::CustodyBy),
    (
        "1.2.208.184.16.1.10.20.1.24",
        "PatientContactTypedIn",
        Topic::Contact,
    ),
    ("1.2.208.184.16.1.10.20.1.25", "RelativeTypedIn", Topic::Relative),
    (
        "1.2.208.184.16.1.10.20.1.26",
        "CitizenNameAddr",
        Topic::NameAndAddress,
    ),
    (
        "1.2.208.184.16.1.10.20.1.27",
        "CoverageGroup",
        Topic::CoverageGroup,
    ),
    (
        "1.2.208.184.16.1.10.20.1.28",
        "OrganDonorRegistration",
        Topic::OrganDonor,
    ),
    (
        "1.2.208.184.16.1.10.20.1.29",
        "TreatmentWillRegistration",
        Topic::TreatmentWill,
    ),
    (
        "1.2.208.184.16.1.10.20.1.30",
        "LivingWillRegistration",
        Topic::LivingWill,
    ),
    (
        "1.2.208.184.16.1.10.20.1.31",
        "NoResuscitationRegistration",
        Topic::Resuscitation,
    ),
];

/// The template of both custody relations.
pub(super) const CUSTODY: &str = "1.2.208.184.16.1.10.20.1.23";
