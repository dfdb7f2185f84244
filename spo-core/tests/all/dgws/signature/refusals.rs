//! What a refusal tells the caller.

use spo_core::dgws::signature::{Policy, Profile, SignatureError, verify};
use spo_core::{Error, ErrorKind};

use super::keys::{card_of, enveloped, parse, signed_card};

#[test]
fn a_forged_card_is_denied_and_an_unreadable_one_invalid() {
    for (error, kind, code) in [
        (SignatureError::Missing, ErrorKind::Denied, "signature.missing"),
        (SignatureError::Digest, ErrorKind::Denied, "signature.digest"),
        (
            SignatureError::Misplaced(Profile::IdCard),
            ErrorKind::Denied,
            "signature.misplaced",
        ),
        (
            SignatureError::Malformed("x"),
            ErrorKind::InvalidDocument,
            "signature.malformed",
        ),
        (
            SignatureError::WrongCertificate,
            ErrorKind::Configuration,
            "signature.wrong_certificate",
        ),
    ] {
        let error = Error::from(error);
        assert_eq!((error.kind(), error.code()), (kind, code));
        assert!(!error.remedy().is_empty());
    }
}

#[test]
fn no_part_of_a_card_is_in_what_is_printed_about_it() {
    let Some(card) = signed_card() else { return };
    let message = enveloped(&card);
    let document = parse(&message);
    let intact = verify(card_of(&document), Policy::new(Profile::IdCard)).unwrap();
    let printed = format!("{intact:?}");
    assert!(printed.starts_with("Intact(Verified { bytes: "), "{printed}");
    assert!(!printed.contains("20688092"));
    let verified = intact.trusted_if(|_| Ok::<_, ()>(())).unwrap();
    assert!(!format!("{verified:?}").contains("20688092"));
}
