//! The fault codes that are known, and what each means for the caller.
//!
//! Sources: Den Gode Webservice 1.0, `medcom:FaultCode` (DGWS); the gateway's codes in the platform's `medcom.xsd` (GW);
//! WS-Trust 2005/02, section 11 (WST); WS-Security 1.0, section 12 (WSSE); SOAP 1.1, section 4.4.1, and SOAP 1.2,
//! section 5.4.6 (SOAP); answers seen from the document sharing service (DDS). Services add codes of their own, so any
//! other string can come.

use super::FaultClass;
use super::FaultClass::{Access, Processing, Request, Temporary};

pub(super) struct Known {
    pub(super) code: &'static str,
    pub(super) class: FaultClass,
    /// What to do; empty when the class says it.
    pub(super) remedy: &'static str,
}

const fn known(code: &'static str, class: FaultClass, remedy: &'static str) -> Known {
    Known { code, class, remedy }
}

const CLOCK: &str = "Check that this machine's clock is right, and fetch a new identity card.";
const NEW_CARD: &str = "Fetch a new identity card and try again.";
const CERTIFICATE: &str = "Check the certificate: the right environment, not expired, not revoked.";

/// Compared without case: `illegal_HTTP_method` is seen in both spellings.
const KNOWN: &[Known] = &[
    // DGWS
    known("syntax_error", Request, ""),
    known(
        "missing_required_header",
        Access,
        "Give the client an identity, and a search or retrieval a caller on whose behalf it is made.",
    ),
    known(
        "security_level_failed",
        Access,
        "Use an identity card of the level that the service requires.",
    ),
    known("invalid_username_password", Access, ""),
    known("invalid_signature", Access, CERTIFICATE),
    known("invalid_idcard", Access, NEW_CARD),
    known("invalid_certificate", Access, CERTIFICATE),
    known("expired_idcard", Access, NEW_CARD),
    known(
        "not_authorized",
        Access,
        "Check that the organisation and person may use the service.",
    ),
    known("illegal_http_method", Request, ""),
    known("nonrepudiation_not_supported", Request, ""),
    known("processing_problem", Temporary, ""),
    known("server_error", Temporary, ""),
    known("request_payload_validation_error", Request, ""),
    // The request was carried out before its answer was found wanting.
    known("response_payload_validation_error", Processing, ""),
    // GW
    known("sosigw_no_valid_idcard_in_request", Access, NEW_CARD),
    known("sosigw_missing_signinginfo_in_request", Access, ""),
    known("sosigw_syntax_error_in_request", Request, ""),
    known(
        "sosigw_awaiting_signing",
        Access,
        "Sign the identity card at the gateway.",
    ),
    known("sosigw_no_valid_idcard_in_cache", Access, NEW_CARD),
    known("sosigw_access_denied", Access, ""),
    known("sosigw_internal_error", Temporary, ""),
    known("sosigw_proxy_error", Temporary, ""),
    // DDS
    known(
        "internal_error_minlog",
        Temporary,
        "Check the patient's CPR number (the service has been seen to answer this when it does not know it), or try \
         again later.",
    ),
    // WST
    known("InvalidRequest", Request, ""),
    known("FailedAuthentication", Access, CERTIFICATE),
    known("RequestFailed", Processing, ""),
    known("InvalidSecurityToken", Access, NEW_CARD),
    known("AuthenticationBadElements", Access, ""),
    known("BadRequest", Request, ""),
    known("ExpiredData", Access, CLOCK),
    known("InvalidTimeRange", Access, CLOCK),
    known("InvalidScope", Access, ""),
    known("RenewNeeded", Access, NEW_CARD),
    known("UnableToRenew", Access, NEW_CARD),
    // WSSE
    known("UnsupportedSecurityToken", Access, ""),
    known("UnsupportedAlgorithm", Access, ""),
    known("InvalidSecurity", Access, ""),
    known("FailedCheck", Access, CERTIFICATE),
    known("SecurityTokenUnavailable", Access, ""),
    known("MessageExpired", Access, CLOCK),
    // SOAP
    known("Client", Request, ""),
    known("Sender", Request, ""),
    known("MustUnderstand", Request, ""),
    known("VersionMismatch", Request, "Choose the other version of SOAP."),
    known("DataEncodingUnknown", Request, ""),
    known("Server", Processing, ""),
    known("Receiver", Processing, ""),
];

/// The services behind the document sharing service report their own failures as `internal_error_<service>`.
const INTERNAL_ERROR: Known = known("internal_error", Temporary, "");

pub(super) fn find(code: &str) -> Option<&'static Known> {
    let exact = KNOWN.iter().find(|known| known.code.eq_ignore_ascii_case(code));
    exact.or_else(|| code.starts_with(INTERNAL_ERROR.code).then_some(&INTERNAL_ERROR))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_once() {
        for (index, known) in KNOWN.iter().enumerate() {
            let first = KNOWN
                .iter()
                .position(|other| other.code.eq_ignore_ascii_case(known.code));
            assert_eq!(first, Some(index), "{}", known.code);
        }
    }

    #[test]
    fn internal_errors_of_any_service_are_temporary() {
        assert_eq!(
            find("internal_error_treatmentrelation").map(|known| known.class),
            Some(Temporary)
        );
        assert!(find("something else").is_none());
    }
}
