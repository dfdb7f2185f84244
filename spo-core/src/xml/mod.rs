//! Reading and writing XML: the tools every other room uses.
//!
//! In: bytes from a file or a service. [`Document::parse`] refuses whatever is not well-formed XML 1.0 with correct
//! namespaces in UTF-8, every document type declaration, and everything beyond its [`Limits`]; the answer is an
//! [`XmlError`] with line and column. Otherwise it gives a tree of [`Element`]s that borrow from the input.
//! Out: text, through [`XmlWriter`], which is well-formed as long as its caller closes what it opens, and the canonical
//! form of what was read, through [`Canonicalization`].
//!
//! ```
//! use spo_core::xml::{Document, Limits, Namespace};
//!
//! let input = br#"<id xmlns="urn:hl7-org:v3" root="1.2.208.176.1.2" extension="2512489996"/>"#;
//! let document = Document::parse(input, Limits::DOCUMENT)?;
//! assert!(document.root().is(Namespace::HL7, "id"));
//! assert_eq!(document.root().attr("root"), Some("1.2.208.176.1.2"));
//! # Ok::<(), spo_core::Error>(())
//! ```

mod c14n;
mod chars;
mod cursor;
mod error;
mod escape;
mod limits;
mod namespace;
mod parser;
mod prolog;
mod scope;
mod standalone;
mod tree;
mod unescape;
mod writer;

pub use c14n::Canonicalization;
pub use chars::illegal_char;
pub use error::{XmlError, XmlErrorKind};
pub use limits::Limits;
pub use namespace::Namespace;
pub use tree::{Attribute, Children, Document, Element};
pub use writer::XmlWriter;

#[cfg(test)]
mod tests;
