//! Threads that a caller waits for only as long as it can.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;

use crate::transport::Deadline;

/// Pieces of work under way, each in a thread of its own that owns what it needs.
pub(super) struct Crew<K, T> {
    sender: Sender<(usize, Option<T>)>,
    receiver: Receiver<(usize, Option<T>)>,
    under_way: HashMap<usize, (K, Option<JoinHandle<()>>)>,
    started: usize,
}

impl<K, T: Send + 'static> Crew<K, T> {
    pub(super) fn new() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            under_way: HashMap::new(),
            started: 0,
        }
    }

    /// Starts `work`, whose result comes back with `label`.
    pub(super) fn start(&mut self, label: K, work: impl FnOnce() -> T + Send + 'static) {
        let id = self.started;
        self.started += 1;
        let report = Report {
            sender: self.sender.clone(),
            id,
            result: None,
        };
        let thread = std::thread::Builder::new()
            .name("spo-overview".to_owned())
            // Without a thread the report is dropped here, and says so.
            .spawn(move || report.end_with(work()));
        self.under_way.insert(id, (label, thread.ok()));
    }

    /// The next piece of work that has ended, with its result; `None` as the result of one that did not get to its end.
    /// No piece at all when none is under way, or when the time is up.
    pub(super) fn next(&mut self, deadline: &Deadline) -> Option<(K, Option<T>)> {
        while !self.under_way.is_empty() {
            let (id, result) = match self.receiver.recv_timeout(deadline.remaining()) {
                Ok(ended) => ended,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
            };
            if let Some((label, thread)) = self.under_way.remove(&id) {
                // It has reported, which is the last that a thread does.
                let _ = thread.map(JoinHandle::join);
                return Some((label, result));
            }
        }
        None
    }

    /// What has not ended. Its threads are left to themselves.
    pub(super) fn abandon(self) -> impl Iterator<Item = K> {
        self.under_way.into_values().map(|(label, _)| label)
    }
}

/// Reports when it is dropped, also by a panic of the work.
struct Report<T> {
    sender: Sender<(usize, Option<T>)>,
    id: usize,
    result: Option<T>,
}

impl<T> Report<T> {
    fn end_with(mut self, result: T) {
        self.result = Some(result);
    }
}

impl<T> Drop for Report<T> {
    fn drop(&mut self) {
        // Nobody listens any more when the time is up.
        let _ = self.sender.send((self.id, self.result.take()));
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::transport::Timeouts;

    fn within(total: Duration) -> Deadline {
        Timeouts {
            total,
            ..Timeouts::default()
        }
        .start()
    }

    #[test]
    fn results_come_with_their_labels_and_a_panic_is_an_end_too() {
        let mut crew = Crew::new();
        crew.start("sum", || 1 + 1);
        crew.start("panic", || panic!("made up"));
        let deadline = within(Duration::from_secs(10));
        let mut ended: Vec<_> = std::iter::from_fn(|| crew.next(&deadline)).collect();
        ended.sort_unstable();
        assert_eq!(ended, [("panic", None), ("sum", Some(2))]);
        assert_eq!(crew.abandon().count(), 0);
    }

    #[test]
    fn nobody_waits_beyond_the_deadline() {
        let mut crew = Crew::new();
        let (release, hold) = channel::<()>();
        crew.start("stuck", move || hold.recv().is_ok());
        let started = Instant::now();
        assert_eq!(crew.next(&within(Duration::from_millis(30))), None);
        assert!(started.elapsed() < Duration::from_secs(5));
        assert_eq!(crew.abandon().collect::<Vec<_>>(), ["stuck"]);
        drop(release);
    }
}
