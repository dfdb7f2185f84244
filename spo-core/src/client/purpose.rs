//! What messages are for, as far as it decides who may send them and what their header says.

/// What a message is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Searching and getting documents.
    Read,
    /// Sharing documents.
    Submit,
    /// Withdrawing them.
    Update,
    /// A citizen's say over who sees them.
    Blocks,
    /// Registrations with the national log.
    #[cfg(feature = "queue")]
    Log,
}
