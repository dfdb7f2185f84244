//! Python: an interpreter that is new enough, and this repository's own virtual environment in `.venv`.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process;
use crate::tools;
use crate::workspace::Workspace;

/// What the tests need, and what the linters need on top.
const TEST_REQUIREMENTS: &str = "spo-py/requirements-test.txt";
const LINT_REQUIREMENTS: &str = "spo-py/requirements-lint.txt";

/// Says `3.11.7`, or ends with an error when the interpreter is too old or cannot make an environment.
const PROBE: &str = "import sys, venv, ensurepip; \
    assert sys.version_info >= (3, 11); print('.'.join(map(str, sys.version_info[:3])))";

/// The first interpreter that will do, and its version: `PYTHON` if set, else those on the path.
pub(crate) fn interpreter() -> Result<(OsString, String)> {
    let named = std::env::var_os("PYTHON");
    let usual = [
        "python3",
        "python3.14",
        "python3.13",
        "python3.12",
        "python3.11",
        "python",
    ];
    for program in named.into_iter().chain(usual.iter().map(OsString::from)) {
        let probe = Command::new(&program)
            .args(["-c", PROBE])
            .stdin(Stdio::null())
            .output();
        if let Ok(output) = probe
            && output.status.success()
        {
            return Ok((program, String::from_utf8_lossy(&output.stdout).trim().to_owned()));
        }
    }
    bail!(
        "{}",
        tools::remedy(
            "Python 3.11 or newer with venv",
            "builds and tests the Python package",
            "python3-venv",
            "install Python 3.11+ with its venv and ensurepip modules, or name it in PYTHON"
        )
    )
}

/// The virtual environment of this repository.
pub(crate) struct Venv {
    place: PathBuf,
}

impl Venv {
    /// The environment, made if need be, with what the tests need.
    pub(crate) fn for_tests(workspace: &Workspace) -> Result<Self> {
        let venv = Self::make(workspace)?;
        venv.install(workspace, TEST_REQUIREMENTS)?;
        Ok(venv)
    }

    /// The environment with what the linters need as well.
    pub(crate) fn for_lint(workspace: &Workspace) -> Result<Self> {
        let venv = Self::for_tests(workspace)?;
        venv.install(workspace, LINT_REQUIREMENTS)?;
        Ok(venv)
    }

    fn make(workspace: &Workspace) -> Result<Self> {
        let venv = Self {
            place: workspace.path(".venv"),
        };
        // An environment whose interpreter has since gone is worth nothing: make it anew.
        let works = Command::new(venv.program("python"))
            .args(["-c", PROBE])
            .stdin(Stdio::null())
            .output()
            .is_ok_and(|output| output.status.success());
        if !works {
            let (python, _) = interpreter()?;
            process::run(
                workspace
                    .command(python)
                    .args(["-m", "venv", "--clear"])
                    .arg(&venv.place),
            )?;
        }
        Ok(venv)
    }

    /// Installs a list of pinned packages, unless that very list is installed already.
    fn install(&self, workspace: &Workspace, requirements: &str) -> Result<()> {
        let list = workspace.path(requirements);
        let wanted = fs::read_to_string(&list).with_context(|| format!("reading {requirements}"))?;
        let name = list.file_name().context("a list of packages has a file name")?;
        let installed = self.place.join(name);
        if fs::read_to_string(&installed).is_ok_and(|text| text == wanted) {
            return Ok(());
        }
        let mut pip = self.python(workspace);
        pip.args([
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--quiet",
            "--requirement",
        ]);
        process::run(pip.arg(&list))?;
        fs::write(&installed, wanted).with_context(|| format!("noting what is installed from {requirements}"))
    }

    /// Builds the Rust half of the package and installs it here, editable.
    pub(crate) fn build_package(&self, workspace: &Workspace) -> Result<()> {
        let mut maturin = self.command(workspace, "maturin");
        maturin.args(["develop", "--quiet", "--manifest-path", "spo-py/Cargo.toml"]);
        if workspace.ci {
            maturin.arg("--locked");
        }
        process::run(&mut maturin)
    }

    /// A program of the environment, by its path.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        let (folder, suffix) = if cfg!(windows) {
            ("Scripts", ".exe")
        } else {
            ("bin", "")
        };
        self.place.join(folder).join(format!("{name}{suffix}"))
    }

    /// The environment's interpreter.
    pub(crate) fn python(&self, workspace: &Workspace) -> Command {
        self.command(workspace, "python")
    }

    /// A program of the environment, as if the environment were activated.
    pub(crate) fn command(&self, workspace: &Workspace, name: &str) -> Command {
        let mut command = workspace.command(self.program(name));
        command.env("VIRTUAL_ENV", &self.place).env_remove("PYTHONHOME");
        command
    }
}
