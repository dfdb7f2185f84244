//! What deserves a second look.

use std::fmt;

use serde::Serialize;

use super::codes::is_known;
use crate::redact;

/// How many warnings a document can have. The worst seen in the field has about forty.
const MOST_WARNINGS: usize = 500;
/// The longest message of a warning, in bytes.
const LONGEST_MESSAGE: usize = 400;

/// Something that was guessed, or that the document holds and the model does not.
///
/// No part of it holds a CPR number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Warning {
    /// A stable name of the table [`WARNING_CODES`](crate::cda::WARNING_CODES), such as `time.offset`. `unmapped` marks
    /// what only the raw document tells.
    pub code: &'static str,
    /// Where, as an element path with positions from 1 among siblings of the same name:
    /// `ClinicalDocument/author[2]/assignedAuthor/id`.
    pub path: String,
    /// What was found and what was made of it.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]", self.path, self.message, self.code)
    }
}

/// Adds a warning. `message` may quote the document: CPR numbers are masked. The path is only asked for while there is
/// room: it costs as much as an element has siblings, so a hostile document must not ask for very many.
pub(crate) fn push_warning(
    warnings: &mut Vec<Warning>,
    code: &'static str,
    path: impl FnOnce() -> String,
    message: &str,
) {
    debug_assert!(is_known(code), "{code} is not in the table of warnings");
    let (code, message) = match warnings.len() {
        0..MOST_WARNINGS => (code, message),
        MOST_WARNINGS => ("warnings.more", "there are more warnings, from this element on"),
        _ => return,
    };
    warnings.push(Warning {
        code,
        path: path(),
        message: shortened(&redact(message), LONGEST_MESSAGE).to_owned(),
    });
}

/// The beginning of `text`, at most `limit` bytes; a number is not cut in two.
pub(super) fn shortened(text: &str, limit: usize) -> &str {
    if text.len() <= limit {
        return text;
    }
    // An end inside a character moves back to its beginning, at most three bytes.
    let end = (0..=limit)
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or_default();
    text.get(..end)
        .unwrap_or_default()
        .trim_end_matches(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortened_text_ends_before_a_number() {
        assert_eq!(shortened("cpr 2512489996 x", 10), "cpr ");
        assert_eq!(shortened("æøå", 3), "æ");
        assert_eq!(shortened("abc", 3), "abc");
    }
}
