//! Certificates from the field, and keys and certificates made by the `openssl` command as the tests run.

mod field;
mod host;
mod hostile;
mod pem_pairs;
#[cfg(feature = "pkcs12")]
mod pkcs12_files;
pub(crate) mod pki;
mod secrets;
mod slots;
mod trusts;
