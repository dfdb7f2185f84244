//! The identifiers and codes that APD-DK fixes, once, with their source.
//!
//! Source, unless another is named: the guide APD-DK 2.0.1 with its errata, and MedCom's published examples.

/// Roots of ids and code systems.
pub mod oid {
    /// CPR numbers.
    pub const CPR: &str = "1.2.208.176.1.2";
    /// SOR codes.
    pub const SOR: &str = crate::OrganisationId::SOR_ROOT;
    /// Provider numbers (ydernumre).
    pub const YDER: &str = crate::OrganisationId::YDER_ROOT;
    /// MedCom: documents, appointments, series and care plans, each a UUID.
    pub const MEDCOM: &str = "1.2.208.184";
    /// Episode elements (forløbselementer) of the national patient register LPR3.
    pub const LPR3: &str = "1.2.208.176.7.1.10.83";
    /// MedCom's message codes.
    pub const MESSAGE_CODES: &str = "1.2.208.184.100.1";
    /// The profile version, since errata items 6 and 7.
    pub const PROFILE: &str = "1.2.208.184.100.10";
    /// The profile version before the errata.
    pub const OLD_PROFILE: &str = "1.2.208.184.100.3";
    /// LOINC.
    pub const LOINC: &str = "2.16.840.1.113883.6.1";
    /// SNOMED CT.
    pub const SNOMED_CT: &str = "2.16.840.1.113883.6.96";
    /// Sundhedsvæsenets Klassifikations System (SKS).
    pub const SKS: &str = "1.2.208.176.2.4";
    /// The code system of episode labels in APD 2.0.
    pub const OLD_EPISODE_LABELS: &str = "1.2.208.184.300.1";
}

/// Roots of template ids.
pub mod template {
    /// The document.
    pub const DOCUMENT: &str = "1.2.208.184.14.1";
    /// Its one section.
    pub const SECTION: &str = "1.2.208.184.14.11.1";
    /// Its one encounter.
    pub const ENCOUNTER: &str = "1.2.208.184.14.11.2";
    /// The place.
    pub const LOCATION: &str = "1.2.208.184.14.11.3";
    /// The precondition that marks one of a repeating series.
    pub const REPEATING: &str = "1.2.208.184.14.11.4";
    /// The precondition that marks a time as guided (vejledende).
    pub const GUIDED: &str = "1.2.208.184.14.11.5";
    /// The header event that names the profile version.
    pub const VERSION_EVENT: &str = "1.2.208.184.10.1.10";
    /// The header event that tells when the appointment is.
    pub const TIME_EVENT: &str = "1.2.208.184.10.1.11";
    /// The header event that tells the episode of care.
    pub const EPISODE_EVENT: &str = "1.2.208.184.10.1.12";
    /// What the three header events were called in APD 2.0.
    pub const OLD_EVENTS: [(&str, &str); 3] = [
        ("1.2.208.184.200.1.10", VERSION_EVENT),
        ("1.2.208.184.200.1.11", TIME_EVENT),
        ("1.2.208.184.200.1.12", EPISODE_EVENT),
    ];
    /// The `extension` of every template of APD 2.0 and later.
    pub const RELEASE: &str = "2019-09-10";
}

/// The value of `id/@extension` that names this profile.
pub const PROFILE_VERSION: &str = "apd-v2.0.1";

/// The full name of SKS, which the profile demands as `codeSystemName` (CONF-DK-APD 8b6d).
pub const SKS_NAME: &str = "Sundhedsvæsenets Klassifikations System";

/// What an address holds instead of a protected one (template 1.2.208.184.10.1.30).
pub const PROTECTED_ADDRESS: &str = "Adressebeskyttelse";

/// The labels of courses of care (forløb): SKS code and text, in the order of the code.
///
/// Source: value set `eventCodeList` of MedCom's XDS metadata 2.0.
pub const EPISODE_LABELS: &[(&str, &str)] = &[
    ("ALAL01", "Kræftsygdomme"),
    ("ALAL02", "Hjertesygdomme"),
    ("ALAL03", "Psykiske lidelser og adfærdsmæssige forstyrrelser"),
    ("ALAL21", "Kronisk obstruktiv lungesygdom (KOL)"),
    ("ALAL22", "Type 2-diabetes"),
    ("ALAL23", "Osteoporose"),
    ("ALAL51", "Graviditet, fødsel og barsel"),
    ("ALAL52", "Nyfødte"),
];

/// The text of an episode label, when `code` is one.
pub fn episode_label(code: &str) -> Option<&'static str> {
    let found = EPISODE_LABELS
        .binary_search_by_key(&code, |(label, _)| label)
        .ok()?;
    EPISODE_LABELS.get(found).map(|(_, text)| *text)
}

/// Every text that stands for a protected name or address. The stamkort has its own: MedCom's examples the second, the
/// field table of the national service the last. Those between are what the two could become.
const PROTECTED: [&str; 6] = [
    PROTECTED_ADDRESS,
    "Adressebeskyttet",
    "Navne- og adressebeskyttet",
    "Beskyttet navn",
    "Beskyttet adresse",
    "Beskyttet navn/adresse",
];

/// Whether `text` stands for a protected name or address.
pub fn means_protected(text: &str) -> bool {
    PROTECTED
        .iter()
        .any(|word| text.trim().eq_ignore_ascii_case(word))
}

/// Whether `extension` is a UUID written with its hyphens, which every id under [`oid::MEDCOM`] must be.
pub fn is_uuid(extension: &str) -> bool {
    let bytes = extension.as_bytes();
    bytes.len() == 36
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_found_by_its_code() {
        for (code, text) in EPISODE_LABELS {
            assert_eq!(episode_label(code), Some(*text));
        }
        assert_eq!(episode_label("ALAL99"), None);
    }

    #[test]
    fn a_uuid_has_hexadecimal_digits_and_four_hyphens() {
        assert!(is_uuid("0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01"));
        assert!(!is_uuid("test0202-0001-49ce-8653-cp2202789083"));
        assert!(!is_uuid("0f4c1d6e5d0a4c8e9a552f6a3f1b7c01"));
        assert!(!is_uuid(""));
    }

    #[test]
    fn the_words_for_protection_are_known_in_any_case() {
        assert!(means_protected(" ADRESSEBESKYTTELSE "));
        assert!(means_protected("BESKYTTET NAVN/ADRESSE"));
        assert!(!means_protected("Adressebeskyttelsesvej 1"));
    }
}
