//! White space in texts: documents are laid out by hand and machine, so it means little.

use std::borrow::Cow;

/// `text` without white space around it, and with every run of white space that has a tab or a line break in it
/// turned into one space. Blanks inside a line stay.
///
/// Documents are written and read with it, and entries are written with it, too: both must have the same names.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.bytes().any(is_layout) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_whitespace) {
        let (word, after) = rest.split_at(start);
        let next = after.trim_start();
        // `next` is the end of `after`, so the difference of their lengths is the length of the run.
        let run = after.get(..after.len() - next.len()).unwrap_or_default();
        out.push_str(word);
        out.push_str(if run.bytes().any(is_layout) { " " } else { run });
        rest = next;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn is_layout(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn only_layout_is_removed() {
        for (text, cleaned) in [
            ("", ""),
            (" Odense  M ", "Odense  M"),
            (
                "Odense Kommune,\n      Sundhedsforvaltningen",
                "Odense Kommune, Sundhedsforvaltningen",
            ),
            ("a\tb  c \r\n d\u{a0}e", "a b  c d\u{a0}e"),
            ("\n", ""),
        ] {
            assert_eq!(clean(text), cleaned, "{text:?}");
            assert_eq!(clean(&clean(text)), clean(text));
        }
    }
}
