//! Whatever is changed: never a panic, and never belief in anything but the card that was signed.

use proptest::prelude::*;
use spo_core::dgws::signature::{Policy, Profile, sign_enveloped, verify};
use spo_core::xml::{Document, Limits, Namespace};

use super::keys::{enveloped, holder, signed_card};

/// The content that is believed of a message, if any is.
fn believed(message: &[u8]) -> Option<String> {
    let document = Document::parse(message, Limits::MESSAGE).ok()?;
    let root = document.root();
    let assertions = std::iter::once(root).chain(root.descendants());
    for assertion in assertions.filter(|element| element.is(Namespace::SAML, "Assertion")) {
        for policy in [
            Policy::new(Profile::IdCard),
            Policy::ISSUED_ID_CARD,
            Policy::new(Profile::SamlAssertion),
        ] {
            if let Ok(intact) = verify(assertion, policy) {
                return intact
                    .trusted_if(|_| Ok::<_, ()>(()))
                    .ok()
                    .map(|verified| verified.xml().to_owned());
            }
        }
    }
    None
}

#[derive(Debug, Clone)]
enum Change {
    Replace(usize, u8),
    Insert(usize, Vec<u8>),
    Remove(usize, usize),
    /// Copies a piece to another place.
    Copy(usize, usize, usize),
    Swap(usize, usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let piece = prop_oneof![
        proptest::collection::vec(any::<u8>(), 1..8),
        proptest::sample::select(vec![
            &b"<!---->"[..],
            b"<?x?>",
            b"&#13;",
            b" ",
            b"\r\n",
            b"<x/>",
            b" id=\"IDCard\"",
            b"</",
            b"<![CDATA[",
            b"]]>",
            b" xmlns=\"\"",
            b" xmlns:saml=\"urn:x\"",
            b"&amp;",
            b"\xC3\xA6",
            b"\0",
        ])
        .prop_map(<[u8]>::to_vec),
    ];
    let at = 0..10_000_usize;
    prop_oneof![
        (at.clone(), any::<u8>()).prop_map(|(at, byte)| Change::Replace(at, byte)),
        (at.clone(), piece).prop_map(|(at, piece)| Change::Insert(at, piece)),
        (at.clone(), 1..200_usize).prop_map(|(at, length)| Change::Remove(at, length)),
        (at.clone(), at.clone(), 1..3_000_usize)
            .prop_map(|(from, to, length)| Change::Copy(from, to, length)),
        (at.clone(), at, 1..200_usize).prop_map(|(one, other, length)| Change::Swap(one, other, length)),
    ]
}

fn apply(message: &mut Vec<u8>, change: Change) {
    let length = message.len();
    if length == 0 {
        return;
    }
    match change {
        Change::Replace(at, byte) => message[at % length] = byte,
        Change::Insert(at, piece) => {
            let at = at % length;
            message.splice(at..at, piece);
        }
        Change::Remove(at, count) => {
            let at = at % length;
            message.drain(at..(at + count).min(length));
        }
        Change::Copy(from, to, count) => {
            let from = from % length;
            let piece = message[from..(from + count).min(length)].to_vec();
            let to = to % length;
            message.splice(to..to, piece);
        }
        Change::Swap(one, other, count) => {
            for step in 0..count {
                message.swap((one + step) % length, (other + step) % length);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_changed_message_is_refused_or_means_the_same(changes in proptest::collection::vec(change(), 1..4)) {
        let Some(card) = signed_card_once() else { return Ok(()) };
        let original = believed(card.as_bytes()).unwrap();
        let mut message = card.as_bytes().to_vec();
        for change in changes {
            apply(&mut message, change);
        }
        if let Some(content) = believed(&message) {
            prop_assert_eq!(content, original);
        }
    }

    #[test]
    fn a_card_with_any_text_is_believed_as_it_was_signed(
        text in "[ -~æøåÆØÅ€\u{1F600}\t\n]{0,80}",
        attribute in "[ -~æøå\t\n]{0,40}",
    ) {
        let Some(holder) = fast_holder() else { return Ok(()) };
        let escape = |text: &str| text
            .replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
            .replace('"', "&quot;").replace('\t', "&#9;");
        let card = format!(
            "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" id=\"IDCard\" a=\"{}\">{}</saml:Assertion>",
            escape(&attribute).replace('\n', "&#10;"),
            escape(&text)
        );
        let signed = sign_enveloped(&card, Profile::IdCard, &holder.key, &holder.certificate).unwrap();
        let content = believed(enveloped(&signed).as_bytes()).unwrap();
        let document = Document::parse(content.as_bytes(), Limits::DOCUMENT).unwrap();
        prop_assert_eq!(document.root().attr("a"), Some(attribute.as_str()));
        prop_assert_eq!(document.root().text(), text.trim_matches([' ', '\t', '\n']));
    }
}

fn signed_card_once() -> Option<&'static str> {
    static CARD: std::sync::OnceLock<Option<String>> = std::sync::OnceLock::new();
    CARD.get_or_init(|| signed_card().map(|card| enveloped(&card)))
        .as_deref()
}

/// Shorter keys sign faster.
fn fast_holder() -> Option<&'static super::keys::Identity> {
    holder().and_then(|_| super::keys::stranger())
}
