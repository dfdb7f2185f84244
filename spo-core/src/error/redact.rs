//! Masking CPR numbers in text that others wrote.

use std::borrow::Cow;

/// Masks everything in `text` that looks like a CPR number: ten digits in a row, or six, a hyphen or space, and four, the
/// first six of which can be a date.
///
/// Longer digit runs (SOR codes, timestamps, OID arcs) and UUIDs stay. A service's error text may hold the patient's
/// number, and no text of this library may.
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
        if is_uuid_at(bytes, at) {
            at += UUID_LENGTH;
            continue;
        }
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
        if let Some(end) = end.filter(|_| can_be_date(&bytes[at..at + 4])) {
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

const UUID_LENGTH: usize = 36;

fn digits(bytes: &[u8], from: usize) -> usize {
    bytes
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count()
}

/// Whether four digits can be the day and month of a CPR number; replacement numbers have 60 added to the day.
fn can_be_date(digits: &[u8]) -> bool {
    let pair = |at: usize| {
        digits
            .get(at..at + 2)
            .map_or(0, |pair| (pair[0] - b'0') * 10 + pair[1] - b'0')
    };
    matches!(pair(0), 1..=31 | 61..=91) && matches!(pair(2), 1..=12)
}

/// Whether a UUID begins here. Its digits mean nothing, and it is what people look a message up by.
fn is_uuid_at(bytes: &[u8], at: usize) -> bool {
    let Some(candidate) = bytes.get(at..at + UUID_LENGTH) else {
        return false;
    };
    let begins = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
    let ends = bytes
        .get(at + UUID_LENGTH)
        .is_none_or(|byte| !byte.is_ascii_alphanumeric());
    begins
        && ends
        && candidate.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
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
        assert_eq!(redact("cp2202789083"), "cp******-****");
    }

    #[test]
    fn what_cannot_be_a_date_and_the_digits_of_a_uuid_stay() {
        assert_eq!(redact("9934567890"), "9934567890");
        let uuid = "urn:uuid:11010190-1234-4123-8123-0101901234ab";
        assert_eq!(redact(uuid), uuid);
        assert_eq!(redact("0101901234-1234-4123-8123"), "******-****-1234-4123-8123");
    }
}
