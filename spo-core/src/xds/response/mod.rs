//! What the registry or repository says about a request: `RegistryResponse` and its error list.

mod refusal;

use serde::{Serialize, Serializer};

use super::vocabulary::{response_status, severity};
use crate::xml::{Element, Namespace, XmlWriter};
use crate::{Error, ErrorKind, Result, ServiceError};

pub use refusal::refusal;

/// The answer to a submission or update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegistryResponse {
    /// How it went.
    pub status: ResponseStatus,
    /// The service's errors and warnings, CPR numbers masked.
    pub errors: Vec<ServiceError>,
}

/// `@status` of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResponseStatus {
    /// Everything was done. Warnings may ride on it.
    Success,
    /// Some of it was done: a search in which one of the sources failed.
    PartialSuccess,
    /// Nothing was done.
    Failure,
    /// Anything else, CPR numbers masked; empty when there was no status.
    Other(String),
}

impl ResponseStatus {
    /// Recognises the URN, or its last part.
    pub fn from_urn(urn: &str) -> Self {
        let urn = urn.trim();
        match urn.rsplit(':').next().unwrap_or(urn) {
            "Success" => Self::Success,
            "PartialSuccess" => Self::PartialSuccess,
            "Failure" => Self::Failure,
            _ => Self::Other(crate::redact(urn).into_owned()),
        }
    }

    /// The URN.
    pub fn as_urn(&self) -> &str {
        match self {
            Self::Success => response_status::SUCCESS,
            Self::PartialSuccess => response_status::PARTIAL_SUCCESS,
            Self::Failure => response_status::FAILURE,
            Self::Other(urn) => urn,
        }
    }
}

impl Serialize for ResponseStatus {
    /// `"success"`, `"partial_success"`, `"failure"` or what came.
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Success => "success",
            Self::PartialSuccess => "partial_success",
            Self::Failure => "failure",
            Self::Other(urn) => urn,
        })
    }
}

impl RegistryResponse {
    /// Reads `rs:RegistryResponse`, the body of the answer to ITI-41 and ITI-57.
    ///
    /// # Errors
    /// [`ErrorKind::Protocol`] when `body` is another element.
    pub fn read(body: Element<'_>) -> Result<Self> {
        if !body.is(Namespace::RS, "RegistryResponse") {
            return Err(unexpected(body, "RegistryResponse"));
        }
        Ok(Self::read_from(body))
    }

    /// Reads status and error list from any answer that has them.
    pub(super) fn read_from(answer: Element<'_>) -> Self {
        let lists = answer.children_named(Namespace::RS, "RegistryErrorList");
        let errors = lists
            .flat_map(|list| list.children_named(Namespace::RS, "RegistryError"))
            .map(read_error);
        Self {
            status: ResponseStatus::from_urn(answer.attr("status").unwrap_or_default()),
            errors: errors.collect(),
        }
    }

    /// Renders `rs:RegistryResponse`, for a service.
    pub fn body(&self) -> String {
        let mut xml = XmlWriter::with_capacity(1024);
        xml.start("rs:RegistryResponse")
            .attr("xmlns:rs", "urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0");
        xml.attr("status", self.status.as_urn());
        write_errors(&mut xml, &self.errors);
        xml.end("rs:RegistryResponse");
        xml.finish()
    }

    /// The warnings of an answer that says the change is in effect.
    ///
    /// # Errors
    /// The [`refusal`] when nothing was done. [`ErrorKind::OutcomeUnknown`] when the answer does not say: a change has
    /// no partial success, and an unknown status says nothing.
    pub fn accept(self) -> Result<Vec<ServiceError>> {
        match self.status {
            ResponseStatus::Success => Ok(self.errors),
            ResponseStatus::Failure => Err(refusal(self.errors)),
            ResponseStatus::PartialSuccess => {
                Err(unclear("xds.partial_success", "PartialSuccess", self.errors))
            }
            ResponseStatus::Other(status) => Err(unclear("xds.unknown_status", &status, self.errors)),
        }
    }
}

/// The error for an answer whose body is something else.
pub(super) fn unexpected(body: Element<'_>, expected: &str) -> Error {
    let message = format!(
        "the answer is <{}>, not <{expected}>",
        crate::redact(body.local())
    );
    Error::new(ErrorKind::Protocol, "xds.unexpected_answer", message)
        .with_remedy("Check that the endpoint's address belongs to this transaction.")
}

fn unclear(code: &'static str, status: &str, errors: Vec<ServiceError>) -> Error {
    let message = format!("the answer to a change has the status \"{status}\"; it may be in effect or not");
    Error::new(ErrorKind::OutcomeUnknown, code, message)
        .with_details(|details| details.service_errors = errors)
}

/// `rs:RegistryErrorList`; nothing when there are no errors.
pub(super) fn write_errors(xml: &mut XmlWriter, errors: &[ServiceError]) {
    if errors.is_empty() {
        return;
    }
    let urn = |warning| {
        if warning {
            severity::WARNING
        } else {
            severity::ERROR
        }
    };
    xml.start("rs:RegistryErrorList");
    xml.attr("highestSeverity", urn(errors.iter().all(|error| error.warning)));
    for error in errors {
        xml.start("rs:RegistryError")
            .attr("errorCode", &error.code)
            .attr("codeContext", &error.context);
        xml.attr("severity", urn(error.warning))
            .attr_opt("location", error.location.as_deref())
            .close_empty();
    }
    xml.end("rs:RegistryErrorList");
}

fn read_error(error: Element<'_>) -> ServiceError {
    let attribute = |name| error.attr(name).unwrap_or_default().trim();
    // The schema has the explanation in an attribute; some services write it as content.
    let context = match (attribute("codeContext"), error.text()) {
        (context, "") => crate::redact(context).into_owned(),
        ("", text) => crate::redact(text).into_owned(),
        (context, text) => format!("{}: {}", crate::redact(context), crate::redact(text)),
    };
    let location = attribute("location");
    ServiceError {
        code: crate::redact(attribute("errorCode")).into_owned(),
        context,
        location: (!location.is_empty()).then(|| crate::redact(location).into_owned()),
        warning: is_warning(attribute("severity")),
    }
}

/// The URN, or just its last part in any case. A missing severity means error (ebRS 3.0, `RegistryError/@severity`).
fn is_warning(urn: &str) -> bool {
    urn == severity::WARNING
        || urn
            .rsplit(':')
            .next()
            .is_some_and(|last| last.eq_ignore_ascii_case("warning"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::{Document, Limits};

    fn read(xml: &str) -> RegistryResponse {
        let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
        RegistryResponse::read(document.root()).unwrap()
    }

    fn response(status: &str, errors: &str) -> RegistryResponse {
        read(&format!(
            "<r:RegistryResponse xmlns:r='urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0' status='{status}'>{errors}</r:RegistryResponse>"
        ))
    }

    #[test]
    fn success_may_carry_warnings() {
        let response = response(
            response_status::SUCCESS,
            "<r:RegistryErrorList><r:RegistryError errorCode='XDSRegistryMetadataError' codeContext='CPR 251248-9996 ukendt'
             severity='urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Warning' location='  '/></r:RegistryErrorList>",
        );
        let warnings = response.accept().unwrap();
        assert_eq!(warnings[0].context, "CPR ******-**** ukendt");
        assert!(warnings[0].warning && warnings[0].location.is_none());
    }

    #[test]
    fn a_failure_without_a_reason_is_still_an_error_with_a_remedy() {
        for errors in [
            "",
            "<r:RegistryErrorList/>",
            "<r:RegistryErrorList><r:RegistryError/></r:RegistryErrorList>",
        ] {
            let error = response(response_status::FAILURE, errors).accept().unwrap_err();
            assert_eq!(
                (error.kind(), error.code()),
                (ErrorKind::Rejected, "xds.rejected")
            );
            assert!(!error.message().is_empty() && !error.remedy().is_empty());
        }
    }

    #[test]
    fn an_unclear_status_is_never_taken_for_success() {
        for (status, code) in [
            (response_status::PARTIAL_SUCCESS, "xds.partial_success"),
            ("urn:x:Done", "xds.unknown_status"),
            ("", "xds.unknown_status"),
        ] {
            let error = response(status, "").accept().unwrap_err();
            assert_eq!((error.kind(), error.code()), (ErrorKind::OutcomeUnknown, code));
        }
    }

    #[test]
    fn severity_and_context_are_found_where_services_put_them() {
        let response = response(
            "Failure",
            "<r:RegistryErrorList><r:RegistryError errorCode='a' severity='WARNING'>tekst</r:RegistryError>
             <r:RegistryError errorCode='b' codeContext='c' location='d'>e</r:RegistryError></r:RegistryErrorList>",
        );
        let [first, second] = response.errors.as_slice() else {
            panic!("two errors")
        };
        assert!(first.warning && first.context == "tekst");
        assert!(!second.warning && second.context == "c: e" && second.location.as_deref() == Some("d"));
    }

    #[test]
    fn another_element_is_a_protocol_error() {
        let document = Document::parse(b"<html/>", Limits::MESSAGE).unwrap();
        let error = RegistryResponse::read(document.root()).unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Protocol, "xds.unexpected_answer")
        );
    }
}
