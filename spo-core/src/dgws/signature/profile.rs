//! The two shapes in which an assertion carries its own signature.

use super::error::SignatureError;
use super::ids;
use crate::xml::{Element, Namespace};

/// What kind of assertion is signed: how its id is spelled and where its signature stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Profile {
    /// An identity card (id-kort) of DGWS: attribute `id`, signature as last child with `id="OCESSignature"`.
    IdCard,
    /// A SAML 2.0 assertion, such as a citizen's token: attribute `ID`, signature right behind the issuer.
    SamlAssertion,
}

impl Profile {
    /// The name of the id attribute, which has no namespace.
    const fn id_attribute(self) -> &'static str {
        match self {
            Self::IdCard => "id",
            Self::SamlAssertion => "ID",
        }
    }

    /// The attributes of the signature element.
    pub(super) const fn signature_attributes(self) -> &'static str {
        match self {
            Self::IdCard => " id=\"OCESSignature\"",
            Self::SamlAssertion => "",
        }
    }

    pub(super) const fn place(self) -> &'static str {
        match self {
            Self::IdCard => "the last child of the identity card",
            Self::SamlAssertion => "right behind the issuer of the assertion",
        }
    }

    /// The id of `element`, which no other element of its document has.
    pub(super) fn id_of<'d>(self, element: Element<'d>) -> Result<&'d str, SignatureError> {
        let id = element
            .attr(self.id_attribute())
            .ok_or(SignatureError::Id("its id attribute is missing"))?;
        ids::refuse_unclear(element, id)?;
        Ok(id)
    }

    /// Whether `signature`, a child of `element`, is where it belongs.
    fn is_in_place(self, element: Element<'_>, signature: Element<'_>) -> bool {
        let mut children = element.children();
        match self {
            Self::IdCard => children.last() == Some(signature),
            Self::SamlAssertion => {
                let issuer = children.next();
                issuer.is_some_and(|issuer| issuer.is(Namespace::SAML, "Issuer"))
                    && children.next() == Some(signature)
            }
        }
    }

    /// The one signature of `element`.
    pub(super) fn signature_of<'d>(self, element: Element<'d>) -> Result<Element<'d>, SignatureError> {
        let mut signatures = self.signatures_in(element);
        let found = signatures.next();
        if signatures.next().is_some() {
            return Err(SignatureError::Several);
        }
        let Some(signature) = found else {
            return Err(SignatureError::Missing);
        };
        match signature.parent() == Some(element) && self.is_in_place(element, signature) {
            true => Ok(signature),
            false => Err(SignatureError::Misplaced(self)),
        }
    }

    /// Everything that could be taken for the signature of `element`.
    ///
    /// Nothing inside an identity card is signed by itself. A SAML assertion may carry a signed card in an attribute.
    pub(super) fn signatures_in<'d>(self, element: Element<'d>) -> impl Iterator<Item = Element<'d>> {
        let is_candidate = move |candidate: &Element<'d>| {
            candidate.is(Namespace::DS, "Signature")
                && (self == Self::IdCard || candidate.parent() == Some(element))
        };
        element.descendants().filter(is_candidate)
    }

    /// Where in the source of `element` a new signature goes.
    pub(super) fn insertion_offset(self, element: Element<'_>) -> Option<usize> {
        let source = element.source();
        match self {
            // The last end tag in the source of an element is its own.
            Self::IdCard => source.rfind("</"),
            Self::SamlAssertion => {
                let issuer = element.children().next()?;
                let behind = issuer.offset() - element.offset() + issuer.source().len();
                issuer.is(Namespace::SAML, "Issuer").then_some(behind)
            }
        }
    }
}
