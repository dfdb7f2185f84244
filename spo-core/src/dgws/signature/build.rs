//! Writing a signature: the list of what is signed, in the very form that is signed, and the element around it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::algorithm::{
    DigestAlgorithm, ENVELOPED_SIGNATURE, EXCLUSIVE_C14N, STR_TRANSFORM, SignatureAlgorithm,
};
use super::certificate::rsa_public_key;
use super::error::SignatureError;
use super::signer::Signer;
use crate::xml::Namespace;

/// What happens to an element before it is digested.
#[derive(Clone, Copy)]
pub(super) enum Transformed {
    /// It is canonicalised without the signature in it.
    Enveloped,
    /// It is canonicalised.
    Plain,
    /// The token that it names is canonicalised in its place.
    Token,
}

/// A `SignedInfo` in the making, written in the form that exclusive canonicalisation gives it.
pub(super) struct SignedInfo {
    xml: String,
}

impl SignedInfo {
    pub(super) fn new() -> Self {
        let mut xml = String::with_capacity(1024);
        for piece in [
            "<ds:SignedInfo xmlns:ds=\"",
            Namespace::DS.uri().unwrap_or_default(),
            "\"><ds:CanonicalizationMethod Algorithm=\"",
            EXCLUSIVE_C14N,
            "\"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm=\"",
            SignatureAlgorithm::RsaSha256.uri(),
            "\"></ds:SignatureMethod>",
        ] {
            xml.push_str(piece);
        }
        Self { xml }
    }

    /// Adds a reference to `id`, a plain name, whose transformed content is `canonical`.
    ///
    /// # Errors
    /// [`SignatureError::CarriageReturn`], when there is one in the content.
    pub(super) fn add(
        &mut self,
        id: &str,
        transformed: Transformed,
        canonical: &str,
    ) -> Result<(), SignatureError> {
        if canonical.contains("&#xD;") {
            return Err(SignatureError::CarriageReturn);
        }
        let transforms: &[&str] = match transformed {
            Transformed::Enveloped => &[
                "<ds:Transform Algorithm=\"",
                ENVELOPED_SIGNATURE,
                "\"></ds:Transform><ds:Transform Algorithm=\"",
                EXCLUSIVE_C14N,
                "\"></ds:Transform>",
            ],
            Transformed::Plain => &["<ds:Transform Algorithm=\"", EXCLUSIVE_C14N, "\"></ds:Transform>"],
            Transformed::Token => &[
                "<ds:Transform Algorithm=\"",
                STR_TRANSFORM,
                "\"><wsse:TransformationParameters xmlns:wsse=\"",
                Namespace::WSSE.uri().unwrap_or_default(),
                "\"><ds:CanonicalizationMethod Algorithm=\"",
                EXCLUSIVE_C14N,
                "\"></ds:CanonicalizationMethod></wsse:TransformationParameters></ds:Transform>",
            ],
        };
        let before = ["<ds:Reference URI=\"#", id, "\"><ds:Transforms>"];
        let behind = [
            "</ds:Transforms><ds:DigestMethod Algorithm=\"",
            DigestAlgorithm::Sha256.uri(),
            "\"></ds:DigestMethod><ds:DigestValue>",
        ];
        for piece in before.iter().chain(transforms).chain(&behind) {
            self.xml.push_str(piece);
        }
        let digest = DigestAlgorithm::Sha256.digest(canonical.as_bytes());
        STANDARD.encode_string(digest, &mut self.xml);
        self.xml.push_str("</ds:DigestValue></ds:Reference>");
        Ok(())
    }

    /// The whole `Signature` element, with `attributes` and the content of its `KeyInfo` as given.
    ///
    /// # Errors
    /// [`SignatureError`], when the key does not sign, or `certificate` is not made out to it.
    pub(super) fn sign(
        mut self,
        key: &dyn Signer,
        certificate: &[u8],
        attributes: &str,
        key_info: &str,
    ) -> Result<String, SignatureError> {
        self.xml.push_str("</ds:SignedInfo>");
        let public_key = rsa_public_key(certificate).ok_or(SignatureError::Certificate)?;
        let value = key.sign_rsa_sha256(self.xml.as_bytes())?;
        if !SignatureAlgorithm::RsaSha256.is_made_with(&public_key, self.xml.as_bytes(), &value) {
            return Err(SignatureError::WrongCertificate);
        }
        let mut out = String::with_capacity(self.xml.len() + 2 * value.len() + key_info.len() + 300);
        for piece in [
            "<ds:Signature xmlns:ds=\"",
            Namespace::DS.uri().unwrap_or_default(),
            "\"",
            attributes,
            ">",
            &self.xml,
            "<ds:SignatureValue>",
        ] {
            out.push_str(piece);
        }
        STANDARD.encode_string(&value, &mut out);
        for piece in [
            "</ds:SignatureValue><ds:KeyInfo>",
            key_info,
            "</ds:KeyInfo></ds:Signature>",
        ] {
            out.push_str(piece);
        }
        Ok(out)
    }
}

/// The content of `KeyInfo` that names the key by its certificate.
pub(super) fn certificate_info(certificate: &[u8]) -> String {
    let mut out = String::with_capacity(2 * certificate.len() + 100);
    out.push_str("<ds:X509Data><ds:X509Certificate>");
    STANDARD.encode_string(certificate, &mut out);
    out.push_str("</ds:X509Certificate></ds:X509Data>");
    out
}
