//! The body: the encounter, which is the appointment itself.

use super::header::Events;
use crate::cda::reader::{Reader, attribute, is_null, text_of};
use crate::rules::vocabulary::template;
use crate::xml::{Element, Namespace};
use crate::{
    AppointmentKind, AppointmentStatus, AppointmentTime, Code, DanishTime, Error, ErrorKind, InstanceId,
    Participant, Reason, Result, Series,
};

const HL7: Namespace = Namespace::HL7;

/// What the preconditions tell.
#[derive(Default)]
pub(super) struct Preconditions {
    /// The note of a guided time; `None` inside when the mark has no text.
    pub(super) guided: Option<Option<String>>,
    pub(super) series: Option<Series>,
}

impl Reader {
    /// The first encounter. Whatever else the body holds is reported.
    ///
    /// # Errors
    /// `cda.encounter` when there is none.
    pub(super) fn encounter<'d>(&mut self, root: Element<'d>) -> Result<Element<'d>> {
        self.first_encounter(root).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidDocument,
                "cda.encounter",
                "the document has no encounter, so no appointment",
            )
            .with_remedy("Give a document with component/structuredBody/component/section/entry/encounter.")
        })
    }

    fn first_encounter<'d>(&mut self, root: Element<'d>) -> Option<Element<'d>> {
        let component = self.one(root, "component")?;
        self.rest(component, &["structuredBody"]);
        let body = self.one(component, "structuredBody")?;
        self.rest(body, &["component"]);
        let mut found = None;
        for component in body.children_named(HL7, "component") {
            self.rest(component, &["section"]);
            for section in component.children_named(HL7, "section") {
                self.section(section, &mut found);
            }
        }
        found
    }

    fn section<'d>(&mut self, section: Element<'d>, found: &mut Option<Element<'d>>) {
        let entries = || section.children_named(HL7, "entry");
        if found.is_some() || !entries().any(|entry| entry.child(HL7, "encounter").is_some()) {
            self.unmapped(section);
            return;
        }
        self.rest(section, &["code", "title", "text", "entry"]);
        for entry in entries() {
            self.rest(entry, &["encounter"]);
            for encounter in entry.children_named(HL7, "encounter") {
                if found.is_some() {
                    self.unmapped(encounter);
                } else {
                    *found = Some(encounter);
                }
            }
        }
    }

    /// Reports what the encounter holds beyond an appointment.
    pub(super) fn encounter_rest(&mut self, encounter: Element<'_>) {
        if encounter.attr("moodCode").is_some_and(|mood| mood != "APT") {
            self.warn(
                "encounter.mood",
                encounter,
                "the encounter is not marked as an appointment (APT)",
            );
        }
        self.rest(
            encounter,
            &[
                "id",
                "code",
                "statusCode",
                "effectiveTime",
                "performer",
                "author",
                "participant",
                "entryRelationship",
                "precondition",
            ],
        );
    }

    /// The sector. APD 1.x does not tell it.
    pub(super) fn kind(&mut self, encounter: Element<'_>) -> AppointmentKind {
        let Some(element) = self.one(encounter, "code") else {
            self.warn(
                "kind.missing",
                encounter,
                "the encounter has no code, so the sector is not known",
            );
            return AppointmentKind::Unspecified;
        };
        match element.attr("code") {
            Some("RegionalAppointment") => AppointmentKind::Regional,
            Some("MunicipalityAppointment") => AppointmentKind::Municipality,
            Some("PractitionerAppointment") => AppointmentKind::Practitioner,
            // SNOMED CT "Aftale dato", the only code of APD 1.x.
            Some("185353001") => AppointmentKind::Unspecified,
            _ => {
                self.warn("kind.unknown", element, "the code names no known sector");
                AppointmentKind::Unspecified
            }
        }
    }

    /// The state inside the document.
    pub(super) fn status(&mut self, encounter: Element<'_>) -> AppointmentStatus {
        let Some(element) = self.one(encounter, "statusCode") else {
            self.warn(
                "status.missing",
                encounter,
                "the state is missing; it was taken as active",
            );
            return AppointmentStatus::Active;
        };
        match element.attr("code") {
            Some("active") => AppointmentStatus::Active,
            Some("cancelled") => AppointmentStatus::Cancelled,
            Some("completed") => AppointmentStatus::Completed,
            Some("aborted") => AppointmentStatus::Aborted,
            Some("suspended") => AppointmentStatus::Suspended,
            _ => {
                self.warn(
                    "status.unknown",
                    element,
                    "the state is not known; it was taken as active",
                );
                AppointmentStatus::Active
            }
        }
    }

    /// When the appointment is, by header and body.
    ///
    /// # Errors
    /// `cda.time` when there is no start.
    pub(super) fn time(
        &mut self,
        encounter: Element<'_>,
        events: &Events,
        guided: Option<Option<String>>,
    ) -> Result<AppointmentTime> {
        let body = self
            .one(encounter, "effectiveTime")
            .map(|time| self.interval(time));
        self.appointment_time(encounter, events.interval, body, guided)
    }

    /// Who carries it out.
    pub(super) fn performer(&mut self, encounter: Element<'_>, created: DanishTime) -> Participant {
        let Some(performer) = self.one(encounter, "performer") else {
            self.warn("performer.missing", encounter, "the encounter names no performer");
            return Participant::default();
        };
        self.participant(performer, "assignedEntity", created)
    }

    /// The requester of APD 1.x, an author of the encounter.
    pub(super) fn encounter_author(
        &mut self,
        encounter: Element<'_>,
        requester: &mut Option<Participant>,
        created: DanishTime,
    ) {
        for author in encounter
            .children_named(HL7, "author")
            .filter(|author| !is_null(*author))
        {
            if requester.is_some() {
                self.unmapped(author);
            } else {
                *requester = Some(self.participant(author, "assignedAuthor", created));
            }
        }
    }

    /// What it is about.
    pub(super) fn reason(&mut self, encounter: Element<'_>) -> Reason {
        let mut found = None;
        for relationship in encounter.children_named(HL7, "entryRelationship") {
            let is_reason = relationship.attr("typeCode") == Some("RSON");
            match relationship.child(HL7, "observation") {
                Some(observation) if is_reason && found.is_none() => {
                    self.rest(relationship, &["observation"]);
                    found = Some(observation);
                }
                _ => self.unmapped(relationship),
            }
        }
        let Some(observation) = found else {
            self.warn("reason.missing", encounter, "the encounter has no reason");
            return Reason::text("");
        };
        self.rest(observation, &["code"]);
        match observation.child(HL7, "code") {
            Some(code) => self.reason_code(code),
            None => {
                self.warn("reason.missing", observation, "the reason has no code element");
                Reason::text("")
            }
        }
    }

    fn reason_code(&mut self, element: Element<'_>) -> Reason {
        let original = element.child(HL7, "originalText").and_then(text_of);
        let text = match (attribute(element, "displayName"), original) {
            (Some(text), None) => text,
            (Some(text), Some(original)) => {
                if text != original {
                    self.warn(
                        "reason.original",
                        element,
                        &format!("the original text is \"{original}\""),
                    );
                }
                text
            }
            (None, Some(original)) => {
                self.warn(
                    "reason.text",
                    element,
                    "the reason has no display name; its original text was taken",
                );
                original
            }
            (None, None) => {
                self.warn("reason.text", element, "the reason has no text");
                String::new()
            }
        };
        self.rest(element, &["originalText"]);
        let code = attribute(element, "code").filter(|code| code != "NI");
        let code = code.map(|code| {
            let system = attribute(element, "codeSystem").unwrap_or_else(|| {
                self.warn("reason.system", element, "the code has no code system");
                String::new()
            });
            Code {
                code,
                system,
                system_name: attribute(element, "codeSystemName"),
                display: None,
            }
        });
        Reason { text, code }
    }

    /// Whether the time is guided, and whether it is one of a series.
    pub(super) fn preconditions(&mut self, encounter: Element<'_>) -> Preconditions {
        let mut found = Preconditions::default();
        for precondition in encounter.children_named(HL7, "precondition") {
            let criterion = precondition.child(HL7, "criterion");
            match (what_it_tells(precondition), criterion) {
                (Some(template::GUIDED), Some(criterion)) if found.guided.is_none() => {
                    self.rest(precondition, &["criterion"]);
                    self.rest(criterion, &["code", "text"]);
                    found.guided = Some(self.one(criterion, "text").and_then(text_of));
                }
                (Some(template::REPEATING), Some(criterion)) if found.series.is_none() => {
                    self.rest(precondition, &["criterion"]);
                    self.rest(criterion, &["code", "value"]);
                    found.series = Some(Series {
                        id: self.series_id(criterion),
                    });
                }
                _ => self.unmapped(precondition),
            }
        }
        found
    }

    fn series_id(&mut self, criterion: Element<'_>) -> Option<InstanceId> {
        let value = self.one(criterion, "value")?;
        let Some(id) = self.id(value) else {
            self.unmapped(value);
            return None;
        };
        self.expect_medcom(value, &id);
        Some(id)
    }
}

/// The template of a precondition, or the one its code belongs to.
fn what_it_tells(precondition: Element<'_>) -> Option<&'static str> {
    let templates = precondition
        .children_named(HL7, "templateId")
        .filter_map(|id| id.attr("root"));
    let by_template = templates.filter_map(|root| match root {
        template::GUIDED => Some(template::GUIDED),
        template::REPEATING => Some(template::REPEATING),
        _ => None,
    });
    by_template.last().or_else(|| {
        let code = precondition.descend(HL7, &["criterion", "code"])?;
        match code.attr("code")? {
            "GuidedIntervalType" => Some(template::GUIDED),
            "RepeatingDocumentType" | "RepeatingAppointmentType" => Some(template::REPEATING),
            _ => None,
        }
    })
}
