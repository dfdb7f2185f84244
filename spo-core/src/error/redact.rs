//! Masking CPR numbers in text that others wrote.

use std::borrow::Cow;

/// Masks everything in `text` that looks like a CPR number: ten digits in a row, or six, a hyphen or space, and four.
///
/// Longer digit runs (SOR codes, timestamps, OID arcs) stay. A service's error text may hold the patient's number, and
/// no text of this library may.
///
/// ```
/// assert_eq!(spo_core::redact("unknown patient 010190-1234"), "unknown patient ******-****");
/// assert_eq!(spo_core::redact("SOR 325431000016004"), "SOR 325431000016004");
/// ```
pub fn redact(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut out: Option<String> = None;
    let mut copied = 0;
    let mut at = 0;
    while at < bytes.len() {
        let run = digits(bytes, at);
        if run == 0 {
            at += 1;
            continue;
        }
        let end = match run {
            10 => Some(at + 10),
            6 if matches!(bytes.get(at + 6), Some(b'-' | b' ')) && digits(bytes, at + 7) == 4 => {
                Some(at + 11)
            }
            _ => None,
        };
        if let Some(end) = end {
            let out = out.get_or_insert_with(|| String::with_capacity(text.len()));
            out.push_str(&text[copied..at]);
            out.push_str("******-****");
            copied = end;
            at = end;
        } else {
            at += run;
        }
    }
    match out {
        None => Cow::Borrowed(text),
        Some(mut out) => {
            out.push_str(&text[copied..]);
            Cow::Owned(out)
        }
    }
}

fn digits(bytes: &[u8], from: usize) -> usize {
    bytes
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count()
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn masks_every_spelling_and_keeps_longer_numbers() {
        assert_eq!(
            redact("'2512489996^^^&1.2.208.176.1.2&ISO'"),
            "'******-****^^^&1.2.208.176.1.2&ISO'"
        );
        assert_eq!(redact("251248-9996 og 251248 9996"), "******-**** og ******-****");
        assert_eq!(redact("20260401080000"), "20260401080000");
        assert_eq!(redact("æøå 0101901234 æøå"), "æøå ******-**** æøå");
    }
}
