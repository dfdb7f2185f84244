//! What a request asks for.

use spo_core::soap::{Envelope, Fault, Incoming, SoapVersion};
use spo_core::transport::Request;
use spo_core::xml::{Element, Namespace};

use crate::Transaction;

/// What the answer must know of the request's headers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Addressing {
    pub(crate) version: SoapVersion,
    /// `wsa:MessageID`, when WS-Addressing was used.
    pub(crate) wsa_message_id: Option<String>,
    /// Whether any WS-Addressing header was there.
    pub(crate) wsa: bool,
    /// `medcom:MessageID`, when the header of Den Gode Webservice was there.
    pub(crate) dgws_message_id: Option<String>,
}

impl Addressing {
    /// The message's id in either header.
    pub(crate) fn message_id(&self) -> Option<&str> {
        self.wsa_message_id.as_deref().or(self.dgws_message_id.as_deref())
    }

    /// Until the envelope is read, the `Content-Type` says which version to answer in.
    pub(crate) fn before_reading(request: &Request) -> Self {
        let content_type = request.header("Content-Type").unwrap_or_default();
        let version = match content_type.contains("application/soap+xml") {
            true => SoapVersion::V12,
            false => SoapVersion::V11,
        };
        Self {
            version,
            ..Self::default()
        }
    }

    fn of(envelope: &Envelope<'_>) -> Self {
        let mut found = Self {
            version: envelope.version(),
            ..Self::default()
        };
        for block in envelope.header().into_iter().flat_map(Element::children) {
            if block.namespace() == Namespace::WSA {
                found.wsa = true;
                if block.local() == "MessageID" {
                    found.wsa_message_id = Some(block.text().to_owned());
                }
            } else if block.local() == "Header" {
                // The header of Den Gode Webservice, which comes in two namespaces.
                let id = block.descendants().find(|element| element.local() == "MessageID");
                found.dgws_message_id = id.map(|id| id.text().to_owned());
            }
        }
        found
    }
}

/// A request that names one transaction in every place that names one.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) transaction: Transaction,
    pub(crate) payload: Element<'a>,
}

/// Reads the envelope of a request.
///
/// # Errors
/// The fault to answer with.
pub(crate) fn parse(incoming: &Incoming) -> Result<(Envelope<'_>, Addressing), Fault> {
    let envelope = incoming
        .envelope()
        .map_err(|error| Fault::client(&error.to_string()))?;
    let addressing = Addressing::of(&envelope);
    Ok((envelope, addressing))
}

impl<'a> Call<'a> {
    /// Checks that `soap_action` (as in the HTTP header), `wsa:Action` and the body agree.
    ///
    /// The platform's decoupling component routes by `SOAPAction`: a request without it reaches no service.
    ///
    /// # Errors
    /// The fault to answer with.
    pub(crate) fn new(soap_action: Option<&str>, envelope: &'a Envelope<'a>) -> Result<Self, Fault> {
        let Some(action) = soap_action.filter(|action| !action.is_empty()) else {
            return Err(Fault::client(
                "The HTTP header SOAPAction is missing: the platform routes by it, also for SOAP 1.2.",
            ));
        };
        let Some(transaction) = Transaction::from_action(action) else {
            return Err(Fault::client(&format!(
                "The action {action} is not one of this service."
            )));
        };
        check_understood(envelope)?;
        if let Some(wsa) = envelope.action()
            && wsa != action
        {
            return Err(Fault::client(&format!(
                "wsa:Action is {wsa}, and SOAPAction is {action}: they must be the same."
            )));
        }
        let payload = envelope
            .payload()
            .map_err(|error| Fault::client(&error.to_string()))?;
        let (namespace, local) = transaction.payload(action);
        if !payload.is(namespace, local) {
            return Err(Fault::client(&format!(
                "The action is that of {transaction}, whose body is <{local}>, but the body is <{}>.",
                payload.local()
            )));
        }
        Ok(Self { transaction, payload })
    }
}

/// SOAP 1.1 section 4.2.3 and SOAP 1.2 section 2.4: a header block that must be understood and is not ends the request.
fn check_understood(envelope: &Envelope<'_>) -> Result<(), Fault> {
    const KNOWN: [Namespace; 3] = [Namespace::WSA, Namespace::WSSE, Namespace::MEDCOM];
    for block in envelope.header().into_iter().flat_map(Element::children) {
        let must = block.attr_ns(envelope.version().namespace(), "mustUnderstand");
        let known =
            KNOWN.contains(&block.namespace()) || block.local() == "HsuidHeader" || block.local() == "Header";
        if !known && matches!(must.map(str::trim), Some("1" | "true")) {
            return Err(Fault::client(&format!(
                "The header block <{}> must be understood, and is not.",
                block.local()
            )));
        }
    }
    Ok(())
}

/// The `SOAPAction` of a request, without its quotation marks.
pub(crate) fn soap_action(request: &Request) -> Option<&str> {
    let value = request.header("SOAPAction")?.trim();
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    Some(inner.unwrap_or(value))
}
