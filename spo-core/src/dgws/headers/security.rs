//! `wsse:Security`: when the message was made, and the identity card.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::dgws::id_card::IdCard;

/// The `wsse:Security` block: `created` now, and the card byte by byte as it was issued. Without a card it is the block of
/// a request to the token service.
pub fn security(created: DateTime<Utc>, card: Option<&IdCard>) -> String {
    const START: &str = concat!(
        r#"<wsse:Security xmlns:wsse=""#,
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd",
        r#""><wsu:Timestamp xmlns:wsu=""#,
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd",
        r#""><wsu:Created>"#,
    );
    let card = card.map_or("", IdCard::xml);
    [
        START,
        &utc(created),
        "</wsu:Created></wsu:Timestamp>",
        card,
        "</wsse:Security>",
    ]
    .concat()
}

/// A moment as DGWS 1.0.1 writes it: UTC, `Z`, no fractions of a second.
pub(in crate::dgws) fn utc(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moment_is_utc_without_fractions() {
        let time = DateTime::parse_from_rfc3339("2026-01-02T03:04:05.678+01:00").unwrap();
        let block = security(time.to_utc(), None);
        assert!(
            block.contains("<wsu:Created>2026-01-02T02:04:05Z</wsu:Created>"),
            "{block}"
        );
        assert!(block.ends_with("</wsu:Timestamp></wsse:Security>"));
    }
}
