//! Running programs: shown as they are started, never waiting for input, failing with their own words.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Runs a program and lets it print; its failure is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    announce(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| starting(command))?;
    if !status.success() {
        bail!("{} ended with {status}", line(command));
    }
    Ok(())
}

/// What a program printed, and whether it succeeded.
pub(crate) struct Printed {
    pub(crate) success: bool,
    pub(crate) text: String,
}

/// Runs a program, lets it print, and keeps what it wrote to standard output.
pub(crate) fn run_and_keep(command: &mut Command) -> Result<Printed> {
    announce(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| starting(command))?;
    let mut text = String::new();
    if let Some(output) = child.stdout.take() {
        let mut output = BufReader::new(output);
        let mut bytes = Vec::new();
        while output.read_until(b'\n', &mut bytes)? > 0 {
            std::io::stdout().write_all(&bytes)?;
            text.push_str(&String::from_utf8_lossy(&bytes));
            bytes.clear();
        }
    }
    Ok(Printed {
        success: child.wait()?.success(),
        text,
    })
}

/// Runs a program silently and gives its standard output; its failure is an error with what it complained of.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| starting(command))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!(
            "{} ended with {}\n{}",
            line(command),
            output.status,
            said.trim_end()
        );
    }
    Ok(output.stdout)
}

fn announce(command: &Command) {
    println!("$ {}", line(command));
}

fn starting(command: &Command) -> String {
    format!("starting {}", command.get_program().to_string_lossy())
}

/// The command as a person would type it, the program without its folder.
fn line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut line = program
        .file_name()
        .unwrap_or(command.get_program())
        .to_string_lossy()
        .into_owned();
    for argument in command.get_args() {
        let argument = argument.to_string_lossy();
        let quote = if argument.contains(' ') { "'" } else { "" };
        line.extend([" ", quote, &argument, quote]);
    }
    line
}
