//! An appointment document and its entry must say the same (XdsValidation).
//!
//! The document is read here with nothing but the XML tree, on purpose not with the library's own CDA reader: a mistake
//! that reader and writer share would otherwise go unseen.

use spo_core::xds::{DocumentEntry, Dtm, Xcn, Xon};
use spo_core::xml::{Document, Element, Limits, Namespace};

use super::Report;
use super::report::code;

const CPR_ROOT: &str = "1.2.208.176.1.2";
/// Templates of `documentationOf/serviceEvent` (APD-DK 2.0.1): the time, the version of the profile, the episode.
const TIME: &str = "1.2.208.184.10.1.11";
const VERSION: &str = "1.2.208.184.10.1.10";
const EPISODE: &str = "1.2.208.184.10.1.12";

/// Compares a CDA document with its entry.
pub(super) fn check(entry: &DocumentEntry, bytes: &[u8], report: &mut Report) {
    let id = entry.entry_uuid.as_str();
    let document = match Document::parse(bytes, Limits::DOCUMENT) {
        Ok(document) => document,
        Err(error) => {
            let context = format!("CDA-dokumentet kan ikke læses: {error}");
            return report.add(code::DOCUMENT_CONTENT, id, context);
        }
    };
    if !document.root().is(Namespace::HL7, "ClinicalDocument") {
        return report.add(
            code::DOCUMENT_CONTENT,
            id,
            "Dokumentet er ikke et CDA-dokument (ClinicalDocument)",
        );
    }
    let mut comparison = Comparison {
        entry,
        cda: document.root(),
        report,
    };
    comparison.identity();
    comparison.patient();
    comparison.times();
    comparison.codes();
    comparison.author();
}

struct Comparison<'a, 'd> {
    entry: &'a DocumentEntry,
    cda: Element<'d>,
    report: &'a mut Report,
}

impl<'d> Comparison<'_, 'd> {
    fn differs(&mut self, attribute: &str, detail: &str) {
        let context =
            format!("{attribute} i CDA-dokumentet er forskellig fra DocumentEntry.{attribute}{detail}");
        self.report.metadata(self.entry.entry_uuid.as_str(), context);
    }

    fn same(&mut self, attribute: &str, same: bool) {
        if !same {
            self.differs(attribute, "");
        }
    }

    fn child(&self, path: &[&str]) -> Option<Element<'d>> {
        self.cda.descend(Namespace::HL7, path)
    }

    fn attribute(&self, path: &[&str], name: &str) -> &'d str {
        self.child(path)
            .and_then(|element| element.attr(name))
            .unwrap_or_default()
            .trim()
    }

    /// The service event with a template.
    fn event(&self, template: &str) -> Option<Element<'d>> {
        let events = self.cda.children_named(Namespace::HL7, "documentationOf");
        let mut events = events.filter_map(|of| of.child(Namespace::HL7, "serviceEvent"));
        events.find(|event| {
            event
                .children_named(Namespace::HL7, "templateId")
                .any(|id| id.attr("root") == Some(template))
        })
    }

    fn identity(&mut self) {
        let entry = self.entry;
        let root = self.attribute(&["id"], "root");
        let extension = self.attribute(&["id"], "extension");
        self.same(
            "uniqueId",
            entry.unique_id.root == root && entry.unique_id.extension == extension,
        );
        if let Some(title) = &entry.title {
            let own = self.child(&["title"]).map_or("", Element::text);
            self.same("title", title == own);
        }
        if let Some(language) = &entry.language_code {
            let own = self.attribute(&["languageCode"], "code");
            self.same("languageCode", language == own);
        }
    }

    fn patient(&mut self) {
        let entry = self.entry;
        let role = self.child(&["recordTarget", "patientRole"]);
        let cpr = role.and_then(|role| {
            role.children_named(Namespace::HL7, "id")
                .find(|id| id.attr("root") == Some(CPR_ROOT))?
                .attr("extension")
        });
        let cpr = cpr.unwrap_or_default();
        for (attribute, patient) in [
            ("patientId", &entry.patient_id),
            ("sourcePatientId", &entry.source_patient_id),
        ] {
            if let Some(patient) = patient {
                self.same(attribute, patient.id() == cpr);
            }
        }
        let info = &entry.source_patient_info;
        if let Some(born) = info.birth_date() {
            let own = self.attribute(&["recordTarget", "patientRole", "patient", "birthTime"], "value");
            self.same(
                "sourcePatientInfo (PID-7)",
                own.get(..8) == Some(born.format("%Y%m%d").to_string().as_str()),
            );
        }
        if let Some(name) = info.name() {
            let own = self.child(&["recordTarget", "patientRole", "patient", "name"]);
            let family = own.and_then(|own| own.child(Namespace::HL7, "family"));
            self.same(
                "sourcePatientInfo (PID-5)",
                family.is_none_or(|family| is_cut_of(&name.family, family.text())),
            );
        }
    }

    fn times(&mut self) {
        let entry = self.entry;
        let created = self.attribute(&["effectiveTime"], "value");
        self.time("creationTime", created, entry.creation_time);
        let time = self
            .event(TIME)
            .and_then(|event| event.child(Namespace::HL7, "effectiveTime"));
        let bound = |name: &str| {
            let bound = time.and_then(|time| time.child(Namespace::HL7, name));
            bound.and_then(|bound| bound.attr("value")).unwrap_or_default()
        };
        self.time("serviceStartTime", bound("low"), entry.service_start_time);
        self.time("serviceStopTime", bound("high"), entry.service_stop_time);
    }

    /// A time with an offset in the document, and the same moment in UTC in the entry; neither, or both.
    fn time(&mut self, attribute: &str, own: &str, entry: Option<Dtm>) {
        let own_time = Dtm::parse(own).ok();
        if !own.is_empty() && own_time.is_none() {
            let context = format!("{attribute} i CDA-dokumentet er ikke et tidspunkt");
            return self
                .report
                .add(code::DOCUMENT_CONTENT, self.entry.entry_uuid.as_str(), context);
        }
        if own_time.map(|time| time.start()) != entry.map(|time| time.start()) {
            let text = |time: Option<Dtm>| time.map_or_else(|| "intet".to_owned(), |time| time.to_string());
            let detail = format!(" ({} i UTC, {} i DocumentEntry)", text(own_time), text(entry));
            self.differs(attribute, &detail);
        }
    }

    fn codes(&mut self) {
        let entry = self.entry;
        if let [code] = entry.confidentiality_codes.as_slice() {
            let own = self.attribute(&["confidentialityCode"], "code");
            self.same("confidentialityCode", code.code == own);
        }
        if let Some(code) = &entry.type_code {
            let own = self.attribute(&["code"], "code");
            let system = self.attribute(&["code"], "codeSystem");
            self.same("typeCode", code.code == own && code.system == system);
        }
        if let Some(code) = &entry.format_code {
            // The version of the profile, `apd-v2.0.1`, stands in the middle of `urn:ad:dk:medcom:apd-v2.0.1:full`.
            let version = self
                .event(VERSION)
                .and_then(|event| event.child(Namespace::HL7, "id")?.attr("extension"));
            let same = version.is_some_and(|version| code.code.split(':').any(|part| part == version));
            self.same("formatCode", same);
        }
        let label = self
            .event(EPISODE)
            .and_then(|event| event.child(Namespace::HL7, "code")?.attr("code"));
        let labels: Vec<&str> = entry.event_codes.iter().map(|code| code.code.as_str()).collect();
        self.same("eventCodeList", labels == label.into_iter().collect::<Vec<_>>());
    }

    fn author(&mut self) {
        let Some(author) = self.entry.authors.first() else {
            return;
        };
        let own = self.child(&["author", "assignedAuthor"]);
        if let Some(institution) = author.institutions.first() {
            let same = own.is_some_and(|own| same_institution(institution, own));
            self.same("author.authorInstitution", same);
        }
        let person = own.and_then(|own| own.descend(Namespace::HL7, &["assignedPerson", "name"]));
        let same = match (&author.person, person) {
            (None, None) => true,
            (Some(entry), Some(own)) => same_person(entry, own),
            _ => false,
        };
        self.same("author.authorPerson", same);
    }
}

/// The id of the author, and the name of the organisation behind the author (Danish profile, authorInstitution).
fn same_institution(institution: &Xon, author: Element<'_>) -> bool {
    let id = author.child(Namespace::HL7, "id");
    let own = |name| id.and_then(|id| id.attr(name)).unwrap_or_default();
    let name = author.descend(Namespace::HL7, &["representedOrganization", "name"]);
    institution
        .id()
        .is_some_and(|id| id.root() == own("root") && id.extension() == own("extension"))
        && is_cut_of(&institution.name(), name.map_or("", Element::text))
}

fn same_person(person: &Xcn, name: Element<'_>) -> bool {
    let family = name.child(Namespace::HL7, "family").map_or("", Element::text);
    is_cut_of(&person.name().family, family)
}

/// A registry value holds 256 characters, so a long name is cut.
fn is_cut_of(value: &str, whole: &str) -> bool {
    value == whole || (value.chars().count() > 128 && whole.starts_with(value))
}
