//! What a signature costs beside the RSA operation that nobody can avoid, and canonicalisation beside a bare
//! `quick_xml::Reader` loop over the same bytes.
//!
//! `cargo bench -p spo-core --bench dgws`. Needs the `openssl` command, for keys and certificates.

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use quick_xml::Reader;
use quick_xml::events::Event;
use spo_core::dgws::credentials::Credential;
use spo_core::dgws::headers::{CallingSystem, Linking, MedcomHeader, MedcomNamespace, hsuid, security};
use spo_core::dgws::signature::{Policy, Profile, RsaKey, Signer, sign_enveloped, verify};
use spo_core::dgws::{
    Caller, CardCache, CardKey, CardTrust, CareProvider, HealthProfessional, IdCard, IdCardRequest, Renewal,
    ShakCode, token_service,
};
use spo_core::soap::Message;
use spo_core::xml::{Canonicalization, Document, Limits};
use uuid::Uuid;

fn main() {
    divan::main();
}

/// Lengths of keys in use: OCES3 certificates have 3072 bits.
const BITS: [u32; 2] = [2048, 3072];

/// A user's identity card as it is sent to the token service.
const CARD: &str = r#"<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" IssueInstant="2026-04-01T08:00:00Z" Version="2.0" id="IDCard"><saml:Issuer>Laegehuset</saml:Issuer><saml:Subject><saml:NameID Format="medcom:cprnumber">2512489996</saml:NameID><saml:SubjectConfirmation><saml:ConfirmationMethod>urn:oasis:names:tc:SAML:2.0:cm:holder-of-key</saml:ConfirmationMethod><saml:SubjectConfirmationData><ds:KeyInfo><ds:KeyName>OCESSignature</ds:KeyName></ds:KeyInfo></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="2026-04-01T07:55:00Z" NotOnOrAfter="2026-04-02T07:55:00Z"></saml:Conditions><saml:AttributeStatement id="IDCardData"><saml:Attribute Name="sosi:IDCardID"><saml:AttributeValue>6f0d6a5b-8f1d-4a5b-9d0c-0a1b2c3d4e5f</saml:AttributeValue></saml:Attribute><saml:Attribute Name="sosi:IDCardVersion"><saml:AttributeValue>1.0.1</saml:AttributeValue></saml:Attribute><saml:Attribute Name="sosi:IDCardType"><saml:AttributeValue>user</saml:AttributeValue></saml:Attribute><saml:Attribute Name="sosi:AuthenticationLevel"><saml:AttributeValue>4</saml:AttributeValue></saml:Attribute><saml:Attribute Name="sosi:OCESCertHash"><saml:AttributeValue>f6ZdJ0CPf6ZdJ0CPf6ZdJ0CPf6Y=</saml:AttributeValue></saml:Attribute></saml:AttributeStatement><saml:AttributeStatement id="UserLog"><saml:Attribute Name="medcom:UserCivilRegistrationNumber"><saml:AttributeValue>2512489996</saml:AttributeValue></saml:Attribute><saml:Attribute Name="medcom:UserGivenName"><saml:AttributeValue>Nancy Ann</saml:AttributeValue></saml:Attribute><saml:Attribute Name="medcom:UserSurName"><saml:AttributeValue>Berggren</saml:AttributeValue></saml:Attribute><saml:Attribute Name="medcom:UserRole"><saml:AttributeValue>7170</saml:AttributeValue></saml:Attribute></saml:AttributeStatement><saml:AttributeStatement id="SystemLog"><saml:Attribute Name="medcom:ITSystemName"><saml:AttributeValue>Journal</saml:AttributeValue></saml:Attribute><saml:Attribute Name="medcom:CareProviderID" NameFormat="medcom:cvrnumber"><saml:AttributeValue>20688092</saml:AttributeValue></saml:Attribute><saml:Attribute Name="medcom:CareProviderName"><saml:AttributeValue>Laegehuset</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>"#;

/// A new key with a certificate of its own.
fn identity(bits: u32) -> (RsaKey, Vec<u8>) {
    let path = std::env::temp_dir().join(format!("spo-bench-{}-{bits}.pem", std::process::id()));
    let path = path.to_str().expect("the temporary folder has a name in UTF-8");
    let openssl = |arguments: &[&str]| {
        let output = Command::new("openssl")
            .args(arguments)
            .output()
            .expect("openssl is installed");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    };
    let kind = format!("rsa:{bits}");
    let certificate = openssl(&[
        "req",
        "-x509",
        "-newkey",
        &kind,
        "-nodes",
        "-keyout",
        path,
        "-subj",
        "/CN=Bench",
        "-addext",
        "basicConstraints=critical,CA:FALSE",
        "-outform",
        "DER",
    ]);
    let key = openssl(&["pkey", "-in", path, "-outform", "DER"]);
    let _ = std::fs::remove_file(path);
    (
        RsaKey::from_der(&key).expect("openssl makes good keys"),
        certificate,
    )
}

/// The yardstick of signing: the RSA operation over as many bytes as it has there.
#[divan::bench(args = BITS)]
fn bare_rsa_signature(bencher: Bencher, bits: u32) {
    let (key, _) = identity(bits);
    let signed_info = [b'x'; 750];
    bencher.bench_local(|| key.sign_rsa_sha256(black_box(&signed_info)));
}

#[divan::bench(args = BITS)]
fn sign_card(bencher: Bencher, bits: u32) {
    let (key, certificate) = identity(bits);
    bencher
        .bench_local(|| sign_enveloped(black_box(CARD), Profile::IdCard, &key, &certificate).expect("signs"));
}

#[divan::bench(args = BITS)]
fn verify_card(bencher: Bencher, bits: u32) {
    let (key, certificate) = identity(bits);
    let signed = sign_enveloped(CARD, Profile::IdCard, &key, &certificate).expect("signs");
    bencher.bench_local(|| {
        let document = Document::parse(black_box(signed.as_bytes()), Limits::MESSAGE).expect("is XML");
        verify(document.root(), Policy::new(Profile::IdCard))
            .expect("is signed")
            .certificate()
            .len()
    });
}

/// The yardstick of canonicalisation: every event of the input, and nothing done with it.
#[divan::bench]
fn quick_xml_events(bencher: Bencher) {
    bencher.counter(BytesCount::of_str(CARD)).bench_local(|| {
        let mut reader = Reader::from_str(black_box(CARD));
        loop {
            match black_box(reader.read_event()) {
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
    });
}

#[divan::bench]
fn canonicalize_card(bencher: Bencher) {
    let document = Document::parse(CARD.as_bytes(), Limits::DOCUMENT).expect("is XML");
    let method = Canonicalization::exclusive();
    bencher
        .counter(BytesCount::of_str(CARD))
        .bench_local(|| method.element(black_box(document.root())));
}

/// The card of an organisation's system.
fn card_request() -> IdCardRequest {
    let cvr = "33257872".parse().expect("is a CVR number");
    IdCardRequest::system("Journal", CareProvider::new(cvr, "Lægehuset"))
}

fn credential(bits: u32) -> Credential {
    let (key, certificate) = identity(bits);
    Credential::from_signer(&certificate, Arc::new(key)).expect("belong together")
}

/// A card that was never issued, in the size of a real one.
fn issued(bits: u32) -> IdCard {
    let credential = credential(bits);
    let trust = CardTrust::callers(vec![credential.certificate().clone()]).expect("can be trusted");
    let card = card_request()
        .sign(Utc::now(), Uuid::nil(), &credential)
        .expect("signs");
    let document = Document::parse(card.as_bytes(), Limits::MESSAGE).expect("is XML");
    IdCard::verify(document.root(), &trust, Utc::now()).expect("is signed")
}

/// Everything up to the bytes of a token request: at most 1.15 times [`bare_rsa_signature`].
#[divan::bench(args = BITS)]
fn token_request(bencher: Bencher, bits: u32) {
    let (credential, request) = (credential(bits), card_request());
    bencher.bench_local(|| {
        let card = request
            .sign(Utc::now(), Uuid::new_v4(), &credential)
            .expect("signs");
        token_service::request(&card, Utc::now(), "").encode()
    });
}

fn query() -> Message {
    let body = "<query>".to_owned() + &"x".repeat(2_000) + "</query>";
    Message::new(
        "urn:ihe:iti:2007:RegistryStoredQuery",
        Uuid::new_v4().urn().to_string(),
        body,
    )
}

/// A message to the registry without an identity.
#[divan::bench]
fn message_without_identity(bencher: Bencher) {
    bencher.bench_local(|| query().encode());
}

/// The same with a cached card and its header blocks: at most 50 µs more than [`message_without_identity`].
#[divan::bench]
fn message_with_cached_card(bencher: Bencher) {
    let credential = credential(3072);
    let trust = CardTrust::callers(vec![credential.certificate().clone()]).expect("can be trusted");
    let key = CardKey::new("https://sts", card_request(), &trust, credential.certificate());
    let (cache, card) = (CardCache::new(), issued(3072));
    let doctor = HealthProfessional::authorised(
        "0408801111".parse().expect("is a CPR number"),
        "J0184".parse().expect("is a code"),
        ShakCode::parse("1301011").expect("is a code"),
    );
    let caller = Caller::health_professional(doctor);
    let system = CallingSystem::default();
    bencher.bench_local(|| {
        let now = Utc::now();
        let key = key.with_certificate(credential.certificate());
        let lease = cache.lease(&key, Renewal::default(), now, Duration::ZERO, || Ok(card.clone()));
        let card = lease.expect("is there").token;
        let mut message = query();
        let header = MedcomHeader {
            namespace: MedcomNamespace::default(),
            security_level: Some(card.level()),
            time_out: None,
            linking: Linking {
                flow_id: None,
                message_id: &message.message_id,
            },
            priority: None,
        };
        message.header_blocks = vec![
            security(now, Some(&card)),
            header.to_xml(),
            hsuid(&caller, None, Some(caller.acting()), &system, now).expect("is allowed"),
        ];
        message.encode()
    });
}
