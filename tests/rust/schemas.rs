//! The published JSON Schemas are what the types say. `SPO_BLESS=1 cargo test -p spo-tests` rewrites them.

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use spo_sandbox::Script;

#[test]
fn the_published_schemas_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas");
    let mut roots = spo_core::schema::roots();
    roots.push(Script::schema());
    let mut stale = Vec::new();
    for root in &roots {
        let path = folder.join(&root.file);
        let schema = root.to_json();
        // A checkout may have turned the ends of lines.
        let published = fs::read_to_string(&path)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if published != schema {
            stale.push(root.file.as_str());
            if env::var_os("SPO_BLESS").is_some() {
                fs::write(&path, schema).unwrap();
            }
        }
    }
    assert!(
        stale.is_empty() || env::var_os("SPO_BLESS").is_some(),
        "not up to date in schemas: {stale:?}; cargo xtask bless writes them"
    );

    let files = fs::read_dir(folder).unwrap();
    let published: BTreeSet<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".json"))
        .collect();
    let wanted: BTreeSet<_> = roots.into_iter().map(|root| root.file).collect();
    assert_eq!(published, wanted, "schemas holds a file of no root value");
}
