//! The parts that CDA documents of the sandbox's own are written with.

use spo_core::xml::XmlWriter;
use spo_core::{Address, DanishTime, PersonName, Telecom, Use};

/// `yyyyMMddHHmmss+HHMM`
pub(crate) fn timestamp(time: DanishTime) -> String {
    time.to_datetime().format("%Y%m%d%H%M%S%z").to_string()
}

pub(crate) fn template(xml: &mut XmlWriter, root: &str, extension: &str) {
    xml.start("templateId")
        .attr("root", root)
        .attr("extension", extension)
        .close_empty();
}

pub(crate) fn id(xml: &mut XmlWriter, root: &str, extension: &str, authority: &str) {
    xml.start("id")
        .attr("root", root)
        .attr("extension", extension)
        .attr("assigningAuthorityName", authority)
        .close_empty();
}

pub(crate) fn use_code(purpose: Use) -> &'static str {
    match purpose {
        Use::Home => "H",
        Use::Work => "WP",
        Use::Mobile => "MC",
    }
}

pub(crate) fn telecom_attributes(xml: &mut XmlWriter, telecom: &Telecom) {
    xml.attr_opt("use", telecom.purpose.map(use_code));
    xml.attr("value", &telecom.value);
}

pub(crate) fn name_parts(xml: &mut XmlWriter, name: &PersonName) {
    if let Some(prefix) = &name.prefix {
        xml.element("prefix", prefix);
    }
    for given in &name.given {
        xml.element("given", given);
    }
    if !name.family.is_empty() {
        xml.element("family", &name.family);
    }
}

pub(crate) fn address_parts(xml: &mut XmlWriter, address: &Address) {
    for line in &address.lines {
        xml.element("streetAddressLine", line);
    }
    for (part, text) in [
        ("postalCode", &address.postal_code),
        ("city", &address.city),
        ("country", &address.country),
    ] {
        if let Some(text) = text {
            xml.element(part, text);
        }
    }
}
