//! The shared library exports what `include/spo.symbols` lists, and nothing else.

use std::collections::BTreeSet;

use crate::header::{check_golden, repository};

/// The functions that the header declares.
fn declared() -> BTreeSet<String> {
    let header = std::fs::read_to_string(repository().join("include/spo.h")).unwrap();
    let mut names = BTreeSet::new();
    for line in header.lines() {
        let code = !line.starts_with([' ', '/', '#', '}']) && !line.starts_with("typedef");
        if let Some((before, _)) = line.split_once('(').filter(|_| code) {
            names.extend(
                before
                    .split([' ', '*'])
                    .rfind(|word| word.starts_with("spo_"))
                    .map(str::to_owned),
            );
        }
    }
    names
}

#[test]
fn the_committed_list_of_symbols_is_what_the_header_declares() {
    let mut list = declared().into_iter().collect::<Vec<_>>().join("\n");
    list.push('\n');
    check_golden("include/spo.symbols", &list);
}
