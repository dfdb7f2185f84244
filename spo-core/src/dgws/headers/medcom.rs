//! `medcom:Header`: which message this is, and what the caller expects.

use serde::{Deserialize, Serialize};

use crate::dgws::id_card::Level;
use crate::xml::XmlWriter;

/// The `medcom:Header` block of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MedcomHeader<'a> {
    /// Which of the two namespaces the service reads.
    pub namespace: MedcomNamespace,
    /// The level of the identity card.
    pub security_level: Option<Level>,
    /// How old the identity card may be at most, by the caller's wish.
    pub time_out: Option<TimeOut>,
    /// Which message this is.
    pub linking: Linking<'a>,
    /// How urgent it is.
    pub priority: Option<Priority>,
}

/// Which message this is, and to which conversation it belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Linking<'a> {
    /// The id that the service gave to the conversation in an earlier answer.
    pub flow_id: Option<&'a str>,
    /// The message's own id. A resend of the same message keeps it.
    pub message_id: &'a str,
}

/// The namespace of `medcom:Header`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MedcomNamespace {
    /// DGWS 1.0: what every service of the national platform reads.
    #[default]
    #[serde(rename = "dgws_1_0")]
    Dgws10,
    /// DGWS 1.0.1: what its text recommends for new services, and some outside the platform demand.
    #[serde(rename = "dgws_1_0_1")]
    Dgws101,
}

impl MedcomNamespace {
    /// The namespace.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Dgws10 => "http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd",
            Self::Dgws101 => "http://svn.medcom.dk/svn/releases/Standarder/DGWS/Schemas/medcom-1.0.1.xsd",
        }
    }
}

/// How old an identity card may be at most, counted from `IssueInstant`: the steps of DGWS 1.0. Each service chooses one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TimeOut {
    /// Five minutes.
    #[serde(rename = "5")]
    FiveMinutes,
    /// Half an hour.
    #[serde(rename = "30")]
    HalfHour,
    /// Eight hours.
    #[serde(rename = "480")]
    EightHours,
    /// A day: the life of a card.
    #[serde(rename = "1440")]
    Day,
    /// No limit but the card's own life.
    #[serde(rename = "unbound")]
    Unbound,
}

impl TimeOut {
    /// Its name in the header: minutes, or `unbound`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FiveMinutes => "5",
            Self::HalfHour => "30",
            Self::EightHours => "480",
            Self::Day => "1440",
            Self::Unbound => "unbound",
        }
    }

    /// The greatest age; `None` when there is no limit.
    pub const fn age(self) -> Option<chrono::TimeDelta> {
        match self {
            Self::FiveMinutes => Some(chrono::TimeDelta::minutes(5)),
            Self::HalfHour => Some(chrono::TimeDelta::minutes(30)),
            Self::EightHours => Some(chrono::TimeDelta::hours(8)),
            Self::Day => Some(chrono::TimeDelta::hours(24)),
            Self::Unbound => None,
        }
    }
}

/// How urgent a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// `AKUT`
    Acute,
    /// `HASTER`
    Urgent,
    /// `RUTINE`
    Routine,
}

impl Priority {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Acute => "AKUT",
            Self::Urgent => "HASTER",
            Self::Routine => "RUTINE",
        }
    }
}

impl MedcomHeader<'_> {
    /// The block.
    pub fn to_xml(&self) -> String {
        let mut out = XmlWriter::with_capacity(512);
        out.raw("<medcom:Header xmlns:medcom=\"");
        out.raw(self.namespace.uri()).raw("\">");
        if let Some(level) = self.security_level {
            out.element("medcom:SecurityLevel", level.as_str());
        }
        if let Some(time_out) = self.time_out {
            out.element("medcom:TimeOut", time_out.as_str());
        }
        out.start("medcom:Linking");
        if let Some(flow_id) = self.linking.flow_id {
            out.element("medcom:FlowID", flow_id);
        }
        out.element("medcom:MessageID", self.linking.message_id);
        out.end("medcom:Linking");
        if let Some(priority) = self.priority {
            out.element("medcom:Priority", priority.as_str());
        }
        out.raw("</medcom:Header>");
        out.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stand_in_the_order_of_the_schema() {
        let header = MedcomHeader {
            namespace: MedcomNamespace::default(),
            security_level: Some(Level::TrustedSystem),
            time_out: Some(TimeOut::EightHours),
            linking: Linking {
                flow_id: Some("flow<1>"),
                message_id: "urn:uuid:1",
            },
            priority: Some(Priority::Routine),
        };
        assert_eq!(
            header.to_xml(),
            "<medcom:Header xmlns:medcom=\"http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd\">\
             <medcom:SecurityLevel>3</medcom:SecurityLevel><medcom:TimeOut>480</medcom:TimeOut>\
             <medcom:Linking><medcom:FlowID>flow&lt;1&gt;</medcom:FlowID><medcom:MessageID>urn:uuid:1</medcom:MessageID>\
             </medcom:Linking><medcom:Priority>RUTINE</medcom:Priority></medcom:Header>"
        );
    }
}
