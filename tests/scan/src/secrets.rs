//! What must never be printed, recognised without any help from the library that must not print it.

/// Signs of keys, cards and signatures, as they would look in a dump of a message or file.
const MARKS: [(&str, &str); 7] = [
    ("PRIVATE KEY", "a private key"),
    ("<saml:Assertion", "an identity card or token"),
    ("saml:Assertion>", "an identity card or token"),
    ("SignatureValue", "a signature"),
    ("X509Certificate", "a certificate out of a message"),
    ("<medcom:", "a message's header"),
    ("Test1234", "a password"),
];

/// So much base64 without a break is a key, a signature or a card. A SHA-512 digest has 88 characters.
const LONGEST_BASE64: usize = 120;

/// What of it `text` lets out, if anything.
pub fn leaked(text: &str) -> Option<&'static str> {
    let mark = MARKS.iter().find(|(mark, _)| text.contains(mark));
    if let Some((_, what)) = mark {
        return Some(what);
    }
    if holds_cpr(text) {
        return Some("a CPR number");
    }
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    let long = |run: &str| {
        run.len() > LONGEST_BASE64
            && run.contains(|c: char| c.is_ascii_uppercase())
            && run.contains(|c: char| c.is_ascii_lowercase())
            && run.contains(|c: char| c.is_ascii_digit())
    };
    let mut runs = text.split(|c| !is_base64(c));
    runs.any(long).then_some("a long text in base64")
}

/// Whether ten digits that begin with a day and month stand alone, with or without a hyphen after the sixth.
fn holds_cpr(text: &str) -> bool {
    // A digit of a longer number, a version, an OID or a UUID belongs to it.
    let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    text.split(|c| !joins(c))
        // A number at the end of a sentence is one still.
        .map(|word| word.trim_matches(['.', '-']))
        .any(|word| {
            let digits: String = match word.split_once('-') {
                Some((date, rest)) if date.len() == 6 && rest.len() == 4 => [date, rest].concat(),
                _ => word.to_owned(),
            };
            digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit()) && begins_with_date(&digits)
        })
}

fn begins_with_date(digits: &str) -> bool {
    let number = |range| digits.get(range).and_then(|text: &str| text.parse::<u8>().ok());
    let (day, month) = (number(0..2), number(2..4));
    // Replacement numbers add 60 to the day.
    day.is_some_and(|day| (1..=31).contains(&day) || (61..=91).contains(&day))
        && month.is_some_and(|month| (1..=12).contains(&month))
}

#[cfg(test)]
mod tests {
    use super::leaked;

    #[test]
    fn secrets_are_recognised() {
        let key = format!("read {}", "aB3/".repeat(40));
        for text in [
            "no patient 2512489996",
            "(251248-9996) is unknown",
            "cpr=2512489996.",
            "patient:2512489996",
            "-----BEGIN PRIVATE KEY-----",
            "<saml:Assertion id=\"IDCard\">",
            &key,
        ] {
            assert!(leaked(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_not() {
        for text in [
            "251248-****",
            "SOR 325431000016004 at 1.2.208.176.43210.8.10",
            "urn:uuid:25124899-2512-4899-9625-251248999612",
            "20270401100000",
            "sha256 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
            "took 9912345678 ns",
        ] {
            assert_eq!(leaked(text), None, "{text}");
        }
    }

    #[test]
    #[should_panic(expected = "let a CPR number out")]
    fn a_log_line_that_leaks_fails_its_test() {
        log::info!("looking for 2512489996");
    }
}
