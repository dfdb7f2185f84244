//! What comes before the first markup: the size of the input, its encoding, and the XML declaration.

use super::attribute_list;
use super::chars::illegal_at;
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
    // Offsets are 31 bits wide in the tree, and a byte of the input is copied twice at most.
    let most = limits.max_bytes.min(i32::MAX as usize / 2);
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

/// Checks the XML declaration (XML 1.0, production 23), whose `content` stands between `<?` and `?>`.
pub(super) fn check_declaration(source: &str, content: &str) -> Result<(), XmlError> {
    let mut names = ["version", "encoding", "standalone"].into_iter();
    attribute_list::for_each(source, content, "xml".len(), |part| {
        let is_first = names.len() == 3;
        let is_right = match names.find(|name| *name == part.name()) {
            // A processor of version 1.0 reads later ones as 1.0 (production 26).
            Some("version") => part.value().strip_prefix("1.").is_some_and(is_number),
            Some("encoding") if !is_first => return check_encoding(source, part.value()),
            Some("standalone") if !is_first => matches!(part.value(), "yes" | "no"),
            _ => false,
        };
        match is_right {
            true => Ok(()),
            false => Err(bad_declaration(source)),
        }
    })?;
    match names.len() {
        3 => Err(bad_declaration(source)),
        _ => Ok(()),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn check_encoding(source: &str, encoding: &str) -> Result<(), XmlError> {
    let is_any_of = |names: &[&str]| names.iter().any(|name| encoding.eq_ignore_ascii_case(name));
    let is_ascii = is_any_of(&["US-ASCII", "ASCII"]);
    if is_any_of(&["UTF-8"]) || is_ascii && source.is_ascii() {
        return Ok(());
    }
    let message = match is_ascii {
        true => "the XML declaration says US-ASCII, but there are other characters".to_owned(),
        false => format!(
            "the XML declaration says {}, only UTF-8 is read",
            quotable(encoding)
        ),
    };
    Err(XmlError::at(
        XmlErrorKind::Encoding,
        source.as_bytes(),
        0,
        message,
    ))
}

fn bad_declaration(source: &str) -> XmlError {
    let message =
        "the XML declaration holds version=\"1.0\", encoding and standalone (yes or no), in this order";
    XmlError::at(XmlErrorKind::NotWellFormed, source.as_bytes(), 0, message)
}
