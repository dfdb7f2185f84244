//! Logins in place of certificates: their tokens, the exchange for cards and identity tokens, and calls signed with these.

mod calls;
mod citizen;
mod employee;
mod portal;
mod requests;
mod tokens;
mod traces;
