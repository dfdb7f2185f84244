//! Keys and certificates, made by the `openssl` command as the tests run: none lies in the repository.

use std::process::Command;
use std::sync::OnceLock;

use spo_core::dgws::signature::{Profile, RsaKey, sign_enveloped};
use spo_core::xml::{Document, Element, Limits, Namespace};

/// A private key with a certificate of its own.
pub(super) struct Identity {
    pub(super) key: RsaKey,
    /// PKCS#8.
    pub(super) key_der: Vec<u8>,
    pub(super) certificate: Vec<u8>,
}

/// The holder of the card in the tests; `None` without `openssl`, which is said on the standard error.
pub(super) fn holder() -> Option<&'static Identity> {
    static HOLDER: OnceLock<Option<Identity>> = OnceLock::new();
    HOLDER.get_or_init(|| make("rsa:3072")).as_ref()
}

/// Somebody else with a key and a certificate, as anyone can make.
pub(super) fn stranger() -> Option<&'static Identity> {
    static STRANGER: OnceLock<Option<Identity>> = OnceLock::new();
    STRANGER.get_or_init(|| make("rsa:2048")).as_ref()
}

fn make(algorithm: &str) -> Option<Identity> {
    let key_der = openssl_key(algorithm)?;
    let certificate = certificate_of(&key_der);
    let key = RsaKey::from_der(&key_der).unwrap();
    Some(Identity {
        key,
        key_der,
        certificate,
    })
}

/// A new private key as PKCS#8.
pub(super) fn openssl_key(algorithm: &str) -> Option<Vec<u8>> {
    let (name, parameter) = algorithm.split_once(':').unwrap();
    let option = match name {
        "rsa" => format!("rsa_keygen_bits:{parameter}"),
        _ => format!("ec_paramgen_curve:{parameter}"),
    };
    let output = Command::new("openssl")
        .args([
            "genpkey",
            "-algorithm",
            name,
            "-pkeyopt",
            &option,
            "-outform",
            "DER",
        ])
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: openssl is not installed");
        return None;
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(with_key_file(&output.stdout, |key| {
        vec![
            "pkcs8", "-topk8", "-nocrypt", "-inform", "DER", "-in", key, "-outform", "DER",
        ]
    }))
}

/// The same key as PKCS#1.
pub(super) fn traditional(key_der: &[u8]) -> Vec<u8> {
    with_key_file(key_der, |key| {
        vec![
            "pkey",
            "-inform",
            "DER",
            "-in",
            key,
            "-traditional",
            "-outform",
            "DER",
        ]
    })
}

pub(super) fn certificate_of(key_der: &[u8]) -> Vec<u8> {
    with_key_file(key_der, |key| {
        vec![
            "req", "-x509", "-new", "-key", key, "-keyform", "DER", "-subj", "/CN=Test", "-days", "2",
            "-outform", "DER",
        ]
    })
}

fn with_key_file(key_der: &[u8], arguments: impl for<'k> FnOnce(&'k str) -> Vec<&'k str>) -> Vec<u8> {
    let folder = TempFolder::new();
    let path = folder.write("key.der", key_der);
    let output = Command::new("openssl").args(arguments(&path)).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// A folder for the files of one test, gone when the test ends.
pub(super) struct TempFolder(std::path::PathBuf);

impl TempFolder {
    pub(super) fn new() -> Self {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "spo-signature-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(super) fn write(&self, name: &str, content: &[u8]) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path.into_os_string().into_string().unwrap()
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// An identity card with what makes canonicalisation hard: letters beyond ASCII, references, line breaks, comments,
/// namespaces that nothing uses.
pub(super) const CARD: &str = r#"<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:unused="urn:x" id="IDCard"
 IssueInstant="2026-04-01T08:00:00Z" Version="2.0"><saml:Issuer>Lægehuset</saml:Issuer><saml:Subject
 ><saml:NameID Format="medcom:cvrnumber">20688092</saml:NameID></saml:Subject><!-- a comment -->
<saml:AttributeStatement id="SystemLog"><saml:Attribute Name="medcom:CareProviderName"><saml:AttributeValue
>R&amp;D &lt;&#xE6;&gt; <![CDATA[<&>]]></saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>"#;

/// The card, signed by its holder.
pub(super) fn signed_card() -> Option<String> {
    let holder = holder()?;
    Some(sign_enveloped(CARD, Profile::IdCard, &holder.key, &holder.certificate).unwrap())
}

/// A message around `card`.
pub(super) fn enveloped(card: &str) -> String {
    format!(
        r#"<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd" xmlns="urn:default"><soapenv:Header><wsse:Security>{card}</wsse:Security></soapenv:Header><soapenv:Body/></soapenv:Envelope>"#
    )
}

/// The card where a message has it.
pub(super) fn card_of<'d>(message: &'d Document<'d>) -> Element<'d> {
    let header = message.root().child(Namespace::SOAP11, "Header").unwrap();
    let security = header.child(Namespace::WSSE, "Security").unwrap();
    security.child(Namespace::SAML, "Assertion").unwrap()
}

pub(super) fn parse(xml: &str) -> Document<'_> {
    Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap()
}
