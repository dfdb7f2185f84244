//! Nothing but a place for the tests across crates; see `main.rs` and the scenarios.
