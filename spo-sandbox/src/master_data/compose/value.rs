//! The values of an item, as elements and as words.

use spo_core::xml::XmlWriter;
use spo_core::{Address, Code, PersonName, Telecom, Use};

use super::MESSAGE_CODES;
use crate::cda::{address_parts, name_parts, telecom_attributes, use_code};

/// What stands in place of a protected name or address (MedCom's examples of PDC-DK 3.0).
pub(super) const PROTECTED: &str = "ADRESSEBESKYTTET";

/// A value of an item.
pub(super) enum Value<'p> {
    /// `II`: an id, or a word that is carried as one.
    Id {
        root: &'static str,
        extension: &'p str,
        authority: Option<&'static str>,
    },
    /// `II` without anything, because the register did not answer.
    NotAvailable,
    /// `PN`
    Name(&'p PersonName),
    /// `PN` of a protected person.
    ProtectedName,
    /// `TN`
    TradeName(&'p str),
    /// `AD`
    Address(&'p Address, Use),
    /// `AD` of a protected person.
    ProtectedAddress,
    /// `CD`
    Code(&'p Code, &'static str),
    /// `TEL`
    Telecom(&'p Telecom),
    /// `ST`
    Text(&'p str),
}

impl Value<'_> {
    pub(super) fn write(&self, xml: &mut XmlWriter) {
        xml.start("value");
        match self {
            Self::Id {
                root,
                extension,
                authority,
            } => {
                xml.attr("xsi:type", "II").attr("root", root);
                xml.attr("extension", extension);
                xml.attr_opt("assigningAuthorityName", *authority);
            }
            Self::NotAvailable => {
                xml.attr("xsi:type", "II").attr("nullFlavor", "NAV");
            }
            Self::Name(name) => {
                xml.attr("xsi:type", "PN");
                name_parts(xml, name);
            }
            Self::ProtectedName => {
                xml.attr("xsi:type", "PN");
                protected_name_parts(xml);
            }
            Self::TradeName(name) => {
                xml.attr("xsi:type", "TN").text(name);
            }
            Self::Address(address, purpose) => {
                xml.attr("xsi:type", "AD").attr("use", use_code(*purpose));
                address_parts(xml, address);
            }
            Self::ProtectedAddress => {
                xml.attr("xsi:type", "AD").attr("use", "H");
                xml.element("streetAddressLine", PROTECTED);
                for part in ["postalCode", "city", "country"] {
                    xml.start(part).attr("nullFlavor", "NI").close_empty();
                }
            }
            Self::Code(code, system_name) => {
                xml.attr("xsi:type", "CD").attr("code", &code.code);
                xml.attr("codeSystem", &code.system);
                xml.attr(
                    "codeSystemName",
                    code.system_name.as_deref().unwrap_or(system_name),
                );
                xml.attr_opt("displayName", code.display.as_deref());
            }
            Self::Telecom(telecom) => {
                xml.attr("xsi:type", "TEL");
                telecom_attributes(xml, telecom);
            }
            Self::Text(text) => {
                xml.attr("xsi:type", "ST").text(text);
            }
        }
        xml.end("value");
    }

    /// The value as lines of the narrative.
    pub(super) fn words(&self) -> Vec<String> {
        match self {
            // The mark of protection is for programs.
            Self::Id { root, .. } if *root == MESSAGE_CODES => Vec::new(),
            Self::Id { extension, .. } => vec![(*extension).to_owned()],
            Self::NotAvailable => Vec::new(),
            Self::Name(name) => vec![name.to_string()],
            Self::ProtectedName | Self::ProtectedAddress => vec![PROTECTED.to_owned()],
            Self::TradeName(text) | Self::Text(text) => vec![(*text).to_owned()],
            Self::Address(address, _) => {
                let district = [address.postal_code.as_deref(), address.city.as_deref()];
                let district = district.into_iter().flatten().collect::<Vec<_>>().join(" ");
                let lines = address.lines.iter().cloned();
                lines.chain([district]).chain(address.country.clone()).collect()
            }
            Self::Code(code, _) => vec![code.display.clone().unwrap_or_else(|| code.code.clone())],
            Self::Telecom(telecom) => vec![telecom.value.clone()],
        }
    }
}

pub(super) fn protected_name_parts(xml: &mut XmlWriter) {
    xml.element("given", PROTECTED).element("family", PROTECTED);
}
