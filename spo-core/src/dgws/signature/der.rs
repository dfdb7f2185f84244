//! Just enough DER (X.690) to find a public key in a certificate.

pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;

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

    /// The content of the next value, which must have this tag.
    pub(super) fn take(&mut self, tag: u8) -> Option<&'a [u8]> {
        let (&found, rest) = self.rest.split_first()?;
        if found != tag {
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
        self.rest = rest;
        Some(content)
    }

    /// The values inside the next one, which must be a SEQUENCE.
    pub(super) fn sequence(&mut self) -> Option<Self> {
        self.take(SEQUENCE).map(Self::new)
    }
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
