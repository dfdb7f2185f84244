//! The header: the patient, the authors, the custodian and the events.

use super::time::Interval;
use super::version::event_template;
use crate::cda::reader::{HEADER, Reader, attribute, gender_of, is_null, parse_date};
use crate::rules::vocabulary::{self, oid, template};
use crate::xml::{Element, Namespace};
use crate::{Code, DanishTime, EpisodeOfCare, Gender, Participant, Patient, PersonName, Result};

const HL7: Namespace = Namespace::HL7;

/// The two parts an author can play.
#[derive(Default)]
pub(super) struct Authors {
    pub(super) responsible: Option<Participant>,
    pub(super) requester: Option<Participant>,
}

/// What the header's events tell.
#[derive(Default)]
pub(super) struct Events {
    pub(super) interval: Option<Interval>,
    pub(super) episode: Option<EpisodeOfCare>,
}

impl Reader {
    /// The fixed parts: reports where they say something else than the profile does.
    pub(super) fn fixed_parts(&mut self, root: Element<'_>, patient: &Patient) {
        self.rest(root, &HEADER);
        self.fixed_codes(root, "39289-4");
        if let Some(title) = root.child(HL7, "title")
            && title
                .text()
                .trim()
                .strip_prefix("Aftale for")
                .is_none_or(|cpr| cpr.trim() != patient.cpr.as_str())
        {
            self.warn(
                "document.title",
                title,
                &format!("the title is \"{}\"", title.text()),
            );
        }
    }

    /// When the document was made. Without that, the time of an author, or else `start` of the appointment.
    pub(super) fn created(&mut self, root: Element<'_>, start: DanishTime) -> DanishTime {
        if let Some(element) = self.one(root, "effectiveTime")
            && let Some(value) = element.attr("value")
            && let Some(moment) = self.moment(element, value)
        {
            return moment.time;
        }
        let author_time = root.descend(HL7, &["author", "time"]);
        let guess = author_time.and_then(|time| self.moment(time, time.attr("value")?));
        let guess = guess.map_or(start, |moment| moment.time);
        self.warn(
            "document.created",
            root,
            &format!("the time of creation is missing; {guess} was taken"),
        );
        guess
    }

    /// The citizen.
    ///
    /// # Errors
    /// `cda.patient` when there is no CPR number.
    pub(super) fn patient(&mut self, root: Element<'_>) -> Result<Patient> {
        let (target, role, cpr) = self.patient_role(root)?;
        self.rest(target, &["patientRole"]);
        self.rest(
            role,
            &["id", "addr", "telecom", "patient", "providerOrganization"],
        );

        let address = self.patient_address_of(role);
        let telecoms = self.telecoms_of(role);
        let mut patient = Patient {
            address,
            telecoms,
            ..Patient::new(cpr, PersonName::default())
        };
        match self.one(role, "patient") {
            Some(person) => self.person(person, &mut patient),
            None => self.warn(
                "patient.missing",
                role,
                "the patient has neither name, gender nor date of birth",
            ),
        }
        patient.general_practice = self
            .one(role, "providerOrganization")
            .and_then(|it| self.general_practice(it));
        Ok(patient)
    }

    fn person(&mut self, person: Element<'_>, patient: &mut Patient) {
        self.rest(person, &["name", "administrativeGenderCode", "birthTime"]);
        match self.name_of(person) {
            Some(name) => patient.name = name,
            None => self.warn("patient.name", person, "the patient has no name"),
        }
        let gender = self.one(person, "administrativeGenderCode");
        let code = gender.and_then(|gender| gender.attr("code"));
        patient.gender = match (code.and_then(gender_of), code) {
            (Some(gender), _) => gender,
            (None, other) => {
                let at = gender.unwrap_or(person);
                let what = if other.is_some() {
                    "is not known"
                } else {
                    "is missing"
                };
                self.warn(
                    "patient.gender",
                    at,
                    &format!("the gender {what}; it was taken as undifferentiated"),
                );
                Gender::Undifferentiated
            }
        };
        let birth = self.one(person, "birthTime");
        match birth.and_then(|birth| parse_date(birth.attr("value")?)) {
            Some((date, false)) => patient.birth_date = date,
            Some((date, true)) => {
                patient.birth_date = date;
                self.warn(
                    "patient.birth_time",
                    birth.unwrap_or(person),
                    "the time of day of the birth date was cut",
                );
            }
            None => self.warn(
                "patient.birth_date",
                birth.unwrap_or(person),
                "there is no usable birth date; it was taken from the CPR number",
            ),
        }
    }

    /// The responsible (first) and the requester (second, with the code REFB).
    pub(super) fn authors(&mut self, root: Element<'_>, created: DanishTime) -> Authors {
        let is_requester = |author: Element<'_>| {
            let code = author.descend(HL7, &["assignedAuthor", "code"]);
            code.and_then(|code| code.attr("code")) == Some("REFB")
        };
        let mut all: Vec<_> = root
            .children_named(HL7, "author")
            .filter(|author| !is_null(*author))
            .collect();
        if let [first, second, ..] = all.as_mut_slice()
            && is_requester(*first)
            && !is_requester(*second)
        {
            self.warn(
                "author.order",
                *first,
                "the requester stands before the responsible",
            );
            std::mem::swap(first, second);
        }
        let mut authors = Authors::default();
        let mut rest = all.into_iter();
        if let Some(first) = rest.next() {
            if is_requester(first) {
                self.warn(
                    "author.responsible",
                    first,
                    "the only author is marked as requester; it was taken as responsible",
                );
            }
            authors.responsible = Some(self.participant(first, "assignedAuthor", created));
        }
        if let Some(second) = rest.next() {
            if !is_requester(second) {
                self.warn(
                    "author.requester",
                    second,
                    "the second author is not marked as requester (REFB) and was taken as such",
                );
            }
            authors.requester = Some(self.participant(second, "assignedAuthor", created));
        }
        for extra in rest {
            self.unmapped(extra);
        }
        authors
    }

    /// The events: when the appointment is, and the course of care. The one that names the profile has been read.
    pub(super) fn events(&mut self, root: Element<'_>) -> Events {
        let mut events = Events::default();
        for documentation in root.children_named(HL7, "documentationOf") {
            self.rest(documentation, &["serviceEvent"]);
            let Some(event) = self.one(documentation, "serviceEvent") else {
                continue;
            };
            match event_template(event) {
                Some(template::VERSION_EVENT) => self.rest(event, &["id"]),
                Some(template::EPISODE_EVENT) if events.episode.is_none() => {
                    self.rest(event, &["id", "code"]);
                    events.episode = Some(self.episode(event));
                }
                // APD 1.x has one event without a template.
                Some(template::TIME_EVENT) | None if events.interval.is_none() && has_time(event) => {
                    self.rest(event, &["effectiveTime"]);
                    events.interval = self.one(event, "effectiveTime").map(|time| self.interval(time));
                }
                _ => self.unmapped(documentation),
            }
        }
        events
    }

    fn episode(&mut self, event: Element<'_>) -> EpisodeOfCare {
        let mut episode = EpisodeOfCare::default();
        for element in event.children_named(HL7, "id").filter(|id| !is_null(*id)) {
            let Some(id) = self.id(element) else { continue };
            match id.root.as_str() {
                oid::MEDCOM => self.expect_medcom(element, &id),
                oid::LPR3 => {}
                _ => {
                    if let Some(authority) = attribute(element, "assigningAuthorityName") {
                        self.warn(
                            "id.authority",
                            element,
                            &format!("the id was assigned by \"{authority}\""),
                        );
                    }
                }
            }
            episode.ids.push(id);
        }
        episode.label = self.one(event, "code").and_then(|code| self.episode_label(code));
        episode
    }

    fn episode_label(&mut self, element: Element<'_>) -> Option<Code> {
        let code = attribute(element, "code")?;
        let system = attribute(element, "codeSystem").unwrap_or_else(|| {
            self.warn(
                "episode.system",
                element,
                "the label has no code system; it was taken as SKS",
            );
            oid::SKS.to_owned()
        });
        if let Some(name) = attribute(element, "codeSystemName").filter(|name| name != vocabulary::SKS_NAME) {
            self.warn(
                "episode.system_name",
                element,
                &format!("the code system is named \"{name}\""),
            );
        }
        Some(Code {
            code,
            system,
            system_name: None,
            display: attribute(element, "displayName"),
        })
    }
}

fn has_time(event: Element<'_>) -> bool {
    event.child(HL7, "effectiveTime").is_some()
}
