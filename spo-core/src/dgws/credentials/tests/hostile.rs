//! Bytes that are no credential.

use proptest::prelude::*;

use super::super::*;

/// Layers of tags and lengths around noise, so that readers come further than the first byte.
fn nested() -> impl Strategy<Value = Vec<u8>> {
    let tag = prop::sample::select(vec![
        0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x17, 0x24, 0x30, 0x31, 0x80, 0xA0, 0xA3,
    ]);
    let leaf = (tag.clone(), prop::collection::vec(any::<u8>(), 0..20))
        .prop_map(|(tag, content)| [&[tag, content.len() as u8][..], &content].concat());
    leaf.prop_recursive(6, 60, 6, move |inner| {
        (tag.clone(), any::<bool>(), prop::collection::vec(inner, 0..6)).prop_map(|(tag, is_open, parts)| {
            let content = parts.concat();
            match u8::try_from(content.len()) {
                _ if is_open => [&[tag, 0x80][..], &content, &[0, 0]].concat(),
                Ok(length @ 0..0x80) => [&[tag, length][..], &content].concat(),
                _ => [&[tag, 0x82][..], &(content.len() as u16).to_be_bytes(), &content].concat(),
            }
        })
    })
}

fn read_all(bytes: &[u8]) {
    let password = Secret::new("x");
    let _ = Certificate::from_pem_or_der(bytes);
    let _ = Credential::from_pem(bytes, bytes, Some(&password));
    let _ = Trust::from_pem_or_der(bytes);
    #[cfg(feature = "pkcs12")]
    let _ = Credential::from_pkcs12(bytes, &password);
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_all(&bytes);
    }

    #[test]
    fn arbitrary_structures_are_refused_without_a_panic(bytes in nested()) {
        read_all(&bytes);
        let envelope = [&[0x30, 0x80, 2, 1, 3][..], &bytes, &[0, 0]].concat();
        read_all(&envelope);
    }

    #[test]
    fn arbitrary_text_in_pem_is_refused_without_a_panic(
        label in "(CERTIFICATE|PRIVATE KEY|RSA PRIVATE KEY|ENCRYPTED PRIVATE KEY|-|)",
        body in "[A-Za-z0-9+/=:\\- \n]{0,80}",
    ) {
        read_all(format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n").as_bytes());
    }
}
