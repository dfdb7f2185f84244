//! Tests of the library from outside: conformance to schemas, answers from the field, properties, hostile input.

// Helpers outside `#[test]` functions panic and print like the tests they serve.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod audit;
mod blocks;
mod cda;
mod cpd;
mod dgws;
mod environment;
mod fhir;
mod overview;
mod pdc;
mod support;
mod xds;
mod xml;

use spo_scan as _;
