//! Certificates from the field, and keys and certificates made by the `openssl` command as the tests run.

mod field;
