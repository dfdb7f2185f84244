//! Which characters XML 1.0 (fifth edition) allows where.

/// The first character of `text` that an XML 1.0 document cannot carry in any form: a control character other than
/// tab, line feed and carriage return, or U+FFFE or U+FFFF.
///
/// ```
/// assert_eq!(spo_core::xml::illegal_char("Blødprøve\n"), None);
/// assert_eq!(spo_core::xml::illegal_char("Blod\u{b}prøve"), Some('\u{b}'));
/// ```
pub fn illegal_char(text: &str) -> Option<char> {
    let at = illegal_at(text.as_bytes())?;
    text.get(at..)?.chars().next()
}

/// The offset of the first character that [`illegal_char`] would name. `bytes` must be UTF-8.
pub(super) fn illegal_at(bytes: &[u8]) -> Option<usize> {
    // Blocks are tested without a branch per byte, which the compiler turns into vector instructions. 0xEF begins
    // every character from U+F000 to U+FFFF, so a block with it is looked at more closely.
    const BLOCK: usize = 64;
    let mut offset = 0;
    for block in bytes.chunks(BLOCK) {
        let suspect = block.iter().fold(false, |suspect, &byte| {
            suspect | ((byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')) | (byte == 0xEF)
        });
        if suspect {
            for (index, &byte) in block.iter().enumerate() {
                let at = offset + index;
                if is_illegal_control(byte) || (byte == 0xEF && is_noncharacter(bytes, at)) {
                    return Some(at);
                }
            }
        }
        offset += BLOCK;
    }
    None
}

/// A control character that XML 1.0 does not allow.
pub(super) fn is_illegal_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// Whether U+FFFE or U+FFFF begins at `at`.
pub(super) fn is_noncharacter(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..at + 3), Some([0xEF, 0xBF, 0xBE | 0xBF]))
}

/// `Char`, production 2.
pub(super) fn is_char(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        _ => c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'),
    }
}

/// `NameStartChar` without the colon, production 4 and `NCName` of Namespaces in XML.
pub(super) fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// `NameChar` without the colon, production 4a.
pub(super) fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// The ASCII bytes that may stand in a name after its first character. What is not ASCII needs a look at the whole
/// character.
pub(super) const NAME_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte: u8 = 0;
    while byte < 0x80 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        byte += 1;
    }
    table
};

/// White space, production 3. A no-break space is content.
pub(super) const SPACES: [char; 4] = [' ', '\t', '\n', '\r'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_every_character_that_xml_cannot_carry_and_no_other() {
        for c in '\0'..=char::MAX {
            let text = format!("{}{c}", "x".repeat(70));
            if c < '\u{3000}' || c > '\u{EFFF}' && c < '\u{10100}' {
                assert_eq!(illegal_char(&text), (!is_char(c)).then_some(c), "{c:?}");
            }
        }
    }

    #[test]
    fn tables_agree_with_the_productions() {
        for byte in 0..0x80_u8 {
            assert_eq!(NAME_BYTES[usize::from(byte)], is_name_char(char::from(byte)));
            let is_start = byte.is_ascii_alphabetic() || byte == b'_';
            assert_eq!(is_start, is_name_start(char::from(byte)));
        }
    }
}
