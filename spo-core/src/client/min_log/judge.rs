//! What an answer says about each entry that was sent.

use std::collections::HashMap;

use crate::audit::{FailedEntry, RegistrationResponse};

/// What became of an entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict<'r> {
    /// The log has it.
    Added,
    /// The log does not have it, and says why.
    Refused(&'r FailedEntry),
    /// It is one of several of which not all were added, and the answer does not say which.
    Unknown,
}

/// Judges the entries with these sequence numbers, each of which is there once.
///
/// Failures that name an entry are about that entry. The others are added when the service counts as many; when it counts
/// none and there is one left, a failure without a name is about that one. Otherwise nobody knows: taking an entry for added
/// could lose it, so it is to be sent again.
pub(super) fn judge<'r>(sent: &[&str], response: &'r RegistrationResponse) -> Vec<Verdict<'r>> {
    let mut named: HashMap<&str, &FailedEntry> = HashMap::new();
    for failure in &response.failures {
        if let Some(number) = &failure.sequence_number {
            named.entry(number).or_insert(failure);
        }
    }
    let left = sent.iter().filter(|number| !named.contains_key(*number)).count();
    let is_nameless = |failure: &&FailedEntry| {
        let number = failure.sequence_number.as_deref();
        number.is_none_or(|number| !sent.contains(&number))
    };
    let nameless = response.failures.iter().find(is_nameless);
    let added = usize::try_from(response.added).unwrap_or(usize::MAX);
    let verdict = |number: &&str| match (named.get(number), nameless) {
        (Some(failure), _) => Verdict::Refused(failure),
        (None, _) if added >= left => Verdict::Added,
        (None, Some(failure)) if added == 0 && left == 1 => Verdict::Refused(failure),
        (None, _) => Verdict::Unknown,
    };
    sent.iter().map(verdict).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(number: Option<&str>) -> FailedEntry {
        FailedEntry {
            code: "ukendt".to_owned(),
            text: None,
            sequence_number: number.map(str::to_owned),
        }
    }

    /// One letter for each of the entries a, b and c.
    fn judged(added: u32, failures: &[Option<&str>]) -> String {
        judged_of(&["a", "b", "c"], added, failures)
    }

    fn judged_of(sent: &[&str], added: u32, failures: &[Option<&str>]) -> String {
        let response = RegistrationResponse {
            added,
            failed: u32::try_from(failures.len()).unwrap(),
            failures: failures.iter().map(|number| failure(*number)).collect(),
        };
        let letter = |verdict: &Verdict<'_>| match verdict {
            Verdict::Added => 'A',
            Verdict::Refused(_) => 'R',
            Verdict::Unknown => '?',
        };
        judge(sent, &response).iter().map(letter).collect()
    }

    #[test]
    fn a_failure_is_about_the_entry_it_names_and_the_others_are_counted() {
        assert_eq!(judged(3, &[]), "AAA");
        assert_eq!(judged(2, &[Some("b")]), "ARA");
        assert_eq!(judged(0, &[Some("c"), Some("a"), Some("b")]), "RRR");
        assert_eq!(judged(2, &[Some("b"), Some("b")]), "ARA", "said twice");
    }

    #[test]
    fn a_failure_that_names_nobody_leaves_the_others_open() {
        for nobody in [None, Some("x")] {
            assert_eq!(judged(2, &[nobody]), "???");
            assert_eq!(judged(1, &[Some("a"), nobody]), "R??");
            assert_eq!(judged(0, &[nobody, nobody, nobody]), "???");
        }
    }

    #[test]
    fn the_only_one_left_is_the_one_that_failed() {
        for nobody in [None, Some("x")] {
            assert_eq!(judged_of(&["a"], 0, &[nobody]), "R");
            assert_eq!(judged(0, &[Some("a"), Some("b"), nobody]), "RRR");
        }
    }

    #[test]
    fn a_count_that_does_not_add_up_takes_nothing_for_added_that_may_not_be() {
        assert_eq!(judged(2, &[]), "???", "one is missing and nobody says which");
        assert_eq!(judged(0, &[]), "???");
        assert_eq!(judged(1, &[Some("b")]), "?R?");
        assert_eq!(judged(3, &[Some("b")]), "ARA", "more than there are");
        assert_eq!(
            judged(3, &[Some("x")]),
            "AAA",
            "a failure of nobody's, and all are counted"
        );
        assert_eq!(judged_of(&["a"], 0, &[]), "?");
    }
}
