//! Names as XML 1.0 and Namespaces in XML allow them. quick-xml takes whatever stands in the place of one.

use super::chars::{NAME_BYTES, is_name_char, is_name_start};
use super::error::XmlErrorKind;

/// Where the local name begins in `name`: behind its colon, or at 0 without a prefix. `None` when `name` is no name with
/// at most one colon, neither first nor last.
#[inline]
pub(super) fn local_start(name: &str) -> Option<usize> {
    let bytes = name.as_bytes();
    let first = simple_length(bytes);
    if first == bytes.len() && first > 0 {
        return Some(0);
    }
    match bytes.get(first..) {
        Some([b':', rest @ ..]) if first > 0 && !rest.is_empty() && simple_length(rest) == rest.len() => {
            Some(first + 1)
        }
        _ => local_start_beyond_ascii(name),
    }
}

#[cold]
fn local_start_beyond_ascii(name: &str) -> Option<usize> {
    match name.split_once(':') {
        None => is_simple(name).then_some(0),
        Some((prefix, local)) => (is_simple(prefix) && is_simple(local)).then_some(prefix.len() + 1),
    }
}

/// How many bytes at the start of `bytes` are a name of ASCII characters without a colon.
#[inline]
fn simple_length(bytes: &[u8]) -> usize {
    match bytes.first() {
        Some(byte) if byte.is_ascii_alphabetic() || *byte == b'_' => {
            let rest = bytes.iter().skip(1);
            1 + rest.take_while(|byte| NAME_BYTES[usize::from(**byte)]).count()
        }
        _ => 0,
    }
}

/// Whether `text` is a name without a colon.
pub(super) fn is_simple(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
}

/// Which rule a text breaks that is no name, and a sentence about it.
#[cold]
pub(super) fn fault(text: &str) -> (XmlErrorKind, &'static str) {
    // To XML 1.0 alone a colon is a letter.
    match is_simple(&text.replace(':', "_")) {
        true => (
            XmlErrorKind::Namespace,
            "a colon in a name stands between a prefix and a local name, once",
        ),
        false => (XmlErrorKind::NotWellFormed, "a name was expected here"),
    }
}
