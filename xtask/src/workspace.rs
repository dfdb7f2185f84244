//! Where things are in the tree, and the cargo commands that start from there.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The repository this program was built from.
pub(crate) struct Workspace {
    /// The folder with the top `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Where cargo puts what it builds for development: `target/debug`, or its place in `CARGO_TARGET_DIR`.
    pub(crate) build_dir: PathBuf,
    /// A continuous-integration machine: `Cargo.lock` must not change there.
    pub(crate) ci: bool,
}

impl Workspace {
    pub(crate) fn locate() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask has no parent folder")?
            .to_path_buf();
        // Cargo runs this program from the folder it builds into, whatever configuration chose that folder.
        let program = env::current_exe().context("where this program lies")?;
        let build_dir = program
            .parent()
            .context("this program lies in no folder")?
            .to_path_buf();
        Ok(Self {
            root,
            build_dir,
            ci: env::var_os("CI").is_some(),
        })
    }

    /// A path below the root, written with `/`.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Whether a path below the root is there.
    pub(crate) fn has(&self, relative: &str) -> bool {
        self.path(relative).exists()
    }

    /// The folder with specifications and sample documents that a clone does not bring: `SPO_SHARED`, else
    /// `../shared` beside the repository.
    pub(crate) fn shared(&self) -> Option<PathBuf> {
        let place = match env::var_os("SPO_SHARED") {
            Some(given) => PathBuf::from(given),
            None => self.root.parent()?.join("shared"),
        };
        place.join("data").is_dir().then_some(place)
    }

    /// A folder for what a task writes, below cargo's own products, made anew.
    pub(crate) fn scratch(&self, name: &str) -> Result<PathBuf> {
        let place = self.build_dir.join(name);
        empty(&place)?;
        Ok(place)
    }

    /// A program started in the root.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        // What cargo told this program about xtask's own package must not leak into the builds it starts: build
        // scripts watch these variables, and everything would be built again after each change of command.
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(name);
            }
        }
        command
    }

    /// `cargo <subcommand>`, with `--locked` on a CI machine.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        let mut command = self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.arg(subcommand);
        if self.ci && subcommand != "fmt" {
            command.arg("--locked");
        }
        command
    }

    /// `cargo test` of everything but the Python module, which only a Python interpreter can load: pytest tests that.
    pub(crate) fn cargo_test(&self) -> Command {
        let mut command = self.cargo("test");
        command.args(["--workspace", "--exclude", "spo-py", "--no-fail-fast"]);
        command
    }
}

/// Makes a folder, or makes it anew.
pub(crate) fn empty(place: &Path) -> Result<()> {
    if place.exists() {
        fs::remove_dir_all(place).with_context(|| format!("emptying {}", place.display()))?;
    }
    fs::create_dir_all(place).with_context(|| format!("making {}", place.display()))
}
