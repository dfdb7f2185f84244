//! References to characters and entities. quick-xml resolves them; on top of it: only characters that XML can carry, and
//! an error that tells an unknown entity from a stray ampersand.

use std::num::IntErrorKind;

use quick_xml::Error;
use quick_xml::escape::{EscapeError, ParseCharRefError, resolve_xml_entity};
use quick_xml::events::BytesRef;

use super::chars::is_char;
use super::error::XmlErrorKind;
use super::name::is_simple;

/// A rule that a reference breaks, and a sentence about it.
pub(super) type Fault = (XmlErrorKind, &'static str);

pub(super) const UNFINISHED: Fault = (
    XmlErrorKind::NotWellFormed,
    "an ampersand begins a reference, which ends with a semicolon; a plain one is written &amp;",
);

const UNKNOWN: Fault = (
    XmlErrorKind::Entity,
    "the entity that this reference names is not defined",
);

const NOT_A_NUMBER: Fault = (
    XmlErrorKind::NotWellFormed,
    "a reference by number is written &#229; or &#xE5;",
);

const ILLEGAL: Fault = (
    XmlErrorKind::Character,
    "this reference names a character that XML 1.0 cannot carry",
);

/// The character that a reference of a document that was read stands for.
pub(crate) fn character(reference: &BytesRef<'_>) -> Option<char> {
    resolve(reference).ok()
}

/// The character that a reference stands for.
pub(super) fn resolve(reference: &BytesRef<'_>) -> Result<char, Fault> {
    // Not `resolve_predefined_entity`, which knows those of HTML as soon as anyone turns that feature of quick-xml on.
    let by_name = || resolve_xml_entity(reference).and_then(|text| text.chars().next());
    match reference.resolve_char_ref() {
        Ok(number) => match number.or_else(by_name) {
            Some(c) if is_char(c) => Ok(c),
            Some(_) => Err(ILLEGAL),
            None if is_simple(reference) => Err(UNKNOWN),
            None => Err(UNFINISHED),
        },
        Err(Error::Escape(EscapeError::InvalidCharRef(fault))) => Err(match fault {
            ParseCharRefError::UnexpectedSign => NOT_A_NUMBER,
            ParseCharRefError::InvalidNumber(fault) if *fault.kind() != IntErrorKind::PosOverflow => {
                NOT_A_NUMBER
            }
            _ => ILLEGAL,
        }),
        Err(_) => Err(UNFINISHED),
    }
}
