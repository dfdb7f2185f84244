//! A national infrastructure in one process.
