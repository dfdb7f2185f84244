//! The attributes of a start tag or of the XML declaration.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::BytesRef;
use quick_xml::events::attributes::{AttrError, Attribute, Attributes};

use super::chars::illegal_at;
use super::error::{XmlError, XmlErrorKind};
use super::references;

/// One attribute as it is written. Its name may still be anything without white space and `=`.
pub(super) struct RawAttribute<'t> {
    attribute: Attribute<'t>,
    /// Offset of the name in the input.
    pub(super) start: usize,
    /// Offset of the value in the input, behind its quote.
    pub(super) value_start: usize,
}

/// Hands the attributes in `content`, a slice of `source` that begins with a name of `name_length` bytes, to `take` as
/// quick-xml splits them. It takes care of `=` and of quotes; on top of that: white space between two attributes.
#[inline(always)]
pub(super) fn for_each<'t>(
    source: &str,
    content: &'t str,
    name_length: usize,
    mut take: impl FnMut(RawAttribute<'t>) -> Result<(), XmlError>,
) -> Result<(), XmlError> {
    let mut attributes = Attributes::new(content, name_length);
    // The parser compares expanded names, which covers equal names.
    attributes.with_checks(false);
    let mut behind_previous = 0;
    for attribute in attributes {
        let attribute = attribute.map_err(|error| bad_syntax(source, offset(source, content), &error))?;
        let start = offset(source, attribute.key.0);
        if start == behind_previous {
            let message = "white space is missing in this tag";
            return Err(malformed(source, start, message));
        }
        let value_start = offset(source, &attribute.value);
        behind_previous = value_start + attribute.value.len() + 1;
        take(RawAttribute {
            attribute,
            start,
            value_start,
        })?;
    }
    Ok(())
}

#[cold]
fn bad_syntax(source: &str, start: usize, error: &AttrError) -> XmlError {
    let (AttrError::ExpectedEq(at)
    | AttrError::ExpectedValue(at)
    | AttrError::UnquotedValue(at)
    | AttrError::ExpectedQuote(at, _)
    | AttrError::Duplicated(at, _)) = error;
    malformed(source, start + at, "an attribute is written name=\"value\"")
}

#[cold]
fn malformed(source: &str, at: usize, message: &str) -> XmlError {
    XmlError::at(XmlErrorKind::NotWellFormed, source.as_bytes(), at, message)
}

/// Where `part`, a slice of `source`, begins in it.
#[inline]
fn offset(source: &str, part: &str) -> usize {
    part.as_ptr().addr().wrapping_sub(source.as_ptr().addr())
}

/// Whether a value in `content` may need [`RawAttribute::normalized`]; nearly none does.
#[inline]
pub(super) fn may_need_normalizing(content: &str) -> bool {
    // Without a branch per byte, for vector instructions. Below the space only tab, LF and CR are left.
    content.bytes().fold(false, |any, byte| {
        any | (byte < b' ') | (byte == b'<') | (byte == b'&')
    })
}

impl<'t> RawAttribute<'t> {
    #[inline]
    pub(super) fn name(&self) -> &'t str {
        self.attribute.key.0
    }

    /// The value as it is written.
    #[inline]
    pub(super) fn value(&self) -> &str {
        &self.attribute.value
    }

    /// The value with its references resolved, and each tab and line end that was written plainly turned into one
    /// space (XML 1.0, section 3.3.3). quick-xml does that; on top of it: no `<`, and no reference to a character
    /// that XML cannot carry.
    pub(super) fn normalized(&self, source: &str) -> Result<Cow<'t, str>, XmlError> {
        if let Some(at) = memchr::memchr(b'<', self.value().as_bytes()) {
            let message = "< in an attribute value is written &lt;";
            return Err(malformed(source, self.value_start + at, message));
        }
        let normalized = self
            .attribute
            .normalized_value_with(XmlVersion::Implicit1_0, 1, resolve_xml_entity);
        match normalized {
            Ok(value) if illegal_at(value.as_bytes()).is_none() => Ok(value),
            _ => Err(self.bad_reference(source)),
        }
    }

    /// The error for the first reference in the value that is wrong.
    #[cold]
    fn bad_reference(&self, source: &str) -> XmlError {
        let mut faults = memchr::memchr_iter(b'&', self.value().as_bytes()).filter_map(|at| {
            let reference = self.value().get(at + 1..)?.split_once(';');
            let resolved = reference.map_or(Err(references::UNFINISHED), |(name, _)| {
                references::resolve(&BytesRef::new(name))
            });
            Some((at, resolved.err()?))
        });
        let (at, (kind, message)) = faults.next().unwrap_or((0, references::UNFINISHED));
        XmlError::at(kind, source.as_bytes(), self.value_start + at, message)
    }
}
