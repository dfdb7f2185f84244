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
//!
//! # What reads it
//! quick-xml: its reader finds tags, text, references, comments, CDATA sections, processing instructions and the
//! declaration, and matches end tags; its attribute iterator splits tags; its functions resolve references and
//! normalise line ends and attribute values. It reads whatever it can, so the other rules are checked on top:
//!
//! - `prolog`: size, encoding and characters, before the first event; what the XML declaration holds.
//! - `parser`: one root with everything closed and no text around it; no document type; `]]>` in text; the targets of
//!   processing instructions; depth and number of elements; namespaces and equal attributes. quick-xml's own resolver
//!   gives texts where the tree has numbers, and would split every tag a second time.
//! - `attribute_list`: white space between attributes, `<` in values.
//! - `references`: the predefined entities and characters that XML can carry, nothing else.
//! - `name`: the signs that a name consists of.

mod attribute_list;
mod c14n;
mod chars;
mod error;
mod escape;
mod limits;
mod name;
mod namespace;
mod parser;
mod prolog;
mod references;
mod scope;
mod standalone;
mod tree;
mod writer;

pub use c14n::Canonicalization;
pub use chars::illegal_char;
pub use error::{XmlError, XmlErrorKind};
pub use limits::Limits;
pub use namespace::Namespace;
pub(crate) use references::character as resolve_reference;
pub use tree::{Attribute, Children, Document, Element};
pub use writer::XmlWriter;

#[cfg(test)]
mod tests;
