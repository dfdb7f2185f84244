//! Which telecoms are URLs that every reader accepts.

use super::table::{self, Rule};

/// Checks one telecom; the broken rule when it is not a URL.
pub(super) fn check(value: &str) -> Result<(), &'static Rule> {
    let scheme = value
        .split_once(':')
        .filter(|(scheme, _)| matches!(*scheme, "tel" | "sms" | "mailto" | "fax" | "http" | "https"));
    let Some((scheme, rest)) = scheme else {
        return Err(&table::TELECOM_SCHEME);
    };
    let well_formed = if matches!(scheme, "http" | "https") {
        rest.strip_prefix("//").is_some_and(is_host_and_path)
    } else {
        !rest.is_empty() && !rest.starts_with("//") && has_only_url_characters(rest)
    };
    if well_formed {
        Ok(())
    } else {
        Err(&table::TELECOM_VALUE)
    }
}

/// `host[:port][/path][?query][#fragment]`
fn is_host_and_path(rest: &str) -> bool {
    let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(authority_end);
    let (host, port) = authority.split_once(':').unwrap_or((authority, "80"));
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    !host.is_empty()
        && host.chars().all(is_host)
        && (1..=5).contains(&port.len())
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && has_only_url_characters(path)
}

/// RFC 3986 characters; a percent sign begins an escape, a `#` occurs once at most.
fn has_only_url_characters(text: &str) -> bool {
    let escapes_are_whole = text.split('%').skip(1).all(|after| {
        matches!(after.as_bytes(), [first, second, ..] if first.is_ascii_hexdigit() && second.is_ascii_hexdigit())
    });
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c);
    escapes_are_whole && text.chars().all(is_allowed) && text.matches('#').count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_numbers_mail_and_web_addresses_pass() {
        for value in [
            "tel:66113333",
            "tel:+4566113333",
            "tel:66113333-3",
            "sms:53705432",
            "fax:66113334",
            "mailto:ruddi@example.dk",
            "mailto:l%C3%A6ge@xn--prve-hra.dk?subject=Aftale%20nu",
            "http://www.medcom.dk",
            "https://example.dk:8443/book?id=1#nu",
        ] {
            assert_eq!(check(value), Ok(()), "{value}");
        }
    }

    #[test]
    fn everything_else_names_its_rule() {
        for value in [
            "",
            "66113333",
            "TEL:66113333",
            "ftp://example.dk",
            ":",
            "www.medcom.dk",
        ] {
            assert_eq!(check(value).unwrap_err().id, "apd.telecom.scheme", "{value}");
        }
        for value in [
            "tel:",
            "tel:66 11 33 33",
            "tel://1",
            "mailto:a b@c.dk",
            "mailto:<a@b.dk>",
            "mailto:a%2",
            "mailto:læge@example.dk",
            "http:example.dk",
            "http://",
            "http://example.dk:port/",
            "http://example.dk/#a#b",
            "tel:1\u{0}",
        ] {
            assert_eq!(check(value).unwrap_err().id, "apd.telecom.value", "{value}");
        }
    }
}
