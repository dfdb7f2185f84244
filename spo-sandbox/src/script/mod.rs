//! Misbehaviour on demand: what the field has been seen to do, when a test asks for it.
//!
//! In: [`Script`]s, from Rust or JSON. Out: for each call, the [`Misbehaviour`] that is due. A script is offered every
//! call that the scripts before it did not take, so scripts for the same transaction happen one after the other.

mod effect;
mod misbehaviour;
#[cfg(feature = "schema")]
mod schema;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use spo_core::{Error, ErrorKind};

use crate::Transaction;

pub(crate) use effect::{Delivery, Effect, Instead};
pub use misbehaviour::{HomeCommunity, LogRefusals, Misbehaviour, ScriptedError, SequenceNumbers};

/// Which calls are misbehaved on, and how.
///
/// ```
/// use spo_sandbox::{Misbehaviour, Sandbox, Script, Transaction};
///
/// let sandbox = Sandbox::new()?;
/// // The answer to the second submission is lost, although it is stored.
/// let lost = Misbehaviour::Disconnect { processed: true };
/// sandbox.script(Script::new(lost).on(Transaction::Iti41).nth(2));
/// // The same, as C and Python write it.
/// sandbox.script_json(r#"{"on": "ITI-41", "nth": 2, "does": {"kind": "disconnect", "processed": true}}"#)?;
/// # Ok::<(), spo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// The transaction; any when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Transaction>,
    /// The first call it happens on, counted from 1 among the calls that this script is offered. 1 by default.
    #[serde(default = "one")]
    pub nth: u32,
    /// How many calls in a row it happens on. 1 by default; 0 means every call from then on.
    #[serde(default = "one")]
    pub count: u32,
    /// What happens: one thing or several, applied in this order. In JSON an object or an array of them.
    #[serde(deserialize_with = "one_or_many")]
    #[cfg_attr(feature = "schema", schemars(with = "OneOrMany<Misbehaviour>"))]
    pub does: Vec<Misbehaviour>,
}

fn one() -> u32 {
    1
}

impl Script {
    /// `misbehaviour` on the next call, whatever it is.
    pub fn new(misbehaviour: Misbehaviour) -> Self {
        Self {
            on: None,
            nth: 1,
            count: 1,
            does: vec![misbehaviour],
        }
    }

    /// Only on calls of one transaction.
    #[must_use]
    pub fn on(mut self, transaction: Transaction) -> Self {
        self.on = Some(transaction);
        self
    }

    /// From the `nth` such call on, counted from 1.
    #[must_use]
    pub fn nth(mut self, nth: u32) -> Self {
        self.nth = nth;
        self
    }

    /// On so many calls in a row.
    #[must_use]
    pub fn times(mut self, count: u32) -> Self {
        self.count = count;
        self
    }

    /// On every call from then on.
    #[must_use]
    pub fn always(mut self) -> Self {
        self.count = 0;
        self
    }

    /// And this too, on the same calls.
    #[must_use]
    pub fn and(mut self, misbehaviour: Misbehaviour) -> Self {
        self.does.push(misbehaviour);
        self
    }

    /// Reads one script or an array of them.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`], naming the place in the JSON.
    pub fn from_json(json: &str) -> Result<Vec<Self>, Error> {
        let OneOrMany(scripts) = read_json(json)?;
        Ok(scripts)
    }
}

impl From<Misbehaviour> for Script {
    fn from(misbehaviour: Misbehaviour) -> Self {
        Self::new(misbehaviour)
    }
}

/// A value, or an array of values, with the error of whichever it looks like.
struct OneOrMany<T>(Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Visitor<T> {
            type Value = OneOrMany<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object or an array of objects")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    .map(|one| OneOrMany(vec![one]))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut array: A) -> Result<Self::Value, A::Error> {
                let mut many = Vec::new();
                while let Some(one) = array.next_element()? {
                    many.push(one);
                }
                Ok(OneOrMany(many))
            }
        }
        deserializer.deserialize_any(Visitor(std::marker::PhantomData))
    }
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Misbehaviour>, D::Error> {
    OneOrMany::deserialize(deserializer).map(|OneOrMany(many)| many)
}

fn read_json<T: for<'de> Deserialize<'de>>(json: &str) -> Result<T, Error> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        Error::new(
            ErrorKind::InvalidArgument,
            "sandbox.script",
            error.inner().to_string(),
        )
        .with_remedy("Correct the script at the named place.")
        .at(error.path().to_string())
    })
}

/// The scripts that still have something to do.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    pending: Vec<Pending>,
}

#[derive(Debug)]
struct Pending {
    script: Script,
    /// How many calls it was offered.
    seen: u32,
}

impl Queue {
    pub(crate) fn push(&mut self, script: Script) {
        self.pending.push(Pending { script, seen: 0 });
    }

    pub(crate) fn clear(&mut self) {
        self.pending.clear();
    }

    /// What is due for a call of `transaction`; `None` stands for a call that could not be read.
    pub(crate) fn next(&mut self, transaction: Option<Transaction>) -> Vec<Misbehaviour> {
        let taken = self.pending.iter_mut().position(|pending| {
            let script = &pending.script;
            if script.on.is_some() && script.on != transaction {
                return false;
            }
            pending.seen = pending.seen.saturating_add(1);
            pending.seen >= script.nth
        });
        let Some(pending) = taken.and_then(|at| self.pending.get(at)) else {
            return Vec::new();
        };
        let does = pending.script.does.clone();
        self.pending.retain(|pending| {
            let Script { nth, count, .. } = pending.script;
            count == 0 || pending.seen < nth.max(1).saturating_add(count - 1)
        });
        does
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(status: u16) -> Misbehaviour {
        Misbehaviour::HtmlPage {
            status,
            processed: false,
        }
    }

    #[test]
    fn scripts_for_one_transaction_happen_one_after_the_other() {
        let mut queue = Queue::default();
        queue.push(Script::new(page(501)).on(Transaction::Iti41).times(2));
        queue.push(Script::new(page(502)).on(Transaction::Iti41));
        queue.push(Script::new(page(503)).on(Transaction::Iti18).nth(2));
        let mut next = |transaction| queue.next(Some(transaction)).pop();
        assert_eq!(next(Transaction::Iti41), Some(page(501)));
        assert_eq!(next(Transaction::Iti18), None);
        assert_eq!(next(Transaction::Iti41), Some(page(501)));
        assert_eq!(next(Transaction::Iti18), Some(page(503)));
        assert_eq!(next(Transaction::Iti41), Some(page(502)));
        assert_eq!(next(Transaction::Iti41), None);
        assert_eq!(next(Transaction::Iti18), None);
        assert!(queue.pending.is_empty());
    }

    #[test]
    fn a_script_without_an_end_goes_on() {
        let mut queue = Queue::default();
        queue.push(Script::new(page(500)).nth(3).always());
        let due: Vec<bool> = (0..6).map(|_| !queue.next(None).is_empty()).collect();
        assert_eq!(due, [false, false, true, true, true, true]);
    }

    #[test]
    fn json_takes_one_or_many_and_names_the_place_of_an_error() {
        let one = r#"{"does": {"kind": "html_page", "status": 504}}"#;
        assert_eq!(Script::from_json(one).unwrap(), [Script::new(page(504))]);
        let many = r#"[{"on": "iti41", "nth": 2, "count": 0, "does": [{"kind": "no_answer"}, {"kind": "multipart"}]}]"#;
        let expected = Script::new(Misbehaviour::NoAnswer { processed: false })
            .and(Misbehaviour::Multipart)
            .on(Transaction::Iti41)
            .nth(2)
            .always();
        assert_eq!(Script::from_json(many).unwrap(), std::slice::from_ref(&expected));
        let json = serde_json::to_string(&expected).unwrap();
        assert_eq!(Script::from_json(&json).unwrap(), [expected]);

        let error = Script::from_json(r#"{"nht": 2, "does": {"kind": "no_answer"}}"#).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        assert!(error.message().contains("nht"), "{error}");
        assert!(
            Script::from_json(r#"{"does": {"kind": "nap"}}"#)
                .unwrap_err()
                .message()
                .contains("nap")
        );
        assert!(Script::from_json("{").is_err() && Script::from_json("[1]").is_err());
    }

    #[test]
    fn everything_in_the_readme_can_be_scripted_and_everything_scripted_is_in_it() {
        let readme = include_str!("../../README.md");
        let mut kinds = Vec::new();
        for example in readme.split('`').filter(|text| text.starts_with("{\"kind\"")) {
            let scripts = Script::from_json(&format!("{{\"does\": {example}}}")).unwrap();
            let kind = serde_json::to_value(&scripts).unwrap()[0]["does"][0]["kind"].clone();
            kinds.push(kind.as_str().unwrap().to_owned());
        }
        let script = readme
            .split("```json")
            .nth(1)
            .and_then(|rest| rest.split("```").next());
        Script::from_json(script.unwrap()).unwrap();
        // An unknown kind is answered with the names of all.
        let error = Script::from_json(r#"{"does": {"kind": "?"}}"#).unwrap_err();
        let all = error
            .message()
            .split("expected one of ")
            .nth(1)
            .unwrap()
            .to_owned();
        let all: Vec<&str> = all.split('`').skip(1).step_by(2).collect();
        for kind in &all {
            assert!(
                kinds.iter().any(|found| found == kind),
                "{kind} is not in the README"
            );
        }
        assert_eq!(all.len(), 24);
    }
}
