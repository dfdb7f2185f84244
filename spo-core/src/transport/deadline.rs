//! The time a call may take.

use std::time::{Duration, Instant};

/// How long a call may take, over all its attempts.
///
/// The defaults follow what is known of the far side: nobody publishes response times for the national registry, but
/// users of its sibling services were advised to expect answers within 10 to 15 seconds, and the platform's proxy gives
/// up after 60. An attempt that has lasted 30 seconds is therefore more likely lost than slow; the total leaves room for
/// one lost attempt, the look-up that finds out whether it arrived, and one more attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For looking up the host name, and again for connecting to it (TCP, proxy and TLS). 10 seconds by default.
    pub connect: Duration,
    /// For one attempt: from the call until the last byte of the answer. 30 seconds by default.
    pub attempt: Duration,
    /// For the whole call, with every attempt and look-up. 90 seconds by default.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            attempt: Duration::from_secs(30),
            total: Duration::from_secs(90),
        }
    }
}

impl Timeouts {
    /// Starts the clock of one call.
    pub fn start(self) -> Deadline {
        Deadline {
            timeouts: self,
            started: Instant::now(),
        }
    }
}

/// The clock of one call that is under way.
#[derive(Debug, Clone, Copy)]
pub struct Deadline {
    timeouts: Timeouts,
    started: Instant,
}

impl Deadline {
    /// What is left of the total; zero when the time is up.
    pub fn remaining(&self) -> Duration {
        self.timeouts.total.saturating_sub(self.started.elapsed())
    }

    /// Whether the time is up.
    pub fn is_over(&self) -> bool {
        self.remaining().is_zero()
    }

    /// What the next attempt may take.
    pub fn attempt(&self) -> Duration {
        self.timeouts.attempt.min(self.remaining())
    }

    /// What connecting may take in the next attempt.
    pub fn connect(&self) -> Duration {
        self.timeouts.connect.min(self.attempt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_never_outlasts_the_call() {
        let deadline = Timeouts {
            total: Duration::from_secs(5),
            ..Timeouts::default()
        }
        .start();
        assert!(deadline.attempt() <= Duration::from_secs(5));
        assert!(deadline.connect() <= Duration::from_secs(5));
        assert!(!deadline.is_over());
    }

    #[test]
    fn a_spent_call_has_no_time_left() {
        let deadline = Timeouts {
            total: Duration::ZERO,
            ..Timeouts::default()
        }
        .start();
        assert!(deadline.is_over());
        assert_eq!(deadline.attempt(), Duration::ZERO);
    }
}
