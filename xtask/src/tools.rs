//! The programs the tasks need: is it there, which version, and what to install when it is not.

use std::env;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

/// A program somebody has to install.
pub(crate) struct Tool {
    /// What it is called in messages.
    pub(crate) name: &'static str,
    /// The environment variable that names another program, as `CC` does.
    pub(crate) variable: Option<&'static str>,
    /// The programs that will do, best first.
    pub(crate) programs: &'static [&'static str],
    /// How the program tells its version.
    pub(crate) version: &'static [&'static str],
    /// What it is for.
    pub(crate) purpose: &'static str,
    /// Debian's and Ubuntu's package.
    pub(crate) debian: &'static str,
    /// What to do elsewhere.
    pub(crate) elsewhere: &'static str,
}

pub(crate) const CARGO: Tool = Tool {
    name: "cargo",
    variable: Some("CARGO"),
    programs: &["cargo"],
    version: &["--version"],
    purpose: "builds everything; Rust 1.89 or newer",
    debian: "rustup",
    elsewhere: "install Rust with rustup",
};
pub(crate) const RUSTFMT: Tool = Tool {
    name: "rustfmt",
    variable: None,
    programs: &["rustfmt"],
    version: &["--version"],
    purpose: "lint: formatting",
    debian: "rustup",
    elsewhere: "rustup component add rustfmt",
};
pub(crate) const CLIPPY: Tool = Tool {
    name: "clippy",
    variable: None,
    programs: &["cargo-clippy"],
    version: &["--version"],
    purpose: "lint: Rust",
    debian: "rustup",
    elsewhere: "rustup component add clippy",
};
pub(crate) const C_COMPILER: Tool = Tool {
    name: "C compiler",
    variable: Some("CC"),
    programs: &["cc", "gcc", "clang"],
    version: &["--version"],
    purpose: "links Rust, builds SQLite, C examples and tests",
    debian: "gcc libc6-dev",
    elsewhere: "install GCC or Clang (macOS: xcode-select --install)",
};
pub(crate) const CXX_COMPILER: Tool = Tool {
    name: "C++ compiler",
    variable: Some("CXX"),
    programs: &["c++", "g++", "clang++"],
    version: &["--version"],
    purpose: "checks that the header is C++ too",
    debian: "g++",
    elsewhere: "install GCC or Clang with C++",
};
pub(crate) const MAKE: Tool = Tool {
    name: "make",
    variable: Some("MAKE"),
    programs: &["make", "gmake"],
    version: &["--version"],
    purpose: "builds C examples and tests",
    debian: "make",
    elsewhere: "install GNU make",
};
pub(crate) const VALGRIND: Tool = Tool {
    name: "valgrind",
    variable: None,
    programs: &["valgrind"],
    version: &["--version"],
    purpose: "finds memory errors in the C examples and tests",
    debian: "valgrind",
    elsewhere: "install valgrind (Linux only)",
};
pub(crate) const XMLLINT: Tool = Tool {
    name: "xmllint",
    variable: None,
    programs: &["xmllint"],
    version: &["--version"],
    purpose: "validates documents and messages against their schemas",
    debian: "libxml2-utils",
    elsewhere: "install libxml2's command line tools",
};
pub(crate) const XMLSEC: Tool = Tool {
    name: "xmlsec1",
    variable: None,
    programs: &["xmlsec1"],
    version: &["--version"],
    purpose: "second opinion on XML signatures",
    debian: "xmlsec1",
    elsewhere: "install XMLSec's command line tool",
};
pub(crate) const OPENSSL: Tool = Tool {
    name: "openssl",
    variable: None,
    programs: &["openssl"],
    version: &["version"],
    purpose: "makes keys and certificates for tests of identity and TLS",
    debian: "openssl",
    elsewhere: "install OpenSSL 3 with its command line tool",
};
pub(crate) const TASKSET: Tool = Tool {
    name: "taskset",
    variable: None,
    programs: &["taskset"],
    version: &["--version"],
    purpose: "keeps benchmarks on one core",
    debian: "util-linux",
    elsewhere: "install util-linux (Linux only)",
};

impl Tool {
    /// The program to call, if one is there.
    pub(crate) fn find(&self) -> Option<String> {
        self.found().map(|(program, _)| program)
    }

    /// The program to call and the first line of what it says of itself.
    pub(crate) fn found(&self) -> Option<(String, String)> {
        let named = self.variable.and_then(|variable| env::var(variable).ok());
        let candidates = named
            .into_iter()
            .chain(self.programs.iter().map(|&program| program.to_owned()));
        candidates.into_iter().find_map(|program| {
            let output = Command::new(&program)
                .args(self.version)
                .stdin(Stdio::null())
                .output()
                .ok()?;
            // xmllint tells its version on standard error.
            let said = if output.stdout.is_empty() {
                output.stderr
            } else {
                output.stdout
            };
            let first = String::from_utf8_lossy(&said)
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned();
            output.status.success().then_some((program, first))
        })
    }

    /// What is missing, what for, and what to do.
    pub(crate) fn remedy(&self) -> String {
        remedy(self.name, self.purpose, self.debian, self.elsewhere)
    }
}

/// One sentence for something that is not installed.
pub(crate) fn remedy(name: &str, purpose: &str, debian: &str, elsewhere: &str) -> String {
    format!(
        "{name} is missing ({purpose}). Debian, Ubuntu: apt-get install {debian}. Elsewhere: {elsewhere}."
    )
}

/// Names every missing tool at once, so that one round of installing is enough.
pub(crate) fn require(tools: &[&Tool]) -> Result<()> {
    let missing: Vec<String> = tools
        .iter()
        .filter(|tool| tool.find().is_none())
        .map(|tool| tool.remedy())
        .collect();
    if !missing.is_empty() {
        bail!("{}", missing.join("\n       "));
    }
    Ok(())
}
