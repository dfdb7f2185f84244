//! Every warning, once.

/// Every code of a [`Warning`](super::Warning) with what it means, in alphabetical order.
pub const WARNING_CODES: &[(&str, &str)] = &[
    (
        "address.masked",
        "an address is masked (nullFlavor MSK); it is taken as protected",
    ),
    (
        "address.part",
        "an address has parts other than street lines; they are made into lines",
    ),
    (
        "address.protected",
        "a name or address is marked as protected and yet told; it is left out",
    ),
    ("author.missing", "no organisation is responsible"),
    ("author.order", "the requester stands before the responsible"),
    (
        "author.requester",
        "the second author is not marked as requester (REFB) and is taken as such",
    ),
    (
        "author.responsible",
        "the only author is marked as requester and is taken as responsible",
    ),
    ("custodian.missing", "no organisation owns the data"),
    ("diagnosis.code", "a diagnosis has neither code nor text"),
    (
        "diagnosis.missing",
        "the list of diagnoses names one that is not in the document",
    ),
    (
        "diagnosis.status",
        "a diagnosis is both current and resolved; its status is taken as not known",
    ),
    (
        "diagnosis.subject",
        "a diagnosis is not about the patient of the list; it is left out",
    ),
    (
        "diagnosis.unlisted",
        "a diagnosis is in the document and not in its list; it is taken as the last",
    ),
    (
        "document.code",
        "the document's type is another than its profile demands",
    ),
    (
        "document.confidentiality",
        "the document is not of normal confidentiality",
    ),
    (
        "document.created",
        "the time of creation is missing; another time is taken",
    ),
    ("document.language", "the document is not in Danish"),
    ("document.title", "the title is another than the profile demands"),
    ("encounter.mood", "the encounter is not marked as an appointment"),
    (
        "entry.reference",
        "an entry refers to a text that is not there or too long; it is left out",
    ),
    (
        "entry.related",
        "a statement inside an entry has another time than the entry, which is left out",
    ),
    (
        "episode.system",
        "the label of the course of care has no code system; it is taken as SKS",
    ),
    (
        "episode.system_name",
        "the code system of the label has another name than the profile demands",
    ),
    (
        "id.authority",
        "an id of the course of care names who assigned it, which the model does not keep",
    ),
    (
        "id.missing",
        "the document or the appointment has no id; it is empty",
    ),
    ("id.root", "an id that should be MedCom's is under another root"),
    ("id.uuid", "an id that should be a UUID is none"),
    (
        "item.code",
        "an observation's template and code disagree; the template is believed",
    ),
    ("item.empty", "an item has no value that can be read"),
    (
        "item.missing",
        "the observation of name and address is missing; the header is believed",
    ),
    ("item.repeated", "an item that can be there once is there again"),
    (
        "item.unknown",
        "an observation is not known; it is kept among the other items",
    ),
    ("item.value", "a value is not one that the item can have"),
    ("kind.missing", "the sector is missing"),
    ("kind.unknown", "the sector is none of the known ones"),
    (
        "location.home",
        "a place of another kind is named as the citizen's home and is taken as that",
    ),
    ("location.kind", "the kind of place is not known"),
    ("location.missing", "the place is missing"),
    ("location.name", "the place has no name"),
    (
        "location.protected",
        "the address of a place other than the home is protected; it is left out",
    ),
    ("name.incomplete", "the given or family name is missing"),
    (
        "name.text",
        "a name has text beside its parts, which is passed over",
    ),
    (
        "name.unstructured",
        "a name is not in parts; its last word is taken as family name",
    ),
    (
        "name_and_address.differs",
        "header and observation tell different names or addresses; the observation is believed",
    ),
    (
        "narrative.protected",
        "the narrative of a protected citizen is left out",
    ),
    (
        "organisation.differs",
        "an organisation says something else inside than on its role, which is believed",
    ),
    (
        "organisation.id.format",
        "a SOR code or provider number is not written as one",
    ),
    ("organisation.id.missing", "an organisation has no id"),
    (
        "organisation.id.root",
        "an organisation's id is neither a SOR code nor a provider number",
    ),
    (
        "organisation.missing",
        "an author or performer names no organisation",
    ),
    (
        "organisation.moved",
        "an id, address or telecom stands inside the organisation instead of on its role",
    ),
    (
        "organisation.name.missing",
        "an organisation has no name; it is empty",
    ),
    (
        "origin.cpr",
        "who typed it in is told by CPR number, which is left out",
    ),
    (
        "origin.differs",
        "a register's item is marked as typed in, too; it is taken as the register's",
    ),
    ("origin.template", "the author's template is missing or not known"),
    ("origin.unknown", "an item does not tell where it comes from"),
    (
        "patient.birth_date",
        "there is no usable birth date; it is taken from the CPR number",
    ),
    (
        "patient.birth_time",
        "the birth date has a time of day, which is cut",
    ),
    ("patient.cpr_root", "the CPR number is not under its root"),
    ("patient.gender", "the gender is missing or not known"),
    (
        "patient.missing",
        "the patient has neither name, gender nor birth date",
    ),
    ("patient.name", "the patient has no name"),
    ("performer.missing", "no organisation carries the appointment out"),
    (
        "practice.misplaced",
        "the general practice stands outside patientRole",
    ),
    (
        "profile.differs",
        "the document declares two versions of its profile; the template is believed",
    ),
    (
        "profile.unknown",
        "the document names a version of the profile that is not known",
    ),
    (
        "profile.version",
        "the document does not name its version; it is taken from its templates",
    ),
    ("reason.missing", "the appointment has no reason"),
    (
        "reason.original",
        "the reason has an original text beside its display name",
    ),
    (
        "reason.system",
        "the reason's code has no code system; it is empty",
    ),
    ("reason.text", "the reason has no display name"),
    ("status.missing", "the state is missing; it is taken as active"),
    ("status.unknown", "the state is not known; it is taken as active"),
    ("telecom.value", "a telecom has no value; it is passed over"),
    (
        "time.ambiguous",
        "a time has no offset and the clock changes that night; the earlier instant is taken",
    ),
    (
        "time.differs",
        "header and encounter tell different times; the header is believed",
    ),
    ("time.format", "a time cannot be read; it is passed over"),
    ("time.fraction", "a time has a fraction of a second, which is cut"),
    (
        "time.header",
        "the header does not tell when the appointment starts; the encounter does",
    ),
    (
        "time.midnight",
        "the start is midnight without an end; perhaps no clock time is set",
    ),
    ("time.note", "a guided time has no text; the usual one is taken"),
    ("time.offset", "a time's offset is not Denmark's; it is converted"),
    (
        "time.offset.missing",
        "a time has no offset; it is taken as Danish",
    ),
    ("time.order", "the end is before the start; it is kept"),
    (
        "time.point",
        "one point of time stands instead of start and end; it is taken as the start",
    ),
    (
        "time.precision",
        "a time is not written to the second; the rest is taken as zero",
    ),
    (
        "time.two_lows",
        "a second low stands where high should be; it is taken as the end",
    ),
    (
        "time.zero_length",
        "the end is the start; it is taken as not known",
    ),
    (
        "unmapped",
        "the model has no place for the element; only the raw document tells it",
    ),
    (
        "use.unknown",
        "the use of an address or telecom is not known; it is passed over",
    ),
    (
        "value.placeholder",
        "a word that stands for nothing (null, NA) is passed over",
    ),
    (
        "warnings.more",
        "there are more than 500 warnings; the others are left out",
    ),
];

/// Whether `code` is one of them.
pub(in crate::cda) fn is_known(code: &str) -> bool {
    WARNING_CODES
        .binary_search_by_key(&code, |(known, _)| known)
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_each_is_used() {
        assert!(WARNING_CODES.is_sorted_by(|(one, _), (next, _)| one < next));
        let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut folders = vec![source.join("cda"), source.join("fhir")];
        let mut sources = String::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with("reader/codes.rs") {
                    sources += &std::fs::read_to_string(path).unwrap();
                }
            }
        }
        for (code, _) in WARNING_CODES {
            assert!(sources.contains(&format!("\"{code}\"")), "{code}");
        }
    }
}
