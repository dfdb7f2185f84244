//! Several registries and repositories in one network, asked through one door as the document sharing service (DDS) does.
//!
//! In: a search or a retrieval that one sandbox got. Out: its own answer together with those of the sources attached to it.
//! A source that fails takes no other with it: the answer is a partial success with an error of the source's own.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use spo_core::soap::{Attachments, Fault};
use spo_core::xds::response::ResponseStatus;
use spo_core::{Cpr, Error, ErrorKind, Oid, ServiceError};

use crate::blocks::View;
use crate::calls::{CallRecord, Decision};
use crate::identity::Site;
use crate::message::{Answer, Call, Content};
use crate::registry::{self, Others, Processed, Registry};
use crate::sandbox::{Inner, Settings, lock};
use crate::script::{Effect, Instead};
use crate::{Sandbox, Transaction};

/// How long a source is waited for. How long the real service waits is not public.
const PATIENCE: Duration = Duration::from_secs(30);

/// `errorCode` of a source that did not answer (IHE ITI TF volume 3, table 4.2.4.1-2).
const UNAVAILABLE: &str = "XDSUnavailableCommunity";

/// A call that was let in.
pub(crate) struct Asked<'a> {
    pub(crate) call: &'a Call<'a>,
    pub(crate) attachments: Attachments<'a>,
    /// The only citizen whose data may be handed out, when a citizen reads.
    pub(crate) only: Option<Cpr>,
    /// What the citizen's blocks leave of it, when a health professional reads.
    pub(crate) view: Option<&'a View<'a>>,
    pub(crate) record: &'a CallRecord,
}

/// The sources attached to a sandbox, in the order they came.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    attached: Mutex<Vec<Source>>,
}

/// A sandbox under a name.
#[derive(Debug, Clone)]
struct Source {
    name: String,
    sandbox: Sandbox,
}

impl Sources {
    fn all(&self) -> Vec<Source> {
        self.attached
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Sandbox {
    /// Makes it another registry and repository than the usual one, so that it can be one of several. Clones follow.
    ///
    /// ```
    /// use spo_sandbox::Sandbox;
    ///
    /// let hospital = Sandbox::new()?.with_ids(&"1.2.3.1".parse()?, &"1.2.3.1.11".parse()?);
    /// let sandbox = Sandbox::new()?;
    /// sandbox.attach("hospital", &hospital)?;
    /// # Ok::<(), spo_core::Error>(())
    /// ```
    #[must_use]
    pub fn with_ids(self, home_community: &Oid, repository: &Oid) -> Self {
        self.set_site(Site::new(home_community.as_str(), repository.as_str()));
        self
    }

    /// Attaches a source: searches and retrievals here are answered together with it. It is also served on its own,
    /// with everything that a sandbox has, below `/sources/NAME`. Its scripts make it fail alone.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`], for a name that is taken or does not fit into a URL, and for a repository that
    /// there is already.
    pub fn attach(&self, name: impl Into<String>, source: &Sandbox) -> Result<(), Error> {
        let name = name.into();
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
        let refused = |message: &str, remedy: &str| {
            Err(Error::new(ErrorKind::InvalidArgument, "sandbox.source", message).with_remedy(remedy))
        };
        if name.is_empty() || !name.bytes().all(fits) {
            return refused(
                "the name of a source stands in addresses",
                "Use small letters, digits, - and _ only.",
            );
        }
        let repository = source.site().repository;
        let sources = &self.inner().sources.attached;
        let mut sources = sources.lock().unwrap_or_else(PoisonError::into_inner);
        if sources.iter().any(|known| known.name == name) {
            return refused("there is a source of this name", "Choose another name.");
        }
        let mut all = sources.iter().map(|known| known.sandbox.site());
        if self.site().repository == repository || all.any(|site| site.repository == repository) {
            return refused(
                "there is a source with this repository",
                "Give it ids of its own with `with_ids`.",
            );
        }
        source.inner().join(self.inner().national());
        sources.push(Source {
            name,
            sandbox: source.clone(),
        });
        Ok(())
    }

    /// The source attached under this name.
    pub fn source(&self, name: &str) -> Option<Sandbox> {
        let all = self.inner().sources.all().into_iter();
        all.filter(|source| source.name == name)
            .map(|source| source.sandbox)
            .next()
    }

    /// The names of the attached sources, in the order they were attached.
    pub fn sources(&self) -> Vec<String> {
        let all = self.inner().sources.all().into_iter();
        all.map(|source| source.name).collect()
    }

    /// This source's part of the answer to a call of another sandbox, and how late it comes.
    fn part(&self, asked: &Asked<'_>, whole: &Registry<'_>) -> (Result<Answer, String>, Duration) {
        let settings = self.settings().clone();
        let call = asked.call;
        let due = lock(&self.inner().scripts).next(Some(call.transaction));
        let effect = Effect::new(due);
        let registry = Registry {
            store: &self.inner().store,
            people: &self.inner().people,
            site: &settings.site,
            others: Others::Any,
            quirks: effect.quirks().and(&whole.quirks),
            validation: settings.validation,
            context: whole.context,
            only: whole.only,
            view: whole.view,
        };
        let instead = effect.instead();
        let carried_out = match &instead {
            Some((_, false)) => None,
            _ => Some(registry.process(call, asked.attachments)),
        };
        let mut record = CallRecord {
            decision: Decision::NotProcessed,
            errors: Vec::new(),
            fault: None,
            scripted: effect.is_some(),
            ..asked.record.clone()
        };
        if let Some(Ok(Processed { answer, unsaid })) = &carried_out {
            record.decision = Decision::of(&answer.status);
            record.errors = answer.errors.iter().chain(unsaid).cloned().collect();
        }
        let answer = match (instead, carried_out) {
            (Some((instead, _)), _) => replaced(instead),
            (None, Some(Ok(Processed { mut answer, .. }))) if !effect.spoils() => {
                effect.alter(&mut answer);
                Ok(answer)
            }
            (None, Some(Err(fault))) => Err(fault.to_string()),
            (None, _) => Err("the answer cannot be read".to_owned()),
        };
        record.fault = answer.as_ref().err().cloned();
        self.inner().calls.add(record);
        match effect.wait() {
            wait if wait > PATIENCE => (Err(TOO_LATE.to_owned()), PATIENCE),
            wait => (answer, wait),
        }
    }
}

const TOO_LATE: &str = "no answer in time";

/// What the one who asked makes of something in place of an answer.
fn replaced(instead: Instead) -> Result<Answer, String> {
    Err(match instead {
        Instead::Silence => TOO_LATE.to_owned(),
        Instead::Disconnect => "the connection was closed".to_owned(),
        Instead::Page(status) | Instead::Status(status) => format!("HTTP status {status}"),
        Instead::Fault(refusal, _) => refusal.text(),
        Instead::Refusal(errors) => return Ok(Answer::failure(errors)),
    })
}

/// Carries out a call, with the sources that it concerns. With the answer comes how late it is.
///
/// # Errors
/// The fault to answer with.
pub(crate) fn answer(
    inner: &Inner,
    settings: &Settings,
    effect: &Effect,
    asked: &Asked<'_>,
) -> Result<(Processed, Duration), Fault> {
    let call = asked.call;
    let sources = match call.transaction {
        Transaction::Iti18 | Transaction::Iti43 => inner.sources.all(),
        _ => Vec::new(),
    };
    let registry = Registry {
        store: &inner.store,
        people: &inner.people,
        site: &settings.site,
        others: Others::Known(sources.iter().map(|source| source.sandbox.site()).collect()),
        quirks: effect.quirks(),
        validation: settings.validation,
        context: &settings.context,
        only: asked.only,
        view: asked.view,
    };
    let mut own = registry.process(call, asked.attachments)?;
    let mut wait = Duration::ZERO;
    if call.transaction == Transaction::Iti18 && own.answer.status == ResponseStatus::Failure {
        // What is wrong with the search is wrong with it everywhere.
        return Ok((own, wait));
    }
    let sources = sources.into_iter();
    for source in sources.filter(|source| registry::concerns(call, &source.sandbox.site())) {
        let (part, late) = source.sandbox.part(asked, &registry);
        // They are asked at the same time.
        wait = wait.max(late);
        join(&mut own.answer, part, &source);
    }
    Ok((own, wait))
}

/// Adds a source's part to an answer.
fn join(answer: &mut Answer, part: Result<Answer, String>, source: &Source) {
    let part = part.unwrap_or_else(|reason| {
        let site = source.sandbox.site();
        Answer::failure(vec![ServiceError {
            code: UNAVAILABLE.to_owned(),
            context: format!("{}: {reason}", source.name),
            location: Some(site.home_urn()),
            warning: false,
        }])
    });
    let whole = answer.status == ResponseStatus::Success && part.status == ResponseStatus::Success;
    answer.errors.extend(part.errors);
    let has_something = match (&mut answer.content, part.content) {
        // Whoever searches and finds nothing has been answered.
        (Content::Objects(all), Content::Objects(theirs)) => {
            all.entries.extend(theirs.entries);
            all.object_refs.extend(theirs.object_refs);
            true
        }
        (Content::Objects(_), _) => true,
        (Content::Documents(all), Content::Documents(theirs)) => {
            all.extend(theirs);
            !all.is_empty()
        }
        (Content::Documents(all), _) => !all.is_empty(),
        (Content::None, _) => false,
    };
    answer.status = match (whole, has_something) {
        (true, _) => ResponseStatus::Success,
        (false, true) => ResponseStatus::PartialSuccess,
        (false, false) => ResponseStatus::Failure,
    };
}

#[cfg(test)]
mod tests {
    use spo_core::soap::Message;
    use spo_core::transport::Timeouts;
    use spo_core::xds::query::{self, FindDocuments};

    use super::*;
    use crate::Misbehaviour;
    use crate::script::Delivery;

    #[test]
    fn a_source_is_waited_for_no_longer_than_patience_lasts() {
        let sandbox = Sandbox::new().unwrap();
        let slow = Sandbox::new()
            .unwrap()
            .with_ids(&"1.2.3".parse().unwrap(), &"1.2.3.11".parse().unwrap());
        sandbox.attach("slow", &slow).unwrap();
        slow.script(Misbehaviour::Latency { ms: 3_600_000 });
        let search = FindDocuments::new("2512489996".parse().unwrap());
        let message = Message::new(query::ACTION, "urn:uuid:1".to_owned(), search.body());
        let deadline = Timeouts::default().start();
        let request = message
            .encode()
            .into_request("http://sandbox.invalid/", &deadline);
        let Delivery::Answer(_, wait) = sandbox.process(request, None) else {
            panic!("no answer");
        };
        assert_eq!(wait, PATIENCE);
        let [call] = sandbox.calls().try_into().unwrap();
        assert_eq!(call.decision, Decision::PartialSuccess);
        assert_eq!(call.errors[0].context, format!("slow: {TOO_LATE}"));
    }
}
