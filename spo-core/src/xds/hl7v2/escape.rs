//! Delimiters and their escapes (HL7 v2, chapter 2, "use of escape sequences in text fields").

use std::borrow::Cow;

use crate::cda::clean;

/// The longest value that the registry's schema allows in a slot or identifier (`rim:LongName`), in characters.
pub(super) const MAX_VALUE: usize = 256;

/// Appends `text` with every delimiter escaped, so that a name such as `Øre & hals^1` stays one component.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    for c in clean(text).chars() {
        match c {
            '|' => out.push_str("\\F\\"),
            '^' => out.push_str("\\S\\"),
            '&' => out.push_str("\\T\\"),
            '~' => out.push_str("\\R\\"),
            '\\' => out.push_str("\\E\\"),
            c => out.push(c),
        }
    }
}

/// Appends as much of `text`, escaped, as `room` characters hold.
pub(super) fn push_escaped_within(out: &mut String, text: &str, room: usize) {
    let from = out.len();
    push_escaped(out, text);
    if out[from..].chars().count() <= room {
        return;
    }
    out.truncate(from);
    // Cut the text, not its escaped form: half an escape sequence is none.
    let mut used = 0;
    let fits = text.char_indices().find_map(|(at, c)| {
        used += if matches!(c, '|' | '^' | '&' | '~' | '\\') {
            3
        } else {
            1
        };
        (used > room).then_some(at)
    });
    push_escaped(out, &text[..fits.unwrap_or(text.len())]);
}

/// The text without escapes and layout. An escape sequence that is not one of the five stays as it is: not every sender
/// escapes a backslash.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    let text = clean(text);
    if !text.contains('\\') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(at) = rest.find('\\') {
        let (plain, sequence) = rest.split_at(at);
        out.push_str(plain);
        let (c, length) = escape_sequence(sequence).map_or(('\\', 1), |delimiter| (delimiter, 3));
        out.push(c);
        rest = &sequence[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn escape_sequence(text: &str) -> Option<char> {
    match text.as_bytes() {
        [b'\\', b'F', b'\\', ..] => Some('|'),
        [b'\\', b'S', b'\\', ..] => Some('^'),
        [b'\\', b'T', b'\\', ..] => Some('&'),
        [b'\\', b'R', b'\\', ..] => Some('~'),
        [b'\\', b'E', b'\\', ..] => Some('\\'),
        _ => None,
    }
}

/// Component `number` (from 1) of a value, still escaped.
pub(super) fn component(value: &str, number: usize) -> &str {
    part(value, '^', number)
}

/// Subcomponent `number` (from 1) of a component, still escaped.
pub(super) fn subcomponent(component: &str, number: usize) -> &str {
    part(component, '&', number)
}

fn part(text: &str, delimiter: char, number: usize) -> &str {
    text.split(delimiter)
        .nth(number.saturating_sub(1))
        .unwrap_or_default()
        .trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        push_escaped(&mut out, text);
        out
    }

    #[test]
    fn delimiters_survive_the_way_there_and_back() {
        for text in [
            "Øre & hals",
            "a^b~c|d\\e",
            "\\S\\",
            "\\",
            "plain",
            "",
            "^^^",
            "Afd. \\T\\",
        ] {
            let escaped = escaped(text);
            assert!(!escaped.contains(['^', '&', '~', '|']), "{escaped}");
            assert_eq!(unescape(&escaped), text);
        }
    }

    #[test]
    fn layout_is_folded() {
        assert_eq!(escaped("  OUH\n\t\t(Svendborg) "), "OUH (Svendborg)");
        assert_eq!(unescape("OUH\n\t\t(Svendborg)\n"), "OUH (Svendborg)");
        assert_eq!(escaped("Odense  M"), "Odense  M");
    }

    #[test]
    fn an_unknown_escape_stays() {
        assert_eq!(unescape("C:\\temp \\H\\x"), "C:\\temp \\H\\x");
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let mut out = String::new();
        push_escaped_within(&mut out, &"æ&".repeat(100), 10);
        assert_eq!(out, "æ\\T\\æ\\T\\æ");
    }
}
