//! The commands, one file each.

mod bench;
mod bless;
mod c_library;
mod conformance;
mod doctor;
mod header;
mod lint;
mod stubs;
mod test;

use anyhow::Result;

use crate::report::Report;
use crate::workspace::Workspace;

/// One command of `cargo xtask`.
pub(crate) struct Command {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    /// Each flag and what it does; any other is refused before the command runs.
    pub(crate) flags: &'static [(&'static str, &'static str)],
    pub(crate) run: fn(&Workspace, &[String]) -> Result<Report>,
}

/// In the order a newcomer meets them.
pub(crate) const COMMANDS: &[Command] = &[
    doctor::COMMAND,
    test::COMMAND,
    lint::COMMAND,
    conformance::COMMAND,
    c_library::COMMAND,
    bench::COMMAND,
    bless::COMMAND,
    header::COMMAND,
    stubs::COMMAND,
];

fn has(flags: &[String], flag: &str) -> bool {
    flags.iter().any(|given| given == flag)
}
