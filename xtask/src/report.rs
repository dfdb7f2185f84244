//! What a command did, told as it happens and summed up at the end.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::tally::Tally;

/// The parts of one command's work, each with its counts.
pub(crate) struct Report {
    command: &'static str,
    parts: Vec<Part>,
    skips: Vec<String>,
}

struct Part {
    title: String,
    tally: Tally,
    took: Duration,
}

impl Report {
    pub(crate) fn new(command: &'static str) -> Self {
        Self {
            command,
            parts: Vec::new(),
            skips: Vec::new(),
        }
    }

    /// Does one part of the work under its heading. An error counts as one failure and does not stop the rest.
    pub(crate) fn part(&mut self, title: &str, work: impl FnOnce(&mut Self) -> Result<Tally>) {
        println!("\n== {title}");
        let start = Instant::now();
        let tally = work(self).unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Tally::FAIL
        });
        self.parts.push(Part {
            title: title.to_owned(),
            tally,
            took: start.elapsed(),
        });
    }

    /// A part that is one check: it goes well or it is an error.
    pub(crate) fn check(&mut self, title: &str, work: impl FnOnce() -> Result<()>) {
        self.part(title, |_| work().map(|()| Tally::PASS));
    }

    /// Says, now and in the summary, that something could not be done here and what to do about it.
    pub(crate) fn skip(&mut self, what: String) {
        println!("skipped: {what}");
        self.skips.push(what);
    }

    pub(crate) fn failed(&self) -> bool {
        self.parts.iter().any(|part| part.tally.failed > 0)
    }

    /// One line per part, what was skipped, and a closing line that scripts can read.
    pub(crate) fn print_summary(&self) {
        if self.parts.is_empty() {
            return;
        }
        println!("\nSummary");
        let width = self.parts.iter().map(|part| part.title.len()).max().unwrap_or(0);
        for Part { title, tally, took } in &self.parts {
            println!("  {title:<width$}  {tally}  ({:.1} s)", took.as_secs_f32());
        }
        for skip in &self.skips {
            println!("  skipped: {skip}");
        }
        let sum: Tally = self.parts.iter().map(|part| part.tally).sum();
        println!("\n{}: {sum}", self.command);
    }
}

/// Tells how one check of many went, on a line of its own, and counts it.
pub(crate) fn judged(name: &str, outcome: Result<()>) -> Tally {
    match outcome {
        Ok(()) => {
            println!("ok      {name}");
            Tally::PASS
        }
        Err(error) => {
            println!("FAILED  {name}: {error:#}");
            Tally::FAIL
        }
    }
}
