//! Why the token service gave no card.

use crate::dgws::clock::ClockSkew;
use crate::dgws::id_card::IdCardError;
use crate::dgws::identity_token::IdentityTokenError;
use crate::error::{Error, ErrorKind};
use crate::soap::SoapError;

/// No card came from the token service.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum TokenServiceError {
    /// It refused, by a fault code of WS-Trust.
    #[error("the token service refused: {}", .fault)]
    Refused {
        /// The cause.
        code: WsTrustCode,
        /// The answer.
        fault: SoapError,
    },
    /// It answered that the card is not valid.
    #[error("the token service answered with the status invalid")]
    Invalid,
    /// Something else came than an answer.
    #[error("the token service gave no usable answer: {0}")]
    Soap(SoapError),
    /// The answer is not built as it should be.
    #[error("the token service's answer cannot be used: {0}")]
    Answer(&'static str),
    /// The card in the answer was refused here.
    #[error(transparent)]
    Card(#[from] IdCardError),
    /// The token in the answer was refused here.
    #[error(transparent)]
    Token(#[from] IdentityTokenError),
}

/// The fault codes of WS-Trust, the same in 2005/02 and 1.3 (section 11), which the token service puts into `faultcode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WsTrustCode {
    /// The request was invalid or malformed.
    InvalidRequest,
    /// Authentication failed.
    FailedAuthentication,
    /// The specified request failed.
    RequestFailed,
    /// The security token has been revoked.
    InvalidSecurityToken,
    /// Insufficient digest elements.
    AuthenticationBadElements,
    /// The request is not understood.
    BadRequest,
    /// The request data is out of date.
    ExpiredData,
    /// The requested time range is invalid or unsupported.
    InvalidTimeRange,
    /// The request scope is invalid or unsupported.
    InvalidScope,
    /// A renewable security token has expired.
    RenewNeeded,
    /// The requested renewal failed.
    UnableToRenew,
}

/// One row per code: the code in the fault, the stable code of the error, its kind, and the remedy.
const CODES: &[(&str, WsTrustCode, &str, ErrorKind, &str)] = {
    use ErrorKind::{Denied, Fault, Unavailable};
    use WsTrustCode as Code;
    const CERTIFICATE: &str = "Check the certificate: made out to the care provider, valid, not revoked, of the environment that is called, \
         and known to the platform.";
    const CLOCK: &str = "Set this machine's clock by a time server.";
    const REPORT: &str = "Report the fault's text with the time to the support of the platform.";
    &[
        (
            "InvalidRequest",
            Code::InvalidRequest,
            "token_service.invalid_request",
            Fault,
            "Read the fault's text: a value of the identity card is missing or wrong. A card that was changed after signing gives this, too.",
        ),
        (
            "FailedAuthentication",
            Code::FailedAuthentication,
            "token_service.failed_authentication",
            Denied,
            CERTIFICATE,
        ),
        (
            "RequestFailed",
            Code::RequestFailed,
            "token_service.request_failed",
            Unavailable,
            "Try again later; if it stays, report the fault's text to the support of the platform.",
        ),
        (
            "InvalidSecurityToken",
            Code::InvalidSecurityToken,
            "token_service.invalid_security_token",
            Denied,
            CERTIFICATE,
        ),
        (
            "AuthenticationBadElements",
            Code::AuthenticationBadElements,
            "token_service.bad_elements",
            Denied,
            "Check that CPR number, authorisation code and role are those of the certificate's holder.",
        ),
        (
            "BadRequest",
            Code::BadRequest,
            "token_service.bad_request",
            Fault,
            "Check the token service's address: this one does not understand the request.",
        ),
        (
            "ExpiredData",
            Code::ExpiredData,
            "token_service.expired_data",
            Denied,
            CLOCK,
        ),
        (
            "InvalidTimeRange",
            Code::InvalidTimeRange,
            "token_service.invalid_time_range",
            Denied,
            CLOCK,
        ),
        (
            "InvalidScope",
            Code::InvalidScope,
            "token_service.invalid_scope",
            Denied,
            "Check that the organisation may use the service that the card is asked for.",
        ),
        (
            "RenewNeeded",
            Code::RenewNeeded,
            "token_service.renew_needed",
            Denied,
            REPORT,
        ),
        (
            "UnableToRenew",
            Code::UnableToRenew,
            "token_service.unable_to_renew",
            Denied,
            REPORT,
        ),
    ]
};

impl WsTrustCode {
    /// The code in `faultcode`, without its prefix.
    pub fn parse(code: &str) -> Option<Self> {
        CODES
            .iter()
            .find(|(name, ..)| *name == code)
            .map(|(_, code, ..)| *code)
    }

    fn row(self) -> (&'static str, ErrorKind, &'static str) {
        let row = CODES.iter().find(|(_, code, ..)| *code == self);
        // Every code has its row, which a test shows.
        row.map_or(
            (
                "token_service.refused",
                ErrorKind::Fault,
                "Read the fault's text.",
            ),
            |(_, _, code, kind, remedy)| (*code, *kind, *remedy),
        )
    }

    /// Whether a wrong clock, here or there, is the likely cause.
    pub const fn is_about_the_clock(self) -> bool {
        matches!(self, Self::ExpiredData | Self::InvalidTimeRange)
    }
}

impl TokenServiceError {
    /// Whether a wrong clock, here or there, is the likely cause.
    pub fn may_be_the_clock(&self) -> bool {
        match self {
            Self::Refused { code, .. } => code.is_about_the_clock(),
            Self::Card(error) => error.may_be_the_clock(),
            Self::Token(error) => error.may_be_the_clock(),
            _ => false,
        }
    }

    /// The error for a caller whose login could not be exchanged: as [`with_clock`](Self::with_clock), and where the login
    /// itself may be the cause, the remedy says so.
    pub fn of_login(self, skew: Option<ClockSkew>) -> Error {
        use WsTrustCode::{ExpiredData, FailedAuthentication, InvalidSecurityToken, InvalidTimeRange};
        let is_about_the_login = matches!(
            self,
            Self::Refused {
                code: FailedAuthentication | InvalidSecurityToken | ExpiredData | InvalidTimeRange,
                ..
            }
        );
        let error = self.with_clock(skew);
        match is_about_the_login {
            false => error,
            true => error.with_remedy(
                "Have the user log in again. If that does not help, check that the identity provider and the system's \
                 certificate are known to the platform, and this machine's clock.",
            ),
        }
    }

    /// The error for the caller. With a `skew` it says in words how the clocks differ, if that can be the cause.
    pub fn with_clock(self, skew: Option<ClockSkew>) -> Error {
        match skew.filter(|skew| skew.is_noteworthy() && self.may_be_the_clock()) {
            Some(skew) => skew.explain(self.into()),
            None => self.into(),
        }
    }
}

impl From<SoapError> for TokenServiceError {
    fn from(error: SoapError) -> Self {
        match error.fault().and_then(|fault| WsTrustCode::parse(fault.code())) {
            Some(code) => Self::Refused { code, fault: error },
            None => Self::Soap(error),
        }
    }
}

impl From<TokenServiceError> for Error {
    fn from(error: TokenServiceError) -> Self {
        let message = error.to_string();
        match error {
            TokenServiceError::Refused { code, fault } => {
                let (code, kind, remedy) = code.row();
                let details = Error::from(fault.clone()).details().clone();
                Error::new(kind, code, message)
                    .with_details(|own| *own = details)
                    .with_remedy(remedy)
                    .with_source(fault)
            }
            TokenServiceError::Soap(error) => {
                let plain = Error::from(error.clone());
                let remedy = plain.remedy().to_owned();
                let details = plain.details().clone();
                Error::new(plain.kind(), plain.code().to_owned(), message)
                    .with_details(|own| *own = details)
                    .with_remedy(remedy)
                    .with_source(error)
            }
            TokenServiceError::Card(error) => error.into(),
            TokenServiceError::Token(error) => error.into(),
            TokenServiceError::Invalid => Error::new(ErrorKind::Denied, "token_service.invalid", message)
                .with_remedy("Check the certificate and the values that the card is asked with."),
            TokenServiceError::Answer(_) => Error::new(ErrorKind::Protocol, "token_service.answer", message)
                .with_remedy("Check that the address is the token service's."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_row_and_a_remedy() {
        for (name, code, stable, _, remedy) in CODES {
            assert_eq!(WsTrustCode::parse(name), Some(*code));
            assert_eq!(code.row().0, *stable);
            assert!(remedy.ends_with('.'));
        }
        assert_eq!(WsTrustCode::parse("Server"), None);
    }
}
