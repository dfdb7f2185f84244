//! Namespaces as small numbers.

use std::collections::HashMap;

/// An XML namespace, interned: comparing two is comparing integers.
///
/// The constants are the same in every document. Any other value belongs to the [`Document`](super::Document) it came
/// from, and only compares with values of that document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Namespace(u16);

macro_rules! well_known {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $uri:literal;)*) => {
        impl Namespace {
            $($(#[$doc])* pub const $name: Self = Self($number);)*

            /// The URI of a well-known namespace; `None` for [`Namespace::NONE`] and for namespaces that only one
            /// document knows.
            pub const fn uri(self) -> Option<&'static str> {
                match self {
                    $(Self::$name => Some($uri),)*
                    _ => None,
                }
            }

            fn well_known(uri: &str) -> Option<Self> {
                match uri {
                    $($uri => Some(Self::$name),)*
                    _ => None,
                }
            }

            #[cfg(test)]
            const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

well_known! {
    /// What the prefix `xml` always means (Namespaces in XML 1.0, section 3).
    XML = 1, "http://www.w3.org/XML/1998/namespace";
    /// HL7 version 3: the elements of a CDA document.
    HL7 = 2, "urn:hl7-org:v3";
    /// `xsi:type` and `xsi:schemaLocation`.
    XSI = 3, "http://www.w3.org/2001/XMLSchema-instance";
    /// HL7's extensions to CDA.
    SDTC = 4, "urn:hl7-org:sdtc";
    /// The SOAP 1.1 envelope.
    SOAP11 = 5, "http://schemas.xmlsoap.org/soap/envelope/";
    /// The SOAP 1.2 envelope.
    SOAP12 = 6, "http://www.w3.org/2003/05/soap-envelope";
    /// WS-Addressing 1.0.
    WSA = 7, "http://www.w3.org/2005/08/addressing";
    /// `xop:Include`, which points from a message into its attachments.
    XOP = 8, "http://www.w3.org/2004/08/xop/include";
    /// ebXML registry information model 3.0.
    RIM = 9, "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0";
    /// ebXML registry services 3.0.
    RS = 10, "urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0";
    /// ebXML life cycle management 3.0: submissions.
    LCM = 11, "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0";
    /// ebXML ad hoc query 3.0.
    QUERY = 12, "urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0";
    /// IHE XDS.b.
    XDSB = 13, "urn:ihe:iti:xds-b:2007";
    /// The header of Den Gode Webservice (DGWS) 1.0.
    MEDCOM = 14, "http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd";
    /// WS-Security 1.0.
    WSSE = 15, "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    /// XML Signature.
    DS = 16, "http://www.w3.org/2000/09/xmldsig#";
    /// Exclusive XML Canonicalization 1.0: its parameters.
    EXC_C14N = 17, "http://www.w3.org/2001/10/xml-exc-c14n#";
    /// SAML 2.0 assertions, and with them the identity cards of DGWS.
    SAML = 18, "urn:oasis:names:tc:SAML:2.0:assertion";
    /// WS-Security 1.0 utilities: `wsu:Timestamp`, `wsu:Id`.
    WSU = 19, "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    /// WS-Trust 2005/02: asking for a token.
    WST = 20, "http://schemas.xmlsoap.org/ws/2005/02/trust";
    /// HSUID 1.1: on whose behalf a health service is called.
    HSUID = 21, "http://www.nsi.dk/hsuid/2016/08/hsuid-1.1.xsd";
    /// WS-Trust 1.3: exchanging a token for another.
    WST13 = 22, "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
    /// WS-Trust 1.4: `ActAs`.
    WST14 = 23, "http://docs.oasis-open.org/ws-sx/ws-trust/200802";
    /// WS-Policy 2004/09: `AppliesTo`.
    WSP = 24, "http://schemas.xmlsoap.org/ws/2004/09/policy";
    /// WS-Federation 1.2: the claims in a request for a token.
    AUTH = 25, "http://docs.oasis-open.org/wsfed/authorization/200706";
    /// MinLog2: registrations with the national log, by the schema of 2025-03-12.
    MINLOG = 26, "http://www.sundhedsdatastyrelsen.dk/minlog/xml.schema/2025/03/12/minlog2-registration.xsd";
    /// The operations of the block service (MinSpærring).
    BLOCKS = 27, "http://sundhedsdatastyrelsen.dk/minspaerring/2020/11/04";
    /// The types of the block service (MinSpærring).
    BLOCK_TYPES = 28, "urn:dk:nsi:consentservices:types";
}

impl Namespace {
    /// No namespace: unprefixed attributes, and elements outside any default namespace.
    pub const NONE: Self = Self(0);
}

/// Numbers above every well-known namespace, present and to come.
const FIRST_OTHER: usize = 64;

/// The namespaces of one document beyond the well-known ones.
#[derive(Default)]
pub(super) struct Interner {
    uris: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u16>,
}

impl Interner {
    /// The namespace of `uri`; `None` when a document has more namespaces than a `u16` can number.
    pub(super) fn intern(&mut self, uri: &str) -> Option<Namespace> {
        if let Some(known) = self.find(uri) {
            return Some(known);
        }
        let number = u16::try_from(self.uris.len() + FIRST_OTHER).ok()?;
        self.uris.push(uri.into());
        self.numbers.insert(uri.into(), number);
        Some(Namespace(number))
    }

    /// The namespace of `uri`, if the document has it.
    pub(super) fn find(&self, uri: &str) -> Option<Namespace> {
        if uri.is_empty() {
            return Some(Namespace::NONE);
        }
        Namespace::well_known(uri).or_else(|| self.numbers.get(uri).copied().map(Namespace))
    }

    /// The namespaces that are not well-known.
    pub(super) fn others(&self) -> impl Iterator<Item = &str> {
        self.uris.iter().map(Box::as_ref)
    }

    pub(super) fn uri(&self, namespace: Namespace) -> Option<&str> {
        match usize::from(namespace.0).checked_sub(FIRST_OTHER) {
            None => namespace.uri(),
            Some(index) => self.uris.get(index).map(Box::as_ref),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_known_namespaces_have_one_number_each_below_the_others() {
        for (index, namespace) in Namespace::ALL.iter().enumerate() {
            assert_eq!(usize::from(namespace.0), index + 1);
            assert!(usize::from(namespace.0) < FIRST_OTHER);
            assert_eq!(namespace.uri().and_then(Namespace::well_known), Some(*namespace));
        }
    }

    #[test]
    fn other_namespaces_are_numbered_per_document() {
        let mut interner = Interner::default();
        let one = interner.intern("urn:one").unwrap();
        let two = interner.intern("urn:two").unwrap();
        assert_ne!(one, two);
        assert_eq!(interner.intern("urn:one"), Some(one));
        assert_eq!(interner.uri(two), Some("urn:two"));
        assert_eq!(interner.uri(Namespace::HL7), Some("urn:hl7-org:v3"));
        assert_eq!(interner.intern("urn:hl7-org:v3"), Some(Namespace::HL7));
        assert_eq!(interner.find("urn:three"), None);
        assert_eq!(interner.intern(""), Some(Namespace::NONE));
    }
}
