//! Every rule of a change, once.

use crate::rules::{Rule, rules};

rules! {
    PATIENT = "edit.patient.other",
        "Stamkortet er en anden borgers",
        "the master data is another citizen's",
        "Check the change against the master data of the citizen it is for.",
        "this library's own";
    CALLER = "edit.caller.citizen",
        "Kalderen handler for en anden borger",
        "the caller acts for another citizen",
        "Give the caller who acts for this citizen.",
        "rule 14 of Fælles Stamkort: citizens, and those with their power of attorney";
    ORGANISATION = "edit.entered_by.organisation",
        "Den sundhedsprofessionelles organisation mangler",
        "the professional's organisation is missing",
        "Give its name, and its SOR code when it has one.",
        "documents in use name it beside what a professional typed in";

    SINGLE = "edit.item.single",
        "Der er allerede en registrering af den slags",
        "there is an item of this kind already",
        "Change the one there is, or end it first.",
        "SKR's guide: exactly one temporary address; PDC-DK: one of each kind but relatives";
    UNKNOWN = "edit.item.unknown",
        "Stamkortet har ingen registrering af den slags med det id",
        "the master data has no item of this kind with this id",
        "Read the master data again, and give the id that stands there.",
        "this library's own";

    LANGUAGE = "edit.language.code",
        "Sproget er ikke en kode fra ISO 639-1, OID 1.0.639.1",
        "the language is not a code of ISO 639-1, OID 1.0.639.1",
        "Give two lower-case letters, such as da or en, and that system.",
        "PDC-DK 3.0: LanguageTypedIn";

    STAY_ADDRESS = "edit.temporary_address.address",
        "Den midlertidige adresse mangler vej, postnummer eller by",
        "the temporary address has no street, postal code or city",
        "Give at least one line, the postal code and the city.",
        "this library's own: what the register demands is not public";
    STAY_START = "edit.temporary_address.from",
        "Den midlertidige adresses første dag mangler",
        "the temporary address has no first day",
        "Give it; the last day may be left out.",
        "PDC-DK 3.0: effectiveTime/low is required, high is not";
    STAY_ORDER = "edit.temporary_address.order",
        "Den midlertidige adresse slutter, før den begynder",
        "the temporary address ends before it begins",
        "Give a later end, or leave it out.",
        "the order of an interval";

    DENTIST_NAME = "edit.dentist.name",
        "Tandklinikkens navn mangler",
        "the name of the dentist's clinic is missing",
        "Give the name people know it by.",
        "this library's own: what the register demands is not public";
    DENTIST_ID = "edit.dentist.id",
        "Tandklinikkens id er ikke et ydernummer",
        "the id of the dentist's clinic is not a provider number",
        "Give its provider number (ydernummer), or leave the id out.",
        "PDC-DK 3.0: DentistTypedIn";

    CONTACT = "edit.contact.empty",
        "Der er intet telefonnummer",
        "there is no phone number",
        "Give one, or end the contact data there is.",
        "an item without a value says nothing";
    PHONE = "edit.telecom.phone",
        "Kontaktoplysningen kan ikke være et telefonnummer",
        "the telecom cannot be a phone number",
        "Write it as tel:66113333 or tel:+4566113333.",
        "the register has phone numbers only; documents in use have tel:null";

    RELATIVE_NAME = "edit.relative.name",
        "Den pårørendes fornavn mangler",
        "the relative's first name is missing",
        "Give it; family name and phone number may be left out.",
        "SKR's guide, 2019-01-04";
    RELATIVE_CPR = "edit.relative.cpr",
        "Der står et CPR-nummer i den pårørendes navn, relation eller note",
        "a CPR number stands in the relative's name, relation or note",
        "Take it out: the register refuses it.",
        "Fælles Stamkort's table of fields; which spellings the register finds is not public";
    RELATIVE_RELATION = "edit.relative.relation",
        "Relationens kode eller kodesystem mangler",
        "the code of the relation, or its system, is missing",
        "Give a code of MedCom's relation codes, OID 1.2.208.184.100.2, or leave the relation out.",
        "PDC-DK 3.0: RelativeTypedIn";

    TEXT = "edit.text.illegal",
        "Teksten indeholder et tegn, som XML ikke kan rumme",
        "the text holds a character that XML cannot carry",
        "Remove control characters.",
        "XML 1.0, production 2";
}
