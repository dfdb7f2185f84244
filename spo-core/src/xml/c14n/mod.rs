//! Canonical XML: one text for all the ways in which the same XML can be written, so that it can be digested.
//!
//! In: a parsed [`Document`](super::Document) or one [`Element`](super::Element) of it, and a [`Canonicalization`]. Out:
//! its canonical form. The content is read from the source again, because comments, processing instructions, prefixes
//! and the order of mixed content count here; the tree supplies what is in force around the element.
//!
//! Sources: Canonical XML 1.0 (W3C, 2001-03-15) and Exclusive XML Canonicalization 1.0 (W3C, 2002-07-18). Documents with
//! a document type declaration never get here: the parser refuses them.

mod escape;
mod method;
mod scope;
mod walk;

pub use method::Canonicalization;

#[cfg(test)]
mod tests;
