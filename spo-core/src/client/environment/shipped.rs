//! The environments that come with this library.

use std::sync::LazyLock;

use super::Environment;

const FILES: [&str; 5] = [
    include_str!("../../../environments/sandbox.toml"),
    include_str!("../../../environments/test1.toml"),
    include_str!("../../../environments/test2.toml"),
    include_str!("../../../environments/prodtest.toml"),
    include_str!("../../../environments/production.toml"),
];

pub(super) fn all() -> &'static [Environment] {
    // A test reads every file, so none is left out.
    static ALL: LazyLock<Vec<Environment>> = LazyLock::new(|| {
        let files = FILES.iter().map(|file| Environment::from_toml(file));
        files.filter_map(Result::ok).collect()
    });
    &ALL
}
