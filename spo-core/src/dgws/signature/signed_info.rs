//! `SignedInfo`: the list of digests that the signature value is computed over.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::algorithm::{DigestAlgorithm, ENVELOPED_SIGNATURE, EXCLUSIVE_C14N, SignatureAlgorithm};
use super::error::SignatureError;
use super::policy::Policy;
use crate::xml::{Canonicalization, Document, Element, Limits, Namespace};

/// What a reference says of the one element it points to.
pub(super) struct Reference {
    /// The id, without the number sign.
    pub(super) id: String,
    pub(super) canonicalization: Canonicalization,
    pub(super) digest_algorithm: DigestAlgorithm,
    pub(super) digest: Vec<u8>,
}

/// The canonical form of a `SignedInfo` with one enveloped reference to `id`, whose digest by SHA-256 is `digest`.
///
/// It is written in the form that exclusive canonicalisation gives it, so it is signed as it stands.
pub(super) fn write(id: &str, digest: &[u8]) -> String {
    let mut out = String::with_capacity(800);
    let ds = Namespace::DS.uri().unwrap_or_default();
    for piece in [
        "<ds:SignedInfo xmlns:ds=\"",
        ds,
        "\"><ds:CanonicalizationMethod Algorithm=\"",
        EXCLUSIVE_C14N,
        "\"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm=\"",
        SignatureAlgorithm::RsaSha256.uri(),
        "\"></ds:SignatureMethod><ds:Reference URI=\"#",
        id,
        "\"><ds:Transforms><ds:Transform Algorithm=\"",
        ENVELOPED_SIGNATURE,
        "\"></ds:Transform><ds:Transform Algorithm=\"",
        EXCLUSIVE_C14N,
        "\"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm=\"",
        DigestAlgorithm::Sha256.uri(),
        "\"></ds:DigestMethod><ds:DigestValue>",
    ] {
        out.push_str(piece);
    }
    STANDARD.encode_string(digest, &mut out);
    out.push_str("</ds:DigestValue></ds:Reference></ds:SignedInfo>");
    out
}

/// A `SignedInfo` in canonical form: the very bytes that the signature value is computed over.
pub(super) struct SignedInfo {
    pub(super) canonical: String,
    pub(super) algorithm: SignatureAlgorithm,
    pub(super) reference: Reference,
}

impl SignedInfo {
    /// Reads `element`. Beyond the way to canonicalise it, everything is read from its canonical form, so that what is
    /// believed is what was signed.
    pub(super) fn read(element: Element<'_>, policy: Policy) -> Result<Self, SignatureError> {
        let method = element
            .child(Namespace::DS, "CanonicalizationMethod")
            .ok_or(SignatureError::Malformed("it has no canonicalisation method"))?;
        let canonical = canonicalization(method)?
            .ok_or(SignatureError::Algorithm("canonicalisation method"))?
            .element(element)?;
        let (algorithm, reference) = {
            let document = Document::parse(canonical.as_bytes(), Limits::DOCUMENT)?;
            let [_, method, reference] = children(
                document.root(),
                ["CanonicalizationMethod", "SignatureMethod", "Reference"],
            )
            .ok_or(SignatureError::Malformed(
                "it does not hold exactly one reference",
            ))?;
            (
                policy.signature_algorithm(bare_algorithm(method)?)?,
                Reference::read(reference, policy)?,
            )
        };
        Ok(Self {
            canonical,
            algorithm,
            reference,
        })
    }
}

impl Reference {
    fn read(element: Element<'_>, policy: Policy) -> Result<Self, SignatureError> {
        let [transforms, method, value] = children(element, ["Transforms", "DigestMethod", "DigestValue"])
            .ok_or(SignatureError::Malformed("its reference is incomplete"))?;
        let id = element
            .attr("URI")
            .and_then(|uri| uri.strip_prefix('#'))
            .ok_or(SignatureError::ForeignReference)?;
        Ok(Self {
            id: id.to_owned(),
            canonicalization: enveloped(transforms)?,
            digest_algorithm: policy.digest_algorithm(bare_algorithm(method)?)?,
            digest: base64(value).ok_or(SignatureError::Malformed("its digest is not base64"))?,
        })
    }
}

/// The canonicalisation of the only chain of transforms that is accepted.
fn enveloped(transforms: Element<'_>) -> Result<Canonicalization, SignatureError> {
    let [first, second] =
        children(transforms, ["Transform", "Transform"]).ok_or(SignatureError::Transforms)?;
    if bare_algorithm(first)? != ENVELOPED_SIGNATURE {
        return Err(SignatureError::Transforms);
    }
    canonicalization(second)?.ok_or(SignatureError::Transforms)
}

/// Exclusive canonicalisation without comments, with the prefixes it is told to include; `None` for all others.
fn canonicalization(method: Element<'_>) -> Result<Option<Canonicalization>, SignatureError> {
    if method.attr("Algorithm") != Some(EXCLUSIVE_C14N) {
        return Ok(None);
    }
    let mut parameters = method.children();
    let plain = Canonicalization::exclusive();
    match (parameters.next(), parameters.next()) {
        (None, _) => Ok(Some(plain)),
        (Some(only), None) if only.is(Namespace::EXC_C14N, "InclusiveNamespaces") => {
            let list = only.attr("PrefixList").unwrap_or_default();
            Ok(Some(plain.with_inclusive_prefixes(list)))
        }
        _ => Err(SignatureError::Malformed(
            "its canonicalisation has unknown parameters",
        )),
    }
}

/// The `Algorithm` of an element that may have no parameters.
fn bare_algorithm<'d>(method: Element<'d>) -> Result<&'d str, SignatureError> {
    match (method.attr("Algorithm"), method.children().next()) {
        (Some(algorithm), None) => Ok(algorithm),
        _ => Err(SignatureError::Malformed(
            "an algorithm has parameters or no name",
        )),
    }
}

/// The children of `element`, if they are exactly these elements of XML Signature in this order.
pub(super) fn children<'d, const N: usize>(
    element: Element<'d>,
    names: [&str; N],
) -> Option<[Element<'d>; N]> {
    let mut rest = element.children();
    let mut found = [element; N];
    for (slot, name) in found.iter_mut().zip(names) {
        *slot = rest.next().filter(|child| child.is(Namespace::DS, name))?;
    }
    rest.next().is_none().then_some(found)
}

/// The base64 content of an element, white space aside.
pub(super) fn base64(element: Element<'_>) -> Option<Vec<u8>> {
    if element.children().next().is_some() {
        return None;
    }
    let mut text = element.text().to_owned();
    text.retain(|c| !c.is_ascii_whitespace());
    STANDARD.decode(text).ok()
}
