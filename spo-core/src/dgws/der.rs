//! Reading DER (X.690): certificates, keys and PKCS#12 files are made of it.

pub(super) const BOOLEAN: u8 = 0x01;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;

/// A value of any tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element<'a> {
    pub(super) tag: u8,
    pub(super) content: &'a [u8],
    /// Tag, length and content.
    pub(super) encoded: &'a [u8],
}

/// Reads one value after the other. `None` is the answer to everything that is not DER.
#[derive(Clone, Copy)]
pub(super) struct Der<'a> {
    rest: &'a [u8],
}

impl<'a> Der<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn is_empty(self) -> bool {
        self.rest.is_empty()
    }

    /// The tag that comes next.
    pub(super) fn peek(self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next value, whatever it is.
    pub(super) fn element(&mut self) -> Option<Element<'a>> {
        let whole = self.rest;
        let (&tag, rest) = whole.split_first()?;
        // A tag above 30 takes further bytes; nothing that is read here has one.
        if tag & 0x1F == 0x1F {
            return None;
        }
        let (&first, rest) = rest.split_first()?;
        let (length, rest) = match first {
            0..=0x7F => (usize::from(first), rest),
            // Lengths of up to four bytes; 0x80, the indefinite length, is not DER.
            0x81..=0x84 => {
                let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7F))?;
                let length = bytes
                    .iter()
                    .fold(0_u64, |length, &byte| length << 8 | u64::from(byte));
                // DER writes a length in as few bytes as it needs.
                let is_shortest = length >= 0x80 && bytes.first() != Some(&0);
                (usize::try_from(length).ok().filter(|_| is_shortest)?, rest)
            }
            _ => return None,
        };
        let (content, rest) = rest.split_at_checked(length)?;
        let encoded = whole.get(..whole.len() - rest.len())?;
        self.rest = rest;
        Some(Element {
            tag,
            content,
            encoded,
        })
    }

    /// The content of the next value, which must have this tag.
    pub(super) fn take(&mut self, tag: u8) -> Option<&'a [u8]> {
        let mut ahead = *self;
        let element = ahead.element().filter(|element| element.tag == tag)?;
        *self = ahead;
        Some(element.content)
    }

    /// The content of the next value if it has this tag; `Some(None)` if there is none or it has another.
    pub(super) fn optional(&mut self, tag: u8) -> Option<Option<&'a [u8]>> {
        match self.peek() == Some(tag) {
            true => self.take(tag).map(Some),
            false => Some(None),
        }
    }

    /// The next value, which must be an INTEGER from 0 to `u32::MAX`.
    pub(super) fn small_integer(&mut self) -> Option<u32> {
        let bytes = self.take(INTEGER)?;
        let significant = match bytes {
            [0, rest @ ..] => rest,
            [first, ..] if *first >= 0x80 => return None,
            [] => return None,
            all => all,
        };
        (significant.len() <= 4).then(|| {
            significant
                .iter()
                .fold(0, |value, &byte| value << 8 | u32::from(byte))
        })
    }

    /// The values inside the next one, which must be a SEQUENCE.
    pub(super) fn sequence(&mut self) -> Option<Self> {
        self.take(SEQUENCE).map(Self::new)
    }
}

/// An object identifier's content as dotted numbers, for messages.
pub(super) fn dotted(oid: &[u8]) -> String {
    let mut text = String::new();
    let mut arc = 0_u64;
    for &byte in oid {
        arc = (arc << 7) | u64::from(byte & 0x7F);
        if byte & 0x80 != 0 {
            continue;
        }
        if text.is_empty() {
            let first = (arc / 40).min(2);
            text = format!("{first}.{}", arc - first * 40);
        } else {
            text.push('.');
            text.push_str(&arc.to_string());
        }
        arc = 0;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_short_and_long_lengths() {
        assert_eq!(Der::new(&[2, 1, 7]).take(INTEGER), Some(&[7_u8][..]));
        let mut long = vec![SEQUENCE, 0x82, 1, 0];
        long.extend([0; 256]);
        assert_eq!(Der::new(&long).take(SEQUENCE).map(<[u8]>::len), Some(256));
    }

    #[test]
    fn small_integers_are_positive_and_fit() {
        for (bytes, expected) in [
            (&[2, 1, 0][..], Some(0)),
            (&[2, 2, 0, 0x80], Some(128)),
            (&[2, 5, 0, 0xFF, 0xFF, 0xFF, 0xFF], Some(u32::MAX)),
            (&[2, 1, 0x80], None),
            (&[2, 0], None),
            (&[2, 5, 1, 0, 0, 0, 0], None),
        ] {
            assert_eq!(Der::new(bytes).small_integer(), expected, "{bytes:?}");
        }
    }

    #[test]
    fn object_identifiers_are_shown_dotted() {
        assert_eq!(dotted(&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D]), "1.2.840.113549");
        assert_eq!(dotted(&[0x55, 0x04, 0x61]), "2.5.4.97");
        assert_eq!(dotted(&[0x88, 0x37]), "2.999");
        // More bits than an arc can have must not overflow.
        dotted(&[0xFF; 40]);
    }

    #[test]
    fn refuses_what_is_not_der() {
        for bad in [
            &[][..],
            &[2],
            &[2, 1],
            &[3, 1, 0],
            &[2, 0x80, 0, 0],
            &[2, 0x81, 1, 7],
            &[2, 0x82, 0, 0x80],
            &[2, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
            &[2, 0x85, 0, 0, 0, 0, 1, 7],
        ] {
            assert_eq!(Der::new(bad).take(INTEGER), None, "{bad:?}");
        }
    }
}
