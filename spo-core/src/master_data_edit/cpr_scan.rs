//! CPR numbers in what people type in.

/// Whether a CPR number stands in `text`: ten digits whose first four can be a day and a month, in a row or parted by blanks,
/// hyphens, dots or slashes, of which one comes after the sixth digit.
///
/// This finds more than [`redact`](crate::redact) masks: what is refused here can still be corrected by whoever typed it.
/// A number after a plus sign is a phone number.
pub(super) fn holds_cpr(text: &str) -> bool {
    let groups = groups(text);
    (0..groups.len()).any(|first| begins_cpr(groups.get(first..).unwrap_or_default()))
}

/// Digits without anything between them.
struct Group {
    digits: Vec<u8>,
    /// Whether nothing but blanks and separators parts it from the group before.
    follows: bool,
    after_plus: bool,
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    // What stands between the last group and the present character.
    let mut gap = String::new();
    let mut in_group = false;
    for c in text.chars() {
        match (
            c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()),
            groups.last_mut(),
        ) {
            (Some(digit), Some(group)) if in_group => group.digits.push(digit),
            (Some(digit), _) => {
                groups.push(Group {
                    digits: vec![digit],
                    follows: !groups.is_empty() && gap.chars().all(is_separator),
                    after_plus: gap.ends_with('+'),
                });
                gap.clear();
                in_group = true;
            }
            (None, _) => {
                gap.push(c);
                in_group = false;
            }
        }
    }
    groups
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || "-.,/\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}".contains(c)
}

/// Whether the first of these groups, alone or with those that follow it, are the ten digits.
fn begins_cpr(groups: &[Group]) -> bool {
    let mut digits = Vec::with_capacity(10);
    let mut parted_after_six = false;
    for (at, group) in groups.iter().enumerate() {
        if group.after_plus || (at > 0 && !group.follows) {
            return false;
        }
        digits.extend_from_slice(&group.digits);
        match digits.len() {
            6 => parted_after_six = true,
            10 => return (at == 0 || parted_after_six) && can_be_date(&digits),
            11.. => return false,
            _ => {}
        }
    }
    false
}

/// Replacement numbers (erstatnings-CPR) have 60 added to the day.
fn can_be_date(digits: &[u8]) -> bool {
    let &[d1, d2, m1, m2, ..] = digits else {
        return false;
    };
    matches!(d1 * 10 + d2, 1..=31 | 61..=91) && matches!(m1 * 10 + m2, 1..=12)
}

#[cfg(test)]
mod tests {
    use super::holds_cpr;

    #[test]
    fn every_spelling_is_found() {
        for text in [
            "2512489996",
            "251248-9996",
            "251248 9996",
            "251248 - 9996",
            "251248\u{2013}9996",
            "251248\u{a0}9996",
            "25 12 48 9996",
            "25.12.48-99 96",
            "mor (cpr2512489996)",
            "ring 66113333, cpr: 251248-9996.",
            "ring 66113333 251248-9996",
            "6501559996",
        ] {
            assert!(holds_cpr(text), "{text}");
        }
    }

    #[test]
    fn phone_numbers_times_and_other_numbers_pass() {
        for text in [
            "",
            "66113333",
            "66 11 33 33",
            "+45 66 11 33 33",
            "+31 12 34 56 78",
            "0045 66 11 33 33",
            "20112233 20445566",
            "fra den 24. 12. 2026 kl. 12.00",
            "325431000016004",
            "9934567890",
            "25124899961",
            "251248 eller 9996",
        ] {
            assert!(!holds_cpr(text), "{text}");
        }
    }
}
