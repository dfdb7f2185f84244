//! Text and attribute values as XML 1.0 says they mean: references resolved, line ends and white space normalised.

use super::chars::is_char;
use super::cursor::Cursor;
use super::error::{XmlError, XmlErrorKind};

/// Appends the character data from `start` to `end` to `out`: references resolved, and every CRLF or CR that was
/// written plainly turned into LF (XML 1.0, section 2.11).
pub(super) fn text(cursor: &Cursor<'_>, start: usize, end: usize, out: &mut String) -> Result<(), XmlError> {
    unescape(cursor, start, end, out, |byte| matches!(byte, b'&' | b'\r'), "\n")
}

/// Appends the content of a CDATA section, where only line ends are normalised.
pub(super) fn cdata(cursor: &Cursor<'_>, start: usize, end: usize, out: &mut String) -> Result<(), XmlError> {
    unescape(cursor, start, end, out, |byte| byte == b'\r', "\n")
}

/// Appends an attribute's value: references resolved, and each tab and line end that was written plainly turned into
/// one space (XML 1.0, section 3.3.3).
pub(super) fn attribute(
    cursor: &Cursor<'_>,
    start: usize,
    end: usize,
    out: &mut String,
) -> Result<(), XmlError> {
    unescape(
        cursor,
        start,
        end,
        out,
        |byte| matches!(byte, b'&' | b'\r' | b'\n' | b'\t'),
        " ",
    )
}

#[inline]
fn unescape(
    cursor: &Cursor<'_>,
    start: usize,
    end: usize,
    out: &mut String,
    is_special: impl Fn(u8) -> bool,
    space: &str,
) -> Result<(), XmlError> {
    let bytes = cursor.bytes();
    let mut at = start;
    while at < end {
        let rest = bytes.get(at..end).unwrap_or_default();
        let plain = rest
            .iter()
            .position(|&byte| is_special(byte))
            .unwrap_or(rest.len());
        out.push_str(cursor.slice(at, at + plain));
        at += plain;
        match bytes.get(at).filter(|_| at < end) {
            None => {}
            Some(b'&') => {
                let (c, length) = reference(cursor, at, end)?;
                out.push(c);
                at += length;
            }
            Some(b'\r') if at + 1 < end && bytes.get(at + 1) == Some(&b'\n') => {
                out.push_str(space);
                at += 2;
            }
            Some(_) => {
                out.push_str(space);
                at += 1;
            }
        }
    }
    Ok(())
}

/// The character that the reference at `start` stands for, and the reference's length.
fn reference(cursor: &Cursor<'_>, start: usize, end: usize) -> Result<(char, usize), XmlError> {
    // Long enough for every reference that is right, leading zeros included, within reason.
    const LONGEST: usize = 64;
    let window = cursor
        .bytes()
        .get(start + 1..end.min(start + LONGEST))
        .unwrap_or_default();
    let length = window
        .iter()
        .take_while(|byte| !matches!(byte, b';' | b'&' | b'<' | b' ' | b'\n' | b'"' | b'\''))
        .count();
    if window.get(length) != Some(&b';') {
        let message =
            "an ampersand begins a reference, which ends with a semicolon; a plain one is written &amp;";
        return Err(cursor.malformed(start, message));
    }
    let name = cursor.slice(start + 1, start + 1 + length);
    let c = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => match name.strip_prefix('#') {
            Some(number) => by_number(cursor, start, number)?,
            None => {
                let message = "the entity that this reference names is not defined";
                return Err(cursor.error(XmlErrorKind::Entity, start, message));
            }
        },
    };
    Ok((c, length + 2))
}

fn by_number(cursor: &Cursor<'_>, start: usize, number: &str) -> Result<char, XmlError> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return Err(cursor.malformed(start, "a reference by number is written &#229; or &#xE5;"));
    }
    let c = u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    c.filter(|&c| is_char(c)).ok_or_else(|| {
        cursor.error(
            XmlErrorKind::Character,
            start,
            "this reference names a character that XML 1.0 cannot carry",
        )
    })
}
