//! Metadata as ebXML registry objects (ebRIM 3.0, IHE ITI TF volume 3, 4.2.3): the writer is strict and always valid by
//! the schema, the reader keeps whatever comes.

mod entry;
mod read;
mod slots;
mod submission_set;
mod write;

#[cfg(test)]
mod tests;

pub use read::{MetadataWarning, RegistryObjects};
pub(super) use write::{EbxmlWriter, RimIds};
