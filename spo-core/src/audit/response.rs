//! `RegistrationResponse`: what the service says of the entries.

use crate::xml::{Element, Namespace, XmlWriter};
use crate::{Error, ErrorKind, Result};

/// So much of what the service says is kept.
const LONGEST: usize = 500;

/// The answer to a request: how many entries were added, how many not, and which.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegistrationResponse {
    /// `NumberAdded`
    pub added: u32,
    /// `NumberFailed`
    pub failed: u32,
    /// `FailedLogDataEntries`
    pub failures: Vec<FailedEntry>,
}

/// An entry that was not added, and why; CPR numbers masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedEntry {
    /// `FaultCode`, an open string: no list is published.
    pub code: String,
    /// `FaultText`
    pub text: Option<String>,
    /// `SequenceNumber` of the entry, as far as the service says it.
    pub sequence_number: Option<String>,
}

impl RegistrationResponse {
    /// Reads the body of an answer.
    ///
    /// # Errors
    /// [`ErrorKind::Protocol`] when `body` is another element, or does not say how many entries were added.
    pub fn read(body: Element<'_>) -> Result<Self> {
        let unreadable = |message: String| {
            Error::new(ErrorKind::Protocol, "min_log.unexpected_answer", message)
                .with_remedy("Check that the address is that of MinLog's registration service.")
        };
        if !body.is(Namespace::MINLOG, "RegistrationResponse") {
            let message = format!(
                "the answer is <{}>, not <RegistrationResponse>",
                crate::redact(body.local())
            );
            return Err(unreadable(message));
        }
        let number = |name: &str| {
            let number = text(body, name).and_then(|text| text.parse().ok());
            number.ok_or_else(|| unreadable(format!("the answer has no number in <{name}>")))
        };
        Ok(Self {
            added: number("NumberAdded")?,
            failed: number("NumberFailed")?,
            failures: named(body, "FailedLogDataEntries")
                .map(FailedEntry::read)
                .collect(),
        })
    }

    /// Renders `RegistrationResponse`, for a service.
    pub fn body(&self) -> String {
        let mut xml = XmlWriter::with_capacity(300 + self.failures.len() * 300);
        xml.start("ml:RegistrationResponse")
            .attr("xmlns:ml", Namespace::MINLOG.uri().unwrap_or_default());
        for failure in &self.failures {
            xml.start("FailedLogDataEntries");
            xml.element("FaultCode", &failure.code);
            if let Some(text) = &failure.text {
                xml.element("FaultText", text);
            }
            if let Some(number) = &failure.sequence_number {
                xml.element("SequenceNumber", number);
            }
            xml.end("FailedLogDataEntries");
        }
        xml.element("NumberAdded", &self.added.to_string());
        xml.element("NumberFailed", &self.failed.to_string());
        xml.end("ml:RegistrationResponse");
        xml.finish()
    }
}

impl FailedEntry {
    fn read(element: Element<'_>) -> Self {
        let masked = |name| {
            Some(
                crate::redact(text(element, name)?)
                    .chars()
                    .take(LONGEST)
                    .collect(),
            )
        };
        Self {
            code: masked("FaultCode").unwrap_or_default(),
            text: masked("FaultText"),
            sequence_number: masked("SequenceNumber"),
        }
    }
}

/// Children of this name. The schema has them in no namespace; one that qualifies them is read as well.
fn named<'d>(parent: Element<'d>, name: &str) -> impl Iterator<Item = Element<'d>> {
    parent.children().filter(move |child| {
        child.local() == name && matches!(child.namespace(), Namespace::NONE | Namespace::MINLOG)
    })
}

/// The text of the first child of this name, when there is any.
fn text<'d>(parent: Element<'d>, name: &str) -> Option<&'d str> {
    let text = named(parent, name).next().map(Element::text);
    text.filter(|text| !text.is_empty())
}
