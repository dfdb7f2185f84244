//! Counting results: how many passed, failed and were skipped, read from what the test runners print.

use std::ops::AddAssign;

/// How many passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
}

impl Tally {
    /// One check that went well.
    pub(crate) const PASS: Self = Self {
        passed: 1,
        failed: 0,
        skipped: 0,
    };
    /// One check that did not.
    pub(crate) const FAIL: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };
    /// One check that could not be made here.
    pub(crate) const SKIP: Self = Self {
        passed: 0,
        failed: 0,
        skipped: 1,
    };

    /// The sum of the `test result: ok. 3 passed; 0 failed; …` lines of `cargo test`.
    pub(crate) fn from_cargo(text: &str) -> Self {
        text.lines()
            .filter_map(|line| line.strip_prefix("test result:"))
            .map(words)
            .sum()
    }

    /// The closing line of pytest: `=== 3 passed, 1 skipped in 0.52s ===`, with or without its frame.
    pub(crate) fn from_pytest(text: &str) -> Self {
        let closing = text
            .lines()
            .map(|line| line.trim_matches(['=', ' ']))
            .rfind(|line| line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(" in "));
        closing.map(words).unwrap_or_default()
    }

    /// The sum of the lines that hold nothing but counts: `3 passed, 0 failed`, as the C tests print them.
    pub(crate) fn from_plain(text: &str) -> Self {
        text.lines().filter(|line| is_plain(line)).map(words).sum()
    }

    /// A runner that failed without a failed test (it did not build, it crashed) counts as one failure, and so does
    /// one that ran nothing at all.
    pub(crate) fn with_outcome(mut self, success: bool) -> Self {
        if self.failed == 0 && (!success || self == Self::default()) {
            self.failed = 1;
        }
        self
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |mut sum, tally| {
            sum += tally;
            sum
        })
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

fn is_plain(line: &str) -> bool {
    line.contains(" passed")
        && line.split(',').all(|part| {
            let mut words = part.split_whitespace();
            let number = words.next().is_some_and(|word| word.parse::<u32>().is_ok());
            number && words.next().is_some() && words.next().is_none()
        })
}

/// Adds up the `<number> <word>` pairs of one line.
fn words(line: &str) -> Tally {
    let words: Vec<&str> = line
        .split([' ', ',', ';'])
        .filter(|word| !word.is_empty())
        .collect();
    let mut tally = Tally::default();
    for (number, word) in words.iter().zip(words.iter().skip(1)) {
        let Ok(number) = number.parse::<u32>() else {
            continue;
        };
        match *word {
            "passed" | "xfailed" => tally.passed += number,
            "failed" | "error" | "errors" | "xpassed" => tally.failed += number,
            "skipped" | "ignored" => tally.skipped += number,
            _ => {}
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_lines_add_up_over_binaries() {
        let text = "running 2 tests\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.00s\n\
            test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s\n";
        assert_eq!(
            Tally::from_cargo(text),
            Tally {
                passed: 5,
                failed: 1,
                skipped: 1
            }
        );
    }

    #[test]
    fn pytest_closes_with_or_without_a_frame() {
        let framed = "tests/test_a.py ..s\n===== 1 failed, 2 passed, 1 skipped, 1 error in 0.52s =====\n";
        assert_eq!(
            Tally::from_pytest(framed),
            Tally {
                passed: 2,
                failed: 2,
                skipped: 1
            }
        );
        assert_eq!(
            Tally::from_pytest("...\n3 passed in 0.01s\n"),
            Tally {
                passed: 3,
                ..Tally::default()
            }
        );
        assert_eq!(Tally::from_pytest("no tests ran in 0.01s\n"), Tally::default());
    }

    #[test]
    fn plain_lines_hold_nothing_but_counts() {
        let text = "cc -o lifecycle lifecycle.c\n4 passed, 0 failed\nall 9 passed, 0 failed, we think\n1 passed, 1 failed, 1 skipped\n";
        assert_eq!(
            Tally::from_plain(text),
            Tally {
                passed: 5,
                failed: 1,
                skipped: 1
            }
        );
    }

    #[test]
    fn a_runner_that_breaks_or_runs_nothing_is_a_failure() {
        assert_eq!(Tally::PASS.with_outcome(false).failed, 1);
        assert_eq!(Tally::default().with_outcome(true), Tally::FAIL);
        assert_eq!(Tally::PASS.with_outcome(true), Tally::PASS);
        assert_eq!(
            Tally {
                passed: 1,
                failed: 2,
                skipped: 0
            }
            .with_outcome(false)
            .failed,
            2
        );
    }
}
