//! The envelope of a message that came in.

use super::{Fault, SoapError, SoapProblem, SoapVersion};
use crate::xml::{Document, Element};

/// A parsed SOAP envelope of either version.
#[derive(Debug)]
pub struct Envelope<'a> {
    document: Document<'a>,
    version: SoapVersion,
    status: Option<u16>,
}

impl<'a> Envelope<'a> {
    pub(super) fn new(document: Document<'a>, status: Option<u16>) -> Result<Self, SoapError> {
        let root = document.root();
        let version = [SoapVersion::V11, SoapVersion::V12]
            .into_iter()
            .find(|version| root.is(version.namespace(), "Envelope"));
        match version {
            Some(version) => Ok(Self {
                document,
                version,
                status,
            }),
            None => {
                let root = super::page::shorten(root.local(), 60);
                Err(SoapError::from(SoapProblem::NotAnEnvelope { root }).with_status(status))
            }
        }
    }

    /// The version it is written in.
    pub fn version(&self) -> SoapVersion {
        self.version
    }

    /// The `Envelope` element.
    pub fn root(&self) -> Element<'_> {
        self.document.root()
    }

    /// The `Header` element.
    pub fn header(&self) -> Option<Element<'_>> {
        self.root().child(self.version.namespace(), "Header")
    }

    /// The content of the body.
    ///
    /// # Errors
    /// [`SoapProblem::Fault`] for a fault, whatever the HTTP status: services in use send faults with status 200.
    /// [`SoapProblem::NoContent`] when there is none.
    pub fn payload(&self) -> Result<Element<'_>, SoapError> {
        let fail = |problem: SoapProblem| Err(SoapError::from(problem).with_status(self.status));
        let body = self.root().child(self.version.namespace(), "Body");
        let Some(payload) = body.and_then(|body| body.children().next()) else {
            return fail(SoapProblem::NoContent);
        };
        let versions = [SoapVersion::V11, SoapVersion::V12];
        if versions
            .iter()
            .any(|version| payload.is(version.namespace(), "Fault"))
        {
            return fail(SoapProblem::Fault(Fault::read(payload)));
        }
        Ok(payload)
    }

    /// `wsa:Action`.
    pub fn action(&self) -> Option<&str> {
        self.block("Action")
    }

    /// `wsa:MessageID`, or the `MessageID` of Den Gode Webservice.
    pub fn message_id(&self) -> Option<&str> {
        self.block("MessageID").or_else(|| self.linking("MessageID"))
    }

    /// The id of the request that this message answers: `wsa:RelatesTo`, or the `InResponseToMessageID` of Den Gode
    /// Webservice.
    pub fn relates_to(&self) -> Option<&str> {
        self.block("RelatesTo")
            .or_else(|| self.linking("InResponseToMessageID"))
    }

    /// The `FlowID` of Den Gode Webservice: the id that the service gives to a conversation of several messages.
    pub fn flow_id(&self) -> Option<&str> {
        self.linking("FlowID")
    }

    /// The text of a header block, by its local name: WS-Addressing comes in two namespaces.
    fn block(&self, local: &str) -> Option<&str> {
        self.header()?
            .children()
            .find(|block| block.local() == local)
            .map(Element::text)
    }

    /// A text inside `medcom:Header/medcom:Linking`, by local names: the header comes in two namespaces.
    fn linking(&self, local: &str) -> Option<&str> {
        let mut blocks = self.header()?.children();
        let header = blocks.find(|block| block.local() == "Header")?;
        let linking = header.children().find(|child| child.local() == "Linking")?;
        linking
            .children()
            .find(|child| child.local() == local)
            .map(Element::text)
    }
}
