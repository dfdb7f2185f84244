//! Attachments back into the envelope.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::attachments::without_scheme;
use super::{SoapError, SoapProblem};
use crate::xml::{Document, Limits, Namespace};

/// Replaces every `xop:Include` in `envelope` by the bytes that `find` gives for its content id, in base64.
pub(super) fn inline<'a>(
    envelope: &str,
    find: impl Fn(&str) -> Option<&'a [u8]>,
) -> Result<String, SoapError> {
    let document = Document::parse(envelope.as_bytes(), Limits::MESSAGE).map_err(SoapProblem::Xml)?;
    let source = document.source();
    let mut out = String::with_capacity(source.len());
    let mut copied = 0;
    let includes = document.root().descendants();
    for include in includes.filter(|element| element.is(Namespace::XOP, "Include")) {
        let href = include.attr("href").unwrap_or_default();
        let bytes = find(without_scheme(href)).ok_or_else(|| SoapProblem::missing(href))?;
        out.push_str(source.get(copied..include.offset()).unwrap_or_default());
        STANDARD.encode_string(bytes, &mut out);
        copied = include.offset() + include.source().len();
    }
    out.push_str(source.get(copied..).unwrap_or_default());
    Ok(out)
}
