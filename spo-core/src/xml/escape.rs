//! Writing text so that it reads back the same.

use super::chars::{is_illegal_control, is_noncharacter};

/// Appends `text` as character data: `&`, `<`, `>` and CR become references.
#[inline]
pub(super) fn push_text(out: &mut String, text: &str) {
    push(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'\r' => Some("&#13;"),
        _ => None,
    });
}

/// Appends `text` as the content of an attribute in double quotes: also `"`, tab and LF become references, because a
/// reader would turn the latter two into spaces.
#[inline]
pub(super) fn push_attribute(out: &mut String, text: &str) {
    push(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\t' => Some("&#9;"),
        b'\n' => Some("&#10;"),
        b'\r' => Some("&#13;"),
        _ => None,
    });
}

#[inline]
fn push(out: &mut String, text: &str, reference: impl Fn(u8) -> Option<&'static str>) {
    // Without a branch per byte: nearly every text is plain.
    let is_suspect = |byte: u8| (byte < 0x20) | matches!(byte, b'&' | b'<' | b'>' | b'"' | 0xEF);
    if text
        .bytes()
        .fold(false, |suspect, byte| suspect | is_suspect(byte))
    {
        push_escaped(out, text, reference);
    } else {
        out.push_str(text);
    }
}

fn push_escaped(out: &mut String, text: &str, reference: impl Fn(u8) -> Option<&'static str>) {
    let bytes = text.as_bytes();
    out.reserve(text.len() + 16);
    let mut copied = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        // What XML cannot carry becomes U+FFFD: validation names such a character before anything is written, and
        // whatever slips past it must not make a document that nobody can read.
        let (replacement, length) = match reference(byte) {
            Some(reference) => (reference, 1),
            None if is_illegal_control(byte) => ("\u{FFFD}", 1),
            None if byte == 0xEF && is_noncharacter(bytes, at) => ("\u{FFFD}", 3),
            None => continue,
        };
        out.push_str(text.get(copied..at).unwrap_or_default());
        out.push_str(replacement);
        copied = at + length;
    }
    out.push_str(text.get(copied..).unwrap_or_default());
}
