//! What comes before the first markup: the size of the input, its encoding, and the XML declaration.

use super::chars::{illegal_at, is_space};
use super::cursor::Cursor;
use super::error::{XmlError, XmlErrorKind, quotable};
use super::limits::Limits;

/// Beginnings that only an encoding other than UTF-8 has (XML 1.0, appendix F). UTF-32 comes before UTF-16, whose
/// byte order mark its own begins with.
const FOREIGN: [(&[u8], &str); 9] = [
    (b"\xFF\xFE\0\0", "UTF-32"),
    (b"\0\0\xFE\xFF", "UTF-32"),
    (b"<\0\0\0", "UTF-32"),
    (b"\0\0\0<", "UTF-32"),
    (b"\xFF\xFE", "UTF-16"),
    (b"\xFE\xFF", "UTF-16"),
    (b"<\0", "UTF-16"),
    (b"\0<", "UTF-16"),
    (b"\x4C\x6F\xA7\x94", "EBCDIC"),
];

/// The text of an input: within the limit, UTF-8, without its byte order mark, and free of characters that XML cannot
/// carry.
pub(super) fn decode(bytes: &[u8], limits: Limits) -> Result<&str, XmlError> {
    // Offsets are 31 bits wide in the tree.
    let most = limits.max_bytes.min(i32::MAX as usize);
    if bytes.len() > most {
        let message = format!(
            "the input has {} bytes, more than the {most} that are accepted",
            bytes.len()
        );
        return Err(XmlError::whole(XmlErrorKind::TooLarge, message));
    }
    if let Some((_, encoding)) = FOREIGN.iter().find(|(start, _)| bytes.starts_with(start)) {
        let message = format!("the input is encoded in {encoding}, not in UTF-8");
        return Err(XmlError::whole(XmlErrorKind::Encoding, message));
    }
    let source = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        XmlError::at(
            XmlErrorKind::Encoding,
            bytes,
            at,
            format!("the byte at offset {at} is not UTF-8"),
        )
    })?;
    let source = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    match illegal_at(source.as_bytes()) {
        None => Ok(source),
        Some(at) => {
            let c = source
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .unwrap_or_default();
            let message = format!("XML 1.0 cannot carry the character U+{:04X}", u32::from(c));
            Err(XmlError::at(
                XmlErrorKind::Character,
                source.as_bytes(),
                at,
                message,
            ))
        }
    }
}

/// Skips the XML declaration, if there is one (XML 1.0, production 23).
pub(super) fn declaration(cursor: &mut Cursor<'_>) -> Result<(), XmlError> {
    if !matches!(cursor.rest(), [b'<', b'?', b'x', b'm', b'l', next, ..] if is_space(*next) || *next == b'?')
    {
        return Ok(());
    }
    cursor.at += 5;
    let version = pseudo_attribute(cursor, b"version")?;
    // A processor of version 1.0 reads later ones as 1.0 (production 26).
    let digits = version.and_then(|version| version.strip_prefix("1."));
    if !digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(cursor.malformed(0, "the XML declaration begins with version=\"1.0\""));
    }
    if let Some(encoding) = pseudo_attribute(cursor, b"encoding")? {
        let is_ascii = ["US-ASCII", "ASCII"]
            .iter()
            .any(|name| encoding.eq_ignore_ascii_case(name));
        if !is_ascii && !encoding.eq_ignore_ascii_case("UTF-8") {
            let message = format!(
                "the XML declaration says {}, only UTF-8 is read",
                quotable(encoding)
            );
            return Err(cursor.error(XmlErrorKind::Encoding, 0, message));
        }
        if is_ascii && !cursor.source.is_ascii() {
            let message = "the XML declaration says US-ASCII, but there are other characters";
            return Err(cursor.error(XmlErrorKind::Encoding, 0, message));
        }
    }
    if pseudo_attribute(cursor, b"standalone")?.is_some_and(|standalone| !matches!(standalone, "yes" | "no"))
    {
        return Err(cursor.malformed(0, "standalone in the XML declaration is yes or no"));
    }
    cursor.skip_space();
    match cursor.skip(b"?>") {
        true => Ok(()),
        false => Err(cursor.malformed(
            cursor.at,
            "the XML declaration holds version, encoding and standalone, in this order",
        )),
    }
}

/// The value of `name` if it comes next, behind white space.
fn pseudo_attribute<'a>(cursor: &mut Cursor<'a>, name: &[u8]) -> Result<Option<&'a str>, XmlError> {
    let before = cursor.at;
    if !cursor.skip_space() || !cursor.skip(name) {
        cursor.at = before;
        return Ok(None);
    }
    cursor.skip_space();
    let has_value = cursor.skip(b"=");
    cursor.skip_space();
    let start = cursor.at + 1;
    let quote = cursor
        .peek()
        .filter(|byte| has_value && matches!(byte, b'"' | b'\''));
    let length = quote.and_then(|quote| memchr::memchr(quote, cursor.bytes().get(start..)?));
    let Some(length) = length else {
        return Err(cursor.malformed(
            cursor.at,
            "a part of the XML declaration is written name=\"value\"",
        ));
    };
    cursor.at = start + length + 1;
    Ok(Some(cursor.slice(start, start + length)))
}
