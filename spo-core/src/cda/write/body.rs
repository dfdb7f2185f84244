//! The body: one section with the narrative and one encounter, which is the appointment itself.

use super::{Depth, Writer};
use crate::cda::AppointmentDocument;
use crate::{Appointment, AppointmentKind, AppointmentTime, Location, Reason, Series};

/// From `component` to the beginning of the narrative.
const OPENING: &str = r#"
  <component typeCode="COMP">
    <structuredBody classCode="DOCBODY" moodCode="EVN">
      <component typeCode="COMP">
        <section classCode="DOCSECT" moodCode="EVN">
          <templateId root="1.2.208.184.14.11.1" extension="2019-09-10"/>
          <code code="18776-5" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Plan of care note"/>
          <title>Aftale</title>"#;

const ENTRY: &str = r#"
          <entry typeCode="COMP">
            <encounter classCode="ENC" moodCode="APT">
              <templateId root="1.2.208.184.14.11.2" extension="2019-09-10"/>"#;

/// The only state since APD 2.0 (CONF-DK-APD 0da6).
const STATUS: &str = "\n              <statusCode code=\"active\"/>";

const LOCATION_TEMPLATE: &str = r#"
                <participantRole classCode="SDLOC">
                  <templateId root="1.2.208.184.14.11.3" extension="2019-09-10"/>"#;

const REPEATING: &str = r#"
              <precondition typeCode="PRCN">
                <templateId root="1.2.208.184.14.11.4" extension="2019-09-10"/>
                <criterion>
                  <code code="RepeatingDocumentType" codeSystem="1.2.208.184.100.1" codeSystemName="MedCom Message Codes"/>"#;

const GUIDED: &str = r#"
              <precondition typeCode="PRCN">
                <templateId root="1.2.208.184.14.11.5" extension="2019-09-10"/>
                <criterion>
                  <code code="GuidedIntervalType" codeSystem="1.2.208.184.100.1" codeSystemName="MedCom Message Codes"/>"#;

const END_PRECONDITION: &str = r"
                </criterion>
              </precondition>";

const CLOSING: &str = r"
            </encounter>
          </entry>
        </section>
      </component>
    </structuredBody>
  </component>
</ClinicalDocument>
";

impl Writer {
    /// Everything after the header.
    pub(super) fn body(&mut self, document: &AppointmentDocument) {
        let appointment = &document.appointment;
        self.raw(OPENING);
        self.narrative(appointment);
        self.raw(ENTRY);
        self.id(7, &document.appointment_id);
        self.raw("\n              <code code=\"")
            .raw(match appointment.kind {
                AppointmentKind::Regional => "RegionalAppointment",
                AppointmentKind::Municipality => "MunicipalityAppointment",
                // Validation has refused an unspecified kind.
                AppointmentKind::Practitioner | AppointmentKind::Unspecified => "PractitionerAppointment",
            })
            .raw("\" codeSystem=\"1.2.208.184.100.1\" codeSystemName=\"MedCom Message Codes\"/>")
            .raw(STATUS);
        self.interval(7, &appointment.time);
        self.performer(appointment);
        self.location(&appointment.location);
        self.reason(&appointment.reason);
        if let Some(series) = &appointment.series {
            self.series(series);
        }
        if let Some(note) = appointment.time.note() {
            self.raw(GUIDED);
            self.text(9, "text", note);
            self.raw(END_PRECONDITION);
        }
        self.raw(CLOSING);
    }

    /// `effectiveTime`, the same in the header and the body (CONF-DK-APD ad38, 7e5c).
    pub(super) fn interval(&mut self, depth: Depth, time: &AppointmentTime) {
        self.line(depth, "<effectiveTime>");
        self.time(depth + 1, "low", time.start());
        match time.end() {
            Some(end) => self.time(depth + 1, "high", end),
            None => _ = self.line(depth + 1, "<high nullFlavor=\"NI\"/>"),
        }
        self.line(depth, "</effectiveTime>");
    }

    fn performer(&mut self, appointment: &Appointment) {
        let performer = &appointment.performer;
        let organisation = &performer.organisation;
        self.raw("\n              <performer typeCode=\"PRF\">\n                <assignedEntity classCode=\"ASSIGNED\">");
        self.organisation_id(9, organisation.id.as_ref());
        self.address(9, organisation.address.as_ref());
        self.telecoms(9, &organisation.telecoms);
        self.assigned_person(9, performer.person.as_ref());
        self.line(
            9,
            "<representedOrganization classCode=\"ORG\" determinerCode=\"INSTANCE\">",
        );
        self.text(10, "name", &organisation.name);
        self.line(9, "</representedOrganization>");
        self.raw("\n                </assignedEntity>\n              </performer>");
    }

    fn location(&mut self, location: &Location) {
        self.raw(match location {
            Location::Facility(_) => "\n              <participant typeCode=\"LOC\">",
            Location::Home { .. } => "\n              <participant typeCode=\"SBJ\">",
            Location::Other { .. } => "\n              <participant typeCode=\"DST\">",
        });
        self.raw(LOCATION_TEMPLATE);
        match location {
            Location::Facility(facility) => {
                self.organisation_id(9, facility.id.as_ref());
                self.address(9, facility.address.as_ref());
            }
            Location::Home { address, .. } => self.patient_address(9, address),
            Location::Other { address, .. } => self.address(9, address.as_ref()),
        }
        self.telecoms(9, location.telecoms());
        self.line(9, "<playingEntity classCode=\"PLC\">");
        self.text(10, "name", location.name());
        self.line(9, "</playingEntity>");
        self.raw("\n                </participantRole>\n              </participant>");
    }

    fn reason(&mut self, reason: &Reason) {
        self.raw("\n              <entryRelationship typeCode=\"RSON\">")
            .raw("\n                <observation classCode=\"OBS\" moodCode=\"EVN\">\n                  <code code=\"");
        match &reason.code {
            // Without a code the profile wants the word NI here, and no code system.
            None => _ = self.raw("NI"),
            Some(code) => {
                self.value(&code.code).raw("\" codeSystem=\"").value(&code.system);
                if let Some(name) = &code.system_name {
                    self.raw("\" codeSystemName=\"").text_value(name);
                }
            }
        }
        self.raw("\" displayName=\"").text_value(&reason.text).raw("\"/>");
        self.raw("\n                </observation>\n              </entryRelationship>");
    }

    fn series(&mut self, series: &Series) {
        self.raw(REPEATING);
        if let Some(id) = &series.id {
            self.line(9, "<value xsi:type=\"II\" root=\"1.2.208.184\" extension=\"")
                .value(&id.extension)
                .raw("\" assigningAuthorityName=\"MedCom\"/>");
        }
        self.raw(END_PRECONDITION);
    }
}
