//! `cargo xtask <command>`: every task a contributor or a CI machine runs on this repository.
//!
//! One file per command under `commands/`; the other modules are what the commands share: where things are
//! ([`workspace`]), running programs ([`process`]), which programs must be there ([`tools`]), Python's
//! environment ([`python`]), counting results ([`tally`], [`divan`]) and telling them ([`report`]).
#![forbid(unsafe_code)]
// Printing to the terminal is what this program is for.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod commands;
mod divan;
mod process;
mod python;
mod report;
mod tally;
mod tools;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::commands::{COMMANDS, Command};
use crate::report::Report;
use crate::workspace::Workspace;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(name) = arguments
        .next()
        .filter(|name| !matches!(name.as_str(), "help" | "--help" | "-h"))
    else {
        print!("{}", listing());
        return ExitCode::SUCCESS;
    };
    match execute(&name, &arguments.collect::<Vec<_>>()) {
        Ok(report) => {
            report.print_summary();
            if report.failed() {
                ExitCode::FAILURE
            } else {
                ExitCode::SUCCESS
            }
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn execute(name: &str, flags: &[String]) -> Result<Report> {
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        bail!("there is no command `{name}`\n\n{}", listing());
    };
    if let Some(unknown) = flags
        .iter()
        .find(|given| !command.flags.iter().any(|(flag, _)| flag == given))
    {
        bail!(
            "`cargo xtask {name}` does not know {unknown}\n\n{}",
            usage(command)
        );
    }
    (command.run)(&Workspace::locate()?, flags)
}

fn listing() -> String {
    let commands: String = COMMANDS.iter().map(usage).collect();
    format!("Usage: cargo xtask <command> [flags]\n\n{commands}")
}

fn usage(command: &Command) -> String {
    let mut text = format!("  {:<14}{}\n", command.name, command.about);
    for (flag, about) in command.flags {
        text.push_str(&format!("    {flag:<16}{about}\n"));
    }
    text
}
