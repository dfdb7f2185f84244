//! PEM (RFC 7468): sections of base64 between lines that name them. Text around the sections is passed over, as tools
//! write descriptions there.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::error::CredentialError;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// One section.
pub(super) struct Section<'a> {
    pub(super) label: &'a str,
    body: &'a str,
}

impl Section<'_> {
    pub(super) fn is_certificate(&self) -> bool {
        matches!(self.label, "CERTIFICATE" | "X509 CERTIFICATE")
    }

    /// Whether it is encrypted in the way of old OpenSSL versions, by a header inside the section.
    pub(super) fn has_legacy_encryption(&self) -> bool {
        self.body.trim_start().starts_with("Proc-Type:")
    }

    /// What the base64 stands for.
    pub(super) fn content(&self) -> Result<Zeroizing<Vec<u8>>, CredentialError> {
        // Reserved whole, so that no part of a key stays behind in memory that was outgrown.
        let mut packed = Zeroizing::new(String::with_capacity(self.body.len()));
        packed.extend(self.body.chars().filter(|letter| !letter.is_ascii_whitespace()));
        let mut content = Zeroizing::new(Vec::with_capacity(packed.len()));
        STANDARD
            .decode_vec(packed.as_bytes(), &mut content)
            .map_err(|_| damaged("a section is not base64"))?;
        Ok(content)
    }
}

/// Whether `bytes` is a text with a section, rather than DER.
pub(super) fn is_pem(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, BEGIN.as_bytes()).is_some()
}

/// The sections in order. Nothing comes after an error.
pub(super) fn sections(bytes: &[u8]) -> impl Iterator<Item = Result<Section<'_>, CredentialError>> {
    // Descriptions may be in any encoding; the sections are ASCII.
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let start = memchr::memmem::find(rest, BEGIN.as_bytes())?;
        let section = read(&rest[start..]);
        rest = section.as_ref().map_or(&[][..], |(_, rest)| *rest);
        Some(section.map(|(section, _)| section))
    })
}

/// The section at the start of `bytes`, and what follows it.
fn read(bytes: &[u8]) -> Result<(Section<'_>, &[u8]), CredentialError> {
    let end = memchr::memmem::find(bytes, END.as_bytes()).ok_or(damaged("a section has no end"))?;
    let text = std::str::from_utf8(&bytes[..end]).map_err(|_| damaged("a section is not text"))?;
    let (label, body) = text
        .strip_prefix(BEGIN)
        .and_then(|text| text.split_once(DASHES))
        .ok_or(damaged("a section does not name itself"))?;
    let after = &bytes[end + END.len()..];
    let rest = after
        .strip_prefix(label.as_bytes())
        .and_then(|rest| rest.strip_prefix(DASHES.as_bytes()))
        .ok_or(damaged("a section ends as another than it began"))?;
    Ok((Section { label, body }, rest))
}

fn damaged(problem: &'static str) -> CredentialError {
    CredentialError::Damaged {
        what: "the PEM text",
        problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &[u8]) -> Result<Vec<String>, CredentialError> {
        sections(text)
            .map(|section| section.map(|section| section.label.to_owned()))
            .collect()
    }

    #[test]
    fn sections_are_found_among_descriptions_of_any_encoding() {
        let text =
            b"Bag Attributes\r\n  friendlyName: L\xE6ge\r\n-----BEGIN CERTIFICATE-----\r\nAQID\r\nBA==\r\n\
            -----END CERTIFICATE-----\r\nmore\n-----BEGIN PRIVATE KEY-----\nAQ==\n-----END PRIVATE KEY-----";
        assert_eq!(labels(text).unwrap(), ["CERTIFICATE", "PRIVATE KEY"]);
        let first = sections(text).next().unwrap().unwrap();
        assert_eq!(first.content().unwrap().as_slice(), [1, 2, 3, 4]);
    }

    #[test]
    fn broken_sections_are_errors() {
        for text in [
            "-----BEGIN CERTIFICATE-----\nAQID\n",
            "-----BEGIN CERTIFICATE-----\nAQID\n-----END PRIVATE KEY-----\n",
            "-----BEGIN -----END CERTIFICATE-----",
            "-----BEGIN CERTIFICATE\n-----END CERTIFICATE-----",
        ] {
            assert!(labels(text.as_bytes()).is_err(), "{text}");
        }
        let text = b"-----BEGIN CERTIFICATE-----\nnot base64!\n-----END CERTIFICATE-----";
        assert!(sections(text).next().unwrap().unwrap().content().is_err());
        assert!(labels(b"no section").unwrap().is_empty());
    }
}
