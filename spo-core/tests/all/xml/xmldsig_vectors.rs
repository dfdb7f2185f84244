//! The interoperability vectors of XML Signature: where they use canonicalisations that exist here, their digests and
//! signature values come out as xmlsec1 says they do.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{self, Algorithm};
use ring::signature::{self, RsaParameters, RsaPublicKeyComponents};
use spo_core::xml::{Canonicalization, Document, Element, Limits, Namespace};

use crate::support::{read, shared_data};

const ENVELOPED_SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

/// What is found out about one signature.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Outcome {
    /// It needs what is not here: another transform, digest or document.
    NotApplicable,
    /// The digests are right; the key is not RSA or not in the file, so the value was not looked at.
    Digests,
    /// Digests and value are right.
    Valid,
    Invalid,
}

fn decode(text: &str) -> Vec<u8> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    STANDARD.decode(text).unwrap()
}

fn algorithm<'d>(element: Element<'d>, name: &str) -> Option<&'d str> {
    element.child(Namespace::DS, name)?.attr("Algorithm")
}

fn digest_algorithm(uri: &str) -> Option<&'static Algorithm> {
    Some(match uri {
        "http://www.w3.org/2000/09/xmldsig#sha1" => &digest::SHA1_FOR_LEGACY_USE_ONLY,
        "http://www.w3.org/2001/04/xmlenc#sha256" => &digest::SHA256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => &digest::SHA384,
        "http://www.w3.org/2001/04/xmlenc#sha512" => &digest::SHA512,
        _ => return None,
    })
}

/// Old vectors have keys of 1024 bits.
fn rsa(uri: &str) -> Option<&'static RsaParameters> {
    Some(match uri {
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1" => {
            &signature::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY
        }
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" => {
            &signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY
        }
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512" => {
            &signature::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY
        }
        _ => return None,
    })
}

fn method(element: Element<'_>) -> Option<Canonicalization> {
    let method = Canonicalization::from_uri(element.attr("Algorithm")?)?;
    Some(match element.child(Namespace::EXC_C14N, "InclusiveNamespaces") {
        Some(list) => method.with_inclusive_prefixes(list.attr("PrefixList")?),
        None => method,
    })
}

fn target<'d>(document: &'d Document<'d>, uri: &str) -> Option<Element<'d>> {
    let root = document.root();
    if uri.is_empty() {
        return Some(root);
    }
    let id = uri.strip_prefix('#')?;
    std::iter::once(root).chain(root.descendants()).find(|element| {
        let mut attributes = element.attributes();
        attributes.any(|attribute| attribute.local.eq_ignore_ascii_case("id") && attribute.value == id)
    })
}

/// Whether the digest of a reference is right; `None` when it needs what is not here.
fn reference_is_right(reference: Element<'_>, signature: Element<'_>) -> Option<bool> {
    let target = target(reference.document(), reference.attr("URI")?)?;
    let transforms = reference.child(Namespace::DS, "Transforms");
    let (mut enveloped, mut canonicalization) = (false, Canonicalization::inclusive());
    for transform in transforms.into_iter().flat_map(Element::children) {
        match transform.attr("Algorithm")? {
            ENVELOPED_SIGNATURE => enveloped = true,
            // What a reference by id or to the document yields has no comments left.
            _ => {
                let method = method(transform)?;
                let list = transform.child(Namespace::EXC_C14N, "InclusiveNamespaces");
                canonicalization = match method.uri().strip_suffix("#WithComments") {
                    None => method,
                    Some(plain) => Canonicalization::from_uri(plain)
                        .or_else(|| Canonicalization::from_uri(&format!("{plain}#")))?
                        .with_inclusive_prefixes(
                            list.and_then(|list| list.attr("PrefixList")).unwrap_or_default(),
                        ),
                };
            }
        }
    }
    let canonical = match enveloped {
        true => canonicalization.element_without(target, signature),
        false => canonicalization.element(target),
    };
    let digest = digest::digest(
        digest_algorithm(algorithm(reference, "DigestMethod")?)?,
        canonical.unwrap().as_bytes(),
    );
    Some(digest.as_ref() == decode(reference.child(Namespace::DS, "DigestValue")?.text()))
}

type RsaKey = RsaPublicKeyComponents<Vec<u8>>;

/// The RSA keys that a signature names by their value or by certificates.
fn rsa_keys(signature: Element<'_>) -> Vec<RsaKey> {
    let Some(key_info) = signature.child(Namespace::DS, "KeyInfo") else {
        return Vec::new();
    };
    if let Some(key) = key_info.descend(Namespace::DS, &["KeyValue", "RSAKeyValue"]) {
        let number = |name| decode(key.child(Namespace::DS, name).unwrap().text());
        return vec![RsaPublicKeyComponents {
            n: number("Modulus"),
            e: number("Exponent"),
        }];
    }
    let certificates = key_info
        .descendants()
        .filter(|element| element.is(Namespace::DS, "X509Certificate"));
    certificates
        .filter_map(|certificate| rsa_key(&decode(certificate.text())))
        .collect()
}

fn rsa_key(certificate: &[u8]) -> Option<RsaKey> {
    // rsaEncryption without parameters, and the tag of the bit string behind it.
    let head = b"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01\x05\x00\x03";
    let at = certificate
        .windows(head.len())
        .position(|window| window == head)?;
    let (_, key) = der(&certificate[at + head.len() - 1..])?;
    let (_, numbers) = der(key.get(1..)?)?;
    let (rest, n) = der(numbers)?;
    let (_, e) = der(rest)?;
    let unsigned = |number: &[u8]| number.iter().copied().skip_while(|byte| *byte == 0).collect();
    Some(RsaPublicKeyComponents {
        n: unsigned(n),
        e: unsigned(e),
    })
}

/// What is behind the first value, and its content.
fn der(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let first = usize::from(*bytes.get(1)?);
    let (head, length) = match first {
        0..0x80 => (2, first),
        _ => {
            let digits = bytes.get(2..2 + (first & 0x7F))?;
            let length = digits
                .iter()
                .fold(0, |length, byte| length << 8 | usize::from(*byte));
            (2 + digits.len(), length)
        }
    };
    Some((bytes.get(head + length..)?, bytes.get(head..head + length)?))
}

/// Whether the signature value is right; `None` when its key is not here, or shorter than anything verifies.
fn value_is_right(signature: Element<'_>, signed_info: &str, method: &str) -> Option<bool> {
    let value = decode(signature.child(Namespace::DS, "SignatureValue")?.text());
    let parameters = rsa(method)?;
    let mut keys = rsa_keys(signature);
    keys.retain(|key| key.n.len() == value.len() && value.len() >= 128);
    let is_right = |key: &RsaKey| key.verify(parameters, signed_info.as_bytes(), &value).is_ok();
    (!keys.is_empty()).then(|| keys.iter().any(is_right))
}

fn outcome(signature: Element<'_>) -> Outcome {
    let evaluate = || {
        let signed_info = signature.child(Namespace::DS, "SignedInfo")?;
        let canonicalization = method(signed_info.child(Namespace::DS, "CanonicalizationMethod")?)?;
        let mut right = true;
        for reference in signed_info.children_named(Namespace::DS, "Reference") {
            right &= reference_is_right(reference, signature)?;
        }
        let canonical = canonicalization.element(signed_info).unwrap();
        Some(
            match (
                right,
                value_is_right(signature, &canonical, algorithm(signed_info, "SignatureMethod")?),
            ) {
                (true, Some(true)) => Outcome::Valid,
                (true, None) => Outcome::Digests,
                _ => Outcome::Invalid,
            },
        )
    };
    evaluate().unwrap_or(Outcome::NotApplicable)
}

/// What becomes of the first signature of a file; `None` for files without one and for those that are refused as XML.
fn outcome_of(path: &Path) -> Option<Outcome> {
    let bytes = std::fs::read(path).ok()?;
    let document = Document::parse(&bytes, Limits::MESSAGE).ok()?;
    let root = document.root();
    std::iter::once(root)
        .chain(root.descendants())
        .find(|element| element.is(Namespace::DS, "Signature"))
        .map(outcome)
}

#[test]
fn vectors_come_out_as_xmlsec1_says() {
    let Some(data) = shared_data() else { return };
    let folder = data.join("xmldsig-c14n");
    let (mut digests, mut values, mut invalid) = (0, 0, 0);
    for line in read(&folder.join("expected.tsv")).lines() {
        let (file, expected) = line.split_once('\t').unwrap();
        let Some(outcome) = outcome_of(&folder.join(file)) else {
            continue;
        };
        let agrees = match (expected, outcome) {
            (_, Outcome::NotApplicable) => true,
            ("OK", outcome) => outcome != Outcome::Invalid,
            ("FAIL", outcome) => outcome == Outcome::Invalid,
            // xmlsec1 lacks the key or a file; what it could look at before is right.
            (_, outcome) => outcome != Outcome::Invalid,
        };
        assert!(agrees, "{file}: xmlsec1 says {expected}, we say {outcome:?}");
        match outcome {
            Outcome::Digests => digests += 1,
            Outcome::Valid => values += 1,
            Outcome::Invalid => invalid += 1,
            Outcome::NotApplicable => {}
        }
    }
    assert!(
        digests >= 40 && values >= 20 && invalid == 1,
        "{digests} {values} {invalid}"
    );
}

#[test]
fn an_answer_with_wsu_ids_is_right_until_its_content_is_changed() {
    let Some(data) = shared_data() else { return };
    let folder = data.join("xmldsig-c14n/ws-security/ws.js/test/unit/client/files");
    let genuine = outcome_of(&folder.join("valid wss resp.xml"));
    assert_eq!(genuine, Some(Outcome::Digests));
    let changed = outcome_of(&folder.join("invalid wss resp - changed content.xml"));
    assert_eq!(changed, Some(Outcome::Invalid));
}
