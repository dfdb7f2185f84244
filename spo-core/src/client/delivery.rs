//! Sending a change so that it takes effect once, whatever happens to the answers.
//!
//! A change that was sent and not answered may be in effect or not. Sending it again blindly is what doubles
//! appointments in the field; giving up is what loses them. So the registry is asked, and only when it says that the
//! change is not there is the same message sent again.

use super::Outcome;
use crate::{Error, ErrorKind, Result, ServiceError};

/// How often one message is sent at most.
const MOST_ATTEMPTS: u32 = 3;

/// What became of one sending.
pub(super) enum Sent {
    /// The registry accepted, perhaps with remarks.
    Accepted(Vec<ServiceError>),
    /// The registry says that it has this already.
    AlreadyThere(Error),
    /// It is certain that nothing changed.
    Refused(Error),
    /// The change may be in effect.
    Unclear(Error),
}

/// What the registry says when asked about the change.
pub(super) enum Presence {
    /// It is in effect as asked for.
    InEffect,
    /// It is not there.
    Absent,
    /// Something else stands in its place.
    Conflict(Error),
}

/// A settled change.
#[derive(Debug, PartialEq)]
pub(super) struct Delivered {
    pub(super) outcome: Outcome,
    pub(super) attempts: u32,
    pub(super) warnings: Vec<ServiceError>,
}

/// Sends until the outcome is known. `send` gets the number of the attempt, `look` asks the registry.
pub(super) fn deliver(
    mut send: impl FnMut(u32) -> Sent,
    look: impl Fn() -> Result<Presence>,
) -> Result<Delivered> {
    let mut attempts = 0;
    loop {
        attempts += 1;
        let sent = send(attempts);
        let (doubt, reported) = match sent {
            Sent::Accepted(warnings) => {
                return Ok(Delivered {
                    outcome: Outcome::Accepted,
                    attempts,
                    warnings,
                });
            }
            Sent::Refused(error) if attempts == 1 => return Err(error),
            // An earlier attempt may have arrived after all.
            Sent::Refused(error) => (error, false),
            Sent::AlreadyThere(error) => (error, true),
            Sent::Unclear(error) => (error, false),
        };
        let unclear = matches!(
            doubt.class(),
            crate::ErrorClass::Unavailable | crate::ErrorClass::Timeout | crate::ErrorClass::Protocol
        ) || doubt.kind() == ErrorKind::Fault;
        match look() {
            Ok(Presence::InEffect) => {
                let outcome = if reported && attempts == 1 {
                    Outcome::AlreadyInEffect
                } else {
                    Outcome::ConfirmedByLookup
                };
                return Ok(Delivered {
                    outcome,
                    attempts,
                    warnings: Vec::new(),
                });
            }
            Ok(Presence::Conflict(error)) => return Err(error),
            Ok(Presence::Absent) if unclear && !reported && attempts < MOST_ATTEMPTS => {}
            Ok(Presence::Absent) => return Err(doubt),
            Err(lookup) => return Err(unknown(doubt, &lookup)),
        }
    }
}

/// The change may be in effect, and nobody could be asked.
fn unknown(doubt: Error, lookup: &Error) -> Error {
    let message = format!(
        "the change was sent, its answer was lost ({}), and the registry could not be asked ({})",
        doubt.message(),
        lookup.message()
    );
    let details = doubt.details().clone();
    Error::new(ErrorKind::OutcomeUnknown, "delivery.unknown", message)
        .with_details(|unknown| {
            unknown.http_status = details.http_status;
            unknown.soap_fault_code = details.soap_fault_code;
            unknown.service_errors = details.service_errors;
            unknown.message_id = details.message_id;
        })
        .with_source(doubt)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn timeout() -> Error {
        Error::new(ErrorKind::Timeout, "transport.timeout", "no answer in time")
    }

    fn refusal() -> Error {
        Error::new(ErrorKind::Rejected, "xds.rejected", "no")
    }

    #[test]
    fn an_accepted_change_is_sent_once_and_nobody_is_asked() {
        let delivered = deliver(|_| Sent::Accepted(Vec::new()), || panic!("no need to ask")).unwrap();
        assert_eq!((delivered.outcome, delivered.attempts), (Outcome::Accepted, 1));
    }

    #[test]
    fn a_certain_refusal_is_final() {
        let error = deliver(|_| Sent::Refused(refusal()), || panic!("no need to ask")).unwrap_err();
        assert_eq!(error.code(), "xds.rejected");
    }

    #[test]
    fn a_lost_answer_is_looked_up_and_not_sent_again() {
        let delivered = deliver(|_| Sent::Unclear(timeout()), || Ok(Presence::InEffect)).unwrap();
        assert_eq!(
            (delivered.outcome, delivered.attempts),
            (Outcome::ConfirmedByLookup, 1)
        );
    }

    #[test]
    fn a_lost_message_is_sent_again() {
        let send = |attempt| {
            if attempt == 1 {
                Sent::Unclear(timeout())
            } else {
                Sent::Accepted(Vec::new())
            }
        };
        let delivered = deliver(send, || Ok(Presence::Absent)).unwrap();
        assert_eq!((delivered.outcome, delivered.attempts), (Outcome::Accepted, 2));
    }

    #[test]
    fn a_first_message_that_arrives_late_is_recognised_when_the_second_is_called_a_duplicate() {
        let arrived = Cell::new(false);
        let send = |attempt| {
            arrived.set(attempt == 2);
            if attempt == 1 {
                Sent::Unclear(timeout())
            } else {
                Sent::AlreadyThere(refusal())
            }
        };
        let look = || {
            Ok(if arrived.get() {
                Presence::InEffect
            } else {
                Presence::Absent
            })
        };
        assert_eq!(deliver(send, look).unwrap().outcome, Outcome::ConfirmedByLookup);
    }

    #[test]
    fn it_stops_after_three_attempts_with_the_last_error() {
        let sent = Cell::new(0);
        let send = |attempt| {
            sent.set(attempt);
            Sent::Unclear(timeout())
        };
        assert_eq!(
            deliver(send, || Ok(Presence::Absent)).unwrap_err().kind(),
            ErrorKind::Timeout
        );
        assert_eq!(sent.get(), 3);
    }

    #[test]
    fn when_nobody_can_be_asked_the_outcome_is_unknown() {
        let error = deliver(|_| Sent::Unclear(timeout()), || Err(timeout())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
        assert!(error.is_retryable());
    }

    #[test]
    fn a_duplicate_that_is_not_there_is_a_refusal() {
        let error = deliver(|_| Sent::AlreadyThere(refusal()), || Ok(Presence::Absent)).unwrap_err();
        assert_eq!(error.code(), "xds.rejected");
    }

    #[test]
    fn a_refusal_of_a_second_attempt_is_checked_because_the_first_may_have_arrived() {
        let send = |attempt| {
            if attempt == 1 {
                Sent::Unclear(timeout())
            } else {
                Sent::Refused(refusal())
            }
        };
        let asked = Cell::new(0);
        let look = || {
            asked.set(asked.get() + 1);
            Ok(if asked.get() == 1 {
                Presence::Absent
            } else {
                Presence::InEffect
            })
        };
        assert_eq!(deliver(send, look).unwrap().outcome, Outcome::ConfirmedByLookup);
    }
}
