//! `cargo xtask header`: `include/spo.h` from `spo-ffi`.

use std::fs;

use anyhow::{Context, Result, anyhow, bail};

use super::{Command, has};
use crate::report::Report;
use crate::workspace::Workspace;

pub(super) const COMMAND: Command = Command {
    name: "header",
    about: "generate include/spo.h from spo-ffi",
    flags: &[("--check", "only say whether it is up to date")],
    run,
};

const CRATE: &str = "spo-ffi";
const SETTINGS: &str = "spo-ffi/cbindgen.toml";
const HEADER: &str = "include/spo.h";

fn run(workspace: &Workspace, flags: &[String]) -> Result<Report> {
    let report = Report::new("header");
    if has(flags, "--check") {
        check(workspace)?;
        println!("{HEADER} is up to date");
    } else {
        write(workspace)?;
        println!("{HEADER} is written");
    }
    Ok(report)
}

/// Fails where the committed header is not what `spo-ffi` says, and shows the first line that differs.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    let committed =
        fs::read_to_string(workspace.path(HEADER)).with_context(|| format!("reading {HEADER}"))?;
    let generated = render(workspace)?;
    if committed != generated {
        let same = committed
            .lines()
            .zip(generated.lines())
            .take_while(|(old, new)| old == new)
            .count();
        let line = |text: &str| text.lines().nth(same).unwrap_or("(the file ends)").to_owned();
        bail!(
            "{HEADER} differs from {CRATE} at line {}:\n  - {}\n  + {}\nrun `cargo xtask header` and commit the result",
            same + 1,
            line(&committed),
            line(&generated),
        );
    }
    Ok(())
}

/// Writes the header into the tree.
pub(super) fn write(workspace: &Workspace) -> Result<()> {
    fs::create_dir_all(workspace.path("include"))?;
    fs::write(workspace.path(HEADER), render(workspace)?).with_context(|| format!("writing {HEADER}"))
}

fn render(workspace: &Workspace) -> Result<String> {
    let settings = workspace.path(SETTINGS);
    let config = cbindgen::Config::from_file(&settings).map_err(|said| anyhow!("{SETTINGS}: {said}"))?;
    let bindings = cbindgen::Builder::new()
        .with_crate(workspace.path(CRATE))
        .with_config(config)
        .generate()
        .with_context(|| format!("generating a header from {CRATE}"))?;
    let mut text = Vec::new();
    bindings.write(&mut text);
    String::from_utf8(text).context("the header is not UTF-8")
}
