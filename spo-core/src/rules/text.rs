//! What a text may hold.

/// Whether `text` has more than `limit` characters.
pub(super) fn is_longer(text: &str, limit: usize) -> bool {
    text.len() > limit && text.chars().count() > limit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_characters() {
        assert!(!is_longer("æøå", 3));
        assert!(is_longer("æøåa", 3));
    }
}
