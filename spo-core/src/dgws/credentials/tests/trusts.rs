//! Whom to believe.

use super::super::*;
use super::pki::{Folder, HOLDER, ISSUER, PSS, Pki, pki};
use chrono::{DateTime, TimeDelta, Utc};

fn certificate(pem: &[u8]) -> Certificate {
    Certificate::from_pem_or_der(pem).unwrap().remove(0)
}

fn trust(pem: &[u8]) -> Trust {
    Trust::from_pem_or_der(pem).unwrap()
}

/// A moment at which everything is valid.
fn now(pki: &Pki) -> DateTime<Utc> {
    certificate(&pki.organisation.certificate).not_before() + TimeDelta::days(1)
}

#[test]
fn a_chain_with_pss_signatures_leads_to_the_root_or_to_the_issuing_certificate() {
    let Some(pki) = pki() else { return };
    let holder = certificate(&pki.organisation.certificate);
    let issuing = certificate(&pki.issuing.certificate);
    let root = trust(&pki.root.certificate);
    assert_eq!(
        root.verify(&holder, std::slice::from_ref(&issuing), now(pki)),
        Ok(())
    );
    assert_eq!(
        trust(&pki.issuing.certificate).verify(&holder, &[], now(pki)),
        Ok(())
    );
    // Certificates that do not belong to the chain do no harm.
    let others = [
        certificate(&pki.stranger.certificate),
        certificate(&pki.employee.certificate),
        issuing,
    ];
    assert_eq!(root.verify(&holder, &others, now(pki)), Ok(()));
}

#[test]
fn a_stranger_is_not_believed() {
    let Some(pki) = pki() else { return };
    let holder = certificate(&pki.organisation.certificate);
    let issuing = certificate(&pki.issuing.certificate);
    let missing = trust(&pki.root.certificate)
        .verify(&holder, &[], now(pki))
        .unwrap_err();
    assert_eq!(missing.code(), "trust.unknown_issuer");
    assert!(missing.to_string().contains("Prøve udstedende-CA 1"), "{missing}");
    // The same name with another key: the signature tells them apart.
    let stranger = trust(&pki.stranger.certificate).verify(&holder, &[issuing], now(pki));
    assert_eq!(stranger.unwrap_err().code(), "trust.bad_signature");
    let nobody = Trust::new([]).unwrap().verify(&holder, &[], now(pki));
    assert_eq!(nobody.unwrap_err().code(), "trust.unknown_issuer");
}

#[test]
fn an_altered_certificate_is_not_believed() {
    let Some(pki) = pki() else { return };
    let holder = certificate(&pki.organisation.certificate);
    let trust = trust(&pki.issuing.certificate);
    let at = memchr::memmem::find(holder.der(), b"91026150").unwrap();
    for at in [at, holder.der().len() - 1] {
        let mut der = holder.der().to_vec();
        der[at] ^= 1;
        let altered = Certificate::from_der(der).unwrap();
        assert_eq!(
            trust.verify(&altered, &[], now(pki)).unwrap_err().code(),
            "trust.bad_signature"
        );
    }
}

#[test]
fn every_certificate_of_the_chain_must_be_valid_at_the_time() {
    let Some(pki) = pki() else { return };
    let folder = Folder::new();
    pki.root.put_into(&folder, "root");
    pki.issuing.put_into(&folder, "issuing");
    pki.organisation.put_into(&folder, "holder");
    folder.make_certificate("issuing", "/CN=short", "root", ISSUER, &["-days", "10"]);
    folder.make_certificate("holder", "/CN=long", "issuing", HOLDER, &[]);
    let (holder, issuing) = (
        certificate(&folder.get("holder.pem")),
        certificate(&folder.get("issuing.pem")),
    );
    let root = trust(&pki.root.certificate);
    let code = |trust: &Trust, at| {
        trust
            .verify(&holder, std::slice::from_ref(&issuing), at)
            .map_err(|distrust| distrust.code())
    };
    let day = TimeDelta::days(1);
    assert_eq!(code(&root, issuing.not_after()), Ok(()));
    assert_eq!(code(&root, issuing.not_after() + day), Err("trust.expired"));
    assert_eq!(code(&root, holder.not_after() + day), Err("trust.expired"));
    assert_eq!(code(&root, holder.not_before() - day), Err("trust.not_yet_valid"));
    let issuing_trusted = Trust::new([issuing.clone()]).unwrap();
    assert_eq!(code(&issuing_trusted, issuing.not_after()), Ok(()));
    assert_eq!(
        code(&issuing_trusted, issuing.not_after() + day),
        Err("trust.expired")
    );
    let distrust = root
        .verify(&holder, std::slice::from_ref(&issuing), issuing.not_after() + day)
        .unwrap_err();
    assert!(distrust.to_string().contains("short"), "{distrust}");
}

/// Makes an issuer with these extensions under the root, and a holder under it, and asks the root.
fn verdict_on_issuer(pki: &Pki, extensions: &str, options: &[&str]) -> Result<(), &'static str> {
    let folder = Folder::new();
    pki.root.put_into(&folder, "root");
    pki.issuing.put_into(&folder, "issuing");
    pki.organisation.put_into(&folder, "holder");
    folder.make_certificate("issuing", "/CN=issuer", "root", extensions, options);
    folder.make_certificate("holder", "/CN=holder", "issuing", HOLDER, options);
    let issuing = certificate(&folder.get("issuing.pem"));
    trust(&pki.root.certificate)
        .verify(&certificate(&folder.get("holder.pem")), &[issuing], now(pki))
        .map_err(|distrust| distrust.code())
}

#[test]
fn an_issuer_must_be_allowed_to_issue() {
    let Some(pki) = pki() else { return };
    assert_eq!(verdict_on_issuer(pki, ISSUER, PSS), Ok(()));
    assert_eq!(
        verdict_on_issuer(pki, "basicConstraints=CA:FALSE", PSS),
        Err("trust.not_an_issuer")
    );
    assert_eq!(
        verdict_on_issuer(pki, "basicConstraints=critical,CA:TRUE\nkeyUsage=cRLSign", PSS),
        Err("trust.not_an_issuer")
    );
    assert_eq!(
        verdict_on_issuer(pki, "basicConstraints=critical,CA:TRUE", PSS),
        Ok(())
    );
    assert_eq!(
        verdict_on_issuer(pki, "subjectKeyIdentifier=hash", PSS),
        Err("trust.not_an_issuer")
    );
}

#[test]
fn signatures_with_sha1_are_not_supported_in_a_chain() {
    let Some(pki) = pki() else { return };
    assert_eq!(verdict_on_issuer(pki, ISSUER, &["-sha256"]), Ok(()));
    assert_eq!(
        verdict_on_issuer(pki, ISSUER, &["-sha1"]),
        Err("trust.unsupported")
    );
}

#[test]
fn a_certificate_for_something_else_signs_no_messages() {
    let Some(pki) = pki() else { return };
    let folder = Folder::new();
    pki.issuing.put_into(&folder, "issuing");
    pki.organisation.put_into(&folder, "holder");
    let verdict = |extensions: &str| {
        folder.make_certificate("holder", "/CN=holder", "issuing", extensions, PSS);
        trust(&pki.issuing.certificate)
            .verify(&certificate(&folder.get("holder.pem")), &[], now(pki))
            .map_err(|distrust| distrust.code())
    };
    assert_eq!(verdict("keyUsage=keyEncipherment"), Err("trust.not_for_signing"));
    assert_eq!(verdict(ISSUER), Err("trust.not_for_signing"));
    assert_eq!(verdict("keyUsage=nonRepudiation"), Ok(()));
    assert_eq!(verdict("basicConstraints=CA:FALSE"), Ok(()));
    assert_eq!(verdict("extendedKeyUsage=emailProtection"), Ok(()));
    assert_eq!(verdict("1.2.3.4=critical,ASN1:NULL"), Err("trust.unsupported"));
}

#[test]
fn a_trusted_holder_vouches_for_itself_and_for_nobody_else() {
    let Some(pki) = pki() else { return };
    let folder = Folder::new();
    pki.organisation.put_into(&folder, "organisation");
    pki.employee.put_into(&folder, "forged");
    let name = "/CN=forged";
    folder.make_certificate("forged", name, "organisation", HOLDER, PSS);
    let trust = trust(&pki.organisation.certificate);
    let holder = certificate(&pki.organisation.certificate);
    assert_eq!(trust.verify(&holder, &[], now(pki)), Ok(()));
    let late = holder.not_after() + TimeDelta::days(1);
    assert_eq!(
        trust.verify(&holder, &[], late).unwrap_err().code(),
        "trust.expired"
    );
    let forged = certificate(&folder.get("forged.pem"));
    let code = |intermediates: &[Certificate]| {
        let distrust = trust.verify(&forged, intermediates, now(pki)).unwrap_err();
        distrust.code()
    };
    assert_eq!(code(&[]), "trust.unknown_issuer");
    assert_eq!(code(&[holder]), "trust.not_an_issuer");
}
