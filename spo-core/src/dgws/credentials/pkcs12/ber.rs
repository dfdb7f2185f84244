//! From BER to DER.
//!
//! PKCS#12 may be written in BER, and Bouncy Castle, NSS and Windows do so: lengths are left open and closed by an end
//! mark, and strings come in pieces.

use zeroize::Zeroizing;

const OCTET_STRING: u8 = 0x04;
const CONSTRUCTED: u8 = 0x20;
const UNIVERSAL_CLASS: u8 = 0xC0;
const INDEFINITE: u8 = 0x80;
const END_OF_CONTENTS: [u8; 2] = [0, 0];

/// Deeper than any PKCS#12 file nests.
const DEEPEST: u32 = 32;

/// The first value in `bytes` in DER, as far as this room needs it: definite lengths in their shortest form, octet strings
/// in one piece. What follows the first value is dropped. `None` when it is not BER.
pub(super) fn to_der(bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    // Reserved whole, so that no key bytes stay behind in memory that was outgrown: an open length with its end mark takes
    // three bytes, and a definite one takes more only for a content of 64 KiB or longer, of which each level has few.
    let room = bytes.len() + bytes.len() / 0x10000 * DEEPEST as usize;
    let mut der = Zeroizing::new(Vec::with_capacity(room));
    value(&mut &*bytes, &mut der, DEEPEST)?;
    Some(der)
}

/// Moves one value from `input` to the end of `output`.
fn value(input: &mut &[u8], output: &mut Vec<u8>, depth: u32) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    let (tag, length) = header(input)?;
    let is_constructed = tag & CONSTRUCTED != 0;
    let in_pieces = tag & !CONSTRUCTED == OCTET_STRING && is_constructed && tag & UNIVERSAL_CLASS == 0;
    output.push(if in_pieces { OCTET_STRING } else { tag });
    // The content is written first and its length put before it.
    let start = output.len();
    let one = if in_pieces { piece } else { value };
    match length {
        Some(length) => {
            let mut content = input.split_off(..length)?;
            if is_constructed {
                while !content.is_empty() {
                    one(&mut content, output, depth)?;
                }
            } else {
                output.extend_from_slice(content);
            }
        }
        None if is_constructed => {
            while !input.starts_with(&END_OF_CONTENTS) {
                one(input, output, depth)?;
            }
            input.split_off(..END_OF_CONTENTS.len())?;
        }
        None => return None,
    }
    let written = encoded_length(output.len() - start)?;
    output.splice(start..start, written);
    Some(())
}

/// Moves the content of one piece of an octet string.
fn piece(input: &mut &[u8], output: &mut Vec<u8>, depth: u32) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    match header(input)? {
        (OCTET_STRING, Some(length)) => {
            output.extend_from_slice(input.split_off(..length)?);
            Some(())
        }
        (tag, Some(length)) if tag == OCTET_STRING | CONSTRUCTED => {
            let mut content = input.split_off(..length)?;
            while !content.is_empty() {
                piece(&mut content, output, depth)?;
            }
            Some(())
        }
        _ => None,
    }
}

/// Tag and length; no length when it is left open.
fn header(input: &mut &[u8]) -> Option<(u8, Option<usize>)> {
    let tag = *input.split_off_first()?;
    if tag & 0x1F == 0x1F {
        return None;
    }
    let first = *input.split_off_first()?;
    match first {
        INDEFINITE => Some((tag, None)),
        0..=0x7F => Some((tag, Some(usize::from(first)))),
        _ => {
            let bytes = input.split_off(..usize::from(first & 0x7F))?;
            let significant = bytes
                .iter()
                .position(|&byte| byte != 0)
                .map_or(&[][..], |at| &bytes[at..]);
            if significant.len() > 4 {
                return None;
            }
            let length = significant
                .iter()
                .fold(0_u64, |length, &byte| length << 8 | u64::from(byte));
            Some((tag, Some(usize::try_from(length).ok()?)))
        }
    }
}

/// The shortest form of a length.
fn encoded_length(length: usize) -> Option<impl Iterator<Item = u8>> {
    let bytes = u32::try_from(length).ok()?.to_be_bytes();
    let skipped = bytes.iter().take_while(|&&byte| byte == 0).count().min(3);
    let long = (length > 0x7F).then_some(0x80 | (4 - skipped) as u8);
    Some(long.into_iter().chain(bytes.into_iter().skip(skipped)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn der(bytes: &[u8]) -> Option<Vec<u8>> {
        to_der(bytes).map(|der| der.to_vec())
    }

    #[test]
    fn der_stays_as_it_is() {
        let mut long = vec![0x30, 0x82, 1, 4, 0x04, 0x82, 1, 0];
        long.extend([7; 256]);
        for bytes in [&[0x30, 3, 2, 1, 5][..], &[0x05, 0], &long] {
            assert_eq!(der(bytes).unwrap(), bytes);
        }
    }

    #[test]
    fn open_lengths_are_closed_and_pieces_joined() {
        assert_eq!(der(&[0x30, 0x80, 2, 1, 5, 0, 0]).unwrap(), [0x30, 3, 2, 1, 5]);
        assert_eq!(
            der(&[0xA0, 0x80, 0x24, 0x80, 4, 1, 7, 0x24, 3, 4, 1, 8, 0, 0, 0, 0]).unwrap(),
            [0xA0, 4, 4, 2, 7, 8]
        );
        assert_eq!(der(&[0x30, 0x81, 3, 2, 1, 5]).unwrap(), [0x30, 3, 2, 1, 5]);
    }

    #[test]
    fn nothing_is_moved_to_other_memory_as_it_grows() {
        let mut ber = [0x30, 0x80].repeat(20);
        ber.extend([0x04, 0x83, 1, 0x11, 0x70]);
        ber.resize(ber.len() + 0x11170, 7);
        ber.extend([0, 0].repeat(20));
        let der = to_der(&ber).unwrap();
        assert!(der.len() > ber.len());
        assert_eq!(der.capacity(), ber.len() + DEEPEST as usize);
    }

    #[test]
    fn what_is_not_ber_is_refused() {
        for bytes in [
            &[][..],
            &[0x30],
            &[0x30, 0x80],
            &[0x30, 0x80, 2, 1, 5],
            &[0x04, 0x80, 0, 0],
            &[0x30, 2, 2, 1],
            &[0x24, 3, 2, 1, 5],
            &[0x24, 0x80, 0x24, 0x80, 0, 0, 0, 0],
            &[0x1F, 1, 0],
            &[0x30, 0xFF, 1],
            &[0x30, 0x85, 1, 0, 0, 0, 0],
        ] {
            assert_eq!(der(bytes), None, "{bytes:?}");
        }
        assert_eq!(der(&[0x30, 0x80].repeat(1000)), None);
    }
}
