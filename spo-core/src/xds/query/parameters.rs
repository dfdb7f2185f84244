//! `query:AdhocQueryRequest` and the syntax of its parameters (IHE ITI TF volume 2a, 3.18.4.1.2.3).

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::model::Code;
use crate::xds::Dtm;
use crate::xml::XmlWriter;

/// The longest `rim:Value` of the schema, in characters.
const MAX_VALUE: usize = 256;

/// What a search returns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnType {
    /// Whole entries.
    #[default]
    LeafClass,
    /// Ids only.
    ObjectRef,
}

/// A request while it is written.
pub(super) struct Request {
    xml: XmlWriter,
}

impl Request {
    pub(super) fn new(query: &str, returns: ReturnType, home_community_id: Option<&str>) -> Self {
        let mut xml = XmlWriter::with_capacity(2048);
        xml.raw(
            "<query:AdhocQueryRequest xmlns:query=\"urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0\" \
             xmlns:rim=\"urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0\"><query:ResponseOption returnType=\"",
        );
        xml.raw(match returns {
            ReturnType::LeafClass => "LeafClass",
            ReturnType::ObjectRef => "ObjectRef",
        });
        xml.raw("\" returnComposedObjects=\"true\"/><rim:AdhocQuery id=\"");
        xml.raw(query);
        if let Some(home) = home_community_id {
            xml.raw("\" home=\"");
            xml.value(home);
        }
        xml.raw("\">");
        Self { xml }
    }

    /// A single string, in quotes.
    pub(super) fn string(&mut self, name: &str, value: &str) {
        self.start(name);
        self.value(&quoted(value));
        self.end();
    }

    /// A time: digits without quotes.
    pub(super) fn time(&mut self, name: &str, time: Option<DateTime<Utc>>) {
        if let Some(time) = time {
            self.start(name);
            self.value(&Dtm::from_utc(time).to_string());
            self.end();
        }
    }

    /// Any of several strings: `('a','b')`, in as many values as the schema's length needs; nothing when there are
    /// none, which means any.
    pub(super) fn any_of<S: AsRef<str>>(&mut self, name: &str, values: impl IntoIterator<Item = S>) {
        let mut values = values.into_iter().map(|value| quoted(value.as_ref())).peekable();
        if values.peek().is_none() {
            return;
        }
        self.start(name);
        while let Some(first) = values.next() {
            let mut list = String::with_capacity(MAX_VALUE);
            list.push('(');
            list.push_str(&first);
            // With a comma before it and the bracket that ends the list.
            while let Some(next) = values.next_if(|next| length(&list) + length(next) + 2 <= MAX_VALUE) {
                list.push(',');
                list.push_str(&next);
            }
            list.push(')');
            self.value(&list);
        }
        self.end();
    }

    /// Any of several codes: `('39289-4^^2.16.840.1.113883.6.1')`.
    pub(super) fn any_code(&mut self, name: &str, codes: &[Code]) {
        self.any_of(
            name,
            codes.iter().map(|code| format!("{}^^{}", code.code, code.system)),
        );
    }

    pub(super) fn finish(mut self) -> String {
        self.xml.raw("</rim:AdhocQuery></query:AdhocQueryRequest>");
        self.xml.finish()
    }

    fn start(&mut self, name: &str) {
        self.xml.raw("<rim:Slot name=\"");
        self.xml.raw(name);
        self.xml.raw("\"><rim:ValueList>");
    }

    fn value(&mut self, value: &str) {
        self.xml.raw("<rim:Value>");
        self.xml.value(value);
        self.xml.raw("</rim:Value>");
    }

    fn end(&mut self) {
        self.xml.raw("</rim:ValueList></rim:Slot>");
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// In single quotes; a quote inside is doubled, as in SQL, so that no value can end its parameter.
fn quoted(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('\'');
    for c in value.chars() {
        if c == '\'' {
            quoted.push('\'');
        }
        quoted.push(c);
    }
    quoted.push('\'');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(fill: impl FnOnce(&mut Request)) -> String {
        let mut request = Request::new("urn:uuid:q", ReturnType::LeafClass, None);
        fill(&mut request);
        request.finish()
    }

    #[test]
    fn a_quote_in_a_value_cannot_end_it() {
        let xml = request(|request| request.string("$P", "O'Brien') or ('1'='1"));
        assert!(
            xml.contains("<rim:Value>'O''Brien'') or (''1''=''1'</rim:Value>"),
            "{xml}"
        );
    }

    #[test]
    fn a_long_list_is_split_into_values_the_schema_allows() {
        let ids: Vec<String> = (0..20).map(|n| format!("1.2.208.184^{n:036}")).collect();
        let xml = request(|request| request.any_of("$P", &ids));
        let values: Vec<&str> = xml
            .split("<rim:Value>")
            .skip(1)
            .filter_map(|rest| rest.split('<').next())
            .collect();
        assert!(values.len() > 1 && values.iter().all(|value| value.len() <= MAX_VALUE));
        assert!(
            values
                .iter()
                .all(|value| value.starts_with("('") && value.ends_with("')"))
        );
        assert!(ids.iter().all(|id| xml.contains(&format!("'{id}'"))));
        assert_eq!(
            (
                xml.matches("<rim:Slot").count(),
                xml.matches("</rim:Slot>").count()
            ),
            (1, 1)
        );
    }

    #[test]
    fn an_empty_list_means_any() {
        assert!(!request(|request| request.any_of::<&str>("$P", [])).contains("Slot"));
    }
}
