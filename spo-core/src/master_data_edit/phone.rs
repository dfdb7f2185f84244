//! Phone numbers as people type them in.

/// Whether `value` can be a phone number: `tel:` and three to twenty digits, with what people write between them.
/// Documents in use have `tel:+45…`, `tel:0045…`, `tel:(46)-…` and eight digits.
pub(super) fn is_plausible(value: &str) -> bool {
    let Some(number) = value.strip_prefix("tel:") else {
        return false;
    };
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let is_phone_character = |c: char| c.is_ascii_digit() || " +-()./".contains(c);
    (3..=20).contains(&digits) && number.chars().all(is_phone_character)
}
