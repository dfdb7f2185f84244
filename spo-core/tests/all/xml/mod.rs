//! Canonical XML beside other people's.

mod c14n_documents;
