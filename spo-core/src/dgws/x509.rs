//! Reading the parts of an X.509 certificate (RFC 5280, section 4.1) that matter here.
//!
//! Signatures and the rules of a chain are checked elsewhere, on the same bytes.

use chrono::{DateTime, NaiveDate, Utc};

use super::der::{self, BIT_STRING, BOOLEAN, Der, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, SET};

/// The context tags inside a certificate.
const VERSION: u8 = 0xA0;
const EXTENSIONS: u8 = 0xA3;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

const RSA_ENCRYPTION: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01];
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1D, 0x13];
const KEY_USAGE: &[u8] = &[0x55, 0x1D, 0x0F];

pub(in crate::dgws) struct Parts {
    pub(in crate::dgws) serial_number: Vec<u8>,
    pub(in crate::dgws) issuer: Name,
    pub(in crate::dgws) not_before: DateTime<Utc>,
    pub(in crate::dgws) not_after: DateTime<Utc>,
    pub(in crate::dgws) subject: Name,
    pub(in crate::dgws) public_key: PublicKey,
    pub(in crate::dgws) is_ca: bool,
    pub(in crate::dgws) key_usage: Option<KeyUsage>,
}

/// A distinguished name: its bytes, by which names are compared, and its attributes in order.
pub(in crate::dgws) struct Name {
    pub(in crate::dgws) encoded: Vec<u8>,
    pub(in crate::dgws) attributes: Vec<(Vec<u8>, String)>,
}

pub(in crate::dgws) enum PublicKey {
    Rsa {
        /// `RSAPublicKey` (PKCS#1) in DER.
        der: Vec<u8>,
        bits: u32,
    },
    Other {
        /// Its object identifier, dotted.
        algorithm: String,
    },
}

/// The bits of keyUsage, the first in the highest place.
#[derive(Clone, Copy)]
pub(in crate::dgws) struct KeyUsage(u8);

impl KeyUsage {
    /// digitalSignature or nonRepudiation.
    pub(in crate::dgws) fn allows_signing(self) -> bool {
        self.0 & 0b1100_0000 != 0
    }

    /// keyCertSign.
    pub(in crate::dgws) fn allows_issuing(self) -> bool {
        self.0 & 0b0000_0100 != 0
    }
}

impl Parts {
    pub(in crate::dgws) fn read(certificate: &[u8]) -> Option<Self> {
        let mut outer = Der::new(certificate);
        let mut signed = outer.sequence()?;
        let mut tbs = signed.sequence()?;
        signed.take(SEQUENCE)?;
        signed.take(BIT_STRING)?;
        if !outer.is_empty() || !signed.is_empty() {
            return None;
        }
        tbs.optional(VERSION)?;
        let serial_number = tbs.take(INTEGER)?.to_vec();
        tbs.take(SEQUENCE)?;
        let issuer = Name::read(&mut tbs)?;
        let mut validity = tbs.sequence()?;
        let (not_before, not_after) = (time(&mut validity)?, time(&mut validity)?);
        let subject = Name::read(&mut tbs)?;
        let public_key = PublicKey::read(tbs.sequence()?)?;
        let mut parts = Self {
            serial_number,
            issuer,
            not_before,
            not_after,
            subject,
            public_key,
            is_ca: false,
            key_usage: None,
        };
        while !tbs.is_empty() {
            let element = tbs.element()?;
            if element.tag == EXTENSIONS {
                parts.read_extensions(Der::new(element.content).sequence()?)?;
            }
        }
        Some(parts)
    }

    fn read_extensions(&mut self, mut extensions: Der<'_>) -> Option<()> {
        while !extensions.is_empty() {
            let mut extension = extensions.sequence()?;
            let kind = extension.take(OBJECT_IDENTIFIER)?;
            extension.optional(BOOLEAN)?;
            let mut value = Der::new(extension.take(OCTET_STRING)?);
            if kind == BASIC_CONSTRAINTS {
                let ca = value.sequence()?.optional(BOOLEAN)?;
                self.is_ca = ca.is_some_and(|ca| ca.first().is_some_and(|&byte| byte != 0));
            } else if kind == KEY_USAGE {
                // A byte with the number of unused bits stands first.
                let bits = value.take(BIT_STRING)?;
                self.key_usage = Some(KeyUsage(bits.get(1).copied().unwrap_or(0)));
            }
        }
        Some(())
    }
}

impl Name {
    fn read(input: &mut Der<'_>) -> Option<Self> {
        let element = input.element().filter(|element| element.tag == SEQUENCE)?;
        let mut attributes = Vec::new();
        let mut relative = Der::new(element.content);
        while !relative.is_empty() {
            let mut set = Der::new(relative.take(SET)?);
            while !set.is_empty() {
                let mut attribute = set.sequence()?;
                let kind = attribute.take(OBJECT_IDENTIFIER)?.to_vec();
                let value = attribute.element()?;
                attributes.push((kind, text(value.tag, value.content).unwrap_or_default()));
            }
        }
        Some(Self {
            encoded: element.encoded.to_vec(),
            attributes,
        })
    }
}

impl PublicKey {
    fn read(mut info: Der<'_>) -> Option<Self> {
        let algorithm = info.sequence()?.take(OBJECT_IDENTIFIER)?;
        // A byte with the number of unused bits stands first; a key has none.
        let (_, key) = info
            .take(BIT_STRING)?
            .split_first()
            .filter(|(unused, _)| **unused == 0)?;
        if algorithm != RSA_ENCRYPTION {
            return Some(Self::Other {
                algorithm: der::dotted(algorithm),
            });
        }
        let modulus = Der::new(key).sequence()?.take(INTEGER)?;
        Some(Self::Rsa {
            der: key.to_vec(),
            bits: bit_length(modulus),
        })
    }
}

/// The length of an unsigned number, most significant byte first.
pub(in crate::dgws) fn bit_length(number: &[u8]) -> u32 {
    let significant = number
        .iter()
        .position(|&byte| byte != 0)
        .map_or(&[][..], |at| &number[at..]);
    let whole = u32::try_from(significant.len())
        .unwrap_or(u32::MAX)
        .saturating_mul(8);
    whole - significant.first().map_or(0, |byte| byte.leading_zeros())
}

/// The string types of X.520.
pub(in crate::dgws) fn text(tag: u8, bytes: &[u8]) -> Option<String> {
    const UTF8_STRING: u8 = 0x0C;
    const PRINTABLE_STRING: u8 = 0x13;
    const TELETEX_STRING: u8 = 0x14;
    const IA5_STRING: u8 = 0x16;
    const BMP_STRING: u8 = 0x1E;
    match tag {
        UTF8_STRING | PRINTABLE_STRING | IA5_STRING => String::from_utf8(bytes.to_vec()).ok(),
        // Officially T.61; every issuer wrote Latin-1, and readers follow.
        TELETEX_STRING => Some(bytes.iter().map(|&byte| char::from(byte)).collect()),
        BMP_STRING if bytes.len().is_multiple_of(2) => {
            let units = bytes
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).collect::<Result<_, _>>().ok()
        }
        _ => None,
    }
}

/// `YYMMDDhhmmssZ` (years from 1950 to 2049) or `YYYYMMDDhhmmssZ`.
fn time(input: &mut Der<'_>) -> Option<DateTime<Utc>> {
    let element = input.element()?;
    let digits = element.content.strip_suffix(b"Z")?;
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |pair: &[u8]| pair.iter().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
    let (year, rest) = match (element.tag, digits.len()) {
        (UTC_TIME, 12) => {
            let (year, rest) = digits.split_at(2);
            let year = number(year);
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        (GENERALIZED_TIME, 14) => {
            let (year, rest) = digits.split_at(4);
            (number(year), rest)
        }
        _ => return None,
    };
    let mut pairs = rest.chunks_exact(2).map(number);
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, pairs.next()?, pairs.next()?)?;
    let clock = date.and_hms_opt(pairs.next()?, pairs.next()?, pairs.next()?)?;
    Some(clock.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_two_forms() {
        let read = |tag: u8, text: &str| {
            let mut bytes = vec![tag, text.len() as u8];
            bytes.extend(text.as_bytes());
            time(&mut Der::new(&bytes)).map(|time| time.to_rfc3339())
        };
        assert_eq!(
            read(UTC_TIME, "491231235959Z").unwrap(),
            "2049-12-31T23:59:59+00:00"
        );
        assert_eq!(
            read(UTC_TIME, "500101000000Z").unwrap(),
            "1950-01-01T00:00:00+00:00"
        );
        assert_eq!(
            read(GENERALIZED_TIME, "20500101000000Z").unwrap(),
            "2050-01-01T00:00:00+00:00"
        );
        for bad in [
            "491231235959",
            "4912312359Z",
            "491331235959Z",
            "49123123595ÿZ",
            "491231235959+0100",
        ] {
            assert_eq!(read(UTC_TIME, bad), None, "{bad}");
        }
    }

    #[test]
    fn every_string_type_gives_danish_letters() {
        assert_eq!(text(0x0C, "Ærø".as_bytes()).as_deref(), Some("Ærø"));
        assert_eq!(text(0x14, &[0xC6, b'r', 0xF8]).as_deref(), Some("Ærø"));
        assert_eq!(text(0x1E, &[0, 0xC6, 0, b'r', 0, 0xF8]).as_deref(), Some("Ærø"));
        assert_eq!(text(0x1E, &[0]), None);
        assert_eq!(text(0x0C, &[0xFF]), None);
    }

    #[test]
    fn a_number_is_as_long_as_its_highest_bit() {
        assert_eq!(bit_length(&[0, 0x80, 0]), 16);
        assert_eq!(bit_length(&[1, 0]), 9);
        assert_eq!(bit_length(&[0, 0]), 0);
        assert_eq!(bit_length(&[]), 0);
    }
}
