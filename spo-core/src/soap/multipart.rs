//! Reading `multipart/related` (RFC 2046, RFC 2387), leniently where senders in use are sloppy.

use std::ops::Range;

use memchr::memmem;

use super::attachments::{Content, Part};
use super::transfer_encoding::{base64, quoted_printable};

/// An answer with a thousand documents is far beyond what a query returns.
const MAX_PARTS: usize = 2000;
const MAX_HEAD_BYTES: usize = 16 << 10;

/// Why the parts of a message cannot be told apart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MultipartError {
    /// No boundary is named, and the content does not begin with one.
    #[error("no boundary is given")]
    NoBoundary,
    /// The boundary does not occur.
    #[error("the boundary does not occur")]
    NoParts,
    /// The closing boundary is missing: the message was cut off.
    #[error("the message ends before its closing boundary")]
    Truncated,
    /// More parts than any message in use has.
    #[error("there are more than {MAX_PARTS} parts")]
    TooManyParts,
    /// A part's headers do not end.
    #[error("the headers of part {0} do not end")]
    Head(usize),
    /// A part is encoded in a way that is not known, or not in the way it says.
    #[error("part {0} is not in the transfer encoding that it names")]
    TransferEncoding(usize),
}

/// Splits `message` at `boundary`. Everything before the first and after the closing delimiter is ignored.
pub(super) fn split(message: &[u8], boundary: &str) -> Result<Vec<Part>, MultipartError> {
    if boundary.is_empty() {
        return Err(MultipartError::NoBoundary);
    }
    let mut parts = Vec::new();
    let delimiter = ["--", boundary].concat();
    let mut open: Option<Delimiter> = None;
    let mut closed = false;
    for found in memmem::find_iter(message, &delimiter) {
        let Some(next) = Delimiter::at(message, found, delimiter.len()) else {
            continue;
        };
        if let Some(open) = &open {
            if parts.len() == MAX_PARTS {
                return Err(MultipartError::TooManyParts);
            }
            let content = open.end..next.content_end(message, open.crlf);
            parts.push(read_part(message, content, parts.len() + 1)?);
        }
        closed = next.closing;
        open = Some(next);
        if closed {
            break;
        }
    }
    match open {
        None => Err(MultipartError::NoParts),
        Some(open) if !closed => {
            let content = open.end..unaligned_close(message, &delimiter, open.end)?;
            parts.push(read_part(message, content, parts.len() + 1)?);
            Ok(parts)
        }
        Some(_) if parts.is_empty() => Err(MultipartError::NoParts),
        Some(_) => Ok(parts),
    }
}

/// The boundary of a message that begins with one, for when its headers do not tell.
pub(super) fn guess_boundary(message: &[u8]) -> Option<&str> {
    const LONGEST: usize = 200;
    let line = message.trim_ascii_start().strip_prefix(b"--")?;
    let end = memchr::memchr(b'\n', line.get(..LONGEST).unwrap_or(line))?;
    let boundary = std::str::from_utf8(line.get(..end)?.trim_ascii_end()).ok()?;
    (!boundary.is_empty() && !boundary.ends_with("--")).then_some(boundary)
}

/// One line that separates parts.
struct Delimiter {
    start: usize,
    /// Where the next part begins.
    end: usize,
    closing: bool,
    /// Whether the line ends in CR LF, as it should, or in LF.
    crlf: bool,
}

impl Delimiter {
    /// The delimiter at `start`, if it is one: at the start of a line, and alone on it.
    fn at(message: &[u8], start: usize, length: usize) -> Option<Self> {
        if start > 0 && message.get(start - 1) != Some(&b'\n') {
            return None;
        }
        let after = message.get(start + length..)?;
        let closing = after.starts_with(b"--");
        let padding = if closing { after.get(2..)? } else { after };
        let rest = match padding.iter().position(|byte| !matches!(byte, b' ' | b'\t')) {
            Some(at) => padding.get(at..)?,
            None => &[],
        };
        let (rest, crlf) = match rest {
            [b'\r', b'\n', rest @ ..] => (rest, true),
            [b'\n', rest @ ..] => (rest, false),
            [] if closing => (rest, true),
            _ => return None,
        };
        Some(Self {
            start,
            end: message.len() - rest.len(),
            closing,
            crlf,
        })
    }

    /// Where the part before this delimiter ends: the line break belongs to the delimiter. In a message with plain LF,
    /// a CR before it belongs to the part.
    fn content_end(&self, message: &[u8], crlf: bool) -> usize {
        let before = message.get(..self.start).unwrap_or_default();
        match before {
            [before @ .., b'\r', b'\n'] if crlf => before.len(),
            [before @ .., b'\n'] => before.len(),
            before => before.len(),
        }
    }
}

/// A sender in use writes its closing delimiter right after the envelope, without a line break. Accepted only as the
/// very last thing in the message.
fn unaligned_close(message: &[u8], delimiter: &str, from: usize) -> Result<usize, MultipartError> {
    let end = message.trim_ascii_end();
    let close = end
        .strip_suffix(b"--")
        .and_then(|end| end.strip_suffix(delimiter.as_bytes()));
    match close {
        Some(content) if content.len() >= from => Ok(content.len()),
        _ => Err(MultipartError::Truncated),
    }
}

fn read_part(message: &[u8], range: Range<usize>, number: usize) -> Result<Part, MultipartError> {
    // Two delimiters that follow each other directly share a line break.
    let range = range.start..range.end.max(range.start);
    let bytes = message.get(range.clone()).unwrap_or_default();
    let mut head = Head::default();
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest).filter(|end| at + end <= MAX_HEAD_BYTES);
        let line_end = match end {
            Some(end) => end,
            // A part may consist of headers alone.
            None if rest.is_empty() => break,
            None => return Err(MultipartError::Head(number)),
        };
        let line = rest.get(..line_end).unwrap_or_default();
        at += line_end + 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        head.take(line);
    }
    let content = range.start + at..range.end;
    let bytes = message.get(content.clone()).unwrap_or_default();
    let encoded = || MultipartError::TransferEncoding(number);
    let content = match head.value("content-transfer-encoding").trim() {
        "" => Content::Piece(content),
        name if ["binary", "8bit", "7bit"]
            .iter()
            .any(|plain| name.eq_ignore_ascii_case(plain)) =>
        {
            Content::Piece(content)
        }
        name if name.eq_ignore_ascii_case("base64") => Content::Decoded(base64(bytes).ok_or_else(encoded)?),
        name if name.eq_ignore_ascii_case("quoted-printable") => Content::Decoded(quoted_printable(bytes)),
        _ => return Err(encoded()),
    };
    let id = head.value("content-id").trim();
    let id = id.strip_prefix('<').unwrap_or(id);
    Ok(Part {
        content_id: id.strip_suffix('>').unwrap_or(id).to_owned(),
        content_type: head.value("content-type").trim().to_owned(),
        content,
    })
}

/// The headers of one part that matter. Anything else is passed over.
#[derive(Default)]
struct Head {
    fields: Vec<(&'static str, String)>,
    /// Whether the last line belongs to a field that is kept, so that its continuation lines do too.
    keeping: bool,
}

impl Head {
    fn take(&mut self, line: &[u8]) {
        const KEPT: [&str; 3] = ["content-type", "content-id", "content-transfer-encoding"];
        let line = String::from_utf8_lossy(line);
        if line.starts_with([' ', '\t']) {
            if let (true, Some((_, value))) = (self.keeping, self.fields.last_mut()) {
                value.push_str(&line);
            }
            return;
        }
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        let kept = KEPT.iter().find(|kept| name.trim().eq_ignore_ascii_case(kept));
        self.keeping = kept.is_some();
        if let Some(kept) = kept {
            self.fields.push((kept, value.to_owned()));
        }
    }

    fn value(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(candidate, _)| *candidate == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}
