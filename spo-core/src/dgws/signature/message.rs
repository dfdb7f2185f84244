//! Signatures over parts of a message: who sends it holds the key.

use std::fmt;

use super::algorithm::{Algorithms, SignatureAlgorithm};
use super::build::{SignedInfo, Transformed, certificate_info};
use super::error::SignatureError;
use super::sign::{NO_PLACE, insert, refuse_carriage_return};
use super::signed_info::{self, Transform};
use super::signer::Signer;
use super::verify::{Parts, certificate_in, check_digest, check_value};
use super::{ids, token};
use crate::xml::{Canonicalization, Document, Element, Limits, Namespace};

/// A part of a message to be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// The element with this id, usually a `wsu:Id`: body, timestamp, `wsa:Action`, `wsa:MessageID`.
    Element(&'a str),
    /// The SAML token named by the `wsse:SecurityTokenReference` with this id (STR-Transform).
    Token(&'a str),
}

/// How a message's signature names its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyInfo<'a> {
    /// By the signer's certificate, as the token service wants it.
    Certificate,
    /// By the SAML token with this id in the security header, whose holder-of-key certificate is the signer's.
    Token(&'a str),
}

/// Signs `parts` of a SOAP message and gives it back with the signature as last child of its `wsse:Security` header,
/// nothing else changed.
///
/// `certificate` (X.509, DER) is the signer's, whether it is named or not. The same input gives the same bytes every
/// time.
///
/// # Errors
/// [`SignatureError`], when the message cannot be read or signed so that others can verify it, when a part is missing or
/// its id not unique, when the key does not sign, or when the certificate is not made out to it.
pub fn sign_message(
    message: &str,
    parts: &[Part<'_>],
    key_info: KeyInfo<'_>,
    key: &dyn Signer,
    certificate: &[u8],
) -> Result<String, SignatureError> {
    refuse_carriage_return(message)?;
    let document = Document::parse(message.as_bytes(), Limits::MESSAGE)?;
    let security = security_header(&document)?;
    if security.child(Namespace::DS, "Signature").is_some() {
        return Err(SignatureError::AlreadySigned);
    }
    if parts.is_empty() {
        return Err(SignatureError::Malformed("there is nothing to sign"));
    }
    let offset = security.source().rfind("</").ok_or(NO_PLACE)?;
    let method = Canonicalization::exclusive();
    let mut signed_info = SignedInfo::new();
    for part in parts {
        match *part {
            Part::Element(id) => {
                let canonical = method.element(ids::find(&document, id)?)?;
                signed_info.add(id, Transformed::Plain, &canonical)?;
            }
            Part::Token(id) => {
                let token = token::named_by(ids::find(&document, id)?, security)?;
                signed_info.add(id, Transformed::Token, &token::canonical(token, &method)?)?;
            }
        }
    }
    let key_info = match key_info {
        KeyInfo::Certificate => certificate_info(certificate),
        KeyInfo::Token(id) => {
            ids::find(&document, id)?;
            token::reference_to(id)
        }
    };
    let signature = signed_info.sign(key, certificate, "", &key_info)?;
    insert(message, &document, security.offset() + offset, &signature)
}

/// Checks the signature in the security header of `message`, and answers with the parts that were signed and by which
/// certificate.
///
/// Where the signature names its key by a SAML token, `holder` is asked for the certificate that the token was issued to.
/// It must verify the token first: see [`verify`](super::verify).
///
/// A signature proves nothing until its certificate was judged: [`IntactMessage::trusted_if`]. And it says nothing about
/// what it does not cover: [`SignedMessage::xml_of`].
///
/// # Errors
/// [`SignatureError`] with the first rule that was broken, and whatever `holder` answers.
pub fn verify_message<'d>(
    message: &'d Document<'d>,
    algorithms: Algorithms,
    holder: impl FnOnce(Element<'d>) -> Result<Vec<u8>, SignatureError>,
) -> Result<IntactMessage<'d>, SignatureError> {
    let security = security_header(message)?;
    let mut signatures = security.children_named(Namespace::DS, "Signature");
    let signature = match (signatures.next(), signatures.next()) {
        (Some(only), None) => only,
        (None, _) => return Err(SignatureError::Missing),
        (Some(_), Some(_)) => return Err(SignatureError::Several),
    };
    let Parts {
        signed_info,
        value,
        key_info,
    } = Parts::of(signature)?;
    let signed_info = signed_info::SignedInfo::read(signed_info, algorithms)?;
    let certificate = match key_info.child(Namespace::WSSE, "SecurityTokenReference") {
        Some(reference) if key_info.children().count() == 1 => holder(token::named_by(reference, security)?)?,
        _ => certificate_in(key_info)?,
    };
    check_value(&signed_info, value, &certificate)?;
    let mut parts = Vec::with_capacity(signed_info.references.len());
    for reference in &signed_info.references {
        let found = ids::find(message, &reference.id)?;
        let (element, xml) = match &reference.transform {
            Transform::Canonicalized(method) => (found, method.element(found)?),
            Transform::Token(method) => {
                let token = token::named_by(found, security)?;
                (token, token::canonical(token, method)?)
            }
            Transform::Enveloped(_) => return Err(SignatureError::Transforms),
        };
        check_digest(reference, &xml)?;
        parts.push(SignedPart { element, xml });
    }
    Ok(IntactMessage(SignedMessage {
        parts,
        certificate,
        algorithm: signed_info.algorithm,
    }))
}

/// The one `wsse:Security` in the header of a SOAP message.
fn security_header<'d>(message: &'d Document<'d>) -> Result<Element<'d>, SignatureError> {
    let envelope = message.root();
    let mut headers = envelope
        .children()
        .filter(|child| child.namespace() == envelope.namespace() && child.local() == "Header");
    let mut found = headers
        .next()
        .into_iter()
        .flat_map(|header| header.children_named(Namespace::WSSE, "Security"));
    let is_soap = envelope.is(Namespace::SOAP11, "Envelope") || envelope.is(Namespace::SOAP12, "Envelope");
    match (found.next(), found.next(), headers.next()) {
        (Some(only), None, None) if is_soap => Ok(only),
        _ => Err(SignatureError::Malformed(
            "the message has no single security header",
        )),
    }
}

/// A message with a correct signature, whose signer nobody has judged yet.
#[must_use]
pub struct IntactMessage<'d>(SignedMessage<'d>);

impl<'d> IntactMessage<'d> {
    /// The signer's certificate (X.509, DER).
    pub fn certificate(&self) -> &[u8] {
        &self.0.certificate
    }

    /// How it was signed.
    pub fn algorithm(&self) -> SignatureAlgorithm {
        self.0.algorithm
    }

    /// Gives the signed parts out if `judge` accepts the signer's certificate (X.509, DER).
    ///
    /// # Errors
    /// What `judge` answers.
    pub fn trusted_if<E>(self, judge: impl FnOnce(&[u8]) -> Result<(), E>) -> Result<SignedMessage<'d>, E> {
        judge(self.certificate())?;
        Ok(self.0)
    }
}

/// The parts of a message that its sender signed.
pub struct SignedMessage<'d> {
    parts: Vec<SignedPart<'d>>,
    certificate: Vec<u8>,
    algorithm: SignatureAlgorithm,
}

struct SignedPart<'d> {
    element: Element<'d>,
    xml: String,
}

impl<'d> SignedMessage<'d> {
    /// The canonical form of `element`, a document of its own, if the signature covers this very element; `None` when
    /// anybody could have put it there. A token counts as covered when a reference to it is (STR-Transform).
    ///
    /// `element` must be taken from where it is going to be used, such as the body of the envelope.
    pub fn xml_of(&self, element: Element<'d>) -> Option<&str> {
        let mut parts = self.parts.iter();
        parts
            .find(|part| part.element == element)
            .map(|part| part.xml.as_str())
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

impl fmt::Debug for IntactMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntactMessage").field(&self.0).finish()
    }
}

impl fmt::Debug for SignedMessage<'_> {
    /// Names only: the content may be a patient's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.parts.iter().map(|part| part.element.local()).collect();
        f.debug_struct("SignedMessage")
            .field("parts", &names)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}
