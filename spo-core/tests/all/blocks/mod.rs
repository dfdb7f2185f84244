//! A citizen's say over who sees shared data, as values and messages.

mod wire;
