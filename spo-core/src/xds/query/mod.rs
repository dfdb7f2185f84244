//! ITI-18 Registry Stored Query: searching the registry, and reading what it answers.

mod answer;
mod find;
mod get;
mod parameters;

pub use answer::Answer;
pub use find::{FindDocuments, TimeRange};
pub use get::GetDocuments;
pub use parameters::ReturnType;

/// The action of ITI-18, for SOAPAction and WS-Addressing.
pub const ACTION: &str = "urn:ihe:iti:2007:RegistryStoredQuery";
