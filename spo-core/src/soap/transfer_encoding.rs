//! Undoing `Content-Transfer-Encoding`, and base64 in XML.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

/// Missing padding is no reason to lose a document.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Decodes base64 with white space anywhere; `None` when it is not base64.
pub(super) fn base64(text: &[u8]) -> Option<Vec<u8>> {
    if !text.iter().any(u8::is_ascii_whitespace) {
        return ENGINE.decode(text).ok();
    }
    let packed: Vec<u8> = text
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    ENGINE.decode(packed).ok()
}

/// Decodes quoted-printable (RFC 2045). A stray `=` stays as it is.
pub(super) fn quoted_printable(text: &[u8]) -> Vec<u8> {
    unescape(text, b'=', |escape| match escape {
        [_, b'\r', b'\n', rest @ ..] | [_, b'\n', rest @ ..] => Some(rest),
        _ => None,
    })
}

/// Decodes `%XX`. A stray `%` stays as it is.
pub(super) fn percent(text: &str) -> Vec<u8> {
    unescape(text.as_bytes(), b'%', |_| None)
}

/// Decodes two hexadecimal digits behind each `mark`. `skip` gives what follows an escape that stands for nothing; a mark
/// that begins no escape stays as it is.
fn unescape<'a>(text: &'a [u8], mark: u8, skip: impl Fn(&'a [u8]) -> Option<&'a [u8]>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(mark, rest) {
        let (before, escape) = rest.split_at(at);
        out.extend_from_slice(before);
        rest = match (skip(escape), escape) {
            (Some(rest), _) => rest,
            (None, [_, high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    out.push(high << 4 | low);
                    after
                }
                _ => keep_first(escape, &mut out),
            },
            _ => keep_first(escape, &mut out),
        };
    }
    out.extend_from_slice(rest);
    out
}

fn keep_first<'a>(escape: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
    match escape.split_first() {
        Some((first, rest)) => {
            out.push(*first);
            rest
        }
        None => escape,
    }
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_may_be_broken_into_lines_and_unpadded() {
        assert_eq!(base64(b"w6bDuMOl").unwrap(), "æøå".as_bytes());
        assert_eq!(base64(b" w6bD\r\n\tuMOl \n").unwrap(), "æøå".as_bytes());
        assert_eq!(base64(b"YQ").unwrap(), b"a");
        assert_eq!(base64(b"").unwrap(), b"");
        assert_eq!(base64(b"<x/>"), None);
    }

    #[test]
    fn quoted_printable_undoes_escapes_and_soft_breaks() {
        assert_eq!(
            quoted_printable(b"a=3Db=\r\nc=\nd =C3=A6="),
            "a=bcd æ=".as_bytes()
        );
        assert_eq!(quoted_printable(b"=x=="), b"=x==");
    }

    #[test]
    fn percent_undoes_escapes() {
        assert_eq!(percent("a@urn%3Aihe%3aiti"), b"a@urn:ihe:iti");
        assert_eq!(percent("100%%2"), b"100%%2");
    }
}
