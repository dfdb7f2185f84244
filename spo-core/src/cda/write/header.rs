//! The header: what the document is, whom it is about, who answers for it, when the appointment is.

use super::Writer;
use super::timestamp::Datestamp;
use crate::cda::AppointmentDocument;
use crate::rules::vocabulary;
use crate::{EpisodeOfCare, Gender, Patient};

/// Everything before `ClinicalDocument/id`.
const OPENING: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" classCode="DOCCLIN" moodCode="EVN">
  <realmCode code="DK"/>
  <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
  <templateId root="1.2.208.184.14.1" extension="2019-09-10"/>"#;

/// From `ClinicalDocument/code` to the beginning of the title's text.
const CODE_AND_TITLE: &str = r#"
  <code code="39289-4" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Dato og tidspunkt for møde mellem patient og sundhedsperson"/>
  <title>Aftale for "#;

const CONFIDENTIALITY_AND_LANGUAGE: &str = r#"
  <confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25"/>
  <languageCode code="da-DK"/>"#;

/// Marks the second author as the requester (CONF-DK-APD 40d4, 47aa; errata items 1 and 11).
const REQUESTER: &str = r#"<code code="REFB" codeSystem="2.16.840.1.113883.5.90" codeSystemName="ParticipationType (HL7) Code System" displayName="ParticipationReferredBy"/>"#;

/// The event that names the profile, after the one that tells the time.
const PROFILE_EVENT: &str = r#"
  <documentationOf typeCode="DOC">
    <serviceEvent classCode="MPROT" moodCode="EVN">
      <templateId root="1.2.208.184.10.1.10"/>
      <id root="1.2.208.184.100.10" extension="apd-v2.0.1" assigningAuthorityName="MedCom"/>
    </serviceEvent>
  </documentationOf>"#;

impl Writer {
    /// Everything before the body.
    pub(super) fn header(&mut self, document: &AppointmentDocument) {
        let appointment = &document.appointment;
        self.raw(OPENING);
        self.id(1, &document.id);
        self.raw(CODE_AND_TITLE)
            .raw(appointment.patient.cpr.as_str())
            .raw("</title>");
        self.time(1, "effectiveTime", document.created);
        self.raw(CONFIDENTIALITY_AND_LANGUAGE);

        self.record_target(&appointment.patient);
        self.author(&appointment.responsible, document.created, None);
        if let Some(requester) = &appointment.requester {
            self.author(requester, document.created, Some(REQUESTER));
        }
        self.raw("\n  <custodian typeCode=\"CST\">\n    <assignedCustodian classCode=\"ASSIGNED\">");
        self.organisation(3, "representedCustodianOrganization", &appointment.custodian);
        self.raw("\n    </assignedCustodian>\n  </custodian>");

        self.service_event(vocabulary::template::TIME_EVENT);
        self.interval(3, &appointment.time);
        self.end_service_event();
        self.raw(PROFILE_EVENT);
        if let Some(episode) = &appointment.episode {
            self.episode(episode);
        }
    }

    fn record_target(&mut self, patient: &Patient) {
        self.raw("\n  <recordTarget typeCode=\"RCT\" contextControlCode=\"OP\">\n    <patientRole classCode=\"PAT\">");
        self.raw("\n      <id root=\"1.2.208.176.1.2\" extension=\"")
            .raw(patient.cpr.as_str())
            .raw("\" assigningAuthorityName=\"CPR\"/>");
        self.patient_address(3, &patient.address);
        self.telecoms(3, &patient.telecoms);
        self.raw("\n      <patient classCode=\"PSN\" determinerCode=\"INSTANCE\">");
        self.name(4, &patient.name);
        // Validation has refused any other gender.
        self.raw("\n        <administrativeGenderCode code=\"")
            .raw(if patient.gender == Gender::Male { "M" } else { "F" })
            .raw("\" codeSystem=\"2.16.840.1.113883.5.1\"/>\n        <birthTime value=\"")
            .raw(Datestamp::new(patient.birth_date).as_str())
            .raw("\"/>\n      </patient>");
        if let Some(practice) = &patient.general_practice {
            self.organisation(3, "providerOrganization", practice);
        }
        self.raw("\n    </patientRole>\n  </recordTarget>");
    }

    fn service_event(&mut self, template: &'static str) {
        self.raw(
            "\n  <documentationOf typeCode=\"DOC\">\n    <serviceEvent classCode=\"MPROT\" moodCode=\"EVN\">",
        )
        .raw("\n      <templateId root=\"")
        .raw(template)
        .raw("\"/>");
    }

    fn end_service_event(&mut self) {
        self.raw("\n    </serviceEvent>\n  </documentationOf>");
    }

    fn episode(&mut self, episode: &EpisodeOfCare) {
        self.service_event(vocabulary::template::EPISODE_EVENT);
        for id in &episode.ids {
            self.id(3, id);
        }
        match &episode.label {
            Some(label) => {
                let display = label
                    .display
                    .as_deref()
                    .or_else(|| vocabulary::episode_label(&label.code));
                self.line(3, "<code code=\"")
                    .value(&label.code)
                    .raw("\" codeSystem=\"1.2.208.176.2.4\" codeSystemName=\"")
                    .raw(vocabulary::SKS_NAME)
                    .raw("\" displayName=\"")
                    .text_value(display.unwrap_or_default())
                    .raw("\"/>");
            }
            // MedCom's schematron demands the element with its code system, and allows a code system beside a
            // nullFlavor only when that is NA, OTH or UNC.
            None => _ = self.line(3, "<code nullFlavor=\"NA\" codeSystem=\"1.2.208.176.2.4\"/>"),
        }
        self.end_service_event();
    }
}
