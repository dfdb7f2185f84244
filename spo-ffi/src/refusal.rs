//! Setter calls that were refused, and parts that were never set: remembered as faults, so that a host may fill in a
//! whole appointment without looking at each status and gets everything that is wrong in one error.

use spo_core::rules::Fault;
use spo_core::{Error, Result};

/// The cause of a refusal in the form that a user can read: the code, and the Danish for it.
const CAUSES: &[(&str, &str)] = &[
    ("argument.null", "Værdien mangler"),
    ("argument.utf8", "Teksten er ikke i UTF-8"),
    ("argument.enum", "Værdien er ikke en af de mulige"),
    ("cpr.format", "Et CPR-nummer har ti cifre"),
    ("cpr.date", "CPR-nummerets første seks cifre er ikke en dato"),
    (
        "sor.format",
        "En SOR-kode har 6 til 18 cifre og begynder ikke med nul",
    ),
    ("yder.format", "Et ydernummer har højst seks cifre"),
    ("date.format", "Datoen skal skrives som 2026-07-01"),
    (
        "time.format",
        "Tidspunktet skal skrives som 2026-07-01T10:00:00+02:00",
    ),
    ("time.offset", "Tidspunktets afvigelse fra UTC er ikke dansk tid"),
    ("time.range", "Tidspunktet er uden for kalenderen"),
    (
        "time.nonexistent",
        "Tidspunktet findes ikke: uret stilles frem den nat",
    ),
    (
        "time.ambiguous",
        "Tidspunktet findes to gange: uret stilles tilbage den nat",
    ),
];

/// Remembers in `refused` what came of setting the field at `path`.
pub(crate) fn remember(refused: &mut Vec<Fault>, path: &str, done: Result<()>) -> Result<()> {
    refused.retain(|fault| fault.path != path);
    done.map_err(|error| {
        // A role or an item that cannot have the field is a slip in the host's program, not in what is filled in.
        if matches!(error.code(), "argument.role" | "argument.item") {
            return error;
        }
        refused.push(self::refused(path, &error));
        error.at(path)
    })
}

/// The faults of `found` that lie outside the places of `known`, after those.
pub(crate) fn beside(known: Vec<Fault>, found: Vec<Fault>) -> Vec<Fault> {
    let is_new = |fault: &Fault| !known.iter().any(|place| is_within(&fault.path, &place.path));
    let new: Vec<Fault> = found.into_iter().filter(is_new).collect();
    [known, new].concat()
}

/// The fault for a value that the setter of `path` refused.
fn refused(path: &str, error: &Error) -> Fault {
    let (rule, danish) = CAUSES
        .iter()
        .find(|(code, _)| *code == error.code())
        .copied()
        .unwrap_or(("value.refused", "Værdien kan ikke bruges"));
    Fault::new(path, rule, danish, error.message(), error.remedy())
}

/// The fault for a part that was never set.
pub(crate) fn missing(path: &str, danish: &str, english: &str, remedy: &str) -> Fault {
    Fault::new(path, "apd.part.missing", danish, english, remedy)
}

/// Whether `path` is `place` or lies in it.
pub(crate) fn is_within(path: &str, place: &str) -> bool {
    path.strip_prefix(place)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn a_place_holds_its_fields_and_elements_but_not_its_namesakes() {
        assert!(is_within("patient.cpr", "patient"));
        assert!(is_within("patient.telecoms[0].value", "patient.telecoms"));
        assert!(is_within("time", "time"));
        assert!(!is_within("timeless", "time"));
    }
}
