//! What has no place of its own: kept as code and text, so that nothing is lost.

use super::PdcReader;
use super::entry::Entry;
use crate::cda::reader::{attribute, is_null, text_of};
use crate::xml::Element;
use crate::{Code, OtherItem, Sourced};

impl PdcReader {
    /// `entry` as code and text.
    pub(super) fn other(&mut self, entry: Entry<'_>) -> Sourced<OtherItem> {
        let code = entry.code().and_then(|code| self.code(code));
        let mut values = Vec::new();
        for (kind, value) in entry.values().rest() {
            if !is_null(value) {
                values.extend(self.told(kind, value));
            }
        }
        self.sourced(entry, OtherItem { code, values })
    }

    /// A value of any type as text.
    fn told(&mut self, kind: &str, value: Element<'_>) -> Option<String> {
        match kind {
            // It may be the citizen's own.
            "PN" | "EN" | "AD" if self.is_protected => Some("protected".to_owned()),
            "PN" | "EN" => self.name(value).map(|name| name.to_string()),
            "AD" => self.address(value).map(|address| address.to_string()),
            "II" => self.reader.id(value).map(|id| id.to_unique_id()),
            "CD" | "CE" => self
                .code(value)
                .map(|Code { code, display, .. }| display.unwrap_or(code)),
            _ => {
                let amount = attribute(value, "value").map(|amount| match attribute(value, "unit") {
                    Some(unit) => format!("{amount} {unit}"),
                    None => amount,
                });
                let text = amount.or_else(|| text_of(value))?;
                self.known(value, text)
            }
        }
    }
}
