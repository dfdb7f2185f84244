//! The one table of error kinds: Rust variant, C status, name, class, Python class, retry, remedy.

use serde::Serialize;

/// The group of an [`ErrorKind`], for callers that only want the broad cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorClass {
    /// The caller gave something that cannot be used.
    InvalidInput,
    /// The far side understood and said no.
    Rejected,
    /// The caller may not do this.
    Denied,
    /// The far side could not be reached or could not serve.
    Unavailable,
    /// A deadline passed.
    Timeout,
    /// The far side's answer could not be understood.
    Protocol,
    /// A defect in this library.
    Internal,
}

impl ErrorClass {
    /// The stable name, as used in JSON and by the C and Python interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::Rejected => "rejected",
            Self::Denied => "denied",
            Self::Unavailable => "unavailable",
            Self::Timeout => "timeout",
            Self::Protocol => "protocol",
            Self::Internal => "internal",
        }
    }
}

macro_rules! error_kinds {
    ($($(#[$doc:meta])* $variant:ident = $status:literal, $name:literal, $class:ident, $python:literal, $retry:literal, $remedy:literal;)*) => {
        /// The decision a caller can take. The discriminant is the C status and is never reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        #[repr(i32)]
        #[non_exhaustive]
        pub enum ErrorKind { $($(#[$doc])* $variant = $status,)* }

        impl ErrorKind {
            /// Every kind, in the order of the status numbers.
            pub const ALL: &'static [ErrorKind] = &[$(ErrorKind::$variant),*];

            /// The number returned by the C functions.
            pub const fn status(self) -> i32 { self as i32 }

            /// The stable name, which is also the documentation anchor.
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $name),* } }

            /// The group.
            pub const fn class(self) -> ErrorClass { match self { $(Self::$variant => ErrorClass::$class),* } }

            /// The Python exception class that carries it.
            pub const fn python_class(self) -> &'static str { match self { $(Self::$variant => $python),* } }

            /// Whether the same call can succeed later without a change.
            pub const fn is_retryable(self) -> bool { match self { $(Self::$variant => $retry),* } }

            /// What to do, when the error itself knows nothing better.
            pub const fn remedy(self) -> &'static str { match self { $(Self::$variant => $remedy),* } }
        }
    };
}

error_kinds! {
    /// A single argument is unusable.
    InvalidArgument = 1, "invalid_argument", InvalidInput, "InvalidArgumentError", false,
        "Correct the named argument.";
    /// An appointment, a change of master data or a log entry breaks one or more rules; every fault is listed.
    InvalidAppointment = 2, "invalid_appointment", InvalidInput, "ValidationError", false,
        "Correct every listed field; each names its remedy.";
    /// A local time does not exist or exists twice in Denmark; the details offer both instants.
    UnresolvedLocalTime = 3, "unresolved_local_time", InvalidInput, "LocalTimeError", false,
        "Choose one of the offered instants.";
    /// A document or JSON value could not be read.
    InvalidDocument = 4, "invalid_document", InvalidInput, "DocumentError", false,
        "Check that the input is what its kind promises.";
    /// The client's configuration cannot work.
    Configuration = 5, "configuration", InvalidInput, "ConfigurationError", false,
        "Correct the named setting.";
    /// The service refused the caller's identity or rights.
    Denied = 20, "denied", Denied, "AccessDeniedError", false,
        "Check the caller's identity card and rights.";
    /// The service could not be reached or said that it cannot serve now; nothing was stored.
    Unavailable = 40, "unavailable", Unavailable, "UnavailableError", true,
        "Try again later.";
    /// A deadline passed before there was an answer; nothing that changes data was sent, or the call only reads.
    Timeout = 41, "timeout", Timeout, "SpoTimeoutError", true,
        "Try again, or allow more time.";
    /// A change was sent, the answer was lost, and the registry could not be asked. The change may be in effect.
    OutcomeUnknown = 42, "outcome_unknown", Unavailable, "OutcomeUnknownError", true,
        "Make the same call with the same version again: it finds out, and never stores twice.";
    /// The answer could not be understood.
    Protocol = 43, "protocol", Protocol, "ProtocolError", false,
        "Keep the message id and ask the service's support.";
    /// The registry refused the submission or query for good; its own errors are listed.
    Rejected = 60, "rejected", Rejected, "RejectedError", false,
        "Read the registry's own errors and correct the cause.";
    /// The service answered with a SOAP fault that is not about access.
    Fault = 61, "fault", Rejected, "FaultError", false,
        "Read the fault text and correct the cause.";
    /// The named thing is not in the registry.
    NotFound = 62, "not_found", Rejected, "NotFoundError", false,
        "Check the key and version.";
    /// Somebody changed it since the caller last saw it, or the version stands for other content.
    Conflict = 63, "conflict", Rejected, "ConflictError", false,
        "Look up the current version and decide again.";
    /// A file or database of this library could not be used.
    Storage = 80, "storage", Unavailable, "StorageError", true,
        "Check disk space and permissions.";
    /// A defect in this library.
    Internal = 98, "internal", Internal, "InternalError", false,
        "Report it with the message and code.";
    /// A panic was stopped at a language boundary; the handle it happened on can no longer be used.
    Panic = 99, "panic", Internal, "InternalError", false,
        "Free the handle, and report it with the message.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_and_names_are_unique() {
        let mut statuses: Vec<_> = ErrorKind::ALL.iter().map(|kind| kind.status()).collect();
        let mut names: Vec<_> = ErrorKind::ALL.iter().map(|kind| kind.name()).collect();
        statuses.sort_unstable();
        names.sort_unstable();
        statuses.dedup();
        names.dedup();
        assert_eq!(
            (statuses.len(), names.len()),
            (ErrorKind::ALL.len(), ErrorKind::ALL.len())
        );
    }
}
