//! SOAP faults of both versions.

use std::fmt;

use super::SoapVersion;
use super::fault_codes::{self, Known};
use super::page::shorten;
use crate::xml::{Element, Namespace, XmlWriter};

const LONGEST_TEXT: usize = 500;
const LONGEST_CODE: usize = 100;

/// A SOAP fault: the service's own refusal or failure. Its texts are masked and shortened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    code: String,
    subcode: Option<String>,
    text: String,
    actor: Option<String>,
    dgws_code: Option<String>,
}

/// What a fault means for the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FaultClass {
    /// The caller's identity or rights were refused, before the request was looked at.
    Access,
    /// The request itself was refused: sending it again gives the same.
    Request,
    /// The service, or one behind it, could not do its work now. Part of it may be done.
    Temporary,
    /// Anything else that went wrong at the service. Part of the work may be done.
    Processing,
}

impl Fault {
    /// A fault about the request (`Client`, in SOAP 1.2 `Sender`).
    pub fn client(text: &str) -> Self {
        Self::new("Client", text)
    }

    /// A fault of the service (`Server`, in SOAP 1.2 `Receiver`).
    pub fn server(text: &str) -> Self {
        Self::new("Server", text)
    }

    /// Adds the fault code of Den Gode Webservice, such as `expired_idcard`.
    #[must_use]
    pub fn with_dgws_code(mut self, code: &str) -> Self {
        self.dgws_code = Some(shorten(code, LONGEST_CODE));
        self
    }

    fn new(code: &str, text: &str) -> Self {
        Self {
            code: code.to_owned(),
            subcode: None,
            text: shorten(text, LONGEST_TEXT),
            actor: None,
            dgws_code: None,
        }
    }

    /// Reads a `Fault` element of either version. Children are found by name in any order and namespace: senders in use
    /// write them in an order of their own.
    pub(super) fn read(fault: Element<'_>) -> Self {
        let child = |of: Element<'_>, names: [&str; 2]| -> Option<String> {
            let found = of.children().find(|child| names.contains(&child.local()))?;
            Some(found.text().to_owned()).filter(|text| !text.is_empty())
        };
        let nested = |name: &str| fault.children().find(|child| child.local() == name);
        let code = nested("Code");
        let subcode = code.and_then(|code| code.children().find(|child| child.local() == "Subcode"));
        let value = |of: Option<Element<'_>>| child(of?, ["Value", "Value"]);
        let text = nested("Reason").and_then(|reason| child(reason, ["Text", "Text"]));
        let detail = fault
            .children()
            .find(|child| child.local().eq_ignore_ascii_case("detail"));
        let dgws_code = detail.and_then(|detail| {
            let mut inside = detail.descendants();
            inside
                .find(|element| element.local() == "FaultCode")
                .map(Element::text)
        });
        let clean = |code: String| shorten(local_name(&code), LONGEST_CODE);
        Self {
            code: value(code)
                .or_else(|| child(fault, ["faultcode", "faultcode"]))
                .map(clean)
                .unwrap_or_default(),
            subcode: value(subcode).map(clean),
            text: text
                .or_else(|| child(fault, ["faultstring", "faultstring"]))
                .map(|text| shorten(&text, LONGEST_TEXT))
                .unwrap_or_default(),
            actor: child(fault, ["faultactor", "Role"]).map(|actor| shorten(&actor, LONGEST_CODE)),
            dgws_code: dgws_code
                .filter(|code| !code.is_empty())
                .map(|code| shorten(code, LONGEST_CODE)),
        }
    }

    /// The fault as the child of `soap:Body` in a [`Message`](super::Message) of `version`.
    pub fn to_xml(&self, version: SoapVersion) -> String {
        let code = match (version, self.code.as_str()) {
            (SoapVersion::V12, "Client") => "Sender",
            (SoapVersion::V12, "Server") => "Receiver",
            (_, code) => code,
        };
        let mut out = XmlWriter::with_capacity(600 + self.text.len());
        match version {
            SoapVersion::V11 => {
                out.raw("<soap:Fault><faultcode>soap:").text(code);
                out.raw("</faultcode><faultstring>")
                    .text(&self.text)
                    .raw("</faultstring>");
                self.write_detail("<detail>", "</detail>", &mut out);
            }
            SoapVersion::V12 => {
                out.raw("<soap:Fault><soap:Code><soap:Value>soap:").text(code);
                out.raw("</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang=\"en\">");
                out.text(&self.text).raw("</soap:Text></soap:Reason>");
                self.write_detail("<soap:Detail>", "</soap:Detail>", &mut out);
            }
        }
        out.raw("</soap:Fault>");
        out.finish()
    }

    fn write_detail(&self, start: &str, end: &str, out: &mut XmlWriter) {
        if let Some(code) = &self.dgws_code {
            out.raw(start).raw("<medcom:FaultCode xmlns:medcom=\"");
            out.value(Namespace::MEDCOM.uri().unwrap_or_default()).raw("\">");
            out.text(code).raw("</medcom:FaultCode>").raw(end);
        }
    }

    /// `faultcode`, or `Code/Value`, without its prefix: `Server`, `Client`, `Receiver`, `FailedAuthentication`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// `Subcode/Value` of SOAP 1.2, without its prefix.
    pub fn subcode(&self) -> Option<&str> {
        self.subcode.as_deref()
    }

    /// `faultstring`, or `Reason/Text`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// `faultactor`, or `Role`: who on the way of the message failed.
    pub fn actor(&self) -> Option<&str> {
        self.actor.as_deref()
    }

    /// `medcom:FaultCode` of Den Gode Webservice: an open string.
    pub fn dgws_code(&self) -> Option<&str> {
        self.dgws_code.as_deref()
    }

    /// What it means for the caller.
    pub fn class(&self) -> FaultClass {
        self.known().map_or(FaultClass::Processing, |known| known.class)
    }

    /// Whether the service has certainly not carried out the request.
    pub fn is_certain_refusal(&self) -> bool {
        matches!(self.class(), FaultClass::Access | FaultClass::Request)
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match (self.known(), self.class()) {
            (Some(known), _) if !known.remedy.is_empty() => known.remedy,
            (_, FaultClass::Access) => "Check the caller's identity card and rights.",
            (_, FaultClass::Request) => "Read the fault text and correct the cause.",
            (_, FaultClass::Temporary) => "Try again later.",
            (_, FaultClass::Processing) => {
                "Read the fault text; if it says nothing, ask the service's support."
            }
        }
    }

    /// The most telling code that is known. Services of Den Gode Webservice say `Server` for everything and put the cause
    /// into the detail; others put it into the subcode, into the text, or before a dot (`Client.Authentication`).
    fn known(&self) -> Option<&'static Known> {
        let code = self.code.split('.').next();
        let candidates = [
            self.dgws_code.as_deref(),
            self.subcode.as_deref(),
            Some(self.text.as_str()),
            code,
        ];
        candidates.into_iter().flatten().find_map(fault_codes::find)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self
            .dgws_code
            .as_ref()
            .or(self.subcode.as_ref())
            .unwrap_or(&self.code);
        match (self.text.as_str(), code.as_str()) {
            ("", "") => f.write_str("no reason given"),
            ("", code) => f.write_str(code),
            (text, "") => f.write_str(text),
            (text, code) if text == code => f.write_str(text),
            (text, code) => write!(f, "{text} ({code})"),
        }
    }
}

fn local_name(code: &str) -> &str {
    code.rsplit_once(':').map_or(code, |(_, local)| local).trim()
}
