//! Putting a signature into an assertion.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::algorithm::{DigestAlgorithm, SignatureAlgorithm};
use super::certificate::rsa_public_key;
use super::error::SignatureError;
use super::profile::Profile;
use super::signed_info;
use super::signer::Signer;
use crate::xml::{Canonicalization, Document, Limits, Namespace};

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
    let public_key = rsa_public_key(certificate).ok_or(SignatureError::Certificate)?;
    let document = Document::parse(xml.as_bytes(), Limits::DOCUMENT)?;
    let element = document.root();
    let id = profile.id_of(element)?;
    if profile.signatures_in(element).next().is_some() {
        return Err(SignatureError::AlreadySigned);
    }
    let canonical = Canonicalization::exclusive().element(element)?;
    if xml.contains('\r') || canonical.contains("&#xD;") {
        return Err(SignatureError::CarriageReturn);
    }
    let digest = DigestAlgorithm::Sha256.digest(canonical.as_bytes());
    let signed_info = signed_info::write(id, digest.as_ref());
    let value = key.sign_rsa_sha256(signed_info.as_bytes())?;
    if !SignatureAlgorithm::RsaSha256.is_made_with(public_key, signed_info.as_bytes(), &value) {
        return Err(SignatureError::WrongCertificate);
    }
    // The document does not count a byte order mark.
    let offset = profile
        .insertion_offset(element)
        .map(|offset| xml.len() - document.source().len() + element.offset() + offset)
        .ok_or(SignatureError::Malformed(
            "there is no place for it in the element",
        ))?;
    let (before, behind) = xml.split_at_checked(offset).ok_or(SignatureError::Malformed(
        "there is no place for it in the element",
    ))?;

    let mut out =
        String::with_capacity(xml.len() + signed_info.len() + 2 * (certificate.len() + value.len()) + 400);
    out.push_str(before);
    out.push_str("<ds:Signature xmlns:ds=\"");
    out.push_str(Namespace::DS.uri().unwrap_or_default());
    out.push('"');
    out.push_str(profile.signature_attributes());
    out.push('>');
    out.push_str(&signed_info);
    out.push_str("<ds:SignatureValue>");
    STANDARD.encode_string(&value, &mut out);
    out.push_str("</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>");
    STANDARD.encode_string(certificate, &mut out);
    out.push_str("</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>");
    out.push_str(behind);
    Ok(out)
}
