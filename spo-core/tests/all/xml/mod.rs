//! Canonical XML beside other people's.

mod c14n_documents;
mod c14n_elements;
mod xmldsig_vectors;
