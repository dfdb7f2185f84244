//! Reading `SignedInfo`: the list of digests that a signature value is computed over.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::algorithm::{
    Algorithms, DigestAlgorithm, ENVELOPED_SIGNATURE, EXCLUSIVE_C14N, STR_TRANSFORM, SignatureAlgorithm,
};
use super::error::SignatureError;
use crate::xml::{Canonicalization, Document, Element, Limits, Namespace};

/// More references than any message has; each costs a canonicalisation.
const MOST_REFERENCES: usize = 20;

/// A `SignedInfo` in canonical form: the very bytes that the signature value is computed over.
pub(super) struct SignedInfo {
    pub(super) canonical: String,
    pub(super) algorithm: SignatureAlgorithm,
    /// At least one, to different ids.
    pub(super) references: Vec<Reference>,
}

/// What a reference says of the one element it points to.
pub(super) struct Reference {
    /// The id, without the number sign.
    pub(super) id: String,
    pub(super) transform: Transform,
    pub(super) digest_algorithm: DigestAlgorithm,
    pub(super) digest: Vec<u8>,
}

/// What happens to the element before it is digested.
pub(super) enum Transform {
    /// The signature is left out, then the element canonicalised.
    Enveloped(Canonicalization),
    Canonicalized(Canonicalization),
    /// The token that the element names is canonicalised in its place.
    Token(Canonicalization),
}

impl SignedInfo {
    /// Reads `element`. Beyond the way to canonicalise it, everything is read from its canonical form, so that what is
    /// believed is what was signed.
    pub(super) fn read(element: Element<'_>, algorithms: Algorithms) -> Result<Self, SignatureError> {
        let method = element
            .child(Namespace::DS, "CanonicalizationMethod")
            .ok_or(SignatureError::Malformed("it has no canonicalisation method"))?;
        let canonical = canonicalization(method)?
            .ok_or(SignatureError::Algorithm("canonicalisation method"))?
            .element(element)?;
        let (algorithm, references) = read_canonical(&canonical, algorithms)?;
        Ok(Self {
            canonical,
            algorithm,
            references,
        })
    }

    /// Its reference, if it is the only one.
    pub(super) fn only_reference(&self) -> Result<&Reference, SignatureError> {
        match self.references.as_slice() {
            [only] => Ok(only),
            _ => Err(SignatureError::Malformed(
                "it does not hold exactly one reference",
            )),
        }
    }
}

fn read_canonical(
    canonical: &str,
    algorithms: Algorithms,
) -> Result<(SignatureAlgorithm, Vec<Reference>), SignatureError> {
    const INCOMPLETE: SignatureError = SignatureError::Malformed("its SignedInfo is incomplete");
    let document = Document::parse(canonical.as_bytes(), Limits::DOCUMENT)?;
    let mut children = document.root().children();
    let mut next = |name| {
        let child = children.next();
        child
            .filter(|child| child.is(Namespace::DS, name))
            .ok_or(INCOMPLETE)
    };
    next("CanonicalizationMethod")?;
    let algorithm = algorithms.signature(bare_algorithm(next("SignatureMethod")?)?)?;
    let mut references: Vec<Reference> = Vec::new();
    for child in children {
        if !child.is(Namespace::DS, "Reference") || references.len() == MOST_REFERENCES {
            return Err(SignatureError::Malformed("its SignedInfo holds more than it may"));
        }
        let reference = Reference::read(child, algorithms)?;
        if references.iter().any(|other| other.id == reference.id) {
            return Err(SignatureError::Malformed("it refers to one element twice"));
        }
        references.push(reference);
    }
    match references.is_empty() {
        false => Ok((algorithm, references)),
        true => Err(INCOMPLETE),
    }
}

impl Reference {
    fn read(element: Element<'_>, algorithms: Algorithms) -> Result<Self, SignatureError> {
        let [transforms, method, value] = children(element, ["Transforms", "DigestMethod", "DigestValue"])
            .ok_or(SignatureError::Malformed("its reference is incomplete"))?;
        let id = element
            .attr("URI")
            .and_then(|uri| uri.strip_prefix('#'))
            .ok_or(SignatureError::ForeignReference)?;
        Ok(Self {
            id: id.to_owned(),
            transform: Transform::read(transforms)?,
            digest_algorithm: algorithms.digest(bare_algorithm(method)?)?,
            digest: base64(value).ok_or(SignatureError::Malformed("its digest is not base64"))?,
        })
    }
}

impl Transform {
    /// One of the chains of transforms that are known.
    fn read(transforms: Element<'_>) -> Result<Self, SignatureError> {
        if let Some([only]) = children(transforms, ["Transform"]) {
            if only.attr("Algorithm") != Some(STR_TRANSFORM) {
                let method = canonicalization(only)?.ok_or(SignatureError::Transforms)?;
                return Ok(Self::Canonicalized(method));
            }
            let mut parameters = only.children();
            let parameters = match (parameters.next(), parameters.next()) {
                (Some(only), None) if only.is(Namespace::WSSE, "TransformationParameters") => only,
                _ => return Err(SignatureError::Transforms),
            };
            let [method] =
                children(parameters, ["CanonicalizationMethod"]).ok_or(SignatureError::Transforms)?;
            let method = canonicalization(method)?.ok_or(SignatureError::Transforms)?;
            return Ok(Self::Token(method));
        }
        let [first, second] =
            children(transforms, ["Transform", "Transform"]).ok_or(SignatureError::Transforms)?;
        if bare_algorithm(first)? != ENVELOPED_SIGNATURE {
            return Err(SignatureError::Transforms);
        }
        let method = canonicalization(second)?.ok_or(SignatureError::Transforms)?;
        Ok(Self::Enveloped(method))
    }
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
