//! What a text may hold.

/// Whether `text` holds a character that XML 1.0 cannot carry.
pub(super) fn is_illegal(text: &str) -> bool {
    let bytes = text.as_bytes();
    // U+FFFE and U+FFFF begin with 0xEF; most texts have neither that byte nor a control character.
    let suspect = bytes
        .iter()
        .fold(false, |suspect, &byte| suspect | (byte < 0x20) | (byte == 0xEF));
    suspect
        && text.chars().any(|c| match c {
            '\t' | '\n' | '\r' => false,
            _ => c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}'),
        })
}

/// Whether `text` has more than `limit` characters.
pub(super) fn is_longer(text: &str, limit: usize) -> bool {
    text.len() > limit && text.chars().count() > limit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_xml_cannot_carry_is_illegal() {
        for text in ["", "Blodprøve\tog\r\nsamtale", "\u{FFFD}\u{F000}\u{7F}\u{1F600}"] {
            assert!(!is_illegal(text), "{text:?}");
        }
        for text in ["a\u{0}", "\u{b}", "æ\u{1f}", "\u{FFFE}", "\u{FFFF}"] {
            assert!(is_illegal(text), "{text:?}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(!is_longer("æøå", 3));
        assert!(is_longer("æøåa", 3));
    }
}
