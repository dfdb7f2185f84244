//! Telling a SOAP message from the pages that gateways and portals send instead.

use crate::error::redact;

/// What some bytes look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looks {
    Empty,
    Xml,
    /// Begins like a part of a multipart message.
    Multipart,
    /// HTML or plain text.
    Page,
}

pub(super) fn looks_like(bytes: &[u8]) -> Looks {
    let mut rest = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii_start();
    if rest.is_empty() {
        return Looks::Empty;
    }
    if rest.starts_with(b"--") {
        return Looks::Multipart;
    }
    // An XHTML page has an XML declaration too, so look at what comes after it and after comments.
    loop {
        let close: &[u8] = match rest {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            _ => break,
        };
        let Some(end) = memchr::memmem::find(rest, close) else {
            return Looks::Xml;
        };
        rest = rest
            .get(end + close.len()..)
            .unwrap_or_default()
            .trim_ascii_start();
    }
    match rest.starts_with(b"<") && !begins(rest, b"<!doctype html") && !begins(rest, b"<html") {
        true => Looks::Xml,
        false => Looks::Page,
    }
}

/// A few words that say what a page is: its title, or its first line when it is plain text.
pub(super) fn title(bytes: &[u8]) -> Option<String> {
    const SEARCHED: usize = 64 << 10;
    const LONGEST: usize = 100;
    let text = String::from_utf8_lossy(bytes.get(..SEARCHED).unwrap_or(bytes));
    let lower = text.to_ascii_lowercase();
    let title = match lower.find("<title") {
        Some(at) => {
            let begin = at + lower.get(at..)?.find('>')? + 1;
            let end = begin + lower.get(begin..)?.find('<')?;
            text.get(begin..end)?
        }
        None if text.trim_start().starts_with('<') => return None,
        None => text.trim_start().lines().next()?,
    };
    let title = shorten(title, LONGEST);
    (!title.is_empty()).then_some(title)
}

/// `text` from a service, fit for a message: on one line, short, and without CPR numbers.
pub(super) fn shorten(text: &str, longest: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
    {
        length += word.chars().count() + 1;
        if length > longest + 1 {
            line.push_str("...");
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    redact(&line).into_owned()
}

fn begins(bytes: &[u8], with: &[u8]) -> bool {
    bytes
        .get(..with.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(with))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_messages() {
        let cases: [(&str, Looks); 10] = [
            ("", Looks::Empty),
            ("\u{feff} \r\n", Looks::Empty),
            ("<soap:Envelope/>", Looks::Xml),
            (
                "\u{feff}<?xml version='1.0'?>\n<!-- <html> --><Envelope/>",
                Looks::Xml,
            ),
            ("\r\n--uuid:1\r\n", Looks::Multipart),
            ("<!DOCTYPE HTML><html></html>", Looks::Page),
            ("<HTML><title>504</title>", Looks::Page),
            (
                "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html/>",
                Looks::Page,
            ),
            ("Service Unavailable", Looks::Page),
            ("<?xml", Looks::Xml),
        ];
        for (text, expected) in cases {
            assert_eq!(looks_like(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn titles_are_short_and_name_nobody() {
        let title_of = |page: &str| title(page.as_bytes());
        assert_eq!(
            title_of("<html><TITLE lang=da>504 Gateway\n  Time-out</TITLE>").as_deref(),
            Some("504 Gateway Time-out")
        );
        assert_eq!(
            title_of("<title>Patient 251248-9996</title>").as_deref(),
            Some("Patient ******-****")
        );
        assert_eq!(
            title_of("upstream timed out\nmore").as_deref(),
            Some("upstream timed out")
        );
        assert_eq!(title_of("<html><body>no title</body></html>"), None);
        assert_eq!(title_of("<title>never ends"), None);
        assert!(
            title_of(&format!("<title>{}</title>", "word ".repeat(500)))
                .unwrap()
                .len()
                < 120
        );
        assert_eq!(title_of(&"x".repeat(500)).as_deref(), Some("..."));
    }
}
