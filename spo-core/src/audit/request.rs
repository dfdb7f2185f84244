//! `RegistrationRequest`: the body of a call.

use super::{LogEntry, LogTime};
use crate::model::DanishTime;
use crate::xml::{Namespace, XmlWriter};

/// Room for one entry with everything in it that most have.
const ENTRY_BYTES: usize = 1200;

/// The body of a request that registers `entries`, in their order. Only the outermost element has a namespace.
///
/// Write only what [`LogEntry::check`] lets pass.
pub fn add_registrations<'e>(entries: impl IntoIterator<Item = &'e LogEntry>) -> String {
    let entries = entries.into_iter();
    let mut xml = XmlWriter::with_capacity(200 + entries.size_hint().0 * ENTRY_BYTES);
    xml.start("ml:RegistrationRequest")
        .attr("xmlns:ml", Namespace::MINLOG.uri().unwrap_or_default());
    for entry in entries {
        xml.start("LogDataEntry");
        sources(&mut xml, entry);
        destination(&mut xml, entry);
        xml.end("LogDataEntry");
    }
    xml.end("ml:RegistrationRequest");
    xml.finish()
}

/// Each system within the one before it.
fn sources(xml: &mut XmlWriter, entry: &LogEntry) {
    for source in &entry.sources {
        xml.start("Source");
        optional(xml, "CorrelationId", source.correlation_id.as_deref());
        optional(xml, "SystemName", source.system.as_deref());
    }
    for _ in &entry.sources {
        xml.end("Source");
    }
}

fn destination(xml: &mut XmlWriter, entry: &LogEntry) {
    xml.start("Destination");
    xml.element("SystemName", &entry.system);
    xml.element("Activity", &entry.activity);
    optional(xml, "Reason", entry.reason.as_deref());
    optional(xml, "Addition", entry.addition.as_ref().map(|it| it.as_str()));
    optional(
        xml,
        "Criticality",
        entry.criticality.as_ref().map(|it| it.as_str()),
    );
    match entry.time {
        LogTime::At(at) => moment(xml, "DateTime", at),
        LogTime::Span { from, to } => {
            moment(xml, "FromDateTime", from);
            moment(xml, "ToDateTime", to);
        }
    }
    if let Some(organisation) = &entry.organisation {
        if let Some(id) = &organisation.id {
            identifier(xml, "OrganisationId", id.source(), id.as_str());
        }
        optional(xml, "OrganisationName", organisation.name.as_deref());
    }
    let (patient, user) = (&entry.patient, &entry.user);
    identifier(xml, "PersonIdentifier", patient.id.source(), patient.id.as_str());
    optional(xml, "PersonName", patient.name.as_deref());
    optional(xml, "CorrelationId", entry.correlation_id.as_deref());
    optional(xml, "SequenceNumber", entry.sequence_number.as_deref());
    identifier(xml, "UserPersonIdentifier", user.id.source(), user.id.as_str());
    optional(xml, "UserPersonName", user.name.as_deref());
    optional(xml, "UserRole", user.role.as_deref());
    if let Some(principal) = &entry.on_behalf_of {
        if let Some(id) = &principal.id {
            identifier(xml, "OnBehalfOfPersonIdentifier", id.source(), id.as_str());
        }
        optional(xml, "OnBehalfOfPersonName", principal.name.as_deref());
        optional(xml, "OnBehalfOfUserRole", principal.role.as_deref());
    }
    for audience in &entry.hidden_from {
        xml.element("Filter", audience.as_str());
    }
    xml.end("Destination");
}

fn optional(xml: &mut XmlWriter, name: &'static str, text: Option<&str>) {
    if let Some(text) = text {
        xml.element(name, text);
    }
}

fn identifier(xml: &mut XmlWriter, name: &'static str, source: &str, id: &str) {
    xml.start(name).attr("source", source).text(id).end(name);
}

/// In UTC, which needs no offset to be read right.
fn moment(xml: &mut XmlWriter, name: &'static str, time: DanishTime) {
    let utc = time.to_utc().format("%Y-%m-%dT%H:%M:%SZ");
    xml.element(name, &utc.to_string());
}
