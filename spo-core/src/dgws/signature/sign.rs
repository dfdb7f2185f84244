//! Putting a signature into an assertion.

use super::build::{SignedInfo, Transformed, certificate_info};
use super::error::SignatureError;
use super::profile::Profile;
use super::signer::Signer;
use crate::xml::{Canonicalization, Document, Limits};

/// Signs the outermost element of `xml` and gives `xml` back with the signature in it, nothing else changed.
///
/// The signature is what DGWS asks for: one reference to the element's id; enveloped signature and exclusive
/// canonicalisation as transforms; RSA with SHA-256; the signer's certificate (X.509, DER) as the only key information.
/// The element can be moved into any envelope afterwards, byte by byte, provided that it declares the namespaces of its
/// names itself.
///
/// The same input gives the same bytes every time.
///
/// # Errors
/// [`SignatureError`], when `xml` cannot be read or signed so that others can verify it, when the key does not sign, or
/// when the certificate is not made out to it.
pub fn sign_enveloped(
    xml: &str,
    profile: Profile,
    key: &dyn Signer,
    certificate: &[u8],
) -> Result<String, SignatureError> {
    refuse_carriage_return(xml)?;
    let document = Document::parse(xml.as_bytes(), Limits::DOCUMENT)?;
    let element = document.root();
    let id = profile.id_of(element)?;
    if profile.signatures_in(element).next().is_some() {
        return Err(SignatureError::AlreadySigned);
    }
    let offset = profile.insertion_offset(element).ok_or(NO_PLACE)?;
    let mut signed_info = SignedInfo::new();
    let canonical = Canonicalization::exclusive().element(element)?;
    signed_info.add(id, Transformed::Enveloped, &canonical)?;
    let key_info = certificate_info(certificate);
    let signature = signed_info.sign(key, certificate, profile.signature_attributes(), &key_info)?;
    insert(xml, &document, element.offset() + offset, &signature)
}

pub(super) const NO_PLACE: SignatureError =
    SignatureError::Malformed("there is no place for it in the element");

pub(super) fn refuse_carriage_return(xml: &str) -> Result<(), SignatureError> {
    match memchr::memchr(b'\r', xml.as_bytes()) {
        None => Ok(()),
        Some(_) => Err(SignatureError::CarriageReturn),
    }
}

/// `xml` with `signature` at an offset into the source of its document.
pub(super) fn insert(
    xml: &str,
    document: &Document<'_>,
    offset: usize,
    signature: &str,
) -> Result<String, SignatureError> {
    // The document does not count a byte order mark.
    let offset = xml.len() - document.source().len() + offset;
    let (before, behind) = xml.split_at_checked(offset).ok_or(NO_PLACE)?;
    Ok([before, signature, behind].concat())
}
