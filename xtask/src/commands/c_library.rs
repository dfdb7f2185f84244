//! `cargo xtask c-library`: the C library laid out as it is installed: `include`, `lib` and a pkg-config file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{Command, has};
use crate::process;
use crate::report::Report;
use crate::tools::{C_COMPILER, CARGO, require};
use crate::workspace::{self, Workspace};

pub(super) const COMMAND: Command = Command {
    name: "c-library",
    about: "build the C library and lay it out for use: include, lib, lib/pkgconfig",
    flags: &[("--debug", "not optimised, quicker to build")],
    run,
};

/// The shared library as cargo leaves it, with its names when installed. On Linux a program that links `-lspo` asks
/// for the name with the number, which `spo-ffi/build.rs` writes into the library; the bare name is for the linker.
const SHARED: (&str, &[&str]) = if cfg!(windows) {
    ("spo.dll", &["spo.dll"])
} else if cfg!(target_os = "macos") {
    ("libspo.dylib", &["libspo.dylib"])
} else {
    ("libspo.so", &["libspo.so.0", "libspo.so"])
};

/// What a linker on Windows wants beside the library.
const IMPORT_LIBRARY: &str = "spo.dll.lib";

fn run(workspace: &Workspace, flags: &[String]) -> Result<Report> {
    require(&[&CARGO, &C_COMPILER])?;
    let place = build(workspace, !has(flags, "--debug"))?;
    println!("the C library is in {}", place.display());
    Ok(Report::new("c-library"))
}

/// Builds the library and gives the folder with `include` and `lib`.
pub(super) fn build(workspace: &Workspace, release: bool) -> Result<PathBuf> {
    let mut cargo = workspace.cargo("build");
    cargo.args(["--package", "spo-ffi"]);
    let mut built = workspace.build_dir.clone();
    if release {
        cargo.arg("--release");
        built.set_file_name("release");
    }
    process::run(&mut cargo)?;

    let place = built.join("c");
    workspace::empty(&place)?;
    let (include, lib) = (place.join("include"), place.join("lib"));
    fs::create_dir_all(&include)?;
    fs::create_dir_all(lib.join("pkgconfig"))?;
    copy(&workspace.path("include/spo.h"), &include.join("spo.h"))?;
    let (name, installed) = SHARED;
    for installed in installed {
        copy(&built.join(name), &lib.join(installed))?;
    }
    if cfg!(windows) {
        copy(&built.join(IMPORT_LIBRARY), &lib.join(IMPORT_LIBRARY))?;
    }
    fs::write(lib.join("pkgconfig/spo.pc"), pkg_config())?;
    Ok(place)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("copying {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// Finds its own prefix, so that the folder can be moved.
fn pkg_config() -> String {
    format!(
        "prefix=${{pcfiledir}}/../..\n\
         Name: spo\n\
         Description: Share and read a patient's appointments over the Danish national service platform\n\
         Version: {}\n\
         Libs: -L${{prefix}}/lib -lspo\n\
         Cflags: -I${{prefix}}/include\n",
        env!("CARGO_PKG_VERSION")
    )
}
