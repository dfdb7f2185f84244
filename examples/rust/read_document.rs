//! Prints an appointment document (APD-DK, any version) as JSON, with warnings about what had to be guessed.
//!
//! `cargo run -q --example read_document -- FILE`

use std::process::ExitCode;

fn main() -> ExitCode {
    spo_examples::run(|arguments| {
        let path = arguments.word(0, "read_document FILE")?;
        let read = spo_core::cda::read_appointment(&spo_examples::read_file(path)?)?;
        Ok(format!("{}\n", read.to_json()))
    })
}
