//! The schema of CDA, by xmllint.

use std::process::Command;

use crate::support::shared_data;

/// Validates `documents`, many in one call.
pub(crate) fn assert_valid(documents: &[String]) {
    let Some(data) = shared_data() else { return };
    let schema = data.join("transport/xsd-cda/ccda/infrastructure/cda/CDA_SDTC.xsd");
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("skipped: xmllint is not installed");
        return;
    }
    let folder = std::env::temp_dir().join(format!("spo-cda-{}-{:p}", std::process::id(), documents));
    std::fs::create_dir_all(&folder).unwrap();
    let paths: Vec<_> = (0..documents.len())
        .map(|at| folder.join(format!("{at}.xml")))
        .collect();
    for (path, document) in paths.iter().zip(documents) {
        std::fs::write(path, document).unwrap();
    }
    for chunk in paths.chunks(500) {
        let xmllint = Command::new("xmllint")
            .args(["--noout", "--nonet", "--schema"])
            .arg(&schema)
            .args(chunk)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&xmllint.stderr);
        let faults: Vec<_> = said
            .lines()
            .filter(|line| !line.ends_with(" validates"))
            .collect();
        assert!(xmllint.status.success(), "{}", faults.join("\n"));
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
