//! Whether an assertion is what somebody signed, and who.

use std::fmt;

use subtle::ConstantTimeEq as _;

use super::algorithm::SignatureAlgorithm;
use super::certificate::rsa_public_key;
use super::error::SignatureError;
use super::policy::Policy;
use super::signed_info::{Reference, SignedInfo, Transform, base64, children};
use crate::xml::Element;

/// Checks the signature that `element` carries, and answers with what was signed and by which certificate.
///
/// `element` must be the one that is going to be used, taken from the place where the message has it: whatever else in
/// the message looks like it is not looked at, except that nothing else may have its id. A signature counts only if it
/// is the one signature of `element`, in its place, and refers to `element` alone. Nothing is fetched, and nothing but the
/// certificate in the signature itself names the key.
///
/// A signature proves nothing until its certificate was judged, so that comes next: [`Intact::trusted_if`].
///
/// # Errors
/// [`SignatureError`] with the first rule that was broken.
pub fn verify(element: Element<'_>, policy: Policy) -> Result<Intact, SignatureError> {
    let signature = policy.profile.signature_of(element)?;
    let id = policy.profile.id_of(element)?;
    let parts = Parts::of(signature)?;
    let signed_info = SignedInfo::read(parts.signed_info, policy.algorithms)?;
    let reference = signed_info.only_reference()?;
    let Transform::Enveloped(canonicalization) = &reference.transform else {
        return Err(SignatureError::Transforms);
    };
    if reference.id != id {
        return Err(SignatureError::ForeignReference);
    }
    let certificate = certificate_in(parts.key_info)?;
    check_value(&signed_info, parts.value, &certificate)?;
    let xml = canonicalization.element_without(element, signature)?;
    check_digest(reference, &xml)?;
    Ok(Intact(Verified {
        xml,
        certificate,
        algorithm: signed_info.algorithm,
    }))
}

/// What a signature is made of.
pub(super) struct Parts<'d> {
    pub(super) signed_info: Element<'d>,
    pub(super) value: Element<'d>,
    pub(super) key_info: Element<'d>,
}

impl<'d> Parts<'d> {
    pub(super) fn of(signature: Element<'d>) -> Result<Self, SignatureError> {
        let [signed_info, value, key_info] = children(signature, ["SignedInfo", "SignatureValue", "KeyInfo"])
            .ok_or(SignatureError::Malformed(
                "it does not hold SignedInfo, SignatureValue and KeyInfo alone",
            ))?;
        Ok(Self {
            signed_info,
            value,
            key_info,
        })
    }
}

/// Checks that the signature value was made with the key of `certificate` (X.509, DER).
pub(super) fn check_value(
    signed_info: &SignedInfo,
    value: Element<'_>,
    certificate: &[u8],
) -> Result<(), SignatureError> {
    let key = rsa_public_key(certificate).ok_or(SignatureError::Certificate)?;
    let value = base64(value).ok_or(SignatureError::Malformed("its value is not base64"))?;
    match signed_info
        .algorithm
        .is_made_with(&key, signed_info.canonical.as_bytes(), &value)
    {
        true => Ok(()),
        false => Err(SignatureError::Value),
    }
}

/// Checks that `canonical` is what `reference` digested.
pub(super) fn check_digest(reference: &Reference, canonical: &str) -> Result<(), SignatureError> {
    let digest = reference.digest_algorithm.digest(canonical.as_bytes());
    match bool::from(digest.as_ref().ct_eq(&reference.digest)) {
        true => Ok(()),
        false => Err(SignatureError::Digest),
    }
}

/// The one certificate that names the key; every other way to name one is refused.
pub(super) fn certificate_in(key_info: Element<'_>) -> Result<Vec<u8>, SignatureError> {
    let [data] = children(key_info, ["X509Data"]).ok_or(SignatureError::KeyInfo)?;
    let [certificate] = children(data, ["X509Certificate"]).ok_or(SignatureError::KeyInfo)?;
    base64(certificate).ok_or(SignatureError::KeyInfo)
}

/// An element with a correct signature, whose signer nobody has judged yet. Anyone can make a certificate and sign with
/// it, so the content is out of reach until then.
#[must_use]
pub struct Intact(Verified);

impl Intact {
    /// The signer's certificate (X.509, DER).
    pub fn certificate(&self) -> &[u8] {
        &self.0.certificate
    }

    /// How it was signed.
    pub fn algorithm(&self) -> SignatureAlgorithm {
        self.0.algorithm
    }

    /// Gives the content out if `judge` accepts the signer's certificate (X.509, DER): because it is known, or because
    /// it was issued by somebody who is.
    ///
    /// # Errors
    /// What `judge` answers.
    pub fn trusted_if<E>(self, judge: impl FnOnce(&[u8]) -> Result<(), E>) -> Result<Verified, E> {
        judge(self.certificate())?;
        Ok(self.0)
    }
}

/// An element as its signer signed it.
pub struct Verified {
    xml: String,
    certificate: Vec<u8>,
    algorithm: SignatureAlgorithm,
}

impl Verified {
    /// The element in canonical form and without its signature: the bytes that were signed, a document of their own.
    ///
    /// Read everything from here and nothing from the message, so that nothing unsigned can be taken for signed.
    pub fn xml(&self) -> &str {
        &self.xml
    }

    /// The signer's certificate (X.509, DER).
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// How it was signed.
    pub fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }
}

impl fmt::Debug for Intact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Intact").field(&self.0).finish()
    }
}

impl fmt::Debug for Verified {
    /// Sizes only: a card is used like a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("bytes", &self.xml.len())
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}
