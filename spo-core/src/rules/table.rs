//! Every rule of an appointment, once: id, what is wrong in two languages, what to do, and where the rule comes from.

use std::fmt;

use super::fault::Fault;

/// One rule that a value must keep before it can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The stable id, such as `apd.performer.telecom`.
    pub id: &'static str,
    /// What is wrong when it is broken, in Danish.
    pub danish: &'static str,
    /// What is wrong when it is broken, in English.
    pub english: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// Where the rule comes from. Four hexadecimal digits are the number of a `CONF-DK-APD` statement in the guide
    /// APD-DK 2.0.1 and its errata of 2020-10-20 and 2021-11-24.
    pub source: &'static str,
}

impl Rule {
    /// The fault of breaking it at `path`.
    pub(crate) fn broken_at(&self, path: impl fmt::Display) -> Fault {
        Fault {
            path: path.to_string(),
            rule: self.id,
            danish: self.danish.to_owned(),
            english: self.english.to_owned(),
            remedy: self.remedy.to_owned(),
        }
    }
}

macro_rules! rules {
    ($($name:ident = $id:literal, $danish:literal, $english:literal, $remedy:literal, $source:literal;)*) => {
        $(pub(super) const $name: Rule =
            Rule { id: $id, danish: $danish, english: $english, remedy: $remedy, source: $source };)*

        /// Every rule, in the order in which the value is read.
        pub const ALL: &[Rule] = &[$($name),*];
    };
}
pub(crate) use rules;

rules! {
    KIND = "apd.kind.unspecified",
        "Aftalens sektor er ikke angivet",
        "the sector of the appointment is not given",
        "Give regional, municipality or practitioner.",
        "9245, ed37";
    STATUS = "apd.status.active",
        "Kun en aktiv aftale kan skrives",
        "only an active appointment can be written",
        "Leave the status out. Move an appointment by replacing it, and cancel it with the cancel call.",
        "0da6";

    TIME_RANGE = "apd.time.range",
        "Tidspunktet ligger uden for årene 1900-9999",
        "the time is outside the years 1900 to 9999",
        "Check the date.",
        "HL7 TS has four digits of year and an offset of whole minutes";
    TIME_ORDER = "apd.time.order",
        "Sluttidspunktet er ikke efter starttidspunktet",
        "the end is not after the start",
        "Give a later end, or leave it out when it is not known.",
        "dtr1-6-IVL_TS of MedCom's schematron";
    TIME_NOTE = "apd.time.note",
        "Teksten til et vejledende tidspunkt mangler",
        "the note about a time that is not exact is missing",
        "Leave the note out to get the usual text, or write what the patient should know.",
        "d425, e881, e24d";
    TIME_DAY = "apd.time.day",
        "Et vindue fra midnat uden slut læses som en dag uden klokkeslæt",
        "a window from midnight without an end is read as a day without a clock time",
        "Use a day instead, or give the window its end.",
        "MedCom's example 1.7: low at 00:00:00, high NI and a guided interval stand for a day";

    PATIENT_NAME = "apd.patient.name",
        "Patientens fornavn eller efternavn mangler",
        "the patient's given or family name is missing",
        "Give at least one given name and the family name.",
        "MedCom DK CDA header";
    PATIENT_GENDER = "apd.patient.gender",
        "Patientens køn er ikke angivet",
        "the patient's gender is not given",
        "Give female or male, or leave it out to take it from the CPR number.",
        "MedCom DK CDA header: administrativeGenderCode is F or M";
    PATIENT_BIRTH = "apd.patient.birth_date",
        "Fødselsdatoen ligger uden for årene 1800-9999",
        "the date of birth is outside the years 1800 to 9999",
        "Leave it out to take it from the CPR number.",
        "HL7 TS has four digits of year";
    PROTECTION = "apd.patient.protection",
        "Patientens adresse er beskyttet ét sted og oplyst et andet",
        "the patient's address is protected in one place and told in another",
        "Give \"protected\" for both the patient's address and the home as a place.",
        "sundhedsloven § 193 b; MedCom's address template 1.2.208.184.10.1.30";

    REASON_TEXT = "apd.reason.text",
        "Det er ikke angivet, hvad aftalen vedrører",
        "what the appointment is about is missing",
        "Write it in words the patient understands; general practice writes \"Aftale hos praktiserende læge\".",
        "4c2c, a7d3";
    REASON_NONE = "apd.reason.code",
        "Koden NI betyder, at der ingen kode er",
        "the code NI means that there is no code",
        "Leave the code out.",
        "8993, aa36";
    REASON_DISPLAY = "apd.reason.display",
        "Kodens tekst er en anden end aftalens tekst",
        "the text of the code differs from the text of the reason",
        "Leave the code's display out: the document has one text, and it is the reason's.",
        "4c2c";

    RESPONSIBLE_ID = "apd.responsible.id",
        "Den ansvarlige organisation mangler SOR-kode eller ydernummer",
        "the responsible organisation has neither a SOR code nor a provider number",
        "Give its SOR code, or the practice's provider number (ydernummer).",
        "4b90, 9199";
    REQUESTER_ID = "apd.requester.id",
        "Den rekvirerende organisation mangler SOR-kode",
        "the requesting organisation has no SOR code",
        "Give its SOR code, or leave the requester out.",
        "7616";
    PERFORMER_ID = "apd.performer.id",
        "Den udførende organisation mangler SOR-kode eller ydernummer",
        "the performing organisation has neither a SOR code nor a provider number",
        "Give its SOR code, or the practice's provider number (ydernummer).",
        "ad1e; MedCom's example 1.7 for the provider number";
    PERFORMER_TELECOM = "apd.performer.telecom",
        "Den udførende organisation har mere end én kontaktoplysning",
        "the performing organisation has more than one telecom",
        "Keep the one the patient should use.",
        "bf38 (errata item 17)";
    PERFORMER_TIME = "apd.performer.time",
        "Den udførende organisation kan ikke have et tidspunkt",
        "the performer cannot have a time of its own",
        "Leave it out: only the responsible and the requester have one.",
        "6f0d (errata item 17)";
    CUSTODIAN_ID = "apd.custodian.id",
        "Den dataansvarlige organisation mangler SOR-kode",
        "the custodian has no SOR code",
        "Give its SOR code; for a municipality that of its top entry in SOR.",
        "MedCom DK CDA header; MedCom's schematron: the id is mandatory";
    CUSTODIAN_TELECOM = "apd.custodian.telecom",
        "Den dataansvarlige organisation har mere end én kontaktoplysning",
        "the custodian has more than one telecom",
        "Keep one.",
        "CDA_SDTC.xsd: CustodianOrganization has at most one";
    PRACTICE_ID = "apd.general_practice.id",
        "Den praktiserende læges id er hverken en SOR-kode eller et ydernummer",
        "the id of the general practice is neither a SOR code nor a provider number",
        "Give one of the two, or leave the id out.",
        "MedCom DK CDA header";

    LOCATION_ID = "apd.location.id",
        "Mødestedet mangler SOR-kode",
        "the facility has no SOR code",
        "Give its SOR code, or use the kind \"other\" for a place outside SOR.",
        "3315, 91ea, 4862";
    LOCATION_TELECOM = "apd.location.telecom",
        "Mødestedet har mere end én kontaktoplysning",
        "the facility has more than one telecom",
        "Keep the one the patient should use.",
        "c7e3";
    LOCATION_NAME = "apd.location.name",
        "Mødestedets navn mangler",
        "the name of the place is missing",
        "Write what the patient should look for.",
        "d9a4, 87c3";

    ORGANISATION_NAME = "apd.organisation.name",
        "Organisationens navn mangler",
        "the name of the organisation is missing",
        "Give the name people know it by.",
        "b770; XDS authorInstitution";
    PERSON_NAME = "apd.person.name",
        "Personens fornavn eller efternavn mangler",
        "the person's given or family name is missing",
        "Give both, or leave the person out.",
        "MedCom DK CDA header";
    ADDRESS_EMPTY = "apd.address.empty",
        "Adressen er tom",
        "the address is empty",
        "Leave it out when it is not known.",
        "it would be written as no information";
    ADDRESS_USE = "apd.address.use",
        "En adresse kan ikke være mobil",
        "an address cannot be for a mobile phone",
        "Give home or work, or leave the use out.",
        "CDA_SDTC.xsd: PostalAddressUse";
    ADDRESS_PROTECTED = "apd.address.protected",
        "Ordet adressebeskyttelse står som adresse",
        "the word for address protection stands as an address",
        "Give \"protected\" instead of an address.",
        "MedCom's address template 1.2.208.184.10.1.30";
    TELECOM_SCHEME = "apd.telecom.scheme",
        "Kontaktoplysningen begynder ikke med tel:, sms:, mailto:, fax:, http: eller https:",
        "the telecom does not begin with tel:, sms:, mailto:, fax:, http: or https:",
        "Write it as tel:66113333, mailto:info@example.dk or https://example.dk.",
        "HL7 TEL is a URL";
    TELECOM_VALUE = "apd.telecom.value",
        "Kontaktoplysningen er ikke en gyldig URL",
        "the telecom is not a valid URL",
        "Leave blanks out of phone numbers; write letters beyond a-z as %C3%A6, or as xn-- in a domain.",
        "CDA_SDTC.xsd: TEL/@value is xs:anyURI; dtr1-2-URL of MedCom's schematron";
    TELECOM_DISTINCT = "apd.telecom.distinct",
        "Den samme kontaktoplysning står der to gange",
        "the same telecom is given twice",
        "Keep one of them.",
        "dtr1-5-URL of MedCom's schematron";

    EPISODE_LABEL = "apd.episode.label",
        "Forløbets kode er ikke en af SKS-koderne ALAL01-ALAL52",
        "the label of the course of care is not one of the SKS codes ALAL01 to ALAL52",
        "Use a code of the list, or leave the label out.",
        "158f, 44e3; value set of MedCom's XDS metadata 2.0";
    EPISODE_SYSTEM = "apd.episode.system",
        "Forløbets kode skal være fra SKS, OID 1.2.208.176.2.4",
        "the label of the course of care must be from SKS, OID 1.2.208.176.2.4",
        "Give that system, and leave its name out: it is always the same.",
        "b670, 8b6d";
    EPISODE_MEDCOM = "apd.episode.medcom",
        "Forløbet har mere end ét id under MedComs OID 1.2.208.184",
        "the course of care has more than one id under MedCom's OID 1.2.208.184",
        "Keep one.",
        "8aa5";
    MEDCOM_UUID = "apd.id.uuid",
        "Et id under MedComs OID 1.2.208.184 skal være et UUID",
        "an id under MedCom's OID 1.2.208.184 must be a UUID",
        "Write it as 36 characters such as 0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01.",
        "c89b, 22dd, 8aa5, 4b55";
    MEDCOM_ROOT = "apd.id.root",
        "Id'et skal stå under MedComs OID 1.2.208.184",
        "the id must be under MedCom's OID 1.2.208.184",
        "Give the root 1.2.208.184.",
        "a5bd, 7493, 40c2";
    ID_OID = "apd.id.oid",
        "Roden er ikke en OID",
        "the root is not an OID",
        "Give dotted numbers such as 1.2.208.184, at most 64 characters.",
        "CDA_SDTC.xsd: II/@root";
    ID_EXTENSION = "apd.id.extension",
        "Id'et mangler eller har blanktegn omkring sig",
        "the id within its root is missing, or has white space around it",
        "Give the id itself, or leave it out altogether.",
        "CDA_SDTC.xsd: II/@extension";
    CODE_FORMAT = "apd.code.format",
        "En kode må ikke være tom eller indeholde blanktegn",
        "a code cannot be empty or hold white space",
        "Give the code itself, and its text as text.",
        "CDA_SDTC.xsd: CD/@code";
    CODE_SYSTEM = "apd.code.system",
        "Kodesystemet er ikke en OID",
        "the code system is not an OID",
        "Give the OID of the code system; SNOMED CT is 2.16.840.1.113883.6.96.",
        "CDA_SDTC.xsd: CD/@codeSystem";

    TEXT_BLANK = "apd.text.blank",
        "Teksten er tom",
        "the text is blank",
        "Leave it out, or write something.",
        "an empty element says nothing";
    TEXT_ILLEGAL = "apd.text.illegal",
        "Teksten indeholder et tegn, som XML ikke kan rumme",
        "the text holds a character that XML cannot carry",
        "Remove control characters.",
        "XML 1.0, production 2";
    TEXT_LENGTH = "apd.text.length",
        "Teksten er for lang",
        "the text is too long",
        "Shorten it: names that the registry keeps may have 200 characters, other texts 1,000.",
        "ebXML RIM 3.0: a slot value has at most 256 characters; 1,000 is this library's own limit";
    LIST_LENGTH = "apd.list.length",
        "Listen er for lang",
        "the list is too long",
        "Keep at most 100 entries.",
        "this library's own limit, far beyond what a document in use has";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn ids_are_unique_and_texts_are_complete() {
        let mut ids: Vec<_> = ALL.iter().map(|rule| rule.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ALL.len());
        for rule in ALL {
            assert!(
                rule.id.starts_with("apd.") && rule.id.split('.').count() == 3,
                "{}",
                rule.id
            );
            assert!(
                !rule.danish.ends_with('.') && !rule.english.ends_with('.'),
                "{}",
                rule.id
            );
            assert!(
                rule.remedy.ends_with('.') && !rule.source.is_empty(),
                "{}",
                rule.id
            );
        }
    }
}
