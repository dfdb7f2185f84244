//! What a credential's certificate says: whose it is, and how long it lasts.

use std::ffi::c_char;
use std::fmt::Write as _;
use std::ptr;

use chrono::{DateTime, Utc};
use spo_core::dgws::credentials::{Certificate, CertificateKind, Validity};
use spo_core::{DanishTime, redact};

use super::spo_credential;
use crate::guard::get;
use crate::moment::to_ms;

/// To whom a certificate was issued.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_certificate_kind {
    /// None that OCES knows, such as a server's or an issuer's own.
    Other = 0,
    /// An organisation or one of its systems (VOCES, FOCES): signs system cards.
    Organisation = 1,
    /// An employee (MOCES): signs user cards.
    Employee = 2,
    /// A private person (POCES, no longer issued).
    Person = 3,
}

/// Where the present moment lies in a certificate's life.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_validity {
    /// There is no certificate.
    None = 0,
    /// Valid, and its end is not near.
    Valid = 1,
    /// Valid for less than 60 days: time to order the next one.
    ExpiresSoon = 2,
    /// Its time is over.
    Expired = 3,
    /// Its time has not come, or this machine's clock is slow.
    NotYetValid = 4,
}

impl spo_credential {
    fn certificate(&self) -> &Certificate {
        self.credential.certificate()
    }

    fn lend_time(&self, time: DateTime<Utc>) -> *const c_char {
        self.strings.lend(&DanishTime::from_utc(time).to_string())
    }

    fn lend_hexadecimal(&self, bytes: &[u8]) -> *const c_char {
        let text = bytes.iter().fold(String::new(), |mut text, byte| {
            // Writing to a String does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        });
        self.strings.lend(&text)
    }
}

/// The holder as a person reads it: name, organisation and CVR number. Borrowed from the credential.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_subject(credential: *const spo_credential) -> *const c_char {
    get(ptr::null(), || {
        let credential = arg_ref!(credential);
        Ok(credential
            .strings
            .lend(&credential.certificate().subject().to_string()))
    })
}

/// The holder's organisation; NULL when the certificate names none. Borrowed from the credential.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_organisation(credential: *const spo_credential) -> *const c_char {
    get(ptr::null(), || {
        let credential = arg_ref!(credential);
        let organisation = credential.certificate().subject().organisation();
        Ok(credential.strings.lend(&redact(organisation)))
    })
}

/// The organisation's number in the Central Business Register (CVR); NULL when the certificate names none. Borrowed from
/// the credential.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_cvr(credential: *const spo_credential) -> *const c_char {
    get(ptr::null(), || {
        let credential = arg_ref!(credential);
        let cvr = credential.certificate().subject().cvr();
        Ok(credential.strings.lend_some(cvr.map(|cvr| cvr.as_str())))
    })
}

/// To whom it was issued: an organisation's signs system cards, an employee's user cards.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_kind(credential: *const spo_credential) -> spo_certificate_kind {
    get(spo_certificate_kind::Other, || {
        Ok(match arg_ref!(credential).certificate().kind() {
            CertificateKind::Organisation => spo_certificate_kind::Organisation,
            CertificateKind::Employee => spo_certificate_kind::Employee,
            CertificateKind::Person => spo_certificate_kind::Person,
            _ => spo_certificate_kind::Other,
        })
    })
}

/// The first moment it is valid at, in RFC 3339 with Denmark's offset. Borrowed from the credential.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_not_before(credential: *const spo_credential) -> *const c_char {
    get(ptr::null(), || {
        let credential = arg_ref!(credential);
        Ok(credential.lend_time(credential.certificate().not_before()))
    })
}

/// The last moment it is valid at, in RFC 3339 with Denmark's offset. Borrowed from the credential.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_not_after(credential: *const spo_credential) -> *const c_char {
    get(ptr::null(), || {
        let credential = arg_ref!(credential);
        Ok(credential.lend_time(credential.certificate().not_after()))
    })
}

/// The first moment it is valid at, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_not_before_ms(credential: *const spo_credential) -> i64 {
    get(to_ms(None), || {
        Ok(arg_ref!(credential).certificate().not_before().timestamp_millis())
    })
}

/// The last moment it is valid at, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_not_after_ms(credential: *const spo_credential) -> i64 {
    get(to_ms(None), || {
        Ok(arg_ref!(credential).certificate().not_after().timestamp_millis())
    })
}

/// Whether it can be used now, with notice of its end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_validity(credential: *const spo_credential) -> spo_validity {
    get(spo_validity::None, || {
        Ok(match arg_ref!(credential).certificate().validity(Utc::now()) {
            Validity::Valid => spo_validity::Valid,
            Validity::ExpiresSoon { .. } => spo_validity::ExpiresSoon,
            Validity::Expired => spo_validity::Expired,
            Validity::NotYetValid => spo_validity::NotYetValid,
        })
    })
}

/// Whole days until its end: 0 on the last day, below 0 when its time is over; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_days_left(credential: *const spo_credential) -> i32 {
    get(0, || {
        let left = arg_ref!(credential).certificate().not_after() - Utc::now();
        let days = left.num_milliseconds().div_euclid(24 * 60 * 60 * 1000);
        Ok(i32::try_from(days).unwrap_or(i32::MAX))
    })
}

/// SHA-1 over the certificate in hexadecimal: the thumbprint of Windows and older tools. Borrowed from the credential.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_sha1_fingerprint(credential: *const spo_credential) -> *const c_char {
    get(ptr::null(), || {
        let credential = arg_ref!(credential);
        Ok(credential.lend_hexadecimal(&credential.certificate().sha1_fingerprint()))
    })
}

/// SHA-256 over the certificate in hexadecimal. Borrowed from the credential.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_credential_sha256_fingerprint(
    credential: *const spo_credential,
) -> *const c_char {
    get(ptr::null(), || {
        let credential = arg_ref!(credential);
        Ok(credential.lend_hexadecimal(&credential.certificate().sha256_fingerprint()))
    })
}
