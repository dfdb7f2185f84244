//! What every reader of documents shares: the warnings so far, how elements are picked and passed over, and the
//! pieces that occur in all documents.

mod codes;
mod header;
mod narrative;
mod organisation;
mod participants;
mod parts;
mod root;
mod timestamp;
mod warning;

pub use codes::WARNING_CODES;
pub(in crate::cda) use header::{HEADER, gender_of, is_confidential};
pub(in crate::cda) use narrative::plain_text;
pub(in crate::cda) use root::{Profile, clinical_document, is_version_marker, version_marker};
pub(in crate::cda) use timestamp::{Moment, parse_date};
pub use warning::Warning;
pub(crate) use warning::push_warning;

use crate::cda::clean;
use crate::redact;
use crate::xml::{Element, Namespace};
use warning::shortened;

/// Collects warnings while a document is mapped.
#[derive(Default)]
pub(in crate::cda) struct Reader {
    pub(in crate::cda) warnings: Vec<Warning>,
}

/// The longest element name in a path, in bytes.
const LONGEST_NAME: usize = 60;

/// Elements that say how something is written, not what.
const INFRASTRUCTURE: [&str; 3] = ["realmCode", "typeId", "templateId"];

impl Reader {
    /// Reports what was made of `element`. `message` may quote it: CPR numbers are masked.
    #[cold]
    pub(in crate::cda) fn warn(&mut self, code: &'static str, element: Element<'_>, message: &str) {
        push_warning(&mut self.warnings, code, || path(element), message);
    }

    /// Reports that `element` has no place in the model.
    #[cold]
    pub(in crate::cda) fn unmapped(&mut self, element: Element<'_>) {
        self.warn(
            "unmapped",
            element,
            "the model has no place for this; only the raw document tells it",
        );
    }

    /// Reports every child of `element` that is not in `known`, unless it says only that there is no information.
    pub(in crate::cda) fn rest(&mut self, element: Element<'_>, known: &[&str]) {
        for child in element.children() {
            let expected = child.namespace() == Namespace::HL7
                && (known.contains(&child.local()) || INFRASTRUCTURE.contains(&child.local()));
            if !expected && !is_null(child) {
                self.unmapped(child);
            }
        }
    }

    /// The first child `name` with information in it; any more are reported.
    pub(in crate::cda) fn one<'d>(&mut self, element: Element<'d>, name: &str) -> Option<Element<'d>> {
        let mut found = element
            .children_named(Namespace::HL7, name)
            .filter(|child| !is_null(*child));
        let first = found.next()?;
        for extra in found {
            self.unmapped(extra);
        }
        Some(first)
    }
}

/// Whether `element` says that there is no information.
pub(in crate::cda) fn is_null(element: Element<'_>) -> bool {
    element.attr("nullFlavor").is_some()
}

/// The text of `element`, without layout; `None` when there is none.
pub(in crate::cda) fn text_of(element: Element<'_>) -> Option<String> {
    not_empty(element.text())
}

/// The attribute `name` of `element`, without layout; `None` when it is absent or blank.
pub(in crate::cda) fn attribute(element: Element<'_>, name: &str) -> Option<String> {
    not_empty(element.attr(name)?)
}

fn not_empty(text: &str) -> Option<String> {
    let text = clean(text);
    (!text.is_empty()).then(|| text.into_owned())
}

/// The path of `element`, with its position where a sibling has the same name.
fn path(element: Element<'_>) -> String {
    let mut steps = Vec::new();
    let mut at = Some(element);
    while let Some(element) = at {
        at = element.parent();
        let mut step = redact(shortened(element.local(), LONGEST_NAME)).into_owned();
        if let Some(parent) = at {
            let twins = || parent.children().filter(|twin| twin.local() == element.local());
            if twins().nth(1).is_some() {
                let position = twins().position(|twin| twin == element).unwrap_or_default() + 1;
                step.push_str(&format!("[{position}]"));
            }
        }
        steps.push(step);
    }
    steps.reverse();
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::{Document, Limits};

    #[test]
    fn a_path_counts_twins_from_one() {
        let xml = br#"<a xmlns="urn:hl7-org:v3"><b/><c><d/></c><c><d/><d/></c></a>"#;
        let document = Document::parse(xml, Limits::DOCUMENT).unwrap();
        let last = document.root().descendants().last().unwrap();
        assert_eq!(path(last), "a/c[2]/d[2]");
        assert_eq!(path(document.root().child(Namespace::HL7, "b").unwrap()), "a/b");
    }

    #[test]
    fn a_hostile_document_gets_no_more_than_its_share_of_warnings() {
        let name = "n".repeat(100_000);
        let xml = format!(
            "<{name} xmlns=\"urn:hl7-org:v3\">{}</{name}>",
            "<b/>".repeat(100_000)
        );
        let document = Document::parse(xml.as_bytes(), Limits::DOCUMENT).unwrap();
        let mut reader = Reader::default();
        reader.rest(document.root(), &[]);
        assert_eq!(reader.warnings.len(), 501);
        assert_eq!(reader.warnings.last().unwrap().code, "warnings.more");
        assert!(reader.warnings.iter().all(|warning| warning.path.len() < 100));
    }

    #[test]
    fn what_is_not_known_is_reported_once_and_null_is_silent() {
        let xml = br#"<a xmlns="urn:hl7-org:v3" xmlns:o="urn:other"><templateId/><b/><o:b/><c nullFlavor="NI"/><d/></a>"#;
        let document = Document::parse(xml, Limits::DOCUMENT).unwrap();
        let mut reader = Reader::default();
        reader.rest(document.root(), &["b"]);
        let paths: Vec<_> = reader
            .warnings
            .iter()
            .map(|warning| warning.path.as_str())
            .collect();
        assert_eq!(paths, ["a/b[2]", "a/d"]);
    }
}
